"""Papers as pictures: a letter looks as the font that has it draws it. Its text may be right under a wrong picture.

Our letters come in several files. Where WeasyPrint takes two of them for one font, it draws the letters of the one by
the numbers that they have in the other: right to read, and wrong to see.
"""

import pypdfium2
import pytest

pytestmark = [pytest.mark.paper, pytest.mark.once]

# Letters of each of the files, as in Nguyễn Thị Phượng, Łukasz Šťastný and Ana Ñuñez.
LETTERS = "NgễịPhượngŁšťÑñđĐőűşİœ"
PARTS = ("vietnamese", "latin-ext")
SHEETS = "".join(f'<link rel="stylesheet" href="css/pdf/{name}.css">' for name in ("fonts", "sheet", "certificates"))
# No numbers of pages, and nothing at the foot.
ONE_ON_A_PAGE = (
    "p { break-after: page; font-size: 40pt } @page { @bottom-left { content: none } @bottom-right { content: none } }"
)


def printed(letters, paper, style=""):
    """A PDF with one letter on each page, in the fonts of this kind of paper."""
    from core import pdf_engine  # noqa: PLC0415  it needs the libraries that may be missing

    pages = "".join(f'<p lang="vi">{letter}</p>' for letter in letters)
    head = f'<html lang="en"><title>Letters</title>{SHEETS}<style>{ONE_ON_A_PAGE} {style}</style>'
    return pdf_engine.draw(f'{head}<body class="{paper}">{pages}')[0]


def pictures(content):
    """What a reader sees on each page, as gray dots."""
    return [page.render(grayscale=True).to_pil().tobytes() for page in pypdfium2.PdfDocument(content)]


def wrong_letters(paper, **style):
    """The letters that look otherwise where all are printed than where they are printed alone."""
    together = pictures(printed(LETTERS, paper, **style))[: len(LETTERS)]
    alone = [pictures(printed(letter, paper, **style))[0] for letter in LETTERS]
    return [letter for letter, one, other in zip(LETTERS, together, alone, strict=True) if one != other]


@pytest.mark.parametrize("paper", ["sheet", "certificates"])
def test_each_letter_looks_as_its_own_font_draws_it(paper):
    assert wrong_letters(paper) == []


def test_control_one_name_for_several_files_draws_wrong_letters():
    files = [f"https://static.invalid/fonts/paper/source-sans-3-{part}-400-normal.woff2" for part in PARTS]
    faces = "".join(f"@font-face {{ font-family: One; src: url('{file}') }} " for file in files)
    assert wrong_letters("sheet", style=f"{faces} :root {{ --latin: One }}")
