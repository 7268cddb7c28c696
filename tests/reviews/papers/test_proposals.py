"""What people make of what was read: nothing is part of a term before somebody says so."""

import pytest

from contracts.tasks import read_document
from intake.demo.paper import contract_pdf
from reviews.models import Outcome, Passage, Proposal, TermType
from reviews.papers import documents, proposals
from reviews.papers import policies as paper_policies
from reviews.pure.stages import Stage
from reviews.terms import deciding
from tests.groundwork import groundwork
from tests.review_fixtures import decide_all
from tests.reviews.reading import Written, denied, desk_wait, refused, row, term
from tests.reviews.together import SLOW, Meeting, together, without_locks


@pytest.fixture
@groundwork
def version(review, buyer):
    """A small contract on the review, which was read."""
    version = documents.add_document(review, contract_pdf("Quill Surveys", "Survey tool"), by=buyer).latest
    read_document(version.pk)
    return version


def proposal(slug):
    return Proposal.objects.select_related("review").get(term_type__slug=slug)


def to_sort(slug):
    """The proposal of this type, as if reading had not been sure."""
    Proposal.objects.filter(term_type__slug=slug).update(desk=None, second_desk=None)
    return proposal(slug)


def as_if_nobody_had_decided(slug):
    """The passage of this type, open again: whoever decides a term confirms its passages with it."""
    nobody = {"decided_by": None, "decided_at": None, "decided_type": None, "decided_desk": None, "term": None}
    Proposal.objects.filter(term_type__slug=slug).update(state="proposed", decided_side="", settled_with="", **nobody)
    return proposal(slug)


def type_of(slug):
    return TermType.objects.select_related("desk", "second_desk").get(slug=slug)


# --- confirming ---------------------------------------------------------------------------------------


def test_confirm_makes_the_passage_part_of_the_term_that_is_there(version, review, counsel):
    number, written = review.terms.count(), Written()
    proposals.confirm_proposal(proposal("liability"), by=counsel)
    liability, passage = term(review, "liability"), Passage.objects.get()
    assert (passage.term, passage.place, passage.quote) == (liability, "clause 5, page 1", proposal("liability").quote)
    assert (liability.vendor_wording, liability.place) == (passage.quote, "clause 5, page 1")
    assert liability.outcome == Outcome.OPEN
    assert review.terms.count() == number
    assert row(proposal("liability"), "state", "decided_by", "term") == ("confirmed", counsel.pk, liability.pk)
    summary = f"confirmed clause 5, page 1 of “{version.original_name}” as “Limitation of liability”"
    assert written.events == [("Clara Counsel", "proposal.confirmed", "internal", summary)]


def test_confirm_leaves_what_somebody_wrote_about_the_vendors_paper(version, review, counsel):
    liability = term(review, "liability")
    deciding.edit_term(liability, position="", vendor_wording="See the annex.", place="Annex", by=counsel)
    proposals.confirm_proposal(proposal("liability"), by=counsel)
    assert row(liability, "vendor_wording", "place") == ("See the annex.", "Annex")


def test_confirm_adds_a_term_that_the_review_lacks_and_its_desk_gets_to_decide_it(version, review, counsel, desks):
    decide_all(review, desks["legal"], by=counsel)
    written = Written()
    proposals.confirm_proposal(proposal("publicity"), by=counsel)
    added = term(review, "publicity")
    assert (added.desk, added.side, added.position) == (desks["legal"], "legal", type_of("publicity").position)
    assert desk_wait(review, desks["legal"]).needed == "Decide 1 term."
    assert written.verbs == ["term.added", "proposal.confirmed"]


def test_confirm_gives_a_new_desk_its_wait(version, review, counsel, desks):
    assert not review.waits.filter(desk=desks["finance"]).exists()
    proposals.correct_proposal(proposal("publicity"), term_type=type_of("taxes"), by=counsel)
    assert desk_wait(review, desks["finance"]).needed == "Decide 1 term."


def test_confirm_all_is_for_the_desk_that_would_own_them(version, review, counsel):
    renewal = proposal("renewal-notice")
    with denied("This passage is for Procurement to look at."):
        proposals.confirm_all_proposals(renewal, by=counsel)


