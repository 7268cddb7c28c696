"""The Celery application. Beat sends what CELERY_BEAT_SCHEDULE lists; workers know what each app's `tasks` imports."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("duet", task_cls="common.maintenance.pausing:PausingTask")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
