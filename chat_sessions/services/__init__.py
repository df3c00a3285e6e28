"""What happens to sessions, sign-ups and questions. Nothing else writes their states.

Every verb locks the session first, then the sign-up or the question that it is about (of several: in the order of
their keys); each is atomic, and queues its mail as a row in the same transaction.
"""
