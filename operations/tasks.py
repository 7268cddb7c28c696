"""What the clock starts to see whether the machine does well."""

from celery import shared_task
from django.urls import reverse
from django.utils import timezone

from common.tasks import beat
from contracts.quotas import disk_warning
from notices.actions import notify
from notices.models import NoticeKind
from people.models import User


@shared_task
def watch_disk():
    """Tell the admins before the disk for files is full, and again once nothing can be attached; each once a day."""
    warning = disk_warning()
    if warning:
        notify(
            User.objects.filter(is_admin=True, is_active=True),
            key=f"disk-{warning.level}-{timezone.now():%Y%m%d}",
            kind=NoticeKind.ESCALATION,
            title=warning.title,
            body=f"{warning.sentence} See what takes the room, and what can be done.",
            url=reverse("settings_disk"),
        )
    beat("watch-disk")
