#!/usr/bin/env python
"""Run an administrative command of the portal: `python manage.py help` lists them."""

import os
import sys

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "torrance_pd.settings")
    try:
        _ = settings.SECRET_KEY
    except ImproperlyConfigured as refusal:
        # The operator needs the one line that names the variable, not a traceback.
        sys.exit(f"The portal does not start. {refusal}")
    execute_from_command_line(sys.argv)
