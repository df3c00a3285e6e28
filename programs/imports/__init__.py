"""Rows that come in by a file: read and checked by the worker, shown to staff, then imported whole or not at all."""
