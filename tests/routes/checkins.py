"""The addresses of check-ins: for those who come, for whoever sets them up, and nothing for anybody else."""

from datetime import time, timedelta

from django.utils import timezone

from checkins.actions.items import add_item, add_remark
from checkins.actions.minutes import confirm_minutes
from checkins.actions.outcomes import note_outcome
from checkins.actions.running import begin_meeting, end_meeting, go_to_item
from checkins.actions.series import set_up_series
from checkins.api import state_of
from checkins.models import Action, Group, Item, Meeting, Series, TermProposal
from common.stale import key_of
from people.models import Team
from tests.factories import MembershipFactory, UserFactory
from tests.reviews.reading import state_key
from tests.routes import Route


def plan(case):
    people = case.people
    return {
        "title": "Procurement and legal",
        "rhythm": "fortnightly",
        "first_on": str(case.today + timedelta(days=1)),
        "starts_at": "10:00",
        "minutes": 45,
        "time_zone": "Europe/Berlin",
        "members": [people[role].pk for role in ("buyer", "counsel", "lead")],
    }


def series(case):
    standing = Series.objects.first()
    if standing:
        return standing
    people = case.people
    members = [people[role] for role in ("buyer", "counsel", "lead")]
    first_on = case.today + timedelta(days=1)
    facts = plan(case) | {"members": members, "first_on": first_on, "starts_at": time(10)}
    return set_up_series(**facts, by=people["lead"])


def of_series(case):
    return [series(case).pk]


def next_meeting(case):
    return series(case).meetings.order_by("number").first()


def of_meeting(case):
    return [next_meeting(case).pk]


def item(case):
    """Something that the buyer has put on the agenda."""
    return add_item(next_meeting(case), "Templates", by=case.people["buyer"])


def in_three_days(case):
    return (timezone.now() + timedelta(days=3)).strftime("%Y-%m-%dT%H:%M")


def under_way(case):
    """A meeting of the buyer and the counsel, with three items, of which the first is on the screen."""
    meeting, people = next_meeting(case), case.people
    if meeting.began_at is None:
        begin_meeting(meeting, [people["buyer"], people["counsel"], people["lead"]], by=people["lead"])
        add_item(meeting, "Templates", by=people["buyer"])
        meeting.refresh_from_db()
        go_to_item(meeting, meeting.items.get(title="Templates"), seen=meeting.current_id, by=people["buyer"])
    return Meeting.objects.get(pk=meeting.pk)


def of_under_way(case):
    return [under_way(case).pk]


def on_the_screen(case):
    return [under_way(case).current_id]


def noted(case):
    [pk] = on_the_screen(case)
    note_outcome(Item.objects.get(pk=pk), "information", "Told.", by=case.people["buyer"])
    return [pk]


def another_item(case):
    meeting = under_way(case)
    return {"to": add_item(meeting, "Another", by=case.people["buyer"]).pk, "from": meeting.current_id}


def of_over(case):
    end_meeting(under_way(case), by=case.people["lead"])
    return of_meeting(case)


def of_confirmed(case):
    """Minutes that went out: two leads have confirmed them."""
    [pk] = of_over(case)
    meeting, lead = Meeting.objects.get(pk=pk), case.people["lead"]
    confirm_minutes(meeting, side="legal", by=lead)
    confirm_minutes(meeting, side="commercial", by=another_lead(meeting))
    return [pk]


def another_lead(meeting):
    other = UserFactory()
    MembershipFactory(team=Team.objects.get(slug="procurement"), user=other, is_lead=True)
    meeting.series.memberships.create(person=other)
    return other


def proposed(case):
    """How a meeting would decide a shared term."""
    meeting = under_way(case)
    review, desks = case.review, {team.slug: team for team in Team.objects.all()}
    term = review.terms.filter(desk=desks["procurement"], second_desk=desks["legal"]).first()
    item = Item.objects.create(
        meeting=meeting, group=Group.TERMS, key=f"term-{term.pk}", title=str(term), review=review, term=term
    )
    note_outcome(item, "decision", "We can live with it.", term_outcome="theirs", by=case.people["buyer"])
    return TermProposal.objects.get(item=item)


def confirmation(case):
    return {"desk": "procurement", "seen": state_key(TermProposal.objects.get().term)}


def promise(case):
    """What the counsel has promised."""
    [pk] = on_the_screen(case)
    people = case.people
    note_outcome(
        Item.objects.get(pk=pk),
        "action",
        "Write it.",
        owner=people["counsel"],
        due_on=case.today + timedelta(days=7),
        by=people["buyer"],
    )
    return [Action.objects.get().pk]


