"""What happens to students from a counselor's choice to the credit: one module for each who acts, over `states`.

Locks are taken in one order: the class, then the quota of a school, then the nomination.
"""
