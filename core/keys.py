"""Primary keys as they come from a browser: anything can stand there."""

# A database's largest whole number has 19 digits.
MOST_DIGITS = 18


def key_from(text):
    """The number that stands in a field, else None."""
    is_key = text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS
    return int(text) if is_key else None


def keys_from(texts):
    """The numbers among what several fields hold, in their order."""
    return [key for text in texts if (key := key_from(text)) is not None]