def remark(case):
    """Something to improve, of a meeting that is over."""
    meeting = under_way(case)
    pk = add_remark(meeting, "improve", "Say who talks to the vendor.", by=case.people["buyer"]).pk
    end_meeting(meeting, by=case.people["lead"])
    return [pk]


ROUTES = {
    "checkins:meeting_begin": Route(given=of_meeting),
    "checkins:meeting_join": Route(given=of_under_way),
    "checkins:meeting_leave": Route(given=of_under_way),
    "checkins:room": Route(given=of_under_way),
    "checkins:go": Route(given=of_under_way, data=another_item),
    "checkins:meeting_end": Route(given=of_under_way),
    "checkins:note": Route(given=on_the_screen, data=lambda case: {"result": "information", "outcome": "Told."}),
    "checkins:take_back": Route(given=noted),
    "checkins:proposal": Route(given=lambda case: [proposed(case).pk]),
    "checkins:confirm": Route(given=lambda case: [proposed(case).pk], data=confirmation),
    "checkins:action": Route(given=promise, data=lambda case: {"note": "Written."}),
    "checkins:minutes_file": Route(given=of_over),
    "checkins:minutes_confirm": Route(given=of_over, data=lambda case: {"side": "legal"}),
    "checkins:minutes_send": Route(given=of_confirmed),
    "checkins:improvements": Route(),
    "checkins:improvement_done": Route(given=remark, data=lambda case: {"done": "It stands on the review."}),
    "checkins:check_in": Route(),
    "checkins:waiting": Route(),
    "checkins:series_add": Route(data=plan),
    "checkins:series": Route(given=of_series),
    "checkins:series_change": Route(given=of_series, data=plan),
    "checkins:series_end": Route(given=of_series),
    "checkins:meeting": Route(given=of_meeting),
    "checkins:meeting_move": Route(given=of_meeting, data=lambda case: {"starts_at": in_three_days(case)}),
    "checkins:meeting_cancel": Route(given=of_meeting, data=lambda case: {"because": "Nobody is there."}),
    "checkins:item_add": Route(given=of_meeting, data=lambda case: {"title": "Templates"}),
    "checkins:item_remove": Route(given=lambda case: [item(case).pk]),
    "checkins:remark_add": Route(given=of_meeting, data=lambda case: {"kind": "worked", "text": "One call."}),
}


def plan_by_address(case):
    people = case.people
    return plan(case) | {"members": [people[role].email for role in ("buyer", "counsel", "lead")]}


def state(case):
    return plan_by_address(case) | {"state": state_of(series(case))}


API_ROUTES = {
    "api-meeting-begin": Route(given=of_meeting),
    "api-meeting-join": Route(given=of_under_way),
    "api-meeting-leave": Route(given=of_under_way),
    "api-meeting-now": Route(given=of_under_way),
    "api-meeting-go": Route(given=of_under_way, data=another_item),
    "api-meeting-end": Route(given=of_under_way),
    "api-meeting-minutes": Route(given=of_over),
    "api-meeting-confirm-minutes": Route(given=of_over, data=lambda case: {"side": "legal"}),
    "api-meeting-send-minutes": Route(given=of_confirmed),
    "api-meeting-item-note": Route(
        given=on_the_screen, data=lambda case: {"result": "information", "outcome": "Told."}
    ),
    "api-meeting-item-take-back": Route(given=noted),
    "api-proposal-list": Route(),
    "api-proposal-detail": Route(given=lambda case: [proposed(case).pk]),
    "api-proposal-confirm": Route(
        given=lambda case: [proposed(case).pk],
        data=lambda case: {"desk": "procurement", "state": state_key(TermProposal.objects.get().term)},
    ),
    "api-action-list": Route(),
    "api-action-detail": Route(given=promise),
    "api-action-done": Route(given=promise, data=lambda case: {"note": "Written."}),
    "api-improvement-list": Route(),
    "api-improvement-done": Route(
        given=remark, data=lambda case: {"done": "It stands there.", "state": key_of({"done": [""]})}
    ),
    "api-check-in-list": Route(data=plan_by_address),
    "api-check-in-detail": Route(given=of_series, data=state),
    "api-check-in-end": Route(given=of_series),
    "api-meeting-list": Route(),
    "api-meeting-detail": Route(given=of_meeting),
    "api-meeting-move": Route(given=of_meeting, data=lambda case: {"starts_at": f"{in_three_days(case)}:00Z"}),
    "api-meeting-cancel": Route(given=of_meeting, data=lambda case: {"because": "Nobody is there."}),
    "api-meeting-items": Route(given=of_meeting, data=lambda case: {"title": "Templates"}),
    "api-meeting-remove-item": Route(given=lambda case: [*of_meeting(case), item(case).pk]),
    "api-meeting-remarks": Route(given=of_meeting, data=lambda case: {"kind": "worked", "text": "One call."}),
}
