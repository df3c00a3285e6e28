"""What stands on each paper, word for word; and that it is a tagged PDF without an empty box."""

from datetime import date

import pytest
import time_machine
from django.contrib.admin.models import LogEntry
from django.db import connection

from core.encrypted import DecryptionError
from programs import paper
from programs.models import Registration
from programs.services import registrations
from tests.core.pdf_reader import empty_boxes, places_of, structure, tag_faults, text_of, title_of
from tests.programs.admin.helpers import staff
from tests.programs.builders import local, make_offering, seated, sign_up
from tests.programs.papers import answer, assert_golden, certify, confirmed

pytestmark = [pytest.mark.paper, pytest.mark.once, pytest.mark.django_db]

PEOPLE = [
    ("Ana", "Rivera", "Ana Rivera", "en", "7K3M"),
    ("Ben", "abel", "Benjamin Abel III", "en", "29QX"),
    ("美咲", "田中", "田中 美咲", "ja", "WACZ"),
    ("민준", "김", "김민준", "ko", "PT64"),
    ("芳", "王", "王芳", "zh-hans", "RV88"),
    ("Hương", "Nguyễn", "Nguyễn Thị Hương", "vi", "HJ5N"),
]


@pytest.fixture
def offering():
    return make_offering(first_date=date(2027, 3, 4), opens_at=local(2027, 1, 4))


@pytest.fixture(autouse=True)
def february():
    with time_machine.travel(local(2027, 2, 25, 9), tick=False):
        yield


@pytest.fixture
def people(offering):
    made = []
    for number, (given, family, wished, language, code) in enumerate(PEOPLE):
        person = seated(
            offering, f"p{number}", given_name=given, family_name=family, certificate_name=wished, language=language
        )
        Registration.objects.filter(pk=person.pk).update(badge_code=code)
        made.append(person)
    sign_up(offering, "held", family_name="Held")
    registrations.withdraw(seated(offering, "gone", family_name="Gone"))
    return made


def assert_sound(content, golden):
    assert tag_faults(content) == []
    assert empty_boxes(content) == 0
    assert_golden(content, golden)


def test_the_sign_in_sheet(offering, people):
    session = offering.sessions.all()[2]
    content = paper.sign_in_sheet(session)
    assert_sound(content, "sign_in_sheet")
    assert title_of(content) == "Sign-in sheet: PIP class 45, Spring 2027, March 18, 2027"


def test_the_sign_in_sheet_of_forty_has_its_head_on_each_page(offering):
    confirmed(offering, 40)
    content = paper.sign_in_sheet(offering.sessions.first())
    pages = text_of(content).split("\f")
    assert len(pages) == 2
    assert all("Signature" in page for page in pages)
    assert [f"Page {number} of 2" in page for number, page in enumerate(pages, start=1)] == [True, True]
    assert [page.count("Walk-in") for page in pages] == [0, 1]
    assert structure(content).count("/TH") == 2 * 4 + 41


def test_an_empty_sign_in_sheet_has_a_line_for_whoever_walks_in(offering):
    assert "Walk-in" in text_of(paper.sign_in_sheet(offering.sessions.first()))


def test_name_badges(offering, people):
    assert_sound(paper.name_badges(offering), "name_badges")


@pytest.mark.parametrize(("how_many", "sheets"), [(1, 1), (8, 1), (9, 2), (16, 2), (40, 5)])
def test_eight_badges_fill_a_sheet(offering, how_many, sheets):
    confirmed(offering, how_many)
    pages = text_of(paper.name_badges(offering)).split("\f")
    assert [page.count("Class 45") for page in pages] == [8] * (sheets - 1) + [how_many - 8 * (sheets - 1)]