def test_confirm_all_confirms_each(version, review, buyer):
    Proposal.objects.filter(term_type__slug="price-increases").update(term_type=type_of("renewal"))
    one = Proposal.objects.filter(term_type__slug="renewal").first()
    done = proposals.confirm_all_proposals(one, by=buyer)
    assert [each.state for each in done] == ["confirmed", "confirmed"]
    assert [each.place for each in term(review, "renewal").passages.all()] == ["clause 3, page 1", "clause 4, page 1"]
    with refused("These have been confirmed or rejected already."):
        proposals.confirm_all_proposals(one, by=buyer)


def test_confirm_twice_tells_who_was_first(version, counsel, lead):
    proposals.confirm_proposal(proposal("liability"), by=counsel)
    with refused("Clara Counsel has looked at this passage already: confirmed."):
        proposals.confirm_proposal(proposal("liability"), by=lead)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("guard", ["on", "off"])
def test_confirm_by_two_at_once_has_one_winner(guard, review, buyer, counsel, lead, monkeypatch):
    version = documents.add_document(review, contract_pdf("Quill Surveys", "Survey tool"), by=buyer).latest
    read_document(version.pk)
    one = proposal("liability")
    if guard == "off":
        without_locks(monkeypatch)
    Meeting(
        monkeypatch,
        (paper_policies, "blockers_to_settle"),
        patience=SLOW if guard == "off" else 0.5,
    )
    written = Written()
    together(lambda: proposals.confirm_proposal(one, by=counsel), lambda: proposals.confirm_proposal(one, by=lead))
    assert written.verbs.count("proposal.confirmed") == (1 if guard == "on" else 2)


# --- who ----------------------------------------------------------------------------------------------


def test_confirm_is_for_the_desk_that_would_own_it(version, buyer):
    with denied("This passage is for Legal to look at."):
        proposals.confirm_proposal(proposal("liability"), by=buyer)


def test_what_is_to_be_sorted_is_for_both_functions(version, buyer, counsel, specialists):
    with denied("This passage is for Procurement and legal to look at."):
        proposals.confirm_proposal(to_sort("publicity"), by=specialists["privacy"])
    proposals.confirm_proposal(to_sort("publicity"), by=buyer)
    proposals.confirm_proposal(to_sort("price-increases"), by=counsel)


def test_nobody_looks_at_the_terms_of_their_own_request(software, counsel, buyer, another_review):
    review = another_review(by=counsel)
    version = documents.add_document(review, contract_pdf("Quill", "a"), by=buyer).latest
    read_document(version.pk)
    for one in (proposal("liability"), to_sort("publicity")):
        with denied("This is your own request: somebody else must look at its terms."):
            proposals.reject_proposal(one, by=counsel)


@pytest.mark.parametrize("stage", [Stage.FINAL_APPROVAL, Stage.SIGNATURE])
def test_terms_are_fixed_while_approval_is_asked_for(review_at, review, buyer, counsel, stage):
    version = documents.add_document(review, contract_pdf("Quill", "a"), by=buyer).latest
    read_document(version.pk)
    review_at(stage)
    with refused("Approval was asked for the terms as they are, so passages are not sorted now."):
        proposals.confirm_proposal(as_if_nobody_had_decided("liability"), by=counsel)


def test_passage_of_a_known_term_can_be_confirmed_in_negotiation_a_new_term_not(version, review_at, review, counsel):
    review_at(Stage.NEGOTIATION)
    proposals.confirm_proposal(as_if_nobody_had_decided("liability"), by=counsel)
    with refused(
        "This review has no term “Publicity, logo use, non-disparagement”, and none can be added in "
        f"“{Stage.NEGOTIATION.label}”. "
        "It can be when the review is back with the desks."
    ):
        proposals.confirm_proposal(proposal("publicity"), by=counsel)


# --- correcting ---------------------------------------------------------------------------------------


def test_correct_says_another_type_and_its_owner_follows_the_rules(version, review, counsel, desks):
    written = Written()
    proposals.correct_proposal(proposal("liability"), term_type=type_of("service-credits"), by=counsel)
    corrected = Proposal.objects.get(decided_type__slug="service-credits")
    assert row(corrected, "state", "term_type__slug", "decided_side", "decided_desk") == (
        "corrected",
        "liability",
        "shared",
        desks["procurement"].pk,
    )
    assert corrected.term == term(review, "service-credits")
    name = version.original_name
    summary = f"said that clause 5, page 1 of “{name}” is about “{corrected.term}”, for Procurement"
    assert written.events == [("Clara Counsel", "proposal.corrected", "internal", summary)]


