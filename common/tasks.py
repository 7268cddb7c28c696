"""Signs of life: beat and the workers show that they are there (`/readyz`)."""

from celery import shared_task
from django.utils import timezone

from common.models import Heartbeat


@shared_task
def tick():
    """Show that beat and a worker are alive (`/readyz`)."""
    beat("tick")


def beat(name):
    """Note that something regular happened just now."""
    Heartbeat.objects.bulk_create(
        [Heartbeat(name=name, at=timezone.now())],
        update_conflicts=True,
        unique_fields=["name"],
        update_fields=["at"],
    )
