"""From a document that was read to proposals: whose each would be, what is left to people, and each once."""

from types import SimpleNamespace

import pytest
from django.core.files.base import ContentFile
from django.db import IntegrityError
from django.utils import timezone

from contracts import tasks
from contracts.actions.documents import add_version
from contracts.models import Reading
from contracts.tasks import read_document
from intake import actions as intake_actions
from intake.demo.paper import contract_pdf
from notices.models import Notice
from reviews.closing import actions as closing
from reviews.models import Proposal, ReadPaper, Slot, TermRule, TermType
from reviews.papers import documents, proposing
from reviews.papers import proposals as paper_proposals
from reviews.tasks import proposals
from tests.groundwork import groundwork
from tests.reviews.reading import Written
from tests.reviews.together import together


@pytest.fixture
@groundwork
def paper(review, buyer):
    """A small contract on the review, not read yet: its version."""
    return documents.add_document(review, contract_pdf("Quill Surveys", "Survey tool"), by=buyer).latest


def clause(text, *types, side="legal", sure=0.9, number="1", **more):
    """A clause as reading says it. `types` are (name, confidence)."""
    guesses = [{"name": name, "confidence": confidence} for name, confidence in types]
    made = {"text": text, "types": guesses, "side": side, "side_confidence": sure, "number": number, "heading": ""}
    return made | {"second_side": None, "page": 1, "level": 1, "parent": None, "kind": "clause", "triage": False} | more


def read_as(version, *clauses):
    """Let a version have been read, with these clauses and no others."""
    text, placed = "", []
    for each in clauses:
        placed.append(each | {"start": len(text), "end": len(text) + len(each["text"])})
        text += each["text"] + "\n\n"
    now = timezone.now()
    whole = {"state": "read", "outcome": "text", "attempts": 1, "started_at": now, "read_at": now}
    Reading.objects.filter(version=version).update(text=text, clauses=placed, **whole)


def proposed(review):
    """[(type, desk, number)] in the order of the document."""
    found = Proposal.objects.filter(review=review).select_related("term_type", "desk")
    return [(each.term_type and each.term_type.slug, each.desk and each.desk.slug, each.number) for each in found]


def test_reading_a_paper_proposes_its_terms_with_their_passages(review, paper):
    written = Written()
    read_document(paper.pk)
    assert proposed(review) == [
        ("scope", "procurement", "1"),
        ("payment-terms", "procurement", "2"),
        ("renewal-notice", "procurement", "3"),
        ("renewal", "procurement", "3"),
        ("initial-term", "procurement", "3"),
        ("price-increases", "procurement", "4"),
        ("liability", "legal", "5"),
        ("data-protection", "privacy", "6"),
        ("publicity", "legal", "7"),
        ("governing-law", "legal", "8"),
    ]
    liability = Proposal.objects.get(term_type__slug="liability")
    assert Reading.objects.get(version=paper).text[liability.start : liability.end] == liability.quote
    assert (liability.place, liability.heading, liability.state) == ("clause 5, page 1", "Liability", "proposed")
    name = paper.original_name
    assert written.events == [
        (None, "document.read", "business", f"read “{name}”"),
        (
            None,
            "terms.proposed",
            "internal",
            f"found passages on terms in “{name}”: 3 for Legal, 1 for Privacy, 6 for Procurement",
        ),
    ]


def test_proposing_twice_proposes_once(review, paper):
    read_document(paper.pk)
    before, written = list(Proposal.objects.values()), Written()
    proposals.propose_terms(paper.pk)
    proposals.propose_waiting()
    assert (list(Proposal.objects.values()), written.events) == (before, [])


def test_what_a_dead_process_left_is_proposed_by_the_sweep(review, paper, monkeypatch):
    monkeypatch.setattr(tasks, "FOLLOWERS", [])  # the process dies between reading and proposing
    read_document(paper.pk)
    assert not Proposal.objects.exists()
    assert proposals.propose_waiting() == 1
    assert len(proposed(review)) == 10
    assert proposals.propose_waiting() == 0


