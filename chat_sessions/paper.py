"""The briefing sheet of a session, as PDF: what the Chief reads before the hour. Names only of who shows it."""

from collections import Counter

from django.conf.locale import LANG_INFO

from chat_sessions.enums import Accommodation, SignUpState, Topic
from chat_sessions.models import Question
from core.pdf import MissingLetters, pdf_bytes

MOST_WANTED = 10
MOST_BY_TOPIC = 60
# Stands for a letter that no font of this machine has, such as a rare emoji.
NO_LETTER = "·"


def briefing(session):
    """A letter that cannot be printed is left out, and the sheet says so: a question in it must not stop the rest."""
    context = _context(session)
    try:
        return pdf_bytes("pdf/chat_sessions/briefing.html", context)
    except MissingLetters as error:
        missing = dict.fromkeys(map(ord, error.found), NO_LETTER)
        for question in [*context["wanted"], *(each for _topic, rows in context["by_topic"] for each in rows)]:
            question.text = question.text.translate(missing)
            question.translation = question.translation.translate(missing)
        return pdf_bytes("pdf/chat_sessions/briefing.html", {**context, "no_letter": NO_LETTER})


def _context(session):
    questions = list(Question.objects.filter(session=session).listed().with_votes().select_related("sign_up"))
    questions.sort(key=lambda each: (-each.vote_count - each.merged_count, each.created_at, each.pk))
    for question in questions:
        question.language_name = language_name(question.language)
    wanted, rest = questions[:MOST_WANTED], questions[MOST_WANTED : MOST_WANTED + MOST_BY_TOPIC]
    people = list(session.sign_ups.filter(state=SignUpState.CONFIRMED).only("language", "accommodations"))
    topics = Counter(question.topic for question in questions)
    return {
        "session": session,
        "hosts": [str(host) for host in session.hosts.all()],
        "agenda": [line.strip() for line in session.agenda.splitlines() if line.strip()],
        "wanted": wanted,
        "topics": [(Topic(topic).label, number) for topic, number in topics.most_common()],
        "by_topic": [
            (topic.label, rows) for topic in Topic if (rows := [each for each in rest if each.topic == topic])
        ],
        "left_out": len(questions) - len(wanted) - len(rest),
        "waiting": session.questions.waiting().count(),
        "people": len(people),
        "languages": [(language_name(code), n) for code, n in Counter(each.language for each in people).most_common()],
        "interpreted": [language_name(code) for code in session.languages],
        "accommodations": _accommodations(people),
    }


def language_name(code):
    """In English, for the Chief."""
    return LANG_INFO.get(code, {}).get("name", code)


def _accommodations(people):
    asked = Counter(kind for each in people for kind in each.accommodations)
    return [(kind.label, asked[kind]) for kind in Accommodation if asked[kind]]
