"""The bare pages: a list of ten rows, and a form in two steps whose end is one locked insert."""

from django import forms
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path

from bench.bare.models import Course, Place


class PlaceForm(forms.ModelForm):
    class Meta:
        model = Place
        fields = ["name", "email"]


def courses(request):
    return render(request, "bare/courses.html", {"courses": Course.objects.all()[:10]})


def place(request, course_id):
    """GET the form, POST to check it, POST with `send` to insert."""
    form = PlaceForm(request.POST or None)
    if form.is_valid() and "send" in request.POST:
        return redirect("/") if take_place(course_id, form) else HttpResponse("Full", status=409)
    return render(request, "bare/place.html", {"form": form})


@transaction.atomic
def take_place(course_id, form):
    course = Course.objects.select_for_update().get(pk=course_id)
    if course.places.count() >= course.capacity:
        return False
    form.instance.course = course
    form.save()
    return True


urlpatterns = [
    path("", courses),
    path("<int:course_id>/", place),
]
