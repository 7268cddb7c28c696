"""A meeting under way: beginning, coming in, going on, ending; outcomes, proposals and their confirmation, actions."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from checkins.actions import outcomes, promises, running
from checkins.actions.items import add_item
from checkins.models import Action, Group, Item, Meeting, TermProposal
from checkins.tasks import prepare_check_ins
from common.stale import ChangedMeanwhile
from notices.models import Notice
from people.models import Membership
from reviews.agenda.actions import mark_for_check_in
from reviews.disagreements import actions as disagreement_actions
from reviews.models import Disagreement, Outcome
from tests.factories import MembershipFactory, UserFactory
from tests.reviews.reading import state_key, term


@pytest.fixture
def shared(review, desks):
    """A term that both functions own."""
    return review.terms.filter(desk=desks["procurement"], second_desk=desks["legal"]).first()


@pytest.fixture
def three(meeting, buyer):
    """Three items that were added by hand."""
    return [add_item(meeting, title, by=buyer) for title in ("First", "Second", "Third")]


@pytest.fixture
def under_way(meeting, three, buyer, counsel):
    meeting = running.begin_meeting(meeting, [buyer, counsel], by=buyer)
    meeting.items.exclude(pk__in=[item.pk for item in three]).delete()
    running.go_to_item(meeting, three[0], seen=meeting.current_id, by=buyer)
    return Meeting.objects.get(pk=meeting.pk)


def current(meeting):
    return Meeting.objects.get(pk=meeting.pk).current


@pytest.fixture
def about_term(under_way, shared, review):
    """An item about a shared term, on the screen."""
    return Item.objects.create(
        meeting=under_way, group=Group.TERMS, key=f"term-{shared.pk}", title=str(shared), review=review, term=shared
    )


def propose(item, by, outcome=Outcome.THEIRS, **more):
    outcomes.note_outcome(item, "decision", "We can live with it.", term_outcome=outcome, **more, by=by)
    return TermProposal.objects.get(item=item)


# --- beginning and going on -------------------------------------------------------------------------------


def test_begin_stands_on_the_first_item_and_is_refused_twice(meeting, three, buyer, counsel):
    begun = running.begin_meeting(meeting, [counsel], by=buyer)
    assert {seat.person for seat in begun.attendances.all()} == {buyer, counsel}
    assert begun.current == begun.items.first()
    with pytest.raises(ValidationError, match="Ben Buyer has begun this meeting already"):
        running.begin_meeting(meeting, [], by=counsel)


def test_begin_is_for_members(meeting, stranger, finance_lead, buyer):
    with pytest.raises(PermissionDenied):
        running.begin_meeting(meeting, [], by=finance_lead)
    with pytest.raises(ValidationError, match="does not come"):
        running.begin_meeting(meeting, [stranger], by=buyer)


def test_second_of_two_who_go_on_at_once_is_told(under_way, three, buyer, counsel):
    running.go_to_item(under_way, three[1], seen=three[0].pk, by=buyer)
    with pytest.raises(ValidationError, match="gone on meanwhile"):
        running.go_to_item(under_way, three[1], seen=three[0].pk, by=counsel)
    assert current(under_way) == three[1]


def test_whoever_has_not_come_in_changes_nothing(under_way, three, lead):
    with pytest.raises(ValidationError, match="Come in first"):
        outcomes.note_outcome(three[0], "information", "Told.", by=lead)
    running.join_meeting(under_way, by=lead)
    outcomes.note_outcome(three[0], "information", "Told.", by=lead)


def test_who_comes_in_takes_off_the_screen_what_they_may_not_see(
    meeting, series, review, requester, desks, buyer, counsel
):
    mark_for_check_in(review, "Talk.", by=buyer)
    MembershipFactory(team=desks["legal"], user=requester)
    series.memberships.create(person=requester)
    begun = running.begin_meeting(meeting, [counsel], by=buyer)
    item = begun.items.get(review=review)
    running.go_to_item(begun, item, seen=begun.current_id, by=buyer)

    running.join_meeting(begun, by=type(requester).objects.get(pk=requester.pk))

    assert current(begun) != item
    with pytest.raises(ValidationError, match="Not everybody who is here may see this"):
        running.go_to_item(begun, item, seen=current(begun) and current(begun).pk, by=buyer)
    with pytest.raises(PermissionDenied):
        outcomes.note_outcome(item, "information", "Told.", by=buyer)


def test_end_leaves_what_was_not_reached_for_next_time(under_way, series, three, buyer):
    outcomes.note_outcome(three[0], "information", "Told.", by=buyer)
    running.end_meeting(under_way, by=buyer)
    second = series.meetings.get(number=1)
    from checkins.agenda.building import build

    build(second)
    assert {item.title for item in second.items.filter(group=Group.CARRIED)} == {"Second", "Third"}
    with pytest.raises(ValidationError, match="is over"):
        outcomes.note_outcome(three[1], "information", "Late.", by=buyer)


def test_meeting_that_nobody_ended_is_ended_after_half_a_day(under_way):
    with time_machine.travel(timezone.now() + timedelta(hours=11)):
        prepare_check_ins()
        assert Meeting.objects.get(pk=under_way.pk).is_under_way
    with time_machine.travel(timezone.now() + timedelta(hours=13)):
        prepare_check_ins()
        prepare_check_ins()
    assert Meeting.objects.get(pk=under_way.pk).is_over


# --- outcomes ---------------------------------------------------------------------------------------------


def test_note_goes_on_to_the_next_item_and_raises_the_step(under_way, three, buyer):
    step = under_way.step
    outcomes.note_outcome(three[0], "information", "Told.", by=buyer)
    assert current(under_way) == three[1]
    assert Meeting.objects.get(pk=under_way.pk).step > step
    outcomes.note_outcome(three[1], "carry_over", by=buyer)
    outcomes.note_outcome(three[2], "decision", "Yes.", by=buyer)
    assert current(under_way) is None


def test_note_by_the_second_of_two_says_what_was_written(under_way, three, buyer, counsel):
    outcomes.note_outcome(three[0], "information", "Told.", by=buyer)
    with pytest.raises(ValidationError, match=r"Ben Buyer has written this down already: Told\."):
        outcomes.note_outcome(three[0], "decision", "Otherwise.", by=counsel)


@pytest.mark.parametrize(
    ("result", "outcome", "facts", "sentence"),
    [
        ("", "", {}, "Say what came of it"),
        ("decision", " ", {}, "Say it in a sentence."),
        ("action", "Write it.", {}, "Say who does it, and until when."),
        ("action", "Write it.", {"due_on": date(2026, 11, 1)}, "Choose a day that is still to come."),
        ("information", "x" * 301, {}, "shorten this to 300"),
        ("decision", "Yes.", {"term_outcome": "theirs"}, "Only a decision about a term"),
    ],
)
def test_note_says_what_is_missing(under_way, three, buyer, counsel, result, outcome, facts, sentence):
    if "due_on" in facts:
        facts = facts | {"owner": counsel}
    with pytest.raises(ValidationError, match=sentence):
        outcomes.note_outcome(three[0], result, outcome, **facts, by=buyer)


def test_take_back_opens_the_item_again(under_way, three, buyer, counsel):
    outcomes.note_outcome(three[0], "action", "Write.", owner=counsel, due_on=date(2026, 12, 1), by=buyer)
    outcomes.take_outcome_back(three[0], by=counsel)
    assert not Action.objects.exists()
    assert current(under_way) == three[0]
    outcomes.note_outcome(three[0], "information", "Told.", by=counsel)


def test_mark_on_a_review_is_ticked_off_unless_it_is_carried_over(meeting, review, buyer, counsel):
    mark_for_check_in(review, "Talk.", by=buyer)
    begun = running.begin_meeting(meeting, [buyer, counsel], by=buyer)
    item = begun.items.get(review=review)
    outcomes.note_outcome(item, "carry_over", by=buyer)
    assert review.discussion_marks.open().exists()
    outcomes.take_outcome_back(item, by=buyer)
    outcomes.note_outcome(item, "information", "They wait.", by=buyer)
    assert not review.discussion_marks.open().exists()
    outcomes.take_outcome_back(item, by=buyer)
    assert review.discussion_marks.open().exists()


def test_decision_settles_a_quiet_disagreement_and_information_does_not(meeting, review, buyer, counsel):
    quiet = disagreement_actions.disagree(term(review, "liability"), "Too low.", by=buyer)
    begun = running.begin_meeting(meeting, [buyer, counsel], by=buyer)
    item = begun.items.get(disagreement=quiet)
    outcomes.note_outcome(item, "information", "We talked.", by=counsel)
    assert Disagreement.objects.get(pk=quiet.pk).is_open
    outcomes.take_outcome_back(item, by=counsel)
    outcomes.note_outcome(item, "decision", "Legal keeps its cap.", by=counsel)
    assert Disagreement.objects.get(pk=quiet.pk).outcome == "Legal keeps its cap."
    with pytest.raises(ValidationError, match="settled with it"):
        outcomes.take_outcome_back(item, by=counsel)


# --- a decision about a term is a proposal ----------------------------------------------------------------


def test_proposal_decides_nothing(about_term, shared, buyer):
    proposal = propose(about_term, buyer)
    shared.refresh_from_db()
    assert (shared.outcome, shared.decisions.count()) == (Outcome.OPEN, 0)
    assert [desk.slug for desk in proposal.desks_left()] == ["procurement", "legal"]


def test_term_is_decided_when_one_person_of_each_desk_has_confirmed(about_term, shared, desks, buyer, counsel):
    proposal = propose(about_term, buyer)
    outcomes.confirm_proposal(proposal, desk=desks["procurement"], seen=state_key(shared), by=buyer)
    shared.refresh_from_db()
    assert shared.outcome == Outcome.OPEN
    outcomes.confirm_proposal(proposal, desk=desks["legal"], seen=state_key(shared), by=counsel)
    shared.refresh_from_db()
    assert shared.outcome == Outcome.THEIRS
    assert {(row.desk.slug, row.decided_by) for row in shared.decisions.all()} == {
        ("procurement", buyer),
        ("legal", counsel),
    }


def test_nobody_confirms_for_both_desks(about_term, under_way, shared, desks, lead):
    running.join_meeting(under_way, by=lead)
    proposal = propose(about_term, lead)
    outcomes.confirm_proposal(proposal, desk=desks["procurement"], seen=state_key(shared), by=lead)
    with pytest.raises(ValidationError, match="A second person decides"):
        outcomes.confirm_proposal(proposal, desk=desks["legal"], seen=state_key(shared), by=lead)
    shared.refresh_from_db()
    assert shared.outcome == Outcome.OPEN


def test_nobody_confirms_for_a_desk_that_is_not_theirs_or_twice(about_term, shared, desks, buyer, stranger):
    proposal = propose(about_term, buyer)
    for person, desk in ((buyer, "legal"), (stranger, "procurement")):
        with pytest.raises(PermissionDenied):
            outcomes.confirm_proposal(proposal, desk=desks[desk], seen=state_key(shared), by=person)
    outcomes.confirm_proposal(proposal, desk=desks["procurement"], seen=state_key(shared), by=buyer)
    with pytest.raises(ValidationError, match="has confirmed this already"):
        outcomes.confirm_proposal(proposal, desk=desks["procurement"], seen=state_key(shared), by=buyer)


def test_confirming_on_another_state_than_was_read_is_refused(about_term, shared, desks, buyer):
    proposal = propose(about_term, buyer)
    seen = state_key(shared)
    shared.position = "Something else."
    shared.save()
    with pytest.raises(ChangedMeanwhile):
        outcomes.confirm_proposal(proposal, desk=desks["procurement"], seen=seen, by=buyer)
    assert shared.decisions.count() == 0


def test_whoever_may_confirm_and_is_not_there_is_told(about_term, desks, buyer, counsel, lead):
    absent = UserFactory(name="Olga Other", email="olga@duet.example")
    MembershipFactory(team=desks["legal"], user=absent)
    propose(about_term, buyer)
    told = Notice.objects.filter(topic=f"proposal-{about_term.pk}").values_list("recipient__name", flat=True)
    assert set(told) == {"Olga Other", "Lena Lead"}


def test_what_waits_for_somebodys_confirmation_is_listed_until_it_is_given(
    about_term, shared, desks, buyer, counsel, stranger
):
    proposal = propose(about_term, buyer)
    assert [(row, [desk.slug for desk in own]) for row, own in outcomes.proposals_waiting_for(counsel)] == [
        (proposal, ["legal"])
    ]
    assert outcomes.proposals_waiting_for(stranger) == []
    outcomes.confirm_proposal(proposal, desk=desks["legal"], seen=state_key(shared), by=counsel)
    assert outcomes.proposals_waiting_for(counsel) == []


def test_proposal_that_a_desk_could_not_decide_is_refused_at_once(about_term, shared, buyer):
    with pytest.raises(ValidationError, match="fallback"):
        propose(about_term, buyer, Outcome.FALLBACK, rank=9)
    assert Item.objects.get(pk=about_term.pk).result == ""


def test_take_back_is_refused_once_a_desk_has_confirmed(about_term, shared, desks, buyer, counsel):
    proposal = propose(about_term, buyer)
    outcomes.confirm_proposal(proposal, desk=desks["legal"], seen=state_key(shared), by=counsel)
    with pytest.raises(ValidationError, match="confirmed this already"):
        outcomes.take_outcome_back(about_term, by=buyer)


# --- actions ----------------------------------------------------------------------------------------------


@pytest.fixture
def action(under_way, three, buyer, counsel):
    outcomes.note_outcome(three[0], "action", "A standard answer", owner=counsel, due_on=date(2026, 11, 26), by=buyer)
    return Action.objects.get()


def test_action_tells_its_owner(action, counsel):
    [notice] = Notice.objects.filter(topic=f"action-{action.item_id}")
    assert (notice.recipient, notice.title, notice.url) == (counsel, "A standard answer", action.get_absolute_url())


def test_action_about_a_review_goes_to_somebody_who_sees_it(meeting, review, buyer, counsel, finance_lead):
    mark_for_check_in(review, "Talk.", by=buyer)
    begun = running.begin_meeting(meeting, [buyer, counsel], by=buyer)
    item = begun.items.get(review=review)
    with pytest.raises(ValidationError, match="does not see what this is about"):
        outcomes.note_outcome(item, "action", "Pay.", owner=finance_lead, due_on=date(2026, 12, 1), by=buyer)


@pytest.mark.parametrize(
    ("day", "is_reminded"), [(24, False), (25, True), (26, True), (27, False), (28, True), (29, False), (30, True)]
)
def test_reminders_come_the_day_before_on_the_day_and_every_second_day_after(action, day, is_reminded):
    Notice.objects.all().delete()
    with time_machine.travel(datetime(2026, 11, day, 12, tzinfo=UTC)):
        prepare_check_ins()
        prepare_check_ins()
    reminders = Notice.objects.filter(key__startswith=f"action-{action.item_id}-reminded")
    assert reminders.count() == is_reminded


def test_finish_says_what_came_of_it_and_ends_reminders(action, buyer, counsel):
    with pytest.raises(PermissionDenied):
        promises.finish_action(action, "Done.", by=buyer)
    with pytest.raises(ValidationError, match="Say what came of it"):
        promises.finish_action(action, " ", by=counsel)
    promises.finish_action(action, "It stands in the playbook.", by=counsel)
    with pytest.raises(ValidationError, match="done already"):
        promises.finish_action(action, "Twice.", by=counsel)
    Notice.objects.all().delete()
    with time_machine.travel(datetime(2026, 11, 28, 12, tzinfo=UTC)):
        prepare_check_ins()
    assert not Notice.objects.filter(key__startswith=f"action-{action.item_id}-reminded").exists()


def test_finish_by_a_lead_of_the_owner(action, lead):
    promises.finish_action(action, "Done.", by=lead)
    assert Action.objects.get().done_by == lead
    assert Membership.objects.filter(user=lead, is_lead=True).exists()
