"""What people type, by what it is about."""
