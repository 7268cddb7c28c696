"""The settings' first page and the machinery: whoever configures, and nobody else."""

from django.utils import timezone

from notices.models import Notice
from tests.routes import FORBIDDEN, Route, cells

FOR_ADMINS = {"others": FORBIDDEN}


def parked_notice(case):
    notice = Notice.objects.filter(mail=True).first()
    Notice.objects.filter(pk=notice.pk).update(mailed_at=None, parked_at=timezone.now())
    return ["notices", notice.pk]


ROUTES = {
    "settings_home": Route(get=cells(page="admin", **FOR_ADMINS)),
    "settings_machinery": Route(get=cells(page="admin", **FOR_ADMINS)),
    "settings_send_again": Route(given=parked_notice, post=cells(done="admin", **FOR_ADMINS)),
}
