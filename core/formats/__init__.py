"""How dates and times are written in the languages that the portal speaks.

Our templates name a format in the English way (`|date:"l, F j"`); each module here maps it to what its language does.
"""
