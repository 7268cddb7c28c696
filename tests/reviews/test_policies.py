"""Who may do what, as one table: people down, verbs across. A mark is a yes; every column has both answers."""

import pytest

from common.words import counted, listed
from people.models import Team
from reviews.acting.standing_in import as_delegate
from reviews.approvals import policies as approval_policies
from reviews.closing import actions as closing
from reviews.closing import policies as closing_policies
from reviews.findings import issues
from reviews.findings import policies as finding_policies
from reviews.models import Approval, Outcome, Purpose
from reviews.pure.stages import Stage
from reviews.rounds import policies as round_policies
from reviews.rules import policies as rule_policies
from reviews.spine import policies
from reviews.terms import deciding
from reviews.terms import policies as term_policies
from reviews.waits import claims, questions
from reviews.waits import policies as wait_policies
from tests.factories import MembershipFactory, UserFactory
from tests.review_fixtures import NOTE
from tests.reviews.reading import desk_wait, term

TABLE = """
                        claim approve release hand_over close decide escalated edit comment raise resolve vendor note sign withdraw split
    requester             .      .       .        .       .      .       .       .     x      .      .       .     .    .      x      .
    requester_on_legal    .      .       .        .       .      .       .       .     x      .      .       .     .    .      x      .
    requester_leading     .      .       .        .       .      .       .       .     x      .      .       .     .    .      x      .
    stranger              .      .       .        .       .      .       .       .     .      .      .       .     .    .      .      .
    admin                 .      .       .        .       .      .       .       .     .      .      .       .     .    .      .      .
    buyer                 .      .       .        .       .      .       .       .     x      x      .       x     x    .      .      .
    counsel               x      .       x        x       x      x       .       x     x      x      x       .     x    x      .      .
    second_counsel        x      .       .        .       .      x       .       x     x      x      x       .     x    x      .      .
    legal_lead            x      x       x        x       x      x       x       x     x      x      x       .     x    x      .      x
    procurement_lead      .      .       .        .       .      .       .       .     x      x      x       x     x    .      .      x
    finance_lead          .      .       .        .       .      .       .       .     x      x      .       .     .    .      .      .
    privacy_member        .      .       .        .       .      .       .       .     x      x      .       .     .    .      .      .
"""  # noqa: E501
"""The legal side is claimed by counsel, who also owns the issue; the note is by the buyer, for legal to sign."""

HEADER, *ROWS = [line.split() for line in TABLE.strip().splitlines()]
CELLS = [(who, verb, mark == "x") for who, *marks in ROWS for verb, mark in zip(HEADER, marks, strict=True)]

SEATS = {
    "requester_on_legal": [("legal", False)],
    "requester_leading": [("legal", True), ("procurement", True)],
    "second_counsel": [("legal", False)],
    "legal_lead": [("legal", True)],
    "procurement_lead": [("procurement", True)],
    "privacy_member": [("privacy", False)],
}


@pytest.fixture
def person(request, requester):
    """person(name): one of the people of the table, seated as `SEATS` says."""

    def find(name):
        if name not in SEATS:
            return request.getfixturevalue(name)
        user = requester if name.startswith("requester") else UserFactory(name=name)
        for function, is_lead in SEATS[name]:
            MembershipFactory(team=Team.objects.get(slug=function), user=user, is_lead=is_lead)
        user.refresh_from_db()
        return user

    return find


@pytest.fixture
def answers(review, desks, buyer, counsel, requester):
    """{verb: may the user?}, each asked of the same state of the same review."""
    wait = claims.claim(desk_wait(review, desks["legal"]), by=counsel)
    issue = issues.raise_issue(review, "Dear", severity="note", by=counsel)
    note = closing.draft_decision_note(review, **NOTE, by=buyer)
    approval_wait = desk_wait(review, desks["privacy"])
    approval = Approval(review=review, desk=desks["legal"], wait=approval_wait, requester=requester)
    liability, escalated = term(review, "liability"), term(review, "indemnities")
    deciding.decide_term(escalated, Outcome.ESCALATED, desk=desks["legal"], reason="Hm.", by=counsel)
    escalated.refresh_from_db()
    legal = desks["legal"]
    return {
        "claim": lambda user: wait_policies.may_claim(user, wait),
        "approve": lambda user: approval_policies.may_approve(user, approval),
        "release": lambda user: wait_policies.may_release(user, wait),
        "hand_over": lambda user: wait_policies.may_hand_over(user, wait),
        "close": lambda user: wait_policies.may_close(user, wait),
        "decide": lambda user: term_policies.may_decide(user, liability, legal),
        "escalated": lambda user: term_policies.may_decide(user, escalated, legal),
        "edit": lambda user: term_policies.may_edit_term(user, liability),
        "comment": lambda user: policies.may_comment(user, review),
        "raise": lambda user: finding_policies.may_raise_issue(user, review),
        "resolve": lambda user: finding_policies.may_resolve_issue(user, issue),
        "vendor": lambda user: policies.may_talk_to_vendor(user, review),
        "note": lambda user: closing_policies.may_draft_decision_note(user, review),
        "sign": lambda user: closing_policies.may_co_sign(user, note),
        "withdraw": lambda user: policies.may_withdraw(user, review),
        "split": lambda user: rule_policies.may_answer_split(user, review),
    }


