"""What a test reads of a page."""

import re

# Drawn by lot for every page: some day it would hold any short word that a test looks for.
DRAWN_BY_LOT = re.compile(r'name="(?:csrfmiddlewaretoken|form_key)" value="[^"]*"')


def words(response):
    """What a page says, line breaks aside, and without what is drawn by lot."""
    return DRAWN_BY_LOT.sub("", " ".join(response.content.decode().split()))