def test_one_paper_that_fails_does_not_hinder_the_others(review, buyer, monkeypatch):
    first, second = (documents.add_document(review, contract_pdf("Quill", name), by=buyer).latest for name in "ab")
    for version in (first, second):
        read_as(version, clause("Our liability is capped.", ("liability", 0.9)))
    real = proposing._proposals

    def fails_once(review, reading):
        if reading.version == first:
            raise ValueError("no")
        return real(review, reading)

    monkeypatch.setattr(proposing, "_proposals", fails_once)
    assert proposals.propose_waiting() == 2
    assert list(ReadPaper.objects.values_list("version", flat=True)) == [second.pk]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("guard", ["on", "off"])
def test_two_processes_at_once_propose_once(guard, review, buyer, monkeypatch):
    """The control, without the memory, tries twice, and only the database stops it."""
    version = documents.add_document(review, contract_pdf("Quill", "a"), by=buyer).latest
    read_as(version, clause("Our liability is capped.", ("liability", 0.9)))
    if guard == "off":
        forgotten = SimpleNamespace(save=lambda **options: None)
        monkeypatch.setattr(ReadPaper.objects, "get_or_create", lambda **facts: (forgotten, True))

    def propose():
        try:
            return proposing.propose_on(review.pk, version.pk)
        except IntegrityError:
            return "refused by the database"

    done = together(propose, propose)
    assert done == ([False, True] if guard == "on" else [True, "refused by the database"])
    assert Proposal.objects.count() == 1


def test_paper_that_was_read_as_a_draft_is_proposed_when_it_is_submitted(draft, requester, buyer, counsel):
    document = intake_actions.attach(draft, contract_pdf("Quill", "Survey tool"), kind="contract", by=requester)
    read_document(document.latest.pk)
    assert not Proposal.objects.exists()
    review = intake_actions.submit(draft, by=requester)
    assert proposals.propose_waiting() == 1
    assert len(proposed(review)) == 10


def test_paper_of_a_closed_review_is_read_and_nothing_is_proposed(review, paper, requester):
    closing.withdraw(review, "No longer needed.", by=requester)
    read_document(paper.pk)
    assert paper.reading.is_read
    assert (Proposal.objects.count(), proposals.propose_waiting()) == (0, 0)


# --- whose it would be --------------------------------------------------------------------------------


def test_owner_is_whoever_owns_the_term_on_this_review(review, paper, desks):
    review.terms.filter(term_type__slug="liability").update(desk=desks["finance"])
    read_as(paper, clause("Our liability is capped.", ("liability", 0.9)))
    proposing.propose(paper.pk)
    assert proposed(review) == [("liability", "finance", "1")]


def test_owner_of_a_term_that_the_review_lacks_is_who_the_rules_say(review, paper, desks):
    insurance = TermType.objects.get(slug="insurance")
    review.terms.filter(term_type=insurance).delete()
    TermRule.objects.create(term_type=insurance, position=1, name="Finance insures", desk=desks["finance"])
    read_as(paper, clause("Insurance of 5 million.", ("insurance", 0.9)))
    proposing.propose(paper.pk)
    assert proposed(review) == [("insurance", "finance", "1")]


def test_kind_that_we_no_longer_use_goes_to_the_desk_of_its_side(review, paper):
    TermType.objects.filter(slug="insurance").update(is_active=False)
    read_as(paper, clause("Insurance of 5 million.", ("insurance", 0.9)))
    proposing.propose(paper.pk)
    assert proposed(review) == [(None, review.responsible(Slot.LEGAL_REVIEW).desk.slug, "1")]


def test_what_reading_is_not_sure_of_goes_to_no_desk(review, paper):
    read_as(paper, clause("Perhaps a cap.", ("liability", 0.3), sure=0.6, triage=True))
    proposing.propose(paper.pk)
    assert proposed(review) == [("liability", None, "1")]


@pytest.mark.parametrize(
    "doubtful",
    [
        {"types": [], "triage": True},
        {"side": "neither", "types": [], "triage": True},
    ],
)
def test_what_reading_has_no_type_for_or_is_not_sure_to_be_nobodys_is_to_be_sorted(review, paper, doubtful):
    read_as(paper, clause("Each party bears its own costs of this.", ("liability", 0.9)) | doubtful)
    proposing.propose(paper.pk)
    assert proposed(review) == [(None, None, "1")]


