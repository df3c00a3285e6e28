"""What people ask, and what became of it."""

from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from chat_sessions.enums import (
    ANSWERED_STATES,
    LISTED_STATES,
    OPEN_STATES,
    WAITING_STATES,
    DeclineReason,
    Destination,
    QuestionState,
    SessionStatus,
    Topic,
)
from chat_sessions.models.session import DOOR_FIELDS, ChatSession
from chat_sessions.models.sign_up import SignUp, SignUpEvent
from core.enums import Language
from core.seats.places import NOT_YET_STATES, PlaceState

# How the form key of a question ends that came with a sign-up.
FIRST_MARK = ":first"


class QuestionQuerySet(models.QuerySet):
    def waiting(self):
        """For a moderator, the longest-waiting first."""
        return self.from_known().filter(state__in=WAITING_STATES).order_by("created_at", "pk")

    def came_with_sign_up(self):
        """Those that came with a sign-up: before anybody knew whose address it is."""
        return self.filter(form_key__endswith=FIRST_MARK)

    def from_known(self):
        """Without those that came with a sign-up whose place is not confirmed yet: they are kept until it is."""
        return self.exclude(form_key__endswith=FIRST_MARK, sign_up__state__in=NOT_YET_STATES)

    def counted(self):
        """What the public account tells of: not what came with a sign-up that nobody ever confirmed."""
        confirmed = SignUpEvent.objects.filter(sign_up=OuterRef("sign_up"), to_state=PlaceState.CONFIRMED)
        return self.exclude(~Exists(confirmed), form_key__endswith=FIRST_MARK)

    def listed(self):
        """What residents see and vote for."""
        return self.filter(state__in=LISTED_STATES)

    def queued(self):
        """To be asked next, in this order."""
        return self.filter(state=QuestionState.QUEUED).order_by("queue_position")

    def top_of(self, session):
        """The questions that most people want to be asked, first."""
        return self.filter(session=session).listed().with_votes().order_by("-vote_count", "created_at", "pk")

    def open(self):
        """Still owed an end."""
        return self.filter(state__in=OPEN_STATES)

    def answered(self):
        return self.filter(state__in=ANSWERED_STATES)

    def for_answers(self):
        """Those that were answered, with what the answers page shows of each; as they came up in the recording."""
        shown = self.answered().select_related("answer", "sign_up").with_votes()
        return shown.order_by(F("answer__recording_seconds").asc(nulls_last=True), "created_at", "pk")

    def with_its_story(self):
        """With all that its asker's own page tells of it."""
        rows = self.select_related("session", "sign_up", "answer", "merged_into", "merged_into__answer")
        return rows.defer(*[f"session__{name}" for name in DOOR_FIELDS])

    def with_votes(self):
        """Adds vote_count (of people who still take part) and merged_count: how many others ask the same."""
        votes = Vote.objects.filter(question=OuterRef("pk"), sign_up__state=PlaceState.CONFIRMED)
        merged = Question.objects.filter(merged_into=OuterRef("pk"))
        return self.annotate(vote_count=_number_of(votes, "question"), merged_count=_number_of(merged, "merged_into"))


def _number_of(rows, of):
    counted = rows.order_by().values(of).annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), 0)


