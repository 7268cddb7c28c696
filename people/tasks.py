"""What the clock starts for accounts: sweeping what sign-in left behind."""

from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from common.tasks import beat
from people.devices import KEPT_FOR
from people.models import AccountMail, Allowance, KnownDevice, SignInLink

LINKS_KEPT = timedelta(days=1)
MAILS_KEPT = timedelta(days=30)


@shared_task
def sweep_sign_in():
    """Remove allowances that say nothing any more, links and devices that no longer work, and old mails of accounts.

    Indexes: allowance_swept, known_device_swept, sign_in_link_swept, account_mail_swept.
    """
    now = timezone.now()
    Allowance.objects.filter(used_until__lt=now).delete()
    KnownDevice.objects.filter(used_at__lt=now - KEPT_FOR).delete()
    SignInLink.objects.filter(made_at__lt=now - LINKS_KEPT).delete()
    AccountMail.objects.filter(made_at__lt=now - MAILS_KEPT, parked_at=None).delete()
    beat("sweep-sign-in")
