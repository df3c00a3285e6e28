"""The worker: delivers mail, and does what must be done once a minute, or at once because a person waits for it."""

import logging
import signal
import time
import traceback

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError
from django.db import InterfaceError, OperationalError, close_old_connections, connection
from django.utils.module_loading import import_string

from core.keyring import refuse_missing_keys
from mailroom import delivery

logger = logging.getLogger(__name__)

DUTIES_EVERY = 60  # seconds
SLEEP = 1  # seconds
# So that a long mailing does not hold up the duties for long.
BATCH = 50


class Command(BaseCommand):
    help = "Deliver mail and do the duties of the minute, until stopped by SIGTERM or SIGINT. Several may run at once."

    stopping = False

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="Do everything that is due now, once, and end.")

    def handle(self, *, once, **options):
        try:
            refuse_missing_keys()
        except ImproperlyConfigured as refusal:
            raise CommandError(f"The worker does not start. {refusal}") from None
        duties = {path: import_string(path) for path in settings.WORKER_DUTIES}
        quick = {path: import_string(path) for path in settings.WORKER_QUICK_DUTIES}
        if once:
            # The duties first: the mail that they promise goes out as well.
            _do(duties | quick)
            delivery.deliver_due()
            return
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        logger.info("worker started")
        self._work(duties, quick)
        logger.info("worker stopped")

    def _stop(self, number, frame):
        # A plain flag: locks are not safe to touch in a signal handler.
        self.stopping = True
        # Who cannot wait for the message in hand asks a second time; nothing is lost by that.
        signal.signal(number, signal.SIG_DFL)

    def _work(self, duties, quick=None):
        duties_due_at = time.monotonic()
        database_away = False
        while not self.stopping:
            try:
                close_old_connections()
                if time.monotonic() >= duties_due_at:
                    _do(duties)
                    duties_due_at = time.monotonic() + DUTIES_EVERY
                _do(quick or {})
                handled = delivery.deliver_due(limit=BATCH, keep_going=lambda: not self.stopping)
            except (OperationalError, InterfaceError) as error:
                if not database_away:
                    logger.error("the database is away (%s), waiting for it", type(error).__name__)
                database_away, handled = True, 0
                connection.close()
            else:
                if database_away:
                    logger.info("the database is back")
                database_away = False
            if not handled and not self.stopping:
                time.sleep(SLEEP)


def _do(duties):
    """Each in turn; one that fails stops neither the others nor the mail."""
    for path, duty in duties.items():
        try:
            duty()
        except Exception as error:
            if isinstance(error, OperationalError | InterfaceError) and not _database_answers():
                raise
            # Where it failed, but not what the error says: that may quote people's data.
            place = "".join(traceback.format_tb(error.__traceback__))
            logger.error("duty failed: %s (%s)\n%s", path, type(error).__name__, place)


def _database_answers():
    connection.close()
    try:
        connection.ensure_connection()
    except (OperationalError, InterfaceError):
        return False
    return True
