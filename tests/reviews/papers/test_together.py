"""Passages that are settled several in one step: with a decision on their term, or from the list that was shown."""

import pytest

from contracts.tasks import read_document
from intake.demo.paper import contract_pdf
from reading.proven import Tally
from reviews.models import Outcome, Passage, Proposal, SettledWith, TermType
from reviews.papers import attention, documents, proposals, together
from reviews.pure.attention import Place
from reviews.terms import deciding
from tests.groundwork import groundwork
from tests.reviews.reading import Written, denied, refused, term

WITHIN_30 = [{"measure": "payment_days", "comparison": "at_least", "value": "30", "unit": "day"}]


@pytest.fixture
@groundwork
def version(review, buyer):
    """A small contract on the review, which was read: its payment terms meet what we ask for."""
    TermType.objects.filter(slug="payment-terms").update(expectations=WITHIN_30)
    version = documents.add_document(review, contract_pdf("Quill Surveys", "Survey tool"), by=buyer).latest
    read_document(version.pk)
    return version


@pytest.fixture
def proven(monkeypatch):
    """“Meets” of payment days has proven right often enough."""
    monkeypatch.setattr("reading.proven.tallies", lambda: {"payment_days": Tally(80, 80)})


def proposal(slug):
    return Proposal.objects.select_related("review").get(term_type__slug=slug)


def state(slug):
    row = proposal(slug)
    return row.state, row.settled_with


def places(review, version):
    return {point.name: point.place for point in attention.points_of_version(review, version)}


def listed(review, version, desk):
    return [row.pk for row in attention.confirmable(attention.points_of_version(review, version), desk)]


# --- with a decision ----------------------------------------------------------------------------------


def test_deciding_a_term_confirms_the_passages_that_it_rests_on(review, version, counsel, desks):
    written = Written()
    liability = term(review, "liability")
    deciding.decide_term(liability, Outcome.ASK, desk=desks["legal"], by=counsel)
    assert state("liability") == ("confirmed", SettledWith.DECISION)
    assert state("publicity") == ("proposed", "")
    assert Passage.objects.get(term=liability).quote == proposal("liability").quote
    summary = f"confirmed 1 passage of “{version.original_name}” with the decision on “Limitation of liability”"
    assert (*written.events[-1][:2], written.events[-1][3]) == ("Clara Counsel", "proposals.confirmed", summary)
    assert written.verbs[0] == "term.decided"


def test_what_was_confirmed_with_a_decision_can_be_taken_back(review, version, counsel, desks):
    deciding.decide_term(term(review, "liability"), Outcome.ASK, desk=desks["legal"], by=counsel)
    proposals.reopen_proposal(proposal("liability"), by=counsel)
    assert state("liability") == ("proposed", "")
    assert not Passage.objects.exists()


def test_escalating_confirms_nothing(review, version, counsel, desks):
    deciding.decide_term(
        term(review, "liability"), Outcome.ESCALATED, desk=desks["legal"], reason="Too low for us.", by=counsel
    )
    assert state("liability") == ("proposed", "")


def test_desk_that_wants_a_tick_for_each_passage_confirms_none_with_a_decision(review, version, counsel, desks):
    desks["legal"].ticks_passages = True
    deciding.decide_term(term(review, "liability"), Outcome.ASK, desk=desks["legal"], by=counsel)
    assert state("liability") == ("proposed", "")


def test_passages_of_an_older_version_are_not_what_a_decision_rests_on(review, version, counsel, buyer, desks):
    other = documents.add_document(review, contract_pdf("Quill Surveys", "Survey tool"), by=buyer).latest
    read_document(other.pk)
    decided = deciding.decide_term(term(review, "liability"), Outcome.ASK, desk=desks["legal"], by=counsel)
    rested_on = decided.decisions.get().version
    confirmed = Proposal.objects.filter(term_type__slug="liability", state="confirmed")
    assert [row.version for row in confirmed] == [rested_on]


# --- from a list --------------------------------------------------------------------------------------


def test_what_meets_is_looked_at_singly_until_it_is_proven(review, version, buyer, desks, monkeypatch):
    assert places(review, version)["Payment terms, invoicing, late fees"] == Place.MEETS
    assert listed(review, version, desks["procurement"]) == []
    monkeypatch.setattr("reading.proven.tallies", lambda: {"payment_days": Tally(80, 80)})
    assert places(review, version)["Payment terms, invoicing, late fees"] == Place.TOGETHER
    assert listed(review, version, desks["procurement"]) == [proposal("payment-terms").pk]


