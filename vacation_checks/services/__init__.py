"""What happens to requests, tours and checks. Nothing else writes their states.

Every verb is atomic, locks the request before it reads it, brings it to the true state of this moment
(clock.settle), and queues its mail as a row in the same transaction.
"""
