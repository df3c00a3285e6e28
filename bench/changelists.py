"""Prints as JSON how long each list of the admin takes, beside a tuned stock list of the same rows.

Run by bench.machine.run_module, with the portal's settings, on a database that bench.content has
filled. BENCH_ROWS says how many rows there shall be, BENCH_ROUNDS how often each list is asked for.
"""

import json
import os
import time

from django.conf import settings
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench import crowd
from bench.rows import add_rows
from core.admin import LargeTableAdmin
from core.models import DepartmentProfile

ROWS = int(os.environ["BENCH_ROWS"])
ROUNDS = int(os.environ["BENCH_ROUNDS"])
# Of what nobody has by the hundred thousand, so many times fewer.
SMALL = 200
# Some rows have it, most do not.
WORD = "77"


def fill():
    """Rows for every list, also for those that nobody has written content for."""
    crowd.fill(ROWS)
    for model, mine in admin.site._registry.items():
        wanted = ROWS if isinstance(mine, LargeTableAdmin) else ROWS // SMALL
        missing = wanted - model._default_manager.count()
        if missing > 0 and model not in crowd.FILLED:
            try:
                with transaction.atomic():
                    add_rows(model, missing)
            except IntegrityError:
                continue  # a rule of the table, such as "there is one row": the list is measured as it is
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def measure_all():
    """{list: figures}, each list as it opens, and searched where that is possible."""
    settings.ROOT_URLCONF = "bench.stock"
    client = Client(SERVER_NAME="127.0.0.1")
    user = get_user_model().objects.create_superuser("bench-of-lists")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    found = {}
    for model, mine in admin.site._registry.items():
        name, address = str(model._meta.verbose_name_plural), f"{model._meta.app_label}/{model._meta.model_name}/"
        found[name] = measure(client, address) | {"rows": model._default_manager.count()}
        if mine.search_fields:
            found[f"{name}, searched"] = measure(client, f"{address}?q={WORD}")
    return found


def measure(client, address):
    """The least milliseconds of both, asked in turn, and how often ours asks the database.

    The least: whatever else happens on the machine can only make an answer slower.
    """
    rounds = [(asked(client, f"/admin/{address}"), asked(client, f"/stock/{address}")) for _ in range(ROUNDS)]
    ours, stock = zip(*rounds, strict=True)
    cache.clear()
    DepartmentProfile.current()
    with CaptureQueriesContext(connection) as queries:
        client.get(f"/admin/{address}")
    return {"ours": min(ours), "stock": min(stock), "queries": len(queries)}


def asked(client, address):
    started = time.perf_counter()
    answer = client.get(address)
    if answer.status_code != 200:
        raise RuntimeError(f"{address} answered {answer.status_code}")
    return (time.perf_counter() - started) * 1000


if __name__ == "__main__":
    fill()
    print(json.dumps(measure_all()))
