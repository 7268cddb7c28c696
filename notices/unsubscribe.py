"""The signed link in a mail with which its reader, signed in or not, stops mails of one kind."""

from django.core import signing
from django.urls import reverse

from notices.models import CAN_BE_STOPPED, Delivery, NoticePreference

SALT = "notices.unsubscribe"
ALL = "daily"  # from the daily mail: every kind that can be switched off


def address_of(person, kind):
    """The path that stops mails of one kind to this person, or with `ALL` those that the daily mail brings."""
    return reverse("notices:unsubscribe", args=[signing.dumps({"person": person.pk, "kind": kind}, salt=SALT)])


def read(token):
    """(person's pk, kinds) of a token we made, else None. It does not expire: mails are kept for years."""
    try:
        facts = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    return facts["person"], CAN_BE_STOPPED if facts["kind"] == ALL else [facts["kind"]]


def stop_mails(person_pk, kinds):
    """No more mails of these kinds; they still appear in Duet. Harmless when repeated."""
    NoticePreference.objects.bulk_create(
        [NoticePreference(person_id=person_pk, kind=kind, delivery=Delivery.OFF) for kind in kinds],
        update_conflicts=True,
        unique_fields=["person", "kind"],
        update_fields=["delivery"],
    )
