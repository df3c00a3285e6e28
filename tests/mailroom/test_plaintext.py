"""mailroom/plaintext.py: the text version of a mail."""

import pytest

from mailroom import plaintext

LONG = "https://portal.example/my/" + "k" * 90


def text_of(html):
    return plaintext.from_html(f"<html><head><title>No</title><style>p {{}}</style></head><body>{html}</body></html>")


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<h1>Hello</h1><p>One\n  two.</p><p>Three.</p>", "Hello\n\nOne two.\n\nThree.\n"),
        ("<p>One<br>two</p>", "One\ntwo\n"),
        ("<p>Tom &amp; Ana &lt;3&nbsp;x &#233;</p>", "Tom & Ana <3\xa0x é\n"),
        ("<ul><li>One</li><li>Two</li></ul><p>End</p>", "- One\n- Two\n\nEnd\n"),
        ("<ol>\n<li>One</li>\n<li>Two</li>\n</ol>", "1. One\n2. Two\n"),
        ("<ul><li>One</li></ul><ul><li>Two</li></ul>", "- One\n\n- Two\n"),
        ("<p><a href='https://a.example/b'>Confirm</a> it.</p>", "Confirm: https://a.example/b it.\n"),
        ("<p><a href='https://a.example/b'>https://a.example/b</a></p>", "https://a.example/b\n"),
        ("<p><a href='https://a.example/'>a.example</a></p>", "https://a.example/\n"),
        ("<p><a href='https://a.example/?x=1&amp;y=2'>Go</a></p>", "Go: https://a.example/?x=1&y=2\n"),
        ("<p>Call <a href='tel:+13103283456'>(310) 328-3456</a>.</p>", "Call (310) 328-3456.\n"),
        ("<table><tr><th>Date</th><td>May 5</td></tr><tr><th>Time:</th><td><p>6 pm</p></td></tr></table>",
         "Date: May 5\nTime: 6 pm\n"),
        ("<table><tr><td>May 5</td><td>SWAT</td><td>6 pm</td></tr></table>", "May 5: SWAT, 6 pm\n"),
        ("<dl>\n<dt>Where</dt>\n<dd>Hall</dd>\n<dt>When</dt><dd>May 5</dd></dl>", "Where: Hall\nWhen: May 5\n"),
        ("<dl><div><dt>Where</dt><dd>City Hall</dd></div></dl>", "Where: City Hall\n"),
        ("<script>alert(1)</script><p>ok</p>", "ok\n"),
        ("<p>unclosed <b>bold<p>next", "unclosed bold\n\nnext\n"),
        ("", "\n"),
    ],
)  # fmt: skip
def test_html_becomes_text(html, text):
    assert text_of(html) == text


def test_lines_wrap_between_words_and_never_inside_a_link():
    text = text_of(f"<p>{'word ' * 40}<a href='{LONG}'>Open it</a> {'word ' * 10}</p>")
    lines = text.splitlines()
    assert LONG in lines
    assert all(len(line) <= plaintext.WIDTH for line in lines if line != LONG)


def test_a_long_item_hangs_under_its_bullet():
    first, second, *_ = text_of(f"<ul><li>{'word ' * 40}</li></ul>").splitlines()
    assert first.startswith("- word")
    assert second.startswith("  word")


def test_the_subject_is_the_title():
    assert plaintext.title_of("<html><head><title>\n Ana &amp; Ben </title></head><body>x</body></html>") == "Ana & Ben"
