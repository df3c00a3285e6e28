"""A class for students as it is lived, from the plan to the credit: by the pages and the mails alone.

A coordinator, the counselors of two schools, five families in three languages, and an instructor.
"""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from tests.browser.class_life import download, nothing_more_arrives
from tests.browser.family_life import Relative
from tests.browser.student_life import (
    DIEGO,
    ENROLLED,
    LEON,
    MINSEO,
    NOEMI,
    STUDENTS,
    TESSA,
    Counselor,
    YouthDesk,
    all_of,
    first_day,
    the_evening_ends,
    weeks_pass,
    weeks_pass_until,
)
from tests.browser.test_the_whole_way import wait_for_mail
from tests.programs.students import born

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

EVERYTHING = ["hands_on", "ride_along", "photos", "school", "treatment"]


@pytest.mark.usefixtures("running_worker")
def test_students_from_nomination_to_credit(site, new_context, mail_folder, monkeypatch):
    first_day()
    desk = YouthDesk(new_context().new_page(), site)
    reyes = Counselor(new_context().new_page(), site, mail_folder, "Ms. Reyes", "reyes@tusd.org")
    stone = Counselor(new_context().new_page(), site, mail_folder, "Mr. Stone", "stone@tusd.org")

    def relative(address="", language="en", **how):
        page = new_context(viewport={"width": 390, "height": 800}, **how).new_page()
        return Relative(page, site, mail_folder, address, language)

    offering = desk.plan()
    first, second, graduation_night = offering.sessions.all()
    for counselor, school in ((reyes, "North High School"), (stone, "South High School")):
        desk.invite(counselor, school)
    code = nominate(reyes)

    minseos_mother, diegos_mother, noemis_mother = families_answer(relative, reyes, code)
    desk.accept_and_publish(offering)
    minseos_mother.page.reload()
    minseos_mother.sees("The student has a place in the class")

    weeks_pass_until(first)
    see_the_lights(new_context().new_page(), site)
    first_evening(desk, first)
    the_evening_ends(monkeypatch)
    hear_of_the_absence_and_take_back_the_release(diegos_mother)

    weeks_pass_until(second)
    desk.everybody_is_here(second)
    weeks_pass_until(graduation_night)
    desk.graduate(offering)
    weeks_pass(offering, timedelta(days=1))
    desk.report(offering)
    post(reyes)
    sees_nothing_of_another_school(stone, reyes)
    noemis_mother.type_code(code)
    noemis_mother.sees("The class is over")
    names_no_student(mail_folder)


def nominate(reyes):
    """A code for a family that has not agreed yet; then four students at once, of whom the last finds no place."""
    page = reyes.page
    reyes.sign_in_by_invitation()
    reyes.follow("Paper invitation")
    reyes.press("Make a paper invitation")
    code = page.locator(".reference").inner_text()
    reyes.follow("Back to my school")
    reyes.follow("Nominate students")
    reyes.press("More rows")
    for number, student in enumerate((MINSEO, DIEGO, LEON, TESSA), start=1):
        reyes.write_down(number, student)
    reyes.press("Send the nominations")
    reyes.follow("Back to my school")
    reyes.sees_that(LEON, "Invited", "the student and the guardian")
    reyes.sees_that(TESSA, "Alternate: not asked yet", "a free place")
    return code


def families_answer(relative, reyes, code):
    in_korean, in_spanish = both_answer_in_korean(relative), both_answer_in_spanish(relative)
    refuse(relative)
    move_up(reyes)
    answer_at_18(relative)
    return in_korean, in_spanish, answer_by_code(relative, code)


def both_answer_in_korean(relative):
    """The student at a phone without scripts; the mother says no to the hands-on evenings and to photos."""
    minseo = relative(MINSEO.mail, java_script_enabled=False)
    minseo.follow_mail("You are nominated")
    minseo.answer_as_student(MINSEO, born(16))
    mother = relative(MINSEO.guardians_mail, "ko")
    mother.follow_mail()
    expect(mother.page.get_by_role("heading", level=1)).to_have_text("학부모 또는 보호자이십니까?")
    mother.sees("Are you the parent or guardian?")
    mother.press("Yes, go on")
    mother.answer_as_guardian(MINSEO.guardian, "310-555-0141", ["ride_along", "school", "treatment"])
    mother.sees("Thank you. Nothing is missing")
    return mother


def both_answer_in_spanish(relative):
    """The mother says yes to everything; her own pages, and no others, are Spanish."""
    diego = relative(DIEGO.mail)
    diego.follow_mail("You are nominated")
    diego.answer_as_student(DIEGO, born(16))
    mother = relative(DIEGO.guardians_mail, "es")
    mother.follow_mail()
    expect(mother.page.get_by_role("heading", level=1)).to_have_text("¿Es usted el padre, la madre o el tutor?")
    mother.press("Yes, go on")
    mother.sees("Who was chosen, and why")
    mother.answer_as_guardian(DIEGO.guardian, "310-555-0142", EVERYTHING)
    return mother


def refuse(relative):
    father = relative(LEON.guardians_mail)
    father.follow_mail("Your child is nominated")
    father.press("Yes, go on")
    father.refuse(LEON.guardian, "310-555-0143")


