"""QR codes as one path of an inline SVG: no image file, no style, no third party."""

from dataclasses import dataclass

import qrcode

# Scanners want a quiet margin of four modules.
QUIET = 4


@dataclass(frozen=True)
class QRCode:
    """What a template draws: <svg viewBox="0 0 size size"> with a white ground and this black path."""

    size: int
    path: str


def qr_code(text):
    """The code of a text, so that a quarter of it may be dirty or torn."""
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_Q, border=QUIET)
    code.add_data(text)
    rows = code.get_matrix()
    path = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, is_dark in enumerate(row) if is_dark)
    return QRCode(size=len(rows), path=path)
