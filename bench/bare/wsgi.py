"""What gunicorn serves as the bare project, loaded in full before it forks, like the portal."""

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

application = get_wsgi_application()
_ = get_resolver().url_patterns
