"""Building an agenda from the state of the work, and building it again until the meeting begins."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from checkins.agenda.carried import left_over, open_actions
from checkins.agenda.desks import desks
from checkins.agenda.drafts import Draft, Occasion
from checkins.agenda.late import late_or_silent
from checkins.agenda.marks import marked
from checkins.agenda.refusals import refusals
from checkins.agenda.renewals import renewals
from checkins.agenda.shared_terms import disagreements, shared_terms
from checkins.models import Group, Item, Meeting, Result
from common.locks import locked_row

SOURCES = (
    late_or_silent,
    disagreements,
    shared_terms,
    renewals,
    desks,
    refusals,
    marked,
    open_actions,
    left_over,
)
"""Each takes an `Occasion` and returns `Draft`s. Where two know of the same thing, the first has it."""

ORDER = {group: number for number, group in enumerate(Group.values)}
POINTERS = ("review", "wait", "term", "disagreement", "contract", "desk")


@transaction.atomic
def build(meeting: Meeting) -> Meeting:
    """Write the agenda as the work stands now. Once the meeting has begun, it stays. Returns the meeting."""
    meeting = locked_row(meeting, *Meeting.READ_WITH)
    if not meeting.is_planned:
        return meeting
    now = timezone.now()
    drafts = _drafts(_occasion(meeting, now))
    standing = {item.key: item for item in meeting.items.filter(by_hand=None)}
    by_hand = set(meeting.items.exclude(by_hand=None).values_list("key", flat=True))
    gone = [item.pk for key, item in standing.items() if key not in drafts]
    Item.objects.filter(pk__in=gone).delete()
    for position, draft in enumerate(_in_order(drafts), start=1):
        if draft.key in by_hand:
            continue
        Item.objects.update_or_create(
            meeting=meeting,
            key=draft.key,
            defaults={**dict.fromkeys(POINTERS), **draft.columns, "position": position},
        )
    meeting.built_at = now
    meeting.save(update_fields=["built_at"])
    return meeting


def _occasion(meeting, now):
    last = Meeting.objects.held().filter(series=meeting.series).order_by("-starts_at").first()
    since = last.began_at if last else now - timedelta(days=30)
    return Occasion(meeting, now, since, meeting.series.planned_at(meeting.number + 2))


def _drafts(occasion) -> dict[str, Draft]:
    """{key: draft}: each thing once, and nothing that was talked about before. What is carried over keeps its count."""
    drafts: dict[str, Draft] = {}
    carried = {draft.key: draft for draft in left_over(occasion)}
    for source in SOURCES:
        for draft in source(occasion):
            drafts.setdefault(draft.key, draft)
    talked = _talked_about(occasion.meeting, drafts)
    return {
        key: _with_count(draft, carried.get(key))
        for key, draft in drafts.items()
        if key not in talked or key in carried
    }


def _with_count(draft, former):
    if former is None or former is draft:
        return draft
    return Draft(draft.group, draft.key, draft.title, draft.what, draft.about, draft.for_leads, former.times_carried)


def _talked_about(meeting, keys):
    """Those of the keys that a former meeting of the series came to an end with."""
    former = Item.objects.filter(meeting__series=meeting.series, key__in=list(keys)).exclude(meeting=meeting)
    return set(former.exclude(result__in=["", Result.CARRY_OVER]).values_list("key", flat=True))


def _in_order(drafts):
    return sorted(drafts.values(), key=lambda draft: ORDER[draft.group])
