"""Texts that people sign: a changed one is a new version; what was signed stays as it was."""


def publish_version(versions, *, text, by, **fields):
    """A new version of one text (`versions`: the queryset of all its versions), asked of whoever signs from now on.

    The same text once more, with the same `fields`, is no new version. Call it inside a transaction.
    """
    text = text.replace("\r\n", "\n")  # as browsers send it
    # The first version is what is locked; what came after it is read only then.
    versions.select_for_update().filter(version=1).first()
    newest = versions.order_by("-version").first()
    if newest and newest.text == text and all(getattr(newest, name) == value for name, value in fields.items()):
        return newest
    return versions.create(version=newest.version + 1 if newest else 1, text=text, created_by=by, **fields)
