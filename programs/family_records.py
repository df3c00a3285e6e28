"""What a student or a guardian has in My requests: their page, without anybody's name."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core.records import Record
from programs.models import Party
from programs.services.nominations.asking import FamilyPage, page_of

LIVE = {FamilyPage.ASK, FamilyPage.ANSWERED, FamilyPage.OBJECTED, FamilyPage.NOT_YET}


def family_records_for(address_key):
    """The pages of the reader of this mail address, newest first."""
    mine = Party.objects.filter(email_index=address_key).order_by("-pk")
    mine = mine.select_related("nomination__quota__semester__offering__program")
    return [_record(party) for party in mine.prefetch_related("nomination__quota__semester__offering__sessions")]


def _record(party):
    semester, page = party.nomination.semester, page_of(party)
    program = semester.offering.program.name
    return Record(
        title=f"{program}, {semester.offering.title}: {party.get_role_display()}",
        reference=party.nomination.reference,
        standing=_standing(page, semester),
        url=party.get_absolute_url(),
        is_live=page in LIVE,
        needs_answer=page == FamilyPage.ASK,
    )


def _standing(page, semester):
    """How it stands, in one plain sentence."""
    day = date_format(timezone.localtime(semester.families_answer_by), "l, F j")
    return {
        FamilyPage.NOT_YET: _("There is nothing to answer yet."),
        FamilyPage.ASK: _("Please answer by %(day)s."),
        FamilyPage.LATE: _("The time to answer has run out."),
        FamilyPage.ANSWERED: _("We have your answers."),
        FamilyPage.OBJECTED: _("We have your answer."),
        FamilyPage.NOT_NEEDED: _("Nothing is needed from you."),
        FamilyPage.ENDED: _("This has ended."),
        FamilyPage.CANCELLED: _("The class was cancelled."),
        FamilyPage.OVER: _("The class is over."),
    }[page] % {"day": day}