@pytest.mark.parametrize(("who", "marks"), [(who, marks) for who, *marks in ROWS], ids=lambda value: str(value)[:20])
def test_everybody_may_what_the_table_says(who, marks, person, answers):
    user = person(who)
    assert {verb: answers[verb](user) for verb in HEADER} == {
        verb: mark == "x" for verb, mark in zip(HEADER, marks, strict=True)
    }


@pytest.mark.parametrize("verb", HEADER)
def test_every_column_of_the_table_has_a_yes_and_a_no(verb):
    assert {answer for _, asked, answer in CELLS if asked == verb} == {True, False}


def test_waits_without_a_desk_are_nobodys_to_claim_or_hand_over(review, desks, counsel, lead, requester):
    question = questions.ask_requester(desk_wait(review, desks["legal"]), "Who?", by=counsel)
    assert not wait_policies.may_claim(lead, question)
    assert not wait_policies.may_hand_over(requester, question)
    assert not wait_policies.may_release(requester, question)
    assert wait_policies.may_close(requester, question)
    assert not wait_policies.may_close(lead, question)


def test_pending_approval_lets_its_lead_decline(review, desks, finance_lead, requester):
    wait = desk_wait(review, desks["privacy"])
    assert not closing_policies.may_draft_decision_note(finance_lead, review)
    Approval.objects.create(review=review, desk=desks["finance"], why="High.", wait=wait, requester=requester)
    assert closing_policies.may_draft_decision_note(finance_lead, review)


# --- sentences --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("names", "words"),
    [
        (["A"], "A"),
        (["A", "B"], "A and B"),
        (["A", "B", "C"], "A, B and C"),
        (list("ABCDE"), "A, B, C, D and E"),
        (list("ABCDEF"), "A, B, C, D, E and 1 more"),
        (list("ABCDEFGH"), "A, B, C, D, E and 3 more"),
    ],
)
def test_listed_reads_as_a_person_would_say_it(names, words):
    assert listed(names) == words


def test_counted_knows_one_from_many():
    assert [counted(number, "term") for number in (0, 1, 2)] == ["0 terms", "1 term", "2 terms"]


def test_blockers_to_work_say_where_it_could_be_done(review):
    assert policies.blockers_to_work(review) == []
    assert policies.blockers_to_work(review, Stage.IN_REVIEW) == []
    assert policies.blockers_to_work(review, Stage.ALIGNED, Stage.NEGOTIATION) == [
        f"This can be done in “{Stage.ALIGNED.label}” and “{Stage.NEGOTIATION.label}”; "
        f"the review is in “{Stage.IN_REVIEW.label}”."
    ]


def test_blockers_to_alignment_name_the_desks_that_are_not_done(review):
    assert sorted(round_policies.blockers_to_alignment(review)) == [
        "Legal is not done yet.",
        "Privacy is not done yet.",
        "Procurement is not done yet.",
        "Security is not done yet.",
    ]


def test_blockers_to_ask_know_the_purposes(review):
    wait = review.waits.first()
    wait.purpose = Purpose.SIGNATURE
    assert wait_policies.blockers_to_ask(wait) == [
        "Questions belong to a desk's review, an escalated term or an approval."
    ]


def test_asking_about_every_term_of_a_review_costs_no_query_each(review, counsel, desks, django_assert_num_queries):
    """The review page asks this of each row; escalated terms read the decisions that the page has prefetched."""
    escalated = term(review, "liability")
    deciding.decide_term(escalated, Outcome.ESCALATED, desk=desks["legal"], reason="Hm.", by=counsel)
    rows = list(review.terms.select_related("review", "desk", "second_desk").prefetch_related("decisions"))
    as_delegate(counsel)  # with the desks: fetched once per request
    with django_assert_num_queries(0):
        assert sum(term_policies.may_decide(counsel, row, desks["legal"]) for row in rows) == 8
