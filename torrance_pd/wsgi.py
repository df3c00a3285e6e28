"""What gunicorn serves: the Django application behind the guard against malformed content types."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application
from django.db import connections
from django.urls import get_resolver

from core.keyring import refuse_missing_keys
from core.wsgi import ContentTypeGuard

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "torrance_pd.settings")
try:
    application = ContentTypeGuard(get_wsgi_application())
    refuse_missing_keys()
except ImproperlyConfigured as refusal:
    # The operator needs the one line that names the variable, not a traceback.
    sys.exit(f"The portal does not start. {refusal}")

# gunicorn forks after this; a connection belongs to one process.
connections.close_all()

# Django loads the pages at the first request. Loaded here, before gunicorn forks, all
# workers share the memory and no visitor waits for it.
_ = get_resolver().url_patterns
