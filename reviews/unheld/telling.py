"""Telling those who can help of what nobody can do: the coordinator of the review, and the admins, once each."""

from collections import defaultdict

from django.urls import reverse

from notices.actions import Message, post
from notices.models import NoticeKind
from people.models import TWO_SIDES, DeskSide, User
from reviews.acting.presence import Staff
from reviews.models import NamedPerson, Responsibility, Slot
from reviews.unheld.finding import Unheld, held_by_nobody

AT_MOST = 500


def tell_of_unheld() -> int:
    """Write a notice for each of them. Told twice is told once: the key is the memory. Returns how many there are."""
    rows = held_by_nobody(limit=AT_MOST)
    if not rows:
        return 0
    staff, messages = Staff(), []
    commercial = Responsibility.objects.filter(
        slot=Slot.COMMERCIAL_TERMS, review__in={row.wait.review_id for row in rows}
    )
    desks = dict(commercial.values_list("review", "desk"))
    admins = list(User.objects.filter(is_active=True, is_admin=True))
    joint = _users(staff.leads_of(*TWO_SIDES))
    procurement = _users(staff.leads_of(DeskSide.COMMERCIAL))
    named = _named_on([row.wait.review for row in rows if row.wait.review.is_walled])
    for row in rows:
        if row.wait.review.is_walled:
            messages += [(person, _for_lead(row)) for person in named[row.wait.review_id]]
            continue
        desk = desks.get(row.wait.review_id)
        coordinators = (_users(staff.leads(desk)) if desk else procurement) - {row.wait.review.requester}
        leads = coordinators or joint - {row.wait.review.requester}
        messages += [(lead, _for_lead(row)) for lead in leads]
        messages += [(admin, _for_admin(row)) for admin in admins if admin not in leads]
    post(messages)
    return len(rows)


def _named_on(walled):
    """{review: those for whom it exists}: of what is walled, nobody else is told."""
    named = defaultdict(list)
    for row in NamedPerson.objects.filter(review__in=walled, person__is_active=True).select_related("person"):
        named[row.review_id].append(row.person)
    return named


def _users(doers):
    return {doer.user for doer in doers}


def _key(row: Unheld) -> str:
    return f"wait-{row.wait.pk}-held-by-nobody-{row.wait.held_since:%Y%m%d%H%M%S}"


def _for_lead(row: Unheld) -> Message:
    review = row.wait.review
    return Message(
        key=_key(row),
        kind=NoticeKind.ESCALATION,
        title=f"Held by nobody: {review}",
        body=f"{row.wait.needed} It {row.sentence}\n{row.way_out.sentence}",
        url=row.way_out.url,
    )


def _for_admin(row: Unheld) -> Message:
    """Without content: an admin configures, and reads no reviews."""
    return Message(
        key=_key(row),
        kind=NoticeKind.ESCALATION,
        title=f"Held by nobody: {row.wait.review.reference}",
        body=f"{row.wait.get_purpose_display()} {row.sentence}\n{row.way_out.sentence}",
        url=reverse("reviews:held_by_nobody"),
    )
