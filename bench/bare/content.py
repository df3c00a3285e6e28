"""Bench content of the bare project: as many rows as bench.content makes for the portal."""

from datetime import timedelta

from django.utils import timezone

from bench.bare.models import Course, Place

COURSES = 10
PEOPLE_A_COURSE = 30
SEATS = 30_000
TEXT = "Participants meet the Gang Detail, SWAT, K9 and others, ask what they like and try some of it themselves."


def fill():
    first = timezone.localdate() + timedelta(days=60)
    for number in range(1, COURSES + 1):
        course = Course.objects.create(name=f"Course {number}", text=TEXT, starts=first, capacity=SEATS)
        people = (Place(course=course, name=f"Person {n}", email=f"p{n}@example.com") for n in range(PEOPLE_A_COURSE))
        Place.objects.bulk_create(people)


if __name__ == "__main__":
    fill()
