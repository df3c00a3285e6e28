"""What `make run` shows on a fresh machine: the department's own texts, and invented people.

The people register, confirm, wait and give up through the real services, as of the weeks
before now (see weeks.py), so that every row, mail and deadline is what residents would cause.
"""
