"""Which of Debian's packages are missing, and their installation in one step where that is allowed."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from core import pdf
from deploy import packages

ROOT = Path(__file__).resolve().parent.parent.parent
CODE = "import sys; sys.path.insert(0, 'deploy'); import packages; "


def in_a_process(code, **environment):
    done = subprocess.run(
        [sys.executable, "-c", CODE + code], cwd=ROOT, env=os.environ | environment, capture_output=True, text=True,
        timeout=60, check=True,
    )  # fmt: skip
    return done.stdout.strip()


def test_the_portal_and_its_installation_name_the_same_packages():
    assert tuple(packages.PDF_LIBRARIES) == pdf.LIBRARIES
    assert packages.CJK_FONTS == pdf.CJK_FONTS


@pytest.mark.paper
def test_nothing_is_missing_where_papers_are_tested():
    assert packages.missing_for_papers() == []


@pytest.mark.paper
@pytest.mark.parametrize(("package", "library"), packages.PDF_LIBRARIES.items())
def test_a_library_that_does_not_load_is_missing(tmp_path, package, library):
    (tmp_path / library).write_bytes(b"")
    missing = in_a_process("print(packages.missing_for_papers())", LD_LIBRARY_PATH=str(tmp_path))
    assert package in missing


@pytest.mark.paper
def test_fonts_without_japanese_are_missing(tmp_path):
    config = tmp_path / "fonts.conf"
    config.write_text(f"<fontconfig><dir>{tmp_path}</dir><cachedir>{tmp_path}</cachedir></fontconfig>")
    assert in_a_process("print(packages.missing_for_papers())", FONTCONFIG_FILE=str(config)) == "['fonts-noto-cjk']"


def test_no_program_to_ask_for_fonts_means_no_fonts(tmp_path):
    missing = in_a_process("print(packages.missing_for_papers())", PATH=str(tmp_path))
    assert "fonts-noto-cjk" in missing


def test_what_is_missing_is_said_in_one_line():
    words = packages.in_words(["libpango-1.0-0", "libpangoft2-1.0-0", "fonts-noto-cjk"])
    assert words == (
        "papers as PDF (sign-in sheets, badges, certificates); Japanese, Korean and Chinese names on papers: "
        "install the packages libpango-1.0-0 libpangoft2-1.0-0 fonts-noto-cjk"
    )
    assert packages.in_words([packages.BROWSER]) == "browser tests: install the package chromium-headless-shell"


def test_without_a_browser_or_what_its_driver_needs_both_are_named(tmp_path):
    (tmp_path / "libatomic.so.1").write_bytes(b"")
    missing = in_a_process("print(packages.missing_for_browser(None))", LD_LIBRARY_PATH=str(tmp_path))
    assert missing == "['chromium-headless-shell', 'libatomic1']"


@pytest.mark.browser
def test_nothing_is_missing_where_a_browser_is_driven():
    assert packages.missing_for_browser("/usr/bin/chromium") == []


@pytest.fixture
def apt(tmp_path):
    """A machine with an apt-get and a sudo of the test's own, which write down what they are asked."""
    log = tmp_path / "asked"
    log.touch()

    def machine(apt_get="exit 0", sudo="exit 1"):
        for name, does in (("apt-get", apt_get), ("sudo", sudo)):
            program = tmp_path / name
            program.write_text(f'#!/bin/sh\necho "{name} $*" >>{log}\n{does}\n')
            program.chmod(0o755)
        return f"{tmp_path}:/usr/bin:/bin", log

    return machine


INSTALL = "packages.install(['libpango-1.0-0', 'fonts-noto-cjk'])"


def is_root():
    return os.geteuid() == 0


@pytest.mark.parametrize("user", [pytest.param("root", marks=pytest.mark.skipif(not is_root(), reason="root")), "sudo"])
def test_all_packages_are_installed_in_one_step(apt, user):
    path, log = apt(sudo='shift; exec "$@"')
    code = INSTALL if user == "root" else f"import os; os.geteuid = lambda: 1000; {INSTALL}"
    assert in_a_process(code, PATH=path) == "Installing libpango-1.0-0 fonts-noto-cjk ..."
    asked = [line for line in log.read_text().splitlines() if line.startswith("apt-get")]
    assert [line.split()[-1] for line in asked] == ["update", "fonts-noto-cjk"]
    assert asked[1].endswith("install -y --no-install-recommends libpango-1.0-0 fonts-noto-cjk")
    assert ("sudo -n true" in log.read_text()) == (user == "sudo")


def test_nothing_missing_asks_nobody(apt):
    path, log = apt()
    assert in_a_process("packages.install([])", PATH=path) == ""
    assert log.read_text() == ""


@pytest.mark.skipif(not is_root(), reason="asks nobody else for permission")
def test_a_failed_download_says_why_and_stops_nothing(apt):
    path, log = apt(apt_get='echo "E: no way" >&2; exit 100')
    assert in_a_process(INSTALL, PATH=path).splitlines()[1:] == ["E: no way"]
    assert "install -y" not in log.read_text()


def test_without_apt_nothing_is_tried(tmp_path):
    assert in_a_process(INSTALL, PATH=str(tmp_path)) == ""


def test_without_root_and_without_sudo_nothing_is_tried(apt):
    path, log = apt()
    assert in_a_process(f"import os; os.geteuid = lambda: 1000; {INSTALL}", PATH=path) == ""
    assert log.read_text() == "sudo -n true\n"
