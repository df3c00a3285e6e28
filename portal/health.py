"""For operators and load balancers: alive, and able to serve."""

import shutil
from datetime import timedelta

from django.conf import settings
from django.db import Error, connection
from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from mailroom.services import oldest_waiting_age

MAIL_WAITS_AT_MOST = timedelta(minutes=15)
LEAST_FREE_BYTES = 200 * 1024 * 1024


@require_safe
@never_cache
def healthz(request):
    """The process answers. Touches nothing else."""
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
@never_cache
def readyz(request):
    """One line each for database, mail queue and disk; 503 if any is not well."""
    findings = [_database(), _mail(), _disk()]
    status = 200 if all(well for well, _ in findings) else 503
    lines = "".join(f"{'ok' if well else 'NOT OK'} {what}\n" for well, what in findings)
    return HttpResponse(lines, content_type="text/plain", status=status)


def _database():
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error as error:
        return False, f"database: {type(error).__name__}"
    return True, "database"


def _mail():
    try:
        age = oldest_waiting_age() or timedelta(0)
    except Error:
        return False, "mail: the database is away"
    return age <= MAIL_WAITS_AT_MOST, f"mail: oldest waits {int(age.total_seconds())} s"


def _disk():
    free = shutil.disk_usage(settings.BASE_DIR).free
    return free >= LEAST_FREE_BYTES, f"disk: {free // 2**20} MiB free"
