"""Settings of the web server. What depends on the machine comes from the environment:

PORT         where it listens on this machine (8000)
WEB_BIND     where it listens, in full, when the proxy is on another machine: 10.0.0.5:8000, unix:/run/portal.sock
WEB_WORKERS  how many processes serve pages (as many as there are cores)
"""

import os
from pathlib import Path

from django.db import connections

wsgi_app = "torrance_pd.wsgi"
bind = os.environ.get("WEB_BIND") or f"127.0.0.1:{os.environ.get('PORT') or 8000}"

# Set outright: gunicorn's own WEB_CONCURRENCY would be a second setting for the same thing.
workers = int(os.environ.get("WEB_WORKERS") or len(os.sched_getaffinity(0)))
preload_app = True

# A page that takes longer than `timeout` is lost; on a stop, pages under way may be finished.
timeout = 30
graceful_timeout = 20

# Workers touch a file to show that they live; on a disk, a slow write would look like a dead one.
worker_tmp_dir = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108

# Django alone decides which proxies to trust (TRUSTED_PROXIES).
forwarded_allow_ips = ""
control_socket_disable = True

# The proxy in front writes the access log; errors and the portal's log go to standard error.
accesslog = None
errorlog = "-"
loglevel = "warning"
chdir = str(Path(__file__).resolve().parent.parent)


def pre_fork(server, worker):
    """A connection opened while the pages were loaded must not be shared by two processes."""
    connections.close_all()
