"""The order in which questions are asked: 1, 2, 3, without a gap and without a double. The session is locked."""

from django.db.models import Case, F, PositiveIntegerField, Value, When

from chat_sessions.models import Question

OUT_OF_THE_WAY = 100_000


def keys_of(session_pk):
    """The queue: primary keys of its questions, in their order."""
    return list(_queue(session_pk).values_list("pk", flat=True))


def put(keys):
    """Give the whole queue the positions 1, 2, 3 in this order."""
    rows = Question.objects.filter(pk__in=keys)
    # Two steps: at no moment does the database allow two on one position.
    rows.update(queue_position=F("queue_position") + OUT_OF_THE_WAY)
    places = [When(pk=key, then=Value(number)) for number, key in enumerate(keys, start=1)]
    rows.update(queue_position=Case(*places, output_field=PositiveIntegerField()))


def close_ranks(session_pk):
    """Whoever stands behind a gap moves up."""
    standing = list(_queue(session_pk).values_list("pk", "queue_position"))
    if any(position != number for number, (_key, position) in enumerate(standing, start=1)):
        put([key for key, _position in standing])


def _queue(session_pk):
    return Question.objects.filter(session=session_pk).queued()
