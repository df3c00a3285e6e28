"""Every address of the portal."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path, re_path

from core.views import not_found

admin.site.site_header = "Torrance Police Community Programs"
admin.site.site_title = "Staff"
admin.site.index_title = "Today"
admin.site.site_url = "/"

urlpatterns = [
    path("", include("portal.urls")),
    path("programs/", include("programs.urls")),
    path("certificates/", include("programs.certificate_urls")),
    path("counselors/", include("programs.counselor_urls")),
    path("consent/", include("programs.consent_urls")),
    path("chat/", include("chat_sessions.urls")),
    path("vacation-check/", include("vacation_checks.urls")),
    path("requests/", include("vacation_checks.personal_urls")),
    path("patrol/", include("vacation_checks.patrol_urls")),
    # Django's detour to public pages names any record to any member of staff, whatever they may see.
    re_path("^admin/r/", not_found, name="no_detour"),
    path("admin/", admin.site.urls),
]

if settings.DEMO and settings.MAIL_TO_FOLDER:
    urlpatterns.append(path("demo-mailbox/", include("mailroom.urls")))

handler400 = "core.views.bad_request"
handler403 = "core.views.forbidden"
handler404 = "core.views.not_found"
handler500 = "core.views.server_error"
