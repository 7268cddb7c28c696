"""The Celery application. Beat sends what CELERY_BEAT_SCHEDULE lists; workers know each app's tasks.py, sweeps.py."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("duet")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.autodiscover_tasks(related_name="sweeps")
