"""Who may read which mails: some tell, by being there at all, that somebody has asked for something.

settings.MAIL_READERS names, for a folder of templates, the permission that reads its mails. Mails of folders
that are not named there are for all who may see messages.
"""

from django.conf import settings


def may_read(user, template):
    """Whether this user may see mails made from this template, such as programs/held."""
    permission = settings.MAIL_READERS.get(template.partition("/")[0])
    return permission is None or user.has_perm(permission)


def readable(messages, user):
    """Those of the messages that this user may see."""
    for folder, permission in settings.MAIL_READERS.items():
        if not user.has_perm(permission):
            messages = messages.exclude(template__startswith=f"{folder}/")
    return messages
