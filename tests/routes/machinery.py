"""The settings' first page and the machinery: whoever configures, and nobody else."""

from django.utils import timezone

from notices.models import Notice
from tests.routes import Route


def parked_notice(case):
    notice = Notice.objects.filter(mail=True).first()
    Notice.objects.filter(pk=notice.pk).update(mailed_at=None, parked_at=timezone.now())
    return ["notices", notice.pk]


ROUTES = {
    "settings_home": Route(),
    "settings_machinery": Route(),
    "settings_send_again": Route(given=parked_notice),
}
