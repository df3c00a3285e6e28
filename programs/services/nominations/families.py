"""The families behind the registrations of a class: whom to call, and who may take a student home."""

from programs.models import Nomination, Party

MAY_CALL = "programs.view_students"


def families_of(registrations):
    """{registration key: nomination, with what its student and guardians answered}, in two queries.

    None where there is no student among them. Health stays closed.
    """
    keys = [person.pk for person in registrations if person.is_student]
    if not keys:
        return {}
    nominations = Nomination.objects.filter(registration__in=keys).with_answers().defer("reason", "closing_note")
    return {nomination.registration_id: nomination for nomination in nominations}


def health_of(families):
    """{registration key: what the family said about health}. Whoever calls this writes down that it was read."""
    keys = {nomination.pk: key for key, nomination in families.items()}
    said = Party.objects.filter(nomination__in=keys).exclude(health="").values_list("nomination", "health")
    found = {}
    for nomination, health in said:
        found[keys[nomination]] = " ".join(filter(None, [found.get(keys[nomination]), str(health)]))
    return found
