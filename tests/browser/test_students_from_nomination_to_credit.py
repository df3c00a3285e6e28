"""A class for students as it is lived, from the plan to the credit: by the pages and the mails alone.

A coordinator, the counselors of two schools, five families in three languages, and an instructor.
"""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from programs.enums import Entry
from programs.models import ClassOffering
from staff.roles import INSTRUCTOR, YOUTH_COORDINATOR
from tests.browser.class_life import account, download, nothing_more_arrives
from tests.browser.student_life import (
    Counselor,
    Relative,
    Student,
    YouthDesk,
    all_of,
    family_texts,
    the_evening_ends,
    weeks_pass,
    weeks_pass_until,
)
from tests.browser.test_the_whole_way import wait_for_mail
from tests.programs.builders import make_program
from tests.programs.students import make_school

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MINSEO = Student("Minseo", "Ohnari", "Hana Ohnari", "ko")
DIEGO = Student("Diego", "Ruizvega", "Lucia Ruizvega", "es")
LEON = Student("Leon", "Hartwig", "Petra Hartwig")
TESSA = Student("Tessa", "Quillon", "Nora Quillon")  # 18: decides alone
NOEMI = Student("Noemi", "Belmonte", "Carla Belmonte")  # by a code on paper
STUDENTS = [MINSEO, DIEGO, LEON, TESSA, NOEMI]
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

    offering = plan(desk)
    first, second, graduation_night = offering.sessions.all()
    for counselor, school in ((reyes, "North High School"), (stone, "South High School")):
        desk.invite(counselor, school)
    code = nominate(reyes)

    minseos_mother = both_answer_in_korean(relative)
    diegos_mother = both_answer_in_spanish(relative)
    refuse(relative)
    move_up(reyes)
    answer_at_18(relative)
    noemis_mother = answer_by_code(relative, code)

    accept_and_publish(desk, offering)
    minseos_mother.page.reload()
    minseos_mother.sees("The student has a place in the class")

    weeks_pass_until(first)
    see_the_lights(new_context().new_page(), site)
    first_evening(desk, first)
    the_evening_ends(monkeypatch)
    hear_of_the_absence(diegos_mother)
    take_back_the_release(diegos_mother)

    weeks_pass_until(second)
    everybody_is_here(desk, second)
    weeks_pass_until(graduation_night)
    graduate(desk, offering)
    weeks_pass(offering, timedelta(days=1))
    report(desk, offering)
    post(reyes)
    sees_nothing_of_another_school(stone, reyes)
    noemis_mother.type_code(code)
    noemis_mother.sees("The class is over")
    names_no_student(mail_folder)


def first_day():
    make_program("tap", name="Teens and Policing", entry=Entry.NOMINATION)
    for name in ("North High School", "South High School"):
        make_school(name)
    family_texts()
    account(role_name=YOUTH_COORDINATOR)
    account("lee", INSTRUCTOR)


def plan(desk):
    """Two evenings and graduation night in three weeks, the first one hands-on; nominations opened yesterday."""
    today, page = timezone.localdate(), desk.page
    first_date = today + timedelta(weeks=3)
    page.goto(f"{desk.site}/admin/programs/classoffering/add/")
    page.get_by_label("Weekday:", exact=True).select_option(str(first_date.weekday()))
    page.get_by_label("Program:").select_option("Teens and Policing")
    desk.fill(Class_number=12, Title="Spring", First_date=first_date, From="00:00", To="23:59",
              Number_of_sessions=2, Capacity=4, Absences_allowed=1, Topics="Range",
              **{"Hands-on evenings": 1})  # fmt: skip
    desk.press("Show the dates")
    desk.press("Create the class (draft)")
    desk.reads("is created as a draft")
    offering = ClassOffering.objects.get()
    desk.tool(offering, "Semester: dates and places")
    desk.fill(**{
        "Nominations open (Pacific time)": f"{today - timedelta(days=1)}T08:00",
        "Nominations close": f"{today + timedelta(days=5)}T17:00",
        "Families answer by": f"{today + timedelta(days=14)}T17:00",
    })  # fmt: skip
    for school, places, alternates in (("North", "4", "1"), ("South", "2", "0")):
        page.get_by_label(f"Places of {school} High School").fill(places)
        page.get_by_label(f"Alternates of {school} High School").fill(alternates)
    desk.press("Save the semester")
    desk.reads("the semester is saved")
    desk.tool(offering, "Publish")
    desk.press("Publish")
    return offering


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
    reyes.sees("Alternates")
    reyes.follow("Back to my school")
    reyes.sees_that(LEON, "Invited", "the student and the guardian")
    reyes.sees_that(TESSA, "Alternate: not asked yet", "a free place")
    return code