@pytest.mark.parametrize(
    "unfit",
    [
        {"side": "neither"},
        {"kind": "definition"},
        {"kind": "preamble"},
        {"kind": "boilerplate", "types": []},
    ],
)
def test_what_is_no_term_is_not_proposed(review, paper, unfit):
    read_as(paper, clause("“Liability” means any loss.", ("liability", 0.9)) | unfit)
    proposing.propose(paper.pk)
    assert proposed(review) == []
    assert ReadPaper.objects.filter(version=paper).exists()


def test_clause_about_two_things_is_proposed_for_both_when_reading_is_rather_sure(review, paper):
    types = [("initial-term", 0.7), ("renewal", 0.61), ("renewal-notice", 0.59)]
    read_as(paper, clause("12 months, renews.", *types, side="commercial"))
    proposing.propose(paper.pk)
    assert proposed(review) == [("initial-term", "procurement", "1"), ("renewal", "procurement", "1")]


# --- what could not be read ---------------------------------------------------------------------------


def test_paper_that_could_not_be_read_is_told_to_whoever_attached_it(review, buyer):
    file = ContentFile(b"%PDF-1.7\n" + b"\0" * 400, name="scan.pdf")
    version = documents.add_document(review, file, by=buyer).latest
    written = Written()
    read_document(version.pk)
    proposals.propose_waiting()
    sentence = "“scan.pdf” is damaged and cannot be read. Please print it to a new PDF and attach that."
    assert written.events == [(None, "document.read", "business", f"could not read “scan.pdf”: {sentence}")]
    assert written.notices == [("Ben Buyer", "news", sentence)]
    assert Notice.objects.filter(body=sentence).count() == 1


# --- a further version --------------------------------------------------------------------------------


def test_next_version_asks_only_about_words_that_changed(review, paper, counsel, buyer):
    same = clause("Our liability is capped.", ("liability", 0.9), number="5")
    read_as(paper, same, clause("English law.", ("governing-law", 0.9), number="6"))
    proposing.propose(paper.pk)
    for each in Proposal.objects.select_related("review"):
        paper_proposals.confirm_proposal(each, by=counsel)

    second = add_version(paper.document, contract_pdf("Quill", "second"), by=buyer)
    read_as(second, same | {"text": "Our  liability\nis capped."}, clause("Irish law.", ("governing-law", 0.9)))
    proposing.propose(second.pk)

    states = Proposal.objects.filter(version=second).values_list("term_type__slug", "state", "decided_by")
    assert list(states) == [("liability", "confirmed", counsel.pk), ("governing-law", "proposed", None)]
    liability = review.terms.get(term_type__slug="liability")
    assert [each.version_id for each in liability.passages.all()] == [paper.pk, second.pk]


def test_next_version_takes_the_place_of_what_nobody_decided(review, paper, buyer):
    read_as(paper, clause("Our liability is capped.", ("liability", 0.9)))
    proposing.propose(paper.pk)
    second = add_version(paper.document, contract_pdf("Quill", "second"), by=buyer)
    read_as(second, clause("Our liability is unlimited.", ("liability", 0.9)))
    proposing.propose(second.pk)
    assert list(Proposal.objects.values_list("version", flat=True)) == [second.pk]


def test_older_version_that_is_read_late_is_not_proposed(review, paper, buyer):
    second = add_version(paper.document, contract_pdf("Quill", "second"), by=buyer)
    for version in (second, paper):
        read_as(version, clause("Our liability is capped.", ("liability", 0.9)))
        proposing.propose_on(review.pk, version.pk)
    assert list(Proposal.objects.values_list("version", flat=True)) == [second.pk]


def test_guesses_take_a_further_type_where_reading_is_sure_or_found_a_fact_of_it():
    types = [
        {"name": name, "confidence": sure} for name, sure in [("renewal", 0.8), ("volume", 0.7), ("liability", 0.4)]
    ]
    clause = {"side": "commercial", "kind": "clause", "types": types, "triage": False, "start": 100, "end": 200}
    facts = [{"name": "liability_cap", "start": 150, "end": 180}, {"name": "initial_term", "start": 200, "end": 220}]
    stated = proposing.types_stated(clause, facts)
    assert stated == {"liability"}
    assert [guess["name"] for guess in proposing.guesses(clause)] == ["renewal", "volume"]
    assert [guess["name"] for guess in proposing.guesses(clause, stated=stated)] == ["renewal", "volume", "liability"]
    assert [guess["name"] for guess in proposing.guesses(clause | {"triage": True}, stated=stated)] == ["renewal"]