class Question(models.Model):
    """One question of one person for one session. Its text is kept whatever becomes of it: it is a public record."""

    reference = models.CharField(max_length=20, unique=True, editable=False)
    session = models.ForeignKey(ChatSession, on_delete=models.PROTECT, related_name="questions")
    sign_up = models.ForeignKey(
        SignUp, null=True, blank=True, on_delete=models.PROTECT, related_name="questions",
        help_text="Empty: asked by phone.",
    )  # fmt: skip
    text = models.TextField()
    language = models.CharField(max_length=10, choices=Language, default=Language.ENGLISH)
    translation = models.TextField(blank=True, help_text="In English, for the Chief.")
    translated_by = models.CharField(max_length=120, blank=True)
    topic = models.CharField(max_length=12, choices=Topic, default=Topic.OTHER)
    shows_name = models.BooleanField(default=False)
    wants_writing = models.BooleanField("wants a written answer", default=False)
    is_own_case = models.BooleanField("about an own case or an officer", default=False)
    flags = models.JSONField(
        default=list, blank=True, help_text="What a moderator should look at: a phone number, a name."
    )
    state = models.CharField(max_length=16, choices=QuestionState, default=QuestionState.RECEIVED, editable=False)
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged_questions", editable=False
    )
    reason = models.CharField(max_length=12, choices=DeclineReason, blank=True, editable=False)
    reason_proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    reason_confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    destination = models.CharField(max_length=12, choices=Destination, blank=True, editable=False)
    staff_note = models.CharField(max_length=500, blank=True, editable=False, help_text="The asker reads it.")
    queue_position = models.PositiveIntegerField(null=True, blank=True, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+",
        help_text="Who writes the answer.",
    )  # fmt: skip
    due_on = models.DateField(null=True, blank=True)
    form_key = models.CharField(max_length=64, unique=True, null=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        ordering = ["created_at", "pk"]
        indexes = [
            models.Index(fields=["session", "state"], name="chat_question_by_state"),
        ]
        constraints = [
            models.CheckConstraint(
                name="chat_sessions_question_state_known", condition=Q(state__in=QuestionState.values)
            ),
            models.CheckConstraint(
                name="chat_sessions_question_merged_iff_into",
                condition=Q(state=QuestionState.MERGED, merged_into__isnull=False)
                | (~Q(state=QuestionState.MERGED) & Q(merged_into=None)),
            ),
            models.CheckConstraint(
                name="chat_sessions_question_not_merged_into_itself",
                condition=Q(merged_into=None) | ~Q(merged_into=F("pk")),
            ),
            # Two people of the department agree, or nothing is declined.
            models.CheckConstraint(
                name="chat_sessions_question_declined_by_two",
                condition=~Q(state=QuestionState.DECLINED)
                | (
                    ~Q(reason="")
                    & Q(reason_proposed_by__isnull=False, reason_confirmed_by__isnull=False)
                    & ~Q(reason_proposed_by=F("reason_confirmed_by"))
                ),
            ),
            models.CheckConstraint(
                name="chat_sessions_question_redirected_says_where",
                condition=~Q(state=QuestionState.REDIRECTED) | ~Q(destination=""),
            ),
            models.CheckConstraint(
                name="chat_sessions_question_queued_iff_position",
                condition=Q(state=QuestionState.QUEUED, queue_position__isnull=False)
                | (~Q(state=QuestionState.QUEUED) & Q(queue_position=None)),
            ),
            models.UniqueConstraint(
                fields=["session", "queue_position"],
                name="chat_sessions_question_one_a_position",
                condition=Q(queue_position__isnull=False),
            ),
        ]

    def __str__(self):
        return self.reference

    def get_absolute_url(self):
        return reverse("chat:question", args=[self.reference])

    @property
    def left_over(self):
        """Taken for the session, and not asked before it ended or was cancelled: it is answered in writing."""
        taken, session = self.state in {QuestionState.APPROVED, QuestionState.QUEUED}, self.session
        return taken and (session.status == SessionStatus.CANCELLED or timezone.now() >= session.closing_moment)

    @property
    def waits_for_its_place(self):
        """Whether it came with a sign-up that is not confirmed yet: until then nobody reads it."""
        came_with_it = (self.form_key or "").endswith(FIRST_MARK)
        return came_with_it and self.state == QuestionState.RECEIVED and self.sign_up.state in NOT_YET_STATES

    @property
    def is_public(self):
        """Whether others may read its text."""
        return self.state in [*LISTED_STATES, *ANSWERED_STATES]

    @property
    def awaits_second(self):
        """Whether a decline waits for a second person."""
        return self.reason_proposed_by_id is not None and self.state in OPEN_STATES


class QuestionEvent(models.Model):
    """One step in the life of a question: append-only."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="events")
    at = models.DateTimeField()
    from_state = models.CharField(max_length=16, choices=QuestionState, blank=True)
    to_state = models.CharField(max_length=16, choices=QuestionState)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self):
        return f"{self.at:%Y-%m-%d %H:%M} {self.to_state}"


class Vote(models.Model):
    """One person wants one question to be asked. It can be taken back; there is no vote against."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="votes")
    sign_up = models.ForeignKey(SignUp, on_delete=models.CASCADE, related_name="votes")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["question", "sign_up"], name="chat_sessions_vote_one_a_person"),
        ]

    def __str__(self):
        return f"vote {self.pk}"
