"""Noting value, checking an amount, taking it back."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from common.log import record
from common.words import amount_in_words, counted
from notices.actions import notify
from notices.models import NoticeKind
from people.models import User
from reviews.models import ValueEntry, ValueKind
from reviews.models.value_entry import IN_DAYS, PRICED, Baseline, Per, ValueState
from reviews.pure.verbs import Verb
from reviews.spine.policies import faults_of_length
from reviews.spine.stage import locked
from reviews.spine.telling import tell
from reviews.value import policies

FACTS = (
    "kind",
    "what",
    "by_commercial",
    "by_legal",
    "before",
    "after",
    "per",
    "against",
    "days",
    "shown_by",
    "evidence",
)


@transaction.atomic
def note_value(review, *, by, term=None, **facts):
    """Note one thing that was brought about: `facts` are columns of `FACTS`. Returns the `ValueEntry`.

    An amount waits to be checked; desks that check amounts are told.
    """
    review = locked(review)
    if not policies.may_note_value(by, review):
        raise PermissionDenied(policies.WHO_NOTES)
    entry = ValueEntry(review=review, term=term, noted_by=by, **_of_its_kind(facts))
    if faults := _faults(entry):
        raise ValidationError(faults)

    entry.state = ValueState.TO_CHECK if entry.kind in PRICED else ValueState.NOTED
    entry.save()
    record(
        Verb.VALUE_NOTED, review, by=by, texts={"what": entry.what}, entry=entry.pk, kind=entry.kind, **_measure(entry)
    )
    if entry.state == ValueState.TO_CHECK:
        _tell_checkers(entry, by=by)
    return entry


@transaction.atomic
def confirm_value(entry, *, by, why=""):
    """The amount is right. Returns the entry."""
    return _check(entry, ValueState.CONFIRMED, why, by=by)


@transaction.atomic
def reject_value(entry, *, by, why):
    """The amount is not right; it stays to be read, and counts no more. Returns the entry."""
    if not why.strip():
        raise ValidationError(["Say why: whoever noted it reads it."])
    return _check(entry, ValueState.REJECTED, why, by=by)


@transaction.atomic
def withdraw_value(entry, *, by, why):
    """It was noted by mistake. Returns the entry."""
    entry = locked(entry)
    if not policies.may_withdraw_value(by, entry):
        raise PermissionDenied(policies.WHO_WITHDRAWS)
    faults = [] if why.strip() else ["Say why, in a sentence."]
    if blockers := policies.blockers_to_end(entry) or faults:
        raise ValidationError(blockers)
    return _end(entry, ValueState.WITHDRAWN, why, by=by)


def _check(entry, state, why, *, by):
    entry = locked(entry)
    if not policies.may_check_value(by, entry):
        raise PermissionDenied(policies.WHO_CHECKS)
    if blockers := policies.blockers_to_check(entry):
        raise ValidationError(blockers)
    entry = _end(entry, state, why, by=by)
    words = "confirmed" if state == ValueState.CONFIRMED else "rejected"
    tell(
        {entry.noted_by} - {by},
        entry.review,
        key=f"value-{entry.pk}-checked",
        kind=NoticeKind.NEWS,
        body=f"{by} {words} “{entry.what}”{': ' + entry.ended_why if entry.ended_why else '.'}",
    )
    return entry


def _end(entry, state, why, *, by):
    entry.state, entry.ended_by, entry.ended_at, entry.ended_why = state, by, timezone.now(), why.strip()[:300]
    entry.save(update_fields=["state", "ended_by", "ended_at", "ended_why"])
    texts = {"what": entry.what, "why": entry.ended_why}
    record(Verb.VALUE_ENDED, entry.review, by=by, texts=texts, entry=entry.pk, state=state)
    return entry


def _of_its_kind(facts):
    """The facts without those that another kind would have."""
    kind = facts.get("kind")
    kept = dict(facts)
    if kind not in PRICED:
        kept |= {"before": None, "after": None, "per": "", "against": ""}
    if kind not in IN_DAYS:
        kept |= {"days": None}
    return kept


def _faults(entry):
    faults = []
    if entry.kind not in ValueKind.values:
        return ["Choose what kind of value it is."]
    if not entry.what.strip():
        faults.append("Say what was brought about.")
    if not (entry.by_commercial or entry.by_legal):
        faults.append("Say who had a part in it: procurement, legal, or both.")
    if entry.kind in PRICED:
        faults += _faults_of_amount(entry)
    if entry.kind in IN_DAYS and not entry.days:
        faults.append("Say how many days it gained.")
    if entry.days and entry.days > 3650:
        faults.append("That is more than ten years. Give the days that were gained.")
    if entry.shown_by and not entry.review.documents.filter(versions=entry.shown_by).exists():
        faults.append("Choose a paper of this review.")
    return faults + faults_of_length(ValueEntry, what=entry.what, evidence=entry.evidence)


def _faults_of_amount(entry):
    if entry.before is None or entry.after is None:
        return ["Give both amounts: what it would have cost, and what it costs."]
    faults = []
    if entry.before.currency != entry.after.currency:
        faults.append("Give both amounts in one currency.")
    elif entry.after.amount < 0 or entry.before <= entry.after:
        faults.append("What it costs must be less than what it would have cost.")
    if entry.against not in Baseline.values or entry.per not in Per.values:
        faults.append("Say what the amount is held against, and whether it counts once or each year.")
    if not (entry.shown_by or entry.evidence.strip()):
        faults.append("Say what shows it: choose a paper of this review, or name it.")
    return faults


def _measure(entry):
    if entry.kind in PRICED:
        return {"amount": str(entry.amount.amount), "currency": str(entry.amount.currency), "per": entry.per}
    return {"days": entry.days} if entry.kind in IN_DAYS else {}


def measure_in_words(entry) -> str:
    """“EUR 4,200 a year”, “30 days”; empty for what is counted alone."""
    if entry.kind in PRICED:
        return f"{amount_in_words(entry.amount.amount, entry.amount.currency)} {Per(entry.per).label}"
    return counted(entry.days, "day") if entry.kind in IN_DAYS else ""


def _tell_checkers(entry, *, by):
    """Without a word of the review: a wall may be put up around it later, and not all who check amounts see reviews."""
    people = User.objects.filter(
        memberships__team__checks_value=True, memberships__team__retired_at=None, is_active=True
    )
    notify(
        [person for person in people.distinct() if person != by and _may_check(person, entry)],
        key=f"value-{entry.pk}-to-check",
        kind=NoticeKind.REMINDER,
        title=f"An amount to be checked: {measure_in_words(entry)}",
        body=f"{by} noted it as {entry.get_kind_display().lower()}. Please confirm or reject it.",
        url=entry.get_absolute_url(),
    )


def _may_check(person, entry):
    return (
        policies.may_check_value(person, entry) and ValueEntry.objects.visible_to(person).filter(pk=entry.pk).exists()
    )
