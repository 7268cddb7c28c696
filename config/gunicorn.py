"""How the web process runs, everywhere: `gunicorn --config config/gunicorn.py config.wsgi`.

Threads (gthread), because the `sync` worker is blocked by a handful of slow clients.
"""

import os

bind = f"{os.environ.get('BIND_ADDRESS', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = int(os.environ.get("WEB_THREADS", "8"))
timeout = 60  # seconds; a thread's heartbeat, not the length of a request
graceful_timeout = 10
keepalive = 5
max_requests = 5000  # a fresh process now and then bounds whatever leaks
max_requests_jitter = 500
worker_tmp_dir = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108 (memory, not a shared name)
loglevel = os.environ.get("LOG_LEVEL", "WARNING").lower()
accesslog = os.environ.get("ACCESS_LOG") or None
control_socket_disable = True
