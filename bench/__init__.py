"""`make bench`: how fast the portal is, beside a bare Django project on the same database."""
