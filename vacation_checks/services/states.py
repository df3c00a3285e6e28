"""The one writer of VacationCheckRequest.state."""

from vacation_checks.models import RequestEvent, VacationCheckRequest

# Beside a step after which there is nothing left for the desk to decide on.
NO_WISH = {
    "wished_leaves_on": None,
    "wished_leaves_at": None,
    "wished_returns_on": None,
    "wished_returns_at": None,
}


def lock(request):
    """The request as it is now, held until the transaction ends. What was read before is not to be trusted."""
    return VacationCheckRequest.objects.select_for_update().get(pk=request.pk)


def change_state(request, state, *, now, by=None, note="", **fields):
    """One step: the new state, what else changes with it, and the event. The request is locked, or new."""
    before, request.state = request.state, state
    for name, value in {"expires_at": None, **fields}.items():
        setattr(request, name, value)
    if request.pk is None:
        request.save()
    else:
        request.save(update_fields=["state", "expires_at", *fields])
    return note_event(request, from_state=before, now=now, by=by, note=note)


def write(request, *, now, by=None, note="", **fields):
    """The same without a new state: what changes, and the event."""
    for name, value in fields.items():
        setattr(request, name, value)
    request.save(update_fields=[*fields])
    return note_event(request, now=now, by=by, note=note)


def note_event(request, *, now, from_state=None, by=None, note=""):
    """A step in the history of a request; without `from_state` the state stays as it is."""
    return RequestEvent.objects.create(
        request=request,
        at=now,
        from_state=request.state if from_state is None else from_state,
        to_state=request.state,
        by=by,
        note=note,
    )
