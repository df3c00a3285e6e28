"""What a test reads of a page."""

import re

# Drawn by lot for every page: some day it would hold any short word that a test looks for.
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')


def words(response):
    """What a page says, line breaks aside, and without what is drawn by lot."""
    return TOKEN.sub("", " ".join(response.content.decode().split()))
