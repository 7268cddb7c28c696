"""Telling those who can help of what nobody can do: the coordinator of the review, and the admins, once each."""

from collections import defaultdict
from collections.abc import Collection

from django.db.models import Max
from django.urls import reverse

from notices.actions import Message, post
from notices.models import NoticeKind
from people.models import TWO_SIDES, DeskSide, User
from reviews.acting.presence import Staff
from reviews.models import NamedPerson, Responsibility, Review, Slot
from reviews.unheld.finding import Unheld, held_by_nobody
from reviews.unheld.walls import CutOff, cut_off_reviews

AT_MOST = 500

HOW_TO_LET_IN = "An admin, or a lead of a desk whose work nobody inside can do, lets somebody in, with a reason."


def tell_of_unheld() -> int:
    """Write a notice for each of them. Told twice is told once: the key is the memory. Returns how many there are."""
    _tell_of_cut_off()
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


def _tell_of_cut_off():
    """Once each, and again where somebody was let in and it is cut off once more."""
    rows = cut_off_reviews()
    newest = NamedPerson.objects.filter(review__in=[row.review for row in rows]).values("review")
    names = dict(newest.annotate(newest=Max("pk")).order_by().values_list("review", "newest"))
    for row in rows:
        since = row.waits[0].held_since if row.waits else row.review.walled_at
        key = f"review-{row.review.pk}-cut-off-{names.get(row.review.pk, 0)}-{since:%Y%m%d%H%M%S}"
        tell_outside(row, key=key, what=f"It {row.sentence}\n{HOW_TO_LET_IN}")


def tell_outside(row: CutOff, *, key: str, what: str, but_not: Collection[User] = ()) -> None:
    """Tell the admins and the leads of the desks concerned, by the number alone: they are not inside."""
    leads = User.objects.filter(is_active=True, memberships__is_lead=True, memberships__team__in=row.desks)
    admins = User.objects.filter(is_active=True, is_admin=True)
    message = Message(
        key=key,
        kind=NoticeKind.ESCALATION,
        title=f"Held by nobody: {row.review.reference}",
        body=what,
        url=reverse("reviews:held_by_nobody"),
    )
    hearers = {*leads, *admins} - {row.review.requester, *but_not}
    post([(person, message) for person in sorted(hearers, key=lambda person: person.pk)])


def colleagues_inside(review: Review) -> set[User]:
    """Those named on it who have not left; whether they still see it is asked when a notice is shown."""
    return set(User.objects.filter(is_active=True, named_on__review=review))


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
