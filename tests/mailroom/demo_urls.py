"""The addresses of the portal with the demo mailbox among them, as in the demo."""

from django.urls import include, path

from torrance_pd.urls import *  # noqa: F403
from torrance_pd.urls import urlpatterns as portal_urls

urlpatterns = [*portal_urls, path("demo-mailbox/", include("mailroom.urls"))]
