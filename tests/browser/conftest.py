"""A portal on a real port with its real worker beside it, and what a person does with them."""

import email
import email.policy
import re
from pathlib import Path
from weakref import WeakKeyDictionary

import pytest
from playwright.sync_api import expect

from tests.mailroom.helpers import worker
from tests.volume import FULL, few
from tests.web.server import gunicorn, renew

# What is expected must come, but a busy machine may take its time. (Playwright's own five seconds are few then.)
expect.set_options(timeout=30_000)

AXE = Path(__file__).with_name("axe.min.js")
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="session")
def server(django_db_setup):
    """One real server for all tests of this process: to start it takes longer than most of them."""
    with gunicorn() as running:
        yield running


@pytest.fixture
def site(server, transactional_db):
    """The address of a real server; nobody types too fast or too often for it."""
    process, address = server
    renew(process)
    return address


class MailFolder:
    """The mails that the worker delivered, as a mail program would show them."""

    def __init__(self, path):
        self.path = path

    def all(self):
        return [
            email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
            for file in sorted(self.path.glob("*.eml"), key=lambda file: file.stat().st_mtime_ns)
        ]

    def to(self, address):
        return [mail for mail in self.all() if mail["To"] == address]

    def newest_to(self, address, subject):
        found = [mail for mail in self.to(address) if subject in mail["Subject"]]
        assert found, f"no mail about {subject!r} among {[mail['Subject'] for mail in self.to(address)]}"
        return found[-1]


def link_in(mail, containing):
    """The link in a mail's text that leads to `containing`."""
    text = mail.get_body(("plain",)).get_content()
    return re.search(rf"https?://\S*{containing}\S*", text)[0]


@pytest.fixture
def mail_folder(tmp_path):
    return MailFolder(tmp_path / "mail")


@pytest.fixture
def running_worker(tmp_path, transactional_db):
    """A real worker process that delivers into the folder."""
    with worker(MAIL_URL=f"folder://{tmp_path / 'mail'}") as process:
        yield process


def tick(page, label):
    """Check a box or choose an option as a person does: by its label (the look draws the box itself)."""
    page.locator("label", has_text=label).click()


def axe_violations(page, rules=None, besides=()):
    """What axe-core finds wrong with the page as it stands, in short.

    `rules`: only by these. `besides`: selectors of what is not judged.
    """
    page.wait_for_load_state()  # half a page has faults that the whole one has not
    # The page's own CSP allows no foreign script; the debugger's evaluate is not bound by it.
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text())
    # Without `preload`: it would read style sheets anew, which our CSP forbids, and takes most of the time.
    chosen = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": AXE_TAGS}
    options = {"runOnly": chosen, "resultTypes": ["violations"], "preload": False}
    context = {"include": [["html"]], "exclude": [[selector] for selector in besides]}
    result = page.evaluate("([context, options]) => axe.run(context, options)", [context, options])
    return [f"{found['id']}: {found['nodes'][0]['html'][:160]}" for found in result["violations"]]


def scrolls_sideways(page):
    page.wait_for_load_state()
    return page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")


# What a width or a color scheme can change. Names, roles and order are the same at each, and judged once.
LOOK_RULES = ["color-contrast", "link-in-text-block", "target-size"]


# How many states of a page were looked at so far.
_looked_at = WeakKeyDictionary()


def check(page, name, *, rules_when_wide=LOOK_RULES):
    """The page as it stands now: nothing wrong on a small phone and on a desk; in full, on a tablet, too.

    A test goes through many states that are much alike: axe judges every second one; in full, each.
    """
    _looked_at[page] = _looked_at.get(page, 0) + 1
    if not FULL and _looked_at[page] % 2 == 0:
        page.set_viewport_size({"width": 320, "height": 900})
        assert not scrolls_sideways(page), f"{name} scrolls sideways"
        return
    for width, rules in few([(320, None), (1280, rules_when_wide), (768, rules_when_wide)]):
        page.set_viewport_size({"width": width, "height": 900})
        assert not scrolls_sideways(page), f"{name} scrolls sideways at {width} px"
        # How a page looks when it is wide, by the same style sheet, a few pages show; in full, each of them.
        if FULL or rules is None:
            assert axe_violations(page, rules) == [], f"{name} at {width} px"
