"""Desks: adding, changing, retiring; nothing changes under open work, and nobody changes the rights of their own."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from common.log import events_of
from common.models import Audience
from common.stale import ChangedMeanwhile
from people.actions import desks as actions
from people.actions import seats
from people.actions.seats import Part
from people.models import RightRequest, Team, WorkingCalendar
from reviews.models import ApprovalRule, Purpose, SplitRule, TermRule, TermType
from tests.factories import MembershipFactory, UserFactory
from tests.reviews.reading import refused

pytestmark = pytest.mark.django_db


def lines_of(desk):
    return [event.sentence for event in events_of(desk, audiences=list(Audience)).order_by("pk")]


@pytest.fixture
def calendar(desks):
    return WorkingCalendar.objects.get()


@pytest.fixture
def it(admin, calendar):
    return actions.add_desk(name="IT", calendar=calendar, owns_terms=False, raises_findings=False, by=admin)


def test_add_makes_a_key_of_the_name_and_writes_it_down(admin, calendar):
    desk = actions.add_desk(name=" People  & pay ", calendar=calendar, description="Payroll.", by=admin)
    assert (desk.name, desk.slug, desk.description) == ("People & pay", "people-pay", "Payroll.")
    assert lines_of(desk) == ["added the desk People & pay"]


def test_add_takes_another_key_where_one_is_taken(admin, calendar, it):
    Team.objects.filter(pk=it.pk).update(name="Machines")
    assert actions.add_desk(name="IT", calendar=calendar, by=admin).slug == "it-2"


@pytest.mark.parametrize(
    ("columns", "sentence"),
    [
        ({"name": " "}, "Give the desk a name."),
        ({"name": "legal"}, "There is a desk called legal already. A retired one can be brought back."),
        ({"name": "x" * 101}, "Please shorten the name to 100 characters; it has 101."),
        (
            {"name": "Vendors", "owns_terms": False, "speaks_for": "legal"},
            "A desk that speaks for a side decides terms: choose that, or neither side.",
        ),
        ({"name": "Vendors", "colour": "gold"}, "“Colour”: choose among those that there are."),
        ({"name": "Vendors", "icon": "skull"}, "“Icon”: choose among those that there are."),
    ],
)
def test_add_says_what_is_wrong(admin, calendar, columns, sentence):
    with refused(sentence):
        actions.add_desk(calendar=calendar, by=admin, **columns)


def test_only_admins_touch_desks(lead, buyer, desks, calendar):
    for person in (lead, buyer):
        with pytest.raises(PermissionDenied, match="Only admins"):
            actions.add_desk(name="IT", calendar=calendar, by=person)
        with pytest.raises(PermissionDenied, match="Only admins"):
            actions.change_desk(desks["finance"], name="Money", by=person)
        with pytest.raises(PermissionDenied, match="Only admins"):
            actions.retire_desk(desks["finance"], by=person)


def test_rename_keeps_the_key_and_says_what_changed(admin, desks):
    desk = actions.change_desk(desks["finance"], name="Money", description="Budgets", icon="wallet", by=admin)
    assert (desk.slug, desk.name) == ("finance", "Money")
    assert lines_of(desk) == ["changed the desk Money: icon: Bank → Wallet, name: Finance → Money, description"]


def test_change_of_nothing_is_not_written_down(admin, desks):
    actions.change_desk(desks["finance"], name="Finance", by=admin)
    assert lines_of(desks["finance"]) == []


def test_change_on_an_older_state_is_refused(admin, desks):
    seen = actions.state_of(desks["finance"]).key
    actions.change_desk(desks["finance"], name="Money", seen=seen, by=admin)
    with pytest.raises(ChangedMeanwhile):
        actions.change_desk(desks["finance"], name="Treasury", seen=seen, by=admin)


def test_nobody_changes_the_rights_of_their_own_desk(admin, it):
    MembershipFactory(team=it, user=admin)
    with pytest.raises(PermissionDenied, match="You sit at this desk yourself"):
        actions.change_desk(it, owns_terms=True, by=admin)
    assert actions.change_desk(it, name="Machines", by=admin).name == "Machines"


def test_desk_with_seats_does_not_become_a_legal_one(admin, it, stranger):
    MembershipFactory(team=it, user=stranger)
    with refused(
        "1 seat there would read what is privileged without a second admin. Take them away first and give them anew, "
        "or add another desk."
    ):
        actions.change_desk(it, owns_terms=True, speaks_for="legal", by=admin)


def test_empty_desk_becomes_a_legal_one_and_its_seats_take_two_admins(admin, it, stranger):
    UserFactory(name="Zoe Second", is_admin=True)
    desk = actions.change_desk(it, owns_terms=True, speaks_for="legal", by=admin)
    assert isinstance(seats.give_seat(stranger, team=desk, part=Part(), by=admin), RightRequest)


def test_side_does_not_change_under_open_work(review, admin, desks):
    with refused(
        "Procurement is the only desk that speaks for the commercial side: add another one first.",
        "Procurement has 1 piece of work in its queue and a part in reviews under way. Another side in "
        "the middle of that would change who decides with whom: finish or hand over first.",
    ):
        actions.change_desk(desks["procurement"], speaks_for="", by=admin)


def test_walled_work_holds_a_side_too_and_is_not_counted(review, admin, lead, desks):
    actions.add_desk(name="Other buyers", calendar=desks["legal"].calendar, speaks_for="commercial", by=admin)
    type(review).objects.filter(pk=review.pk).update(walled_at=review.opened_at)
    with pytest.raises(ValidationError) as refusal:
        actions.change_desk(desks["procurement"], speaks_for="", by=admin)
    [sentence] = refusal.value.messages
    assert "pieces of work in its queue that only the people named on them may know of" in sentence
    assert "1" not in sentence


def test_desk_that_rules_name_stays_one_that_decides_terms(admin, desks, settled_types):
    with refused("Privacy has 4 kinds of terms: give them to another desk before it is only asked."):
        actions.change_desk(desks["privacy"], owns_terms=False, by=admin)


@pytest.fixture
def settled_types(desks):
    """Two kinds of terms more belong to privacy, and no rule names it."""
    for rows in (ApprovalRule, SplitRule, TermRule):
        rows.objects.filter(desk=desks["privacy"]).delete()
    for number in (901, 902):
        TermType.objects.create(
            number=number, name=f"Kind {number}", slug=f"kind-{number}", side="privacy", desk=desks["privacy"]
        )
    return TermType


def test_retire_is_refused_while_rules_bring_it_work(admin, desks, settled_types):
    with refused(
        "4 kinds of terms and 1 kind of term whose deviations it approves still give it work: let them name another "
        "desk first."
    ):
        actions.retire_desk(desks["privacy"], by=admin)


def test_retire_leaves_each_side_a_desk(admin, desks):
    with pytest.raises(ValidationError, match="only desk that speaks for the legal side"):
        actions.retire_desk(desks["legal"], by=admin)


def test_retired_desk_is_offered_nowhere_and_keeps_its_name(admin, it, stranger):
    actions.retire_desk(it, by=admin)
    assert it not in Team.objects.in_use()
    assert lines_of(it)[-1] == "retired the desk IT"
    with refused("IT is retired. Bring it back first."):
        seats.give_seat(stranger, team=it, part=Part(), by=admin)
    with refused("IT is retired already."):
        actions.retire_desk(it, by=admin)
    actions.bring_back_desk(it, by=admin)
    assert it in Team.objects.in_use()
    with refused("IT is in use."):
        actions.bring_back_desk(it, by=admin)


def test_retire_hands_open_work_to_another_desk(review, admin, desks, no_rules):
    other = actions.add_desk(name="Other buyers", calendar=desks["legal"].calendar, speaks_for="commercial", by=admin)
    MembershipFactory(team=other, user=UserFactory(name="Olga Other"))
    report = actions.retire_desk(desks["procurement"], taker=other, by=admin)
    assert (report.moved, report.left) == (1, [])
    assert review.waits.open().get(purpose=Purpose.DESK_REVIEW, desk=other)
    assert not review.waits.open().filter(desk=desks["procurement"]).exists()
    assert lines_of(desks["procurement"])[-1] == (
        "retired the desk Procurement; Other buyers took over what was open (1 moved)"
    )


def test_retire_names_what_the_taker_cannot_have(review, admin, desks, no_rules):
    actions.add_desk(name="Other buyers", calendar=desks["legal"].calendar, speaks_for="commercial", by=admin)
    report = actions.retire_desk(desks["procurement"], taker=desks["legal"], by=admin)
    assert report.moved == 0
    assert [sentence.split(":")[0] for sentence in report.left] == [review.reference]
    assert review.waits.open().filter(desk=desks["procurement"]).exists()


@pytest.fixture
def no_rules(review, desks):
    """Nothing brings procurement new work any more."""
    for rows in (ApprovalRule, SplitRule, TermRule):
        rows.objects.filter(desk=desks["procurement"]).delete()
    TermType.objects.filter(desk=desks["procurement"]).update(desk=desks["finance"])
    TermType.objects.filter(second_desk=desks["procurement"]).update(second_desk=desks["finance"])
    TermType.objects.filter(deviation_desk=desks["procurement"]).update(deviation_desk=desks["finance"])


def test_taker_is_another_desk_in_use(admin, it, desks):
    with refused("Choose another desk that is in use."):
        actions.retire_desk(it, taker=it, by=admin)


@pytest.mark.parametrize("number", [3, 30])
def test_retiring_costs_the_same_however_many_people_sit_there(admin, it, number):
    for _ in range(number):
        MembershipFactory(team=it, user=UserFactory())
    with CaptureQueriesContext(connection) as queries:
        actions.retire_desk(it, by=admin)
    assert len(queries) == 10