def test_badges_stand_where_badge_paper_is_perforated(offering):
    """Name badge paper "5395": 3 3/8 x 2 1/3 inches; steps of 3 3/4 inches to the right and 2 1/2 down."""
    confirmed(offering, 9, certificate_name="A name that takes more than a line of the badge")
    content = paper.name_badges(offering)
    left, top = places_of("Class 45", content)[0]
    steps = [(round(x - left, 1), round(y - top, 1)) for x, y in places_of("Class 45", content)]
    assert steps == [(column * 270, row * 180) for row in range(4) for column in range(2)]
    assert 49.5 < left < 49.5 + 20
    assert 42 + 130 < top < 42 + 168
    assert places_of("Class 45", content, page=1) == [(left, top)]


def test_the_longest_names_stay_on_their_badge_and_certificate(offering):
    longest = "W" * 120
    people = confirmed(offering, 9, certificate_name=longest)
    badges = text_of(paper.name_badges(offering))
    assert badges.count("\f") == 1
    assert badges.replace("\n", "").count(longest) == 9
    certificates = text_of(paper.certificates_pdf([certify(person, n) for n, person in enumerate(people[:2])]))
    assert certificates.count("\f") == 1
    assert certificates.replace("\n", "").count(longest) == 2


def answers(people):
    answer(people[0], medical_notes="Carries an inhaler.", photo_consent=True)
    answer(people[1], emergency_phone="+442079460000")
    answer(people[2], emergency_name="田中 翔太", emergency_relation="兄", photo_consent=True)


def test_the_emergency_list(offering, people):
    answers(people)
    assert_sound(paper.emergency_list(offering), "emergency_list")


def test_medical_notes_stand_on_the_emergency_list_only_when_asked_for(offering, people):
    answers(people)
    assert "inhaler" not in text_of(paper.emergency_list(offering))
    assert not LogEntry.objects.exists()
    content = paper.emergency_list(offering, notes_for=staff())
    assert_sound(content, "emergency_list_with_notes")
    assert "inhaler" in text_of(content)
    assert [(line.user, line.get_edited_object()) for line in LogEntry.objects.all()] == [(staff(), offering)]


def test_without_them_medical_notes_are_not_even_decrypted(offering, people):
    answers(people)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE programs_acceptancepacket SET medical_notes = 'v1:lost:AAAA' WHERE medical_notes <> ''")
    assert "Rosa Rivera" in text_of(paper.emergency_list(offering))
    assert "Signed" in text_of(paper.consent_lights(offering))
    with pytest.raises(DecryptionError):
        paper.emergency_list(offering, notes_for=staff())
    assert not LogEntry.objects.exists()


def test_every_page_of_the_emergency_list_says_that_it_is_confidential(offering):
    confirmed(offering, 40)
    pages = text_of(paper.emergency_list(offering)).split("\f")
    assert [page.count("Confidential. Shred after the session.") for page in pages] == [1, 1]


def test_consent_lights(offering, people):
    answers(people)
    assert_sound(paper.consent_lights(offering), "consent_lights")


def test_certificates(people):
    rows = [certify(person, number) for number, person in enumerate(people, start=1)]
    content = paper.certificates_pdf(rows)
    assert_sound(content, "certificates")
    assert title_of(content) == "Certificates: Partners in Policing, class 45"
    assert structure(content).count("/Figure") == len(rows)


def test_a_certificate_says_what_was_frozen_in_its_row(offering, people):
    row = certify(people[0], name="Ana María Rivera", chief_name="", chief_title="Interim Chief of Police")
    offering.program.name = "Something else"
    offering.program.save()
    content = paper.certificates_pdf([row])
    assert_sound(content, "certificate")
    assert title_of(content) == "Certificate PIP-45-001, Ana María Rivera"


@pytest.mark.parametrize("make", [paper.name_badges, paper.emergency_list, paper.consent_lights])
def test_a_paper_about_nobody_is_not_printed(offering, make):
    sign_up(offering, "held")
    with pytest.raises(paper.NothingToPrint):
        make(offering)


def test_no_certificates_no_paper():
    with pytest.raises(paper.NothingToPrint):
        paper.certificates_pdf([])
