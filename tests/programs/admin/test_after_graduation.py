"""Lists that come after a graduation: alumni, results of the survey; and what they cost."""

import pytest
from django.test import Client
from django.urls import reverse

from programs.enums import Mark, SurveyQuestion
from programs.models import Registration, SurveyAnswer, SurveyInvitation
from tests.programs.admin.helpers import class_url, coordinator, records, staff
from tests.programs.admin.test_graduation import text_of
from tests.programs.admin.test_queries import growth
from tests.programs.graduates import ended_class, graduate_all, mark_all, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def graduated():
    """Ana and Ben have graduated, Cleo has not."""
    offering = ended_class()
    mark_all(offering, Mark.ABSENT, name="cleo", sessions=3)
    graduate_all(offering, staff("program coordinator"))
    return offering


def test_the_list_of_alumni_has_those_who_asked_for_it_alone(graduated):
    other = ended_class(("dan",), number=46)
    graduate_all(other, staff("program coordinator"))
    now = graduated.created_at
    Registration.objects.filter(given_name__in=["Ben", "Dan"]).update(alumni_since=now, family_name="=cmd|x")
    mine = coordinator().get(class_url(graduated, "alumni_csv"))
    assert "no-store" in mine.headers["Cache-Control"]
    lines = mine.content.decode("utf-8-sig").splitlines()
    assert len(lines) == 2 and "Ben" in lines[1] and '"\'=cmd|x"' in lines[1]
    everyone = coordinator().get(class_url(graduated, "alumni_csv"), {"classes": "all"}).content.decode()
    assert "Dan" in everyone and "Ana" not in everyone and "Cleo" not in everyone
    assert set(Registration.objects.alumni()) == {person(graduated, "ben"), person(other, "dan")}
    assert set(Registration.objects.graduates()) == {*Registration.objects.alumni(), person(graduated, "ana")}
    assert coordinator().get(class_url(graduated, "alumni_xlsx")).content[:2] == b"PK"


def answers(offering, wave, values):
    SurveyAnswer.objects.bulk_create(
        SurveyAnswer(
            offering=offering,
            wave=wave,
            answers=dict.fromkeys(SurveyQuestion.values, value),
            comment=f"<b>comment {value}</b>",
        )
        for value in values
    )


def test_results_of_the_survey_and_nothing_below_five(graduated):
    SurveyInvitation.objects.create(registration=person(graduated, "ana"), wave="end", invited_at=graduated.created_at)
    answers(graduated, "end", [1, 2, 3, 4])
    text = text_of(records().get(class_url(graduated, "survey")))
    assert text.count("fewer than 5 answers: not shown") == 2
    assert "2.5" not in text and "comment 4" not in text
    answers(graduated, "end", [5])
    answers(graduated, "later", [2] * 5)
    text = text_of(records().get(class_url(graduated, "survey")))
    assert text.count("<td>3.0</td><td>2.0</td> <td> -1.0 </td>") == 5
    assert "&lt;b&gt;comment 5" in text and "Ana" not in text


def test_answers_have_no_list_of_their_own():
    client = Client()
    admin = staff(None, "admin")
    admin.is_superuser = True
    admin.save()
    client.force_login(admin, backend="django.contrib.auth.backends.ModelBackend")
    for name in ("surveyanswer", "surveyinvitation"):
        assert client.get(f"/admin/programs/{name}/").status_code == 404
    assert client.get(reverse("admin:programs_certificate_changelist")).status_code == 200


def fill(offering, how_many, start):
    """People who were always there, without the work of registering."""
    rows = Registration.objects.bulk_create(
        Registration(
            reference=f"PIP-{offering.pk:04}-{number:04}", badge_code=f"{number:04}", offering=offering,
            state="confirmed", given_name=f"G{number}", family_name=f"F{number}", certificate_name=f"G{number}",
            phone="+13105550100",
        )
        for number in range(start, start + how_many)
    )  # fmt: skip
    for row in rows:
        mark_all(offering, Mark.PRESENT, name=row.given_name)


def test_queries_do_not_grow_with_people():
    offering = ended_class(())
    counts = growth(class_url(offering, "graduation"), lambda how_many, start: fill(offering, how_many, start))
    assert len(set(counts)) == 1, counts


@pytest.mark.parametrize("name", ["graduation", "alumni_csv", "survey", None])
def test_queries_do_not_grow_with_graduates(name):
    offering = ended_class(())
    url = class_url(offering, name) if name else reverse("admin:programs_certificate_changelist")

    def grow(how_many, start):
        fill(offering, how_many, start)
        graduate_all(offering, staff("program coordinator"))
        Registration.objects.update(alumni_since=offering.created_at)
        answers(offering, "end", [3] * how_many)

    counts = growth(url, grow)
    assert len(set(counts)) == 1 and counts[0] <= 10, counts
