"""Signs of life: beat and the workers show that they are there (`/readyz`); and sweeping what forms left behind."""

from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from common.guards.whole_files import sweep_incoming
from common.models import Heartbeat, TypedText, UsedKey

KEPT = timedelta(days=2)
"""How long the key of a form, and text that could not be saved, are kept."""


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


@shared_task
def sweep_forms():
    """Remove keys of forms, typed texts and halves of files that are older than `KEPT`.

    Indexes: used_key_swept, typed_text_swept.
    """
    before = timezone.now() - KEPT
    UsedKey.objects.filter(used_at__lt=before).delete()
    TypedText.objects.filter(kept_at__lt=before).delete()
    sweep_incoming(before.timestamp())
    beat("sweep-forms")