def move_up(reyes):
    """The counselor sees that a family said no, not why or who, and lets the alternate move up."""
    reyes.home()
    reyes.sees_that(DIEGO, "Everybody has answered", "the coordinator")
    reyes.sees_that(LEON, "Consent refused", "-")
    reyes.follow(TESSA.name)
    reyes.press("Move up, and ask the family")
    reyes.home()
    reyes.sees_that(TESSA, "Invited", "the student and the guardian")


def answer_at_18(relative):
    """Nothing is needed of a guardian."""
    tessa = relative(TESSA.mail)
    tessa.follow_mail("You are nominated")
    tessa.answer_as_student(TESSA, born(18), EVERYTHING)
    tessa.sees("Thank you. Nothing is missing")


def answer_by_code(relative, code):
    """A mother without a mail address tells by the code who her daughter is; that code stays hers."""
    mother = relative()
    mother.type_code(code)
    mother.tell_who(NOEMI)
    mother.answer_as_guardian(NOEMI.guardian, "310-555-0145", EVERYTHING)
    noemi = relative(NOEMI.mail)
    noemi.follow_mail("You are nominated")
    noemi.answer_as_student(NOEMI, born(17))
    noemi.sees("Thank you. Nothing is missing")
    return mother


def see_the_lights(page, site):
    """The instructor finds this evening on the first page, who sits out, and nothing else."""
    lee = YouthDesk(page, site, "lee")
    page.get_by_role("link", name="Consent lights of TAP class").click()
    card = page.get_by_role("listitem").filter(has=page.get_by_role("heading", name=MINSEO.name))
    expect(card).to_contain_text("Hands-on: No")
    expect(card).to_contain_text("Ride-along: yes")
    lee.reads("4 students. Taking part: 4; Hands-on: 3")
    board = page.url.replace("/lights/", "/nominees/").rsplit("/", 2)[0]
    assert page.request.get(f"{board}/").status == 403


def first_evening(desk, session):
    """Diego is not there; Minseo leaves with her mother, and with nobody else."""
    page = desk.page
    desk.evening(session)
    for student in ENROLLED:
        mark = "Absent" if student == DIEGO else "Present"
        row = page.get_by_role("radiogroup", name=f"{student.family}, {student.given}")
        row.get_by_label(mark, exact=True).check()
    desk.press("Save")
    desk.reads("4 marks saved.")
    desk.follow("Sign-out")
    desk.reads("3 still here")
    leaving = page.get_by_role("group", name=f"{MINSEO.family}, {MINSEO.given}")
    leaving.get_by_label("Another adult").check()
    desk.press(f"Sign out {MINSEO.name}")
    desk.reads("Only an adult whom the family named")
    leaving.get_by_label(MINSEO.guardian).check()
    desk.press(f"Sign out {MINSEO.name}")
    desk.reads("2 still here")


def hear_of_the_absence_and_take_back_the_release(mother):
    """By the same link as weeks ago: the school is told nothing of Diego from then on, and he goes on."""
    mail = wait_for_mail(mother.mail_folder, mother.address, "Lea esto, por favor")
    assert "Esta noche no se registró la asistencia de su hijo o hija" in all_of(mail)
    mother.follow_mail("Gracias por sus respuestas")
    mother.follow_one("Take it back", "Attendance and completion go to the school")
    mother.press("Yes, take it back")
    mother.reads("You have taken back your consent. From now on it is a no.")


def post(reyes):
    """Three of the four, as their families released it; taken along as a file, then said to be posted."""
    wait_for_mail(reyes.mail_folder, reyes.address, "The credit report is ready")
    reyes.home()
    reyes.follow("Credit report")
    reyes.reads("Not released to the school by the family: 1 student.")
    name, content = download(reyes.page, reyes.page.get_by_role("button", name="Download CSV"))
    lines = content.decode("utf-8-sig").splitlines()
    assert name == "credits-tap-12-north-high-school.csv" and len(lines) == 4
    for student in STUDENTS:
        assert (student.family in content.decode()) == (student in {MINSEO, TESSA, NOEMI}), student
    reyes.press("These are posted to the transcripts")
    reyes.reads("Ms. Reyes said on")


def sees_nothing_of_another_school(stone, reyes):
    report = reyes.page.url
    reyes.home()
    nominee = reyes.page.get_by_role("link", name=MINSEO.name).get_attribute("href")
    stone.sign_in_by_code()
    stone.sees("Teens and Policing: South High School")
    text = stone.page.content()
    assert not [student for student in STUDENTS if student.given in text or student.family in text]
    for address in (report, f"{stone.site}{nominee}", f"{stone.site}{nominee}withdraw/"):
        assert stone.page.request.get(address).status == 404, address


def names_no_student(mail_folder):
    """Not one of all mails, in subject, text, calendar or address of a link."""
    nothing_more_arrives(mail_folder)
    mails = mail_folder.all()
    assert len(mails) > 20
    for mail in mails:
        said = all_of(mail).casefold()
        names = [name for student in STUDENTS for name in (student.given, student.family) if name.casefold() in said]
        assert not names, f"{names} in “{mail['Subject']}” to {mail['To']}"
