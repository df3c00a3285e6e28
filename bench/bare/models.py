"""A course and the people in it: as many rows as the portal's classes and registrations, and nothing more."""

from django.db import models


class Course(models.Model):
    name = models.CharField(max_length=80)
    text = models.TextField()
    starts = models.DateField()
    capacity = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["-pk"]

    def __str__(self):
        return self.name


class Place(models.Model):
    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="places")
    name = models.CharField(max_length=160)
    email = models.EmailField()
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self):
        return self.name
