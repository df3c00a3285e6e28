"""People as staff read them on lists, on the screen and on paper."""


def by_family_name(registration):
    """The order in which staff look for people. (A database folds the case of some scripts only.)"""
    return (registration.family_name.casefold(), registration.given_name.casefold(), registration.pk)


def phone_words(registration):
    return phone_text(registration.phone)


def phone_text(phone):
    """A number as people here read it; abroad with its country code."""
    if not phone:
        return ""
    return phone.as_national if phone.country_code == 1 else phone.as_international
