"""People who want to hear when the next class opens."""

from django.db import models

from core.enums import Language
from programs.models.catalog import ClassOffering, Program


class ClassInterest(models.Model):
    """ "Tell me when the next class opens": one address, one program. Fulfilled by one mail, then over.

    Nobody is written to before they confirmed the address themselves (double opt-in).
    """

    program = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="interests")
    email = models.EmailField()
    email_key = models.CharField(max_length=254, editable=False)
    language = models.CharField(max_length=10, choices=Language, default=Language.ENGLISH)
    created_at = models.DateTimeField(auto_now_add=True)
    confirmed_at = models.DateTimeField(null=True, blank=True, editable=False)
    after_number = models.PositiveIntegerField(
        default=0,
        editable=False,
        help_text="The highest class number that was open when they asked: tell of later ones.",
    )
    told_about = models.ForeignKey(
        ClassOffering, null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = "wish to hear of the next class"
        verbose_name_plural = "wishes to hear of the next class"
        constraints = [
            models.UniqueConstraint(
                fields=["program", "email_key"],
                condition=models.Q(told_about__isnull=True),
                name="programs_classinterest_one_open_per_email",
            ),
        ]

    def __str__(self):
        return f"{self.email}: {self.program}"
