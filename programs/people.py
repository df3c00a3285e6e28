"""People as staff read them on lists, on the screen and on paper."""

# A message to staff travels in a cookie, so a long list is cut.
MOST_NAMES = 40


def by_family_name(registration):
    """The order in which staff look for people. (A database folds the case of some scripts only.)"""
    return (registration.shown_family.casefold(), registration.shown_given.casefold(), registration.pk)


def phone_words(registration):
    return phone_text(registration.phone)


def name_and_phone(registration):
    """Whom to call."""
    return f"{registration.full_name} {phone_words(registration)}".strip()


def listed(names):
    """The names in one line; of a long list the first, and how many more there are."""
    more = len(names) - MOST_NAMES
    return ", ".join(map(str, names[:MOST_NAMES])) + (f" and {more} more" if more > 0 else "")


def phone_text(phone):
    """A number as people here read it; abroad with its country code."""
    if not phone:
        return ""
    return phone.as_national if phone.country_code == 1 else phone.as_international
