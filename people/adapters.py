"""How allauth behaves here: who may try a password, which devices are known, and where its mails go."""

from math import ceil

from allauth.account.adapter import DefaultAccountAdapter
from django.core.exceptions import ValidationError

from common.words import counted
from people import account_mails, devices, limits

OTHERWISE = "You can wait, or have a link mailed to you that lets you in at once."


class ClosedDoorAdapter(DefaultAccountAdapter):
    """Accounts are made in the settings pages; nobody signs up."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": "This address and password do not belong together. Please try again.",
    }

    def is_open_for_signup(self, request):
        return False

    def authenticate(self, request, **credentials):
        """Whoever the address and the password belong to, or None. Every try counts until it was a good one.

        Raises ValidationError, without looking at the password, for whoever has to wait. What is counted and said is
        the same for an address without an account.
        """
        counts = _counts(request, credentials.get("email") or "")
        for limit, subject, sentence in counts:
            if wait := limit.use(subject):
                raise ValidationError(sentence.format(wait=_in_words(wait)))
        person = super().authenticate(request, **credentials)
        if person:
            for limit, subject, _ in counts:
                limit.give_back(subject)
        return person

    def post_login(self, request, user, **kwargs):
        answer = super().post_login(request, user, **kwargs)
        devices.remember(request, user, answer)
        return answer

    def set_password(self, user, password):
        super().set_password(user, password)
        devices.keep_only(self.request, user)

    def send_mail(self, template_prefix, email, context):
        """What allauth tells about an account goes into the outbox; links are asked for in people/sign_in.py."""
        mail = self.render_mail(template_prefix, email, {"request": self.request, "email": email, **context})
        account_mails.tell(email, subject=mail.subject, body=mail.body)

    def send_notification_mail(self, template_prefix, user, context=None, email=None):
        super().send_notification_mail(template_prefix, user, context, email or user.email)


def _counts(request, address):
    """(limit, whom it is counted for, what to say): strangers cannot use up what a known device has."""
    if device := devices.device_of(request, address):
        return [(limits.WRONG_FROM_DEVICE, device.pk, DEVICE_WAITS)]
    return [
        (limits.WRONG_FROM_NETWORK, limits.network_of(request), NETWORK_WAITS),
        (limits.WRONG_FOR_ACCOUNT, address.lower(), ACCOUNT_WAITS),
    ]


DEVICE_WAITS = (
    "There were several sign-ins with a wrong password on this device. The next is possible in {wait}. " + OTHERWISE
)
NETWORK_WAITS = (
    "There were many sign-ins with a wrong password from this network, perhaps by somebody else. The next is possible "
    "in {wait}. " + OTHERWISE
)
ACCOUNT_WAITS = (
    "There were several sign-ins with a wrong password for this address, perhaps by somebody else. On a device that "
    "was not used here before, the next is possible in {wait}. " + OTHERWISE
)


def _in_words(wait):
    seconds = ceil(wait.total_seconds())
    return counted(seconds, "second") if seconds < 60 else counted(ceil(seconds / 60), "minute")
