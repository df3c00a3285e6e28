"""What came from others and is served as it came: the file that assets/README.md names, to the byte."""

import hashlib
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NOTE = (ROOT / "assets" / "README.md").read_text(encoding="utf-8")


def test_htmx_is_the_file_that_is_noted_with_version_license_and_checksum():
    [name] = re.findall(r"static/js/(htmx-[\d.]+\.min\.js)", NOTE)
    content = (ROOT / "static" / "js" / name).read_bytes()
    assert hashlib.sha256(content).hexdigest() in NOTE
    assert re.search(rb'version:"([\d.]+)"', content)[1].decode() in name
    assert "Zero-Clause BSD" in (ROOT / "static" / "js" / "htmx-LICENSE").read_text(encoding="utf-8")


def test_nothing_else_stands_there_that_is_not_noted():
    for path in (ROOT / "static" / "js").iterdir():
        assert path.name in NOTE
