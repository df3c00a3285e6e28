"""Reads a file of rows, CSV or XLSX, into plain text cells; says in words what cannot be read."""

from core.tables.reading import read_table, refuse_other_files
from core.tables.table import MOST_BYTES, MOST_ROWS, Merged, Row, Table, TableError

__all__ = ["MOST_BYTES", "MOST_ROWS", "Merged", "Row", "Table", "TableError", "read_table", "refuse_other_files"]
