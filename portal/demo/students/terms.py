"""The deadlines of a semester, and how many each school may send."""

from portal.demo.moments import DAY, as_of
from programs.models import School, SchoolQuota
from programs.services.nominations import semesters


def plan(offering, places, *, opens, closes, answer_by):
    """{school name: its quota}. `places`: {school name: (places, alternates)}."""
    facts = {
        "nominations_open_at": opens,
        "nominations_close_at": closes,
        "families_answer_by": answer_by,
        "course_title": "Teens and Policing",
        "credits": "2.50",
    }
    keys = dict(School.objects.values_list("name", "pk"))
    with as_of(opens - 3 * DAY):
        semester = semesters.save_semester(
            offering, facts, {keys[name]: numbers for name, numbers in places.items() if name in keys}
        )
    quotas = SchoolQuota.objects.filter(semester=semester).select_related("school")
    return {quota.school.name: quota for quota in quotas}


def plan_before(offering, places):
    """A class that has begun: the usual deadlines before its first evening."""
    begins = offering.begins_at
    return plan(offering, places, opens=begins - 60 * DAY, closes=begins - 24 * DAY, answer_by=begins - 10 * DAY)