def both_answer_in_korean(relative):
    """The student at a phone without scripts; the mother says no to the hands-on evenings and to photos."""
    minseo = relative(MINSEO.mail, java_script_enabled=False)
    minseo.follow_mail("You are nominated")
    minseo.answer_as_student(MINSEO, born_years_ago(16))
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
    diego.answer_as_student(DIEGO, born_years_ago(16))
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
    tessa.answer_as_student(TESSA, born_years_ago(18), EVERYTHING)
    tessa.sees("Thank you. Nothing is missing")


def answer_by_code(relative, code):
    """A mother without a mail address tells by the code who her daughter is; that code stays hers."""
    mother = relative()
    mother.type_code(code)
    mother.tell_who(NOEMI)
    mother.answer_as_guardian(NOEMI.guardian, "310-555-0145", EVERYTHING)
    noemi = relative(NOEMI.mail)
    noemi.follow_mail("You are nominated")
    noemi.answer_as_student(NOEMI, born_years_ago(17))
    noemi.sees("Thank you. Nothing is missing")
    return mother


def born_years_ago(years):
    return timezone.localdate() - timedelta(days=366 * years + 30)


def accept_and_publish(desk, offering):
    """What is missing and what was refused stands on the board; the four of the school get a seat."""
    page = desk.page
    desk.tool(offering, "Nominees: the board")
    expect(desk.row(MINSEO)).to_contain_text("hands-on")
    for student in (MINSEO, DIEGO, TESSA, NOEMI):
        page.get_by_label(f"Accept {student.name}").check()
    expect(page.get_by_label(f"Accept {LEON.name}")).to_have_count(0)
    desk.press("Accept the chosen")
    desk.reads("Accepted:")
    desk.follow("Publish the roster")
    desk.press("Publish: 4 get a seat")
    desk.reads("The roster is published")


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
    for student in (MINSEO, DIEGO, TESSA, NOEMI):
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


def hear_of_the_absence(mother):
    mail = wait_for_mail(mother.mail_folder, mother.address, "Lea esto, por favor")
    assert "Esta noche no se registró la asistencia de su hijo o hija" in all_of(mail)


def take_back_the_release(mother):
    """By the same link as weeks ago: the school is told nothing of Diego then, and he goes on."""
    mother.follow_mail("Gracias por sus respuestas")
    mother.follow_one("Take it back", "Attendance and completion go to the school")
    mother.press("Yes, take it back")
    mother.reads("You have taken back your consent. From now on it is a no.")


def everybody_is_here(desk, session):
    desk.evening(session)
    desk.press("Fill: everybody who is not recorded is present")
    desk.press("Save")
    desk.reads("4 marks saved.")


def graduate(desk, offering):
    desk.tool(offering, "Graduation")
    desk.press("Show what will happen")
    desk.reads("4 graduate")
    desk.press("Graduate the class")
    desk.reads("4 graduated, 0 not completed.")


def report(desk, offering):
    desk.tool(offering, "Credits for the schools")
    desk.press("Make the reports of all schools")
    desk.reads("The report is ready: North High School.")
    desk.reads("Not released: 1.")


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
