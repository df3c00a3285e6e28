"""Teens and Policing in the admin: semesters, the board of nominees, the roster, and the lights of an evening."""
