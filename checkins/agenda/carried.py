"""What the last meeting left: items that it carried over or did not reach, and actions that are not done."""

from django.utils import timezone

from checkins.agenda.drafts import SHOWN, Draft, Occasion
from checkins.models import Action, Group, Item, Meeting, Result
from common.words import day_in_words


def left_over(occasion: Occasion) -> list[Draft]:
    """Items of the last meeting that come again, unless their matter was settled meanwhile."""
    last = Meeting.objects.held().filter(series=occasion.series, number__lt=occasion.meeting.number)
    last = last.order_by("-starts_at").first()
    if last is None:
        return []
    items = Item.objects.filter(meeting=last, result__in=["", Result.CARRY_OVER]).with_names()
    return [_again(item) for item in items if not is_settled(item) and not _is_counted_anew(item)]


def is_settled(item: Item) -> bool:
    """Whether what the item is about needs no talk any more."""
    if item.disagreement is not None:
        return not item.disagreement.is_open
    if item.wait is not None:
        return item.wait.closed_at is not None
    if item.term is not None:
        return item.term.is_settled
    return item.review is not None and not item.review.is_live and item.group != Group.REFUSALS


def _is_counted_anew(item):
    """Loads and actions are looked at anew for each meeting."""
    return item.group == Group.DESKS or item.key.startswith("action-")


def _again(item):
    carried = item.times_carried + (item.result == Result.CARRY_OVER)
    about = {
        name: getattr(item, name) for name in ("review", "wait", "term", "disagreement", "contract", "desk", "by_hand")
    }
    return Draft(Group.CARRIED, item.key, item.title, item.what, about, item.for_leads, carried)


def open_actions(occasion: Occasion) -> list[Draft]:
    """What was promised at former meetings of the series, soonest due first. Index: action_open."""
    actions = Action.objects.open().filter(item__meeting__series=occasion.series)
    actions = actions.exclude(item__meeting=occasion.meeting).select_related("owner", "item__review", "item__contract")
    return [_promised(occasion, action) for action in actions[:SHOWN]]


def _promised(occasion, action):
    late = " (late)" if action.is_late(timezone.localdate(occasion.now)) else ""
    return Draft(
        Group.CARRIED,
        f"action-{action.pk}-at-{occasion.meeting.number}",
        action.what,
        f"{action.owner}, until {day_in_words(action.due_on)}{late}",
        {"review": action.item.review, "contract": action.item.contract},
        for_leads=action.item.for_leads,
    )
