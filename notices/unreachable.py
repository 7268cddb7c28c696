"""Addresses that take no mail: marked when a server refuses one for good or a mail comes back, shown to the leads of
the person's desks and to the admins, and cleared by one of them. Nobody else would notice.

As long as a mark stands nothing is mailed there, and nothing is lost: what would have been waits, parked. Clearing puts
it back in the queue.
"""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from common.models.outgoing import in_short
from notices.actions import notify
from notices.models import Bundle, How, Notice, NoticeKind, Unreachable
from people.models import User
from people.policies import may_configure

WAITS = "Mails to this address do not arrive. This one waits until somebody clears that."
WHO_CLEARS = "The person themselves, the leads of their desks and admins say that mails arrive again."


def is_standing():
    """An annotation of a `Notice` or `Bundle`: whether the address of its recipient is marked now."""
    marks = Unreachable.objects.standing()
    return Exists(marks.filter(person=OuterRef("recipient"), address=OuterRef("recipient__email")))


@transaction.atomic
def mark(person, *, how, reason):
    """Mails do not reach this person: note it, with the words of the mail server, and tell who looks after them.

    A second time counts, and tells again on another day. Returns the `Unreachable`.
    """
    person = User.objects.select_for_update(no_key=True).get(pk=person.pk)
    now, reason = timezone.now(), " ".join(in_short(reason).split())
    _clear(Unreachable.objects.standing().filter(person=person).exclude(address=person.email), by=None)
    row, is_new = Unreachable.objects.standing().get_or_create(
        person=person,
        cleared_at=None,
        defaults={"address": person.email, "how": how, "reason": reason, "since": now, "last_at": now},
    )
    if not is_new:
        row.how, row.reason, row.last_at, row.times = how, reason, now, F("times") + 1
        row.save(update_fields=["how", "reason", "last_at", "times"])
        row.refresh_from_db(fields=["times"])
    _tell(person, row)
    return row


def may_clear(user, row):
    """The person themselves, who can try it, the leads of their desks, and who looks after Duet."""
    if not user.is_active:
        return False
    return user.pk == row.person_id or may_configure(user) or any(user.leads(desk) for desk in row.person.teams)


@transaction.atomic
def clear(row, *, by):
    """Mails arrive again, or are to be tried again: the mark goes, and what waited goes out. How many mails waited."""
    row = Unreachable.objects.select_for_update(of=("self",)).select_related("person").get(pk=row.pk)
    if not may_clear(by, row):
        raise PermissionDenied(WHO_CLEARS)
    if row.cleared_at:
        raise ValidationError([f"{row.cleared_by or 'Duet'} has cleared this already."])
    return _clear(Unreachable.objects.filter(pk=row.pk), by=by)


@transaction.atomic
def try_again(people, *, by):
    """Somebody who looks after Duet sends mails again to these people (by pk): their marks go."""
    if people:
        _clear(Unreachable.objects.standing().filter(person__in=people), by=by)


def clear_changed():
    """Whoever has another address by now is reachable until the contrary shows. For the sweep that sends mails."""
    changed = Unreachable.objects.standing().exclude(address=F("person__email"))
    if pks := list(changed.values_list("pk", flat=True)):
        _clear(Unreachable.objects.standing().filter(pk__in=pks), by=None)


@transaction.atomic
def _clear(rows, *, by):
    """Clear these marks; returns how many mails that waited for it are back in the queue."""
    marks = list(rows.select_for_update(of=("self",)))
    now = timezone.now()
    Unreachable.objects.filter(pk__in=[row.pk for row in marks]).update(cleared_at=now, cleared_by=by)
    return sum(_back_in_queue(row, now) for row in marks)


def _back_in_queue(row, now):
    """What was parked for one person since the mark. Notices are sorted anew, so that many become one mail."""
    again = {"parked_at": None, "attempts": 0, "next_attempt_at": now}
    parked = Q(recipient=row.person_id, parked_at__gte=row.since)
    alone = Notice.objects.parked().filter(parked, bundle=None).update(is_sorted=False, **again)
    return alone + Bundle.objects.parked().filter(parked).update(**again)


def _tell(person, row):
    """The leads of the person's desks and the admins, and the person, whom only the bell reaches; once a day."""
    key = f"unreachable-{person.pk}-{timezone.now():%Y%m%d}"
    url = reverse("notices:unreachable_list")
    quoted = f"The mail server says: {row.reason}"
    notify(
        _who_looks_after(person),
        key=key,
        kind=NoticeKind.ESCALATION,
        title=f"Mails do not reach {person.name}",
        body=f"{row.get_how_display()}: {person.email}. {quoted} Until it is corrected, {person.name} reads of their "
        "work only in Duet itself. Please tell them; once it is mended, clear it here.",
        url=url,
    )
    notify(
        [person],
        key=key,
        kind=NoticeKind.ESCALATION,
        title="Mails do not reach you",
        body=f"Your address here is {person.email}. {quoted} What would have been mailed waits for you.",
        url=url,
        mail=False,
    )


def _who_looks_after(person):
    leads = User.objects.filter(memberships__is_lead=True, memberships__team__in=[team.pk for team in person.teams])
    admins = User.objects.filter(is_admin=True)
    active = User.objects.filter(is_active=True).exclude(pk=person.pk)
    return active.filter(Q(pk__in=leads.values("pk")) | Q(pk__in=admins.values("pk")))


def mark_refused(person, error):
    """A server refused the address of a mail for good, as it was sent."""
    codes = getattr(error, "recipients", {}).values()
    reason = "; ".join(f"{code} {_words(words)}" for code, words in codes) or str(error)
    return mark(person, how=How.REFUSED, reason=reason)


def _words(words):
    return words.decode(errors="replace") if isinstance(words, bytes) else str(words)
