"""The settings' first page and the machinery: whoever configures, and nobody else."""

from datetime import timedelta

from django.utils import timezone

from common.models import Announcement, ReadOnly
from contracts.models import FileLimits
from notices.models import Notice
from tests.routes import Route


def parked_notice(case):
    notice = Notice.objects.filter(mail=True).first()
    Notice.objects.filter(pk=notice.pk).update(mailed_at=None, parked_at=timezone.now())
    return ["notices", notice.pk]


def announced(case):
    return {
        "text": "Soon.",
        "starts_at": f"{case.today}T00:00",
        "ends_at": f"{case.today + timedelta(days=1)}T00:00",
    }


def announcement(case):
    now = timezone.now()
    row = Announcement(text="Soon.", starts_at=now, ends_at=now + timedelta(days=1), announced_by=case.people["admin"])
    row.save()
    return [row.pk]


def read_only(case):
    """Only the row: pages of this process go on as if nothing had been switched."""
    ReadOnly.objects.create(reason="A larger disk.")
    return []


ROUTES = {
    "settings_set_up": Route(),
    "settings_put_aside": Route(given=lambda case: ["mail"]),
    "settings_take_up": Route(given=lambda case: ["mail"]),
    "settings_test_mail": Route(),
    "settings_log": Route(),
    "settings_log_export": Route(),
    "api-log-list": Route(),
    "settings_home": Route(),
    "settings_machinery": Route(),
    "settings_disk": Route(),
    "settings_disk_limits": Route(data=lambda case: FileLimits().chosen | {"files_per_draft": 40}),
    "settings_disk_look": Route(),
    "settings_maintenance": Route(),
    "settings_maintenance_announce": Route(data=announced),
    "settings_maintenance_take_back": Route(given=announcement),
    "settings_maintenance_begin": Route(data=lambda case: {"reason": "A larger disk."}),
    "settings_maintenance_end": Route(given=read_only),
    "settings_send_again": Route(given=parked_notice),
}
