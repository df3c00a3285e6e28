"""The admin's own style sheet is whole: a lost brace would silently switch off everything below it."""

import re
from pathlib import Path

import pytest

SHEET = Path(__file__).resolve().parents[2] / "static" / "css" / "admin.css"


def trouble(css):
    """What is open where it must not be; "" when the sheet is whole."""
    opened = []
    for before, sign in re.findall(r"([^{};]*)([{};])", re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)):
        rule = before.strip()
        if sign == "{":
            if opened and not opened[-1].startswith("@"):
                return f"{rule} stands inside of {opened[-1]}"
            opened.append(rule)
        elif sign == "}" and not opened:
            return f"a brace too many after {rule}"
        elif sign == "}":
            opened.pop()
    return f"{opened[-1]} is never closed" if opened else ""


def test_the_sheet_is_whole():
    assert trouble(SHEET.read_text()) == ""


@pytest.mark.parametrize(
    ("css", "found"),
    [
        ("a { color: red }\n@media print { b { color: red } }", ""),
        ("a { color: red;\nb { color: red }", "b stands inside of a"),
        ("@media print { b { color: red }", "@media print is never closed"),
        ("a { color: red } }", "a brace too many after "),
    ],
)
def test_control_a_lost_brace_is_found(css, found):
    assert trouble(css) == found
