"""What a desk has on reviews: rules that bring it new work, and work that is open there. An admin who retires a desk,
or changes what it may do, sees numbers and references and no content, and nothing of what is behind a wall.
"""

from collections import Counter

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.urls import reverse

from common.words import counted
from people.desk_work import Kind, desk_can_have
from people.taking_over import Outcome
from reviews.models import ApprovalRule, Responsibility, SplitRule, Term, TermRule, TermType, Wait
from reviews.rules.health import Check, Finding, adds_check
from reviews.spine.stage import locked
from reviews.waits.hand_overs import give_to_desk

# --- rules ----------------------------------------------------------------------------------------------


def rules_of(desk):
    """Rules that are on and give it an answer of the split or a kind of term."""
    return SplitRule.objects.filter(desk=desk, is_active=True), TermRule.objects.filter(desk=desk, is_active=True)


def types_of(desk):
    return TermType.objects.filter(Q(desk=desk) | Q(second_desk=desk), is_active=True)


def deviations_of(desk):
    return TermType.objects.filter(deviation_desk=desk, is_active=True)


def approvals_of(desk):
    return ApprovalRule.objects.filter(desk=desk, is_active=True)


# --- work -----------------------------------------------------------------------------------------------


def waits_of(desk):
    """Its open waits. Index: wait_queue_of_desk."""
    return Wait.objects.open().filter(desk=desk).select_related("review").order_by("review_id", "pk")


def has_a_part(desk):
    """Whether it stands in the split of a review under way, or owns a term of one."""
    live = {"review__closed_at": None}
    owned = Q(desk=desk) | Q(second_desk=desk)
    return Responsibility.objects.filter(desk=desk, **live).exists() or Term.objects.filter(owned, **live).exists()


def _hand_on(desk, to, *, by):
    """Each wait that another desk may hold goes there, with the terms and the place in the split that belong to it."""
    moved, left, unnamed = 0, [], 0
    for wait in waits_of(desk):
        try:
            with transaction.atomic():
                give_to_desk(locked(wait), desk=to, reason=f"{desk} is retired.", by=by)
            moved += 1
        except ValidationError as refusal:
            if wait.review.is_walled:
                unnamed += 1
            else:
                left += [f"{wait.review.reference}: {sentence}" for sentence in refusal.messages]
    return Outcome(moved, tuple(left), unnamed)


def _kind(key, one, many, rows, *, to, place, **more):
    """A kind of rule: `rows(desk)` is a query set, `to` the name of the page where it is changed."""
    desk_can_have(
        Kind(
            key,
            one,
            many,
            count=lambda desk: rows(desk).count(),
            is_there=lambda desk: rows(desk).exists(),
            url=lambda desk: reverse(to),
            place=place,
            gives_work=True,
            **more,
        )
    )


_kind("split", "rule of the split", "rules of the split", lambda desk: rules_of(desk)[0], to="settings:split",
      place=1, needs_terms=True)  # fmt: skip
_kind("terms", "rule for terms", "rules for terms", lambda desk: rules_of(desk)[1], to="settings:terms",
      place=2, needs_terms=True)  # fmt: skip
_kind("types", "kind of term", "kinds of terms", types_of, to="admin:reviews_termtype_changelist",
      place=3, needs_terms=True)  # fmt: skip
_kind("deviations", "kind of term whose deviations it approves", "kinds of terms whose deviations it approves",
      deviations_of, to="settings:playbook", place=4)  # fmt: skip
_kind("approvals", "rule of approvals", "rules of approvals", approvals_of, to="settings:approvals", place=5)


def _desk_page(desk):
    return reverse("reviews:desk", args=[desk.slug])


desk_can_have(
    Kind(
        "waits",
        "piece of work in its queue",
        "pieces of work in its queue",
        count=lambda desk: waits_of(desk).filter(review__walled_at=None).count(),
        is_there=lambda desk: waits_of(desk).exists(),
        url=_desk_page,
        hand_on=_hand_on,
        place=6,
    )
)
desk_can_have(
    Kind(
        "reviews",
        "a part in a review under way",
        "a part in reviews under way",
        count=None,  # its queue says what is open; to count this would mean to look at all that it ever did
        is_there=has_a_part,
        url=_desk_page,
        needs_terms=True,
        place=7,
    )
)


@adds_check
def retired_desks_in_rules():
    """A rule that names a retired desk brings it work all the same. One query."""
    active = (rows.objects.filter(is_active=True).order_by() for rows in (SplitRule, TermRule, ApprovalRule))
    types = TermType.objects.filter(is_active=True).order_by()
    columns = [(rows, "desk") for rows in active] + [(types, "second_desk"), (types, "deviation_desk"), (types, "desk")]
    first, *others = [
        rows.filter(**{f"{name}__retired_at__isnull": False}).values_list(name, f"{name}__name")
        for rows, name in columns
    ]
    named = Counter(first.union(*others, all=True))
    return Check(
        "Rules that name a retired desk",
        "Work still goes there, though the desk was taken out of use.",
        [
            Finding(
                f"{name} is retired, and {counted(number, 'rule')} still name it.",
                reverse("settings_people:desk", args=[pk]),
            )
            for (pk, name), number in sorted(named.items())
        ],
    )
