"""What a scanner reads in our QR codes."""

from core.qr import QUIET, qr_code


def dark(code):
    """The dark modules of the path, as {(x, y)}."""
    squares = [square.removesuffix("h1v1h-1z") for square in code.path.split("M")[1:]]
    return {tuple(map(int, square.split(" "))) for square in squares}


def test_three_finder_patterns_within_a_quiet_margin():
    code = qr_code("http://127.0.0.1:8000/programs/check-in/7k3m29/")
    modules, last = dark(code), code.size - QUIET - 1
    assert {(x, y) for x, y in modules if min(x, y) < QUIET or max(x, y) > last} == set()
    for x, y in ((QUIET, QUIET), (last - 6, QUIET), (QUIET, last - 6)):
        assert {(x + step, y) for step in range(7)} | {(x, y + step) for step in range(7)} <= modules
        assert (x + 1, y + 1) not in modules and (x + 3, y + 3) in modules


def test_another_text_is_another_code():
    assert dark(qr_code("a")) != dark(qr_code("b"))
    assert qr_code("a").size < qr_code("a" * 200).size
