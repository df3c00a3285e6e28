"""What happens to classes and registrations. Nothing else writes their states.

Every verb is atomic, locks the class before it reads the registrations, and queues its
mail as a row in the same transaction. seats.settle is the one place where a seat passes
from one person to the next.
"""
