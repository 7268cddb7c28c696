"""The names of mails (their Message-ID), signed: a mail that comes back proves by its name that it was ours."""

from django.utils.crypto import constant_time_compare, salted_hmac


def signed(name: str) -> str:
    """The name with our signature behind a dot. Only the reader of a mail ever sees it."""
    return f"{name}.{_signature(name)}"


def is_ours(name: str, signature: str) -> bool:
    """Whether this is how the mail of this name was signed."""
    return constant_time_compare(signature, _signature(name))


def _signature(name):
    return salted_hmac("common.guards.mail_names", name).hexdigest()[:24]