def test_correct_to_what_was_proposed_is_a_confirmation(version, counsel):
    one = proposals.correct_proposal(proposal("liability"), term_type=type_of("liability"), by=counsel)
    assert one.state == "confirmed"


def test_correct_with_another_side_goes_to_whom_the_split_names_for_it(version, review, counsel, desks):
    proposals.correct_proposal(proposal("publicity"), term_type=type_of("publicity"), side="commercial", by=counsel)
    assert row(term(review, "publicity"), "desk", "side") == (desks["procurement"].pk, "commercial")


def test_correct_with_a_desk_gives_the_new_term_to_it(version, review, counsel, desks):
    proposals.correct_proposal(proposal("publicity"), term_type=type_of("publicity"), desk=desks["privacy"], by=counsel)
    assert row(term(review, "publicity"), "desk", "second_desk", "side") == (desks["privacy"].pk, None, "legal")


def test_correct_does_not_route_a_term_that_has_an_owner(version, review, counsel, desks):
    with refused(
        "“Limitation of liability” is with Legal on this review. A lead can give it to others on the routing page."
    ):
        proposals.correct_proposal(
            proposal("liability"), term_type=type_of("liability"), desk=desks["finance"], by=counsel
        )


# --- rejecting, taking back, marking ------------------------------------------------------------------


def test_reject_leaves_the_term_as_it_is(version, review, counsel):
    before = row(term(review, "liability"), "vendor_wording", "place", "outcome")
    proposals.reject_proposal(proposal("liability"), by=counsel)
    assert row(proposal("liability"), "state", "term", "decided_by") == ("rejected", None, counsel.pk)
    assert row(term(review, "liability"), "vendor_wording", "place", "outcome") == before
    assert not Passage.objects.exists()


def test_reopen_takes_everything_back(version, review, counsel, desks):
    before = (Proposal.objects.values().get(term_type__slug="publicity"), desk_wait(review, desks["legal"]).needed)
    proposals.confirm_proposal(proposal("publicity"), by=counsel)
    proposals.reopen_proposal(proposal("publicity"), by=counsel)
    after = (Proposal.objects.values().get(term_type__slug="publicity"), desk_wait(review, desks["legal"]).needed)
    assert after == before
    assert not Passage.objects.exists()
    assert not review.terms.filter(term_type__slug="publicity").exists()


def test_reopen_leaves_a_term_that_was_there_or_is_decided(version, review, counsel, desks):
    proposals.confirm_proposal(proposal("liability"), by=counsel)
    proposals.reopen_proposal(proposal("liability"), by=counsel)
    assert row(term(review, "liability"), "vendor_wording", "place") == ("", "")

    proposals.confirm_proposal(proposal("publicity"), by=counsel)
    deciding.decide_term(
        term(review, "publicity"), Outcome.MEETS, reason="Read on paper.", desk=desks["legal"], by=counsel
    )
    proposals.reopen_proposal(proposal("publicity"), by=counsel)
    assert term(review, "publicity").outcome == Outcome.MEETS


def test_reopen_of_an_open_one_is_refused(version, counsel):
    with refused("Nobody has said anything about this passage yet."):
        proposals.reopen_proposal(proposal("liability"), by=counsel)


def test_mark_clause_says_what_reading_did_not(version, review, counsel):
    Proposal.objects.filter(term_type__slug="liability").delete()
    clause = next(i for i, each in enumerate(version.reading.clauses) if each["heading"] == "Liability")
    marked = proposals.mark_clause(review, version, clause, term_type=type_of("liability"), by=counsel)
    assert (marked.state, marked.term_type, marked.term) == ("corrected", None, term(review, "liability"))
    assert Passage.objects.get().quote == version.reading.clauses[clause]["text"]
    with refused("Somebody has marked this clause a moment ago."):
        proposals.mark_clause(review, version, clause, term_type=type_of("liability"), by=counsel)
    with refused("There is no such clause in this version."):
        proposals.mark_clause(review, version, 999, term_type=type_of("liability"), by=counsel)


def test_mark_clause_is_for_both_functions(version, review, specialists):
    with denied("Procurement and legal mark clauses that were not found."):
        proposals.mark_clause(review, version, 0, term_type=type_of("liability"), by=specialists["privacy"])
