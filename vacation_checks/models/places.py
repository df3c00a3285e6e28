"""Where a home lies: beats, and the streets that belong to them."""

from django.db import models
from django.db.models import F, Q

from vacation_checks.enums import Parity


class Beat(models.Model):
    """An area of patrol. Beats change: rows, not code."""

    name = models.CharField(max_length=20, unique=True, help_text="As officers say it: 1, 2, North.")
    description = models.CharField(max_length=200, blank=True)
    is_active = models.BooleanField(default=True, help_text="Untick a beat that is no longer patrolled.")

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return f"Beat {self.name}"


class StreetRangeQuerySet(models.QuerySet):
    def street_names(self):
        """Every street of the table, once."""
        return set(self.order_by().values_list("street", flat=True).distinct())

    def on(self, street):
        """The ranges of a street, by its normal name ("SARTORI AVE")."""
        return self.filter(street=street)

    def holding(self, street, number):
        """The ranges of this street that hold this house number."""
        odd = [Parity.BOTH, Parity.ODD if number % 2 else Parity.EVEN]
        return self.on(street).filter(low__lte=number, high__gte=number, parity__in=odd)


class StreetRange(models.Model):
    """House numbers of one street that lie in the city, and their beat. Imported by `manage.py import_streets`."""

    street = models.CharField(max_length=80, db_index=True, help_text="In capitals, as it is normalised: SARTORI AVE.")
    low = models.PositiveIntegerField("from")
    high = models.PositiveIntegerField("to")
    parity = models.CharField(max_length=4, choices=Parity, default=Parity.BOTH)
    in_city = models.BooleanField(default=True, help_text="Untick for a range that is known to lie outside.")
    beat = models.ForeignKey(Beat, null=True, blank=True, on_delete=models.PROTECT, related_name="ranges")
    is_sample = models.BooleanField(default=False, help_text="From the sample table: not the City's own data.")

    objects = StreetRangeQuerySet.as_manager()

    class Meta:
        ordering = ["street", "low", "pk"]
        constraints = [
            models.CheckConstraint(name="vacation_checks_streetrange_in_order", condition=Q(low__lte=F("high"))),
            models.CheckConstraint(
                name="vacation_checks_streetrange_parity_known", condition=Q(parity__in=Parity.values)
            ),
            models.CheckConstraint(
                name="vacation_checks_streetrange_beat_in_city", condition=Q(in_city=True) | Q(beat__isnull=True)
            ),
        ]

    def __str__(self):
        return f"{self.low}-{self.high} {self.street}"
