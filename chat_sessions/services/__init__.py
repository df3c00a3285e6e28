"""What happens to sessions, sign-ups and questions. Nothing else writes their states.

A verb about places locks the session first, a verb about a question locks the question (of several: in the order
of their keys); each is atomic, and queues its mail as a row in the same transaction.
"""