def test_confirm_listed_confirms_what_was_shown_and_says_by_what(proven, review, version, buyer, desks):
    written, passages = Written(), listed(review, version, desks["procurement"])
    together.confirm_listed(review, version, desk=desks["procurement"], listed=passages, by=buyer)
    assert state("payment-terms") == ("confirmed", SettledWith.LIST)
    assert state("liability") == ("proposed", "")
    assert term(review, "payment-terms").outcome == Outcome.OPEN
    summary = f"confirmed 1 passage of “{version.original_name}” that meet our position, from one list: "
    assert written.verbs == ["term.added", "proposals.confirmed"]  # the review had no such term
    assert written.events[-1][3] == f"{summary}“Payment terms, invoicing, late fees”"


def test_confirm_listed_does_nothing_where_the_list_has_changed(proven, review, version, buyer, desks):
    passages = listed(review, version, desks["procurement"])
    for others in ([], [*passages, proposal("liability").pk], [proposal("liability").pk]):
        with refused(together.CHANGED):
            together.confirm_listed(review, version, desk=desks["procurement"], listed=others, by=buyer)
    proposals.confirm_proposal(proposal("payment-terms"), by=buyer)
    deciding.decide_term(term(review, "payment-terms"), Outcome.MEETS, desk=desks["procurement"], by=buyer)
    with refused(together.CHANGED):
        together.confirm_listed(review, version, desk=desks["procurement"], listed=passages, by=buyer)


def test_confirm_listed_is_for_the_desk_itself(proven, review, version, counsel, buyer, requester, desks):
    passages = listed(review, version, desks["procurement"])
    for person in (counsel, requester):
        with denied("These passages are for Procurement to look at."):
            together.confirm_listed(review, version, desk=desks["procurement"], listed=passages, by=person)


def test_desk_that_wants_a_tick_for_each_passage_has_no_list(proven, review, version, buyer, desks):
    passages = listed(review, version, desks["procurement"])
    desks["procurement"].ticks_passages = True
    desks["procurement"].save()
    assert listed(review, version, desks["procurement"]) == []
    with refused("Procurement confirms each passage by itself."):
        together.confirm_listed(review, version, desk=desks["procurement"], listed=passages, by=buyer)


# --- setting aside ------------------------------------------------------------------------------------


def unknown(*slugs):
    """The passages of these types, as if reading knew their side alone. Their pks."""
    rows = Proposal.objects.filter(term_type__slug__in=slugs)
    pks = list(rows.values_list("pk", flat=True))
    rows.filter(pk__in=pks[:1]).update(term_type=None, desk=None, second_desk=None)
    return pks[:1]


def test_set_aside_says_of_a_whole_list_that_it_is_no_term(review, version, counsel):
    written, passages = Written(), unknown("publicity")
    together.set_aside(review, version, listed=passages, by=counsel)
    row = Proposal.objects.get(pk=passages[0])
    assert (row.state, row.settled_with, row.decided_by) == ("rejected", SettledWith.LIST, counsel)
    assert written.verbs == ["proposals.set_aside"]
    with refused(together.CHANGED):
        together.set_aside(review, version, listed=passages, by=counsel)


def test_set_aside_takes_nothing_of_a_known_term(review, version, counsel):
    with refused(together.CHANGED):
        together.set_aside(review, version, listed=[proposal("liability").pk], by=counsel)


def test_set_aside_is_for_procurement_and_legal(review, version, specialists):
    with denied("Procurement and legal say what passages of no known term are about."):
        together.set_aside(review, version, listed=unknown("publicity"), by=specialists["privacy"])


# --- points -------------------------------------------------------------------------------------------


def test_points_gather_the_passages_of_a_term_and_of_a_side(review, version):
    unknown("publicity")
    points = attention.points_of_version(review, version)
    assert len(points) == len({point.key for point in points}) < Proposal.objects.count() + 1
    side = next(point for point in points if point.place == Place.UNKNOWN)
    assert (side.key, side.name, side.is_folded) == ("s-legal", "Legal, of no known term", False)


def test_point_is_settled_once_its_term_is_decided_and_not_before(review, version, counsel, desks):
    proposals.confirm_proposal(proposal("liability"), by=counsel)
    name = "Limitation of liability"
    assert places(review, version)[name] != Place.SETTLED
    deciding.decide_term(term(review, "liability"), Outcome.ASK, desk=desks["legal"], by=counsel)
    assert places(review, version)[name] == Place.SETTLED
