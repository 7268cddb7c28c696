"""First visibility: heads-up, submission, the split, and the desks that start at the same moment."""

import pytest
import time_machine
from celery import current_app
from django.db import transaction
from djmoney.money import Money

from common.models import Event
from intake import actions as intake_actions
from notices.models import Notice
from people.models import Team
from reviews.closing import actions as closing
from reviews.models import Purpose, Review, Slot, SplitRule, Wait
from reviews.pure.stages import Stage
from reviews.rounds import opening
from tests.contracts.builders import pdf
from tests.factories import MembershipFactory, UserFactory
from tests.reviews.reading import Written, denied, desk_wait, open_wait_of, refused, row, waits_of

MONDAY = "2026-11-23 10:00:00+00:00"
"""11:00 on a Monday at the head office in Berlin."""


@pytest.fixture
def heads_up(software, requester, buyer, counsel, lead):
    """The draft behind a heads-up: its review waits for the full request."""
    return intake_actions.give_heads_up(
        software, title="Survey tool", vendor_name="Quill", reason="We may want to ask our customers.", by=requester
    )


@pytest.fixture
def no_rule_for_legal(defaults):
    SplitRule.objects.filter(slot=Slot.LEGAL_REVIEW).update(is_active=False)


# --- submission -------------------------------------------------------------------------------------


@time_machine.travel(MONDAY, tick=False)
def test_open_review_keeps_what_was_asked_as_it_was_asked(draft, requester, buyer, counsel):
    review = intake_actions.submit(draft, by=requester)

    assert row(review, "title", "kind", "kind_label", "requester__name", "vendor__name", "reason", "stage") == (
        "Survey tool",
        "software",
        "New software vendor",
        "Rosa Requester",
        "Quill Surveys",
        "We want to ask our customers what they think.",
        "in_review",
    )
    assert Review.objects.get(pk=review.pk).value == Money(30000, "EUR")
    assert row(review, "brief")[0] == [
        {"key": "users", "question": "How many people will use it?", "answer": "40"},
        {"key": "personal_data", "question": "Will the vendor see data about people?", "answer": "No"},
        {"key": "uses_ai", "question": "Does it use artificial intelligence on our data?", "answer": "No"},
        {"key": "alternatives", "question": "Which other vendors did you look at?", "answer": "Two others"},
        {"key": "budget_approved", "question": "Has the budget holder agreed to the cost?", "answer": "Yes"},
    ]
    assert row(review, "facts")[0] == {
        "users": "40",
        "personal_data": "no",
        "uses_ai": "No",
        "alternatives": "Two others",
        "budget_approved": "yes",
        "kind": "software",
        "value": "30000.00",
        "currency": "EUR",
        "vendor_risk": "unknown",
        "vendor_is_new": True,
    }


@time_machine.travel(MONDAY, tick=False)
def test_open_review_puts_every_desk_to_work_at_the_same_moment(draft, requester, buyer, counsel):
    review = intake_actions.submit(draft, by=requester)

    waits = waits_of(review, "desk__slug", "holder", "person", "purpose", "needed")
    assert sorted(waits) == [
        ("legal", "desk", None, "desk_review", "Decide 4 terms."),
        ("privacy", "desk", None, "desk_review", "Decide 2 terms."),
        ("procurement", "desk", None, "desk_review", "Decide 3 terms."),
        ("security", "desk", None, "desk_review", "Decide 2 terms."),
    ]
    moments = set(review.waits.values_list("opened_at", "due_at", "remind_at"))
    assert [[moment.isoformat() for moment in row] for row in moments] == [
        ["2026-11-23T10:00:00+00:00", "2026-11-30T10:00:00+00:00", "2026-11-25T14:15:00+00:00"]
    ]


def test_open_review_tells_both_functions_and_logs_every_step(draft, requester, buyer, counsel, lead):
    written = Written()

    review = intake_actions.submit(draft, by=requester)

    assert written.notices == [
        ("Ben Buyer", "assignment", "Decide 3 terms."),
        ("Clara Counsel", "assignment", "Decide 4 terms."),
        ("Lena Lead", "assignment", "Decide 3 terms."),
        ("Lena Lead", "assignment", "Decide 4 terms."),
    ]
    assert Notice.objects.values_list("title", "url", "mail").distinct().get() == (
        f"{review.reference} Survey tool",
        f"/reviews/{review.reference}/",
        True,
    )
    split = [
        "handles commercial terms: Procurement (Rule 1: Procurement handles commercial terms)",
        "owns legal review: Legal (Rule 1: Legal owns every legal review)",
        "talks to the vendor: Procurement (Rule 2: Procurement talks to the vendor)",
    ]
    of_review = [event for event in written.events if not event[1].startswith("vendor.")]
    assert of_review[:5] == [
        ("Rosa Requester", "review.opened", "business", "submitted the request"),
        *((None, "split.answered", "business", f"settled who {answer}") for answer in split),
        (None, "review.moved", "internal", f"moved the review to “{Stage.IN_REVIEW.label}”"),
    ]
    assert sorted(of_review[5:]) == [
        (None, "wait.opened", "business", "asked Legal to look at its part"),
        (None, "wait.opened", "business", "asked Privacy to look at its part"),
        (None, "wait.opened", "business", "asked Procurement to look at its part"),
        (None, "wait.opened", "business", "asked Security to look at its part"),
    ]


def test_open_review_lists_the_terms_of_the_request_type(review, software):
    columns = ("term_type", "side", "desk", "second_desk", "position")
    wanted = [
        (each.pk, each.side, each.desk_id, each.second_desk_id, each.position) for each in software.term_types.all()
    ]
    assert list(review.terms.values_list(*columns)) == wanted
    assert set(review.terms.values_list("outcome", "vendor_wording", "place")) == {("open", "", "")}


def test_open_review_leaves_nothing_behind_when_the_last_step_fails(draft, requester, buyer, counsel):
    written = Written()

    with pytest.raises(RuntimeError), transaction.atomic():
        intake_actions.submit(draft, by=requester)
        assert Wait.objects.exists()
        assert Notice.objects.exists()
        raise RuntimeError

    draft.refresh_from_db()
    assert (draft.submitted_at, draft.review) == (None, None)
    assert (Review.objects.count(), Wait.objects.count()) == (0, 0)
    assert (written.events, written.notices) == ([], [])


def test_open_review_gives_a_desk_to_the_person_whom_the_rule_names(draft, requester, buyer, counsel, lead, desks):
    SplitRule.objects.filter(slot=Slot.LEGAL_REVIEW).update(person=counsel, backup=lead)

    review = intake_actions.submit(draft, by=requester)

    assert row(desk_wait(review, desks["legal"]), "holder", "person__name") == ("person", "Clara Counsel")
    assert desk_wait(review, desks["legal"]).claimed_at is not None
    assert row(review.responsible(Slot.LEGAL_REVIEW), "person__name", "backup__name") == ("Clara Counsel", "Lena Lead")
    told_of_legal = Notice.objects.filter(key=f"wait-{desk_wait(review, desks['legal']).pk}-opened")
    assert [notice.recipient for notice in told_of_legal] == [counsel]


@pytest.mark.parametrize("why", ["asks for it", "has left the company", "has left the desk"])
def test_open_review_leaves_it_with_the_desk_when_the_named_person_cannot(why, draft, requester, counsel, lead, desks):
    SplitRule.objects.filter(slot=Slot.LEGAL_REVIEW).update(person=counsel)
    SplitRule.objects.filter(slot=Slot.VENDOR_CONTACT).update(person=counsel, desk=desks["legal"])
    if why == "asks for it":
        draft.requester = counsel
        draft.save()
    elif why == "has left the company":
        counsel.is_active = False
        counsel.save()
    else:
        counsel.memberships.all().delete()

    review = intake_actions.submit(draft, by=draft.requester)

    assert row(desk_wait(review, desks["legal"]), "holder", "person") == ("desk", None)


def test_open_review_with_one_desk_for_both_sides_opens_one_wait(draft, requester, buyer, desks):
    SplitRule.objects.filter(slot=Slot.LEGAL_REVIEW).update(desk=desks["procurement"])
    review = intake_actions.submit(draft, by=requester)
    assert desk_wait(review, desks["procurement"]).needed == "Decide 3 terms."


def test_open_review_without_terms_still_asks_both_functions(draft, requester, buyer, counsel, software):
    software.term_types.clear()
    review = intake_actions.submit(draft, by=requester)
    assert sorted(waits_of(review, "desk__slug", "needed")) == [
        ("legal", "Look at it and say that your side is done."),
        ("procurement", "Look at it and say that your side is done."),
    ]


def test_open_review_does_not_tell_people_who_left(draft, requester, buyer, counsel):
    counsel.is_active = False
    counsel.save()
    written = Written()
    intake_actions.submit(draft, by=requester)
    assert written.told == ["Ben Buyer"]


def test_open_review_does_not_ask_a_requester_on_the_desk_to_judge_their_own(draft, requester, buyer, counsel, desks):
    MembershipFactory(team=desks["legal"], user=requester)
    written = Written()
    intake_actions.submit(draft, by=requester)
    assert written.told == ["Ben Buyer", "Clara Counsel"]


def test_a_change_of_rules_touches_new_work_only(review):
    before = list(review.responsibilities.values_list("slot", "desk"))
    SplitRule.objects.update(desk=Team.objects.get(slug="finance"))
    assert list(review.responsibilities.values_list("slot", "desk")) == before


# --- heads-up ---------------------------------------------------------------------------------------


@time_machine.travel(MONDAY, tick=False)
def test_heads_up_reaches_both_functions_and_stays_with_the_requester(software, requester, buyer, counsel, lead):
    written = Written()

    draft = intake_actions.give_heads_up(
        software, title="Survey tool", vendor_name="Quill", reason="We may ask customers.", by=requester
    )

    needed = "Complete the request once you know more, or withdraw it."
    look = "Have a first look: no concerns yet, or early flags."
    assert draft.review.stage == Stage.HEADS_UP
    assert waits_of(draft.review, "purpose", "holder", "person__name", "needed") == [
        ("full_request", "requester", "Rosa Requester", needed),
        ("first_look", "desk", None, look),
        ("first_look", "desk", None, look),
    ]
    wait = draft.review.waits.get(purpose=Purpose.FULL_REQUEST)
    assert (wait.due_at.isoformat(), wait.remind_at.isoformat()) == (
        "2026-12-21T11:00:00+01:00".replace("11:00:00+01:00", "10:00:00+00:00"),
        "2026-11-25T10:00:00+00:00",
    )
    asked = "A project with Quill may come: We may ask customers."
    names = ("Ben Buyer", "Clara Counsel", "Lena Lead", "Lena Lead")
    assert written.notices == [(name, "assignment", asked) for name in names]
    assert written.events[-4:] == [
        ("Rosa Requester", "review.opened", "business", "gave a heads-up"),
        (None, "wait.opened", "business", "asked Rosa Requester to complete the request"),
        (None, "wait.opened", "business", "asked Procurement to have a first look"),
        (None, "wait.opened", "business", "asked Legal to have a first look"),
    ]


def test_complete_heads_up_starts_work_under_the_same_reference(heads_up, requester):
    reference = heads_up.review.reference
    intake_actions.save_draft(
        heads_up,
        fields={"title": "Survey tool for all", "value": Money(900, "EUR")},
        answers={"users": "40", "personal_data": "no", "uses_ai": "No"},
        by=requester,
    )

    review = intake_actions.submit(heads_up, by=requester)

    assert (review.reference, review.title, review.stage) == (reference, "Survey tool for all", Stage.IN_REVIEW)
    assert row(review.waits.get(purpose=Purpose.FULL_REQUEST), "closed_by__name", "answer") == (
        "Rosa Requester",
        "Completed",
    )
    assert review.waits.open().filter(purpose=Purpose.DESK_REVIEW).count() == 4
    assert review.facts["value"] == "900.00"


def test_complete_heads_up_is_for_the_requester_once(heads_up, requester, stranger):
    submission = intake_actions._submission(heads_up, by=requester)
    with denied("Only the requester can complete a heads-up."):
        opening.complete_heads_up(heads_up.review, submission, by=stranger)

    opening.complete_heads_up(heads_up.review, submission, by=requester)
    with refused(f"This can be done in “{Stage.HEADS_UP.label}”; the review is in “{Stage.IN_REVIEW.label}”."):
        opening.complete_heads_up(heads_up.review, submission, by=requester)


def test_complete_heads_up_is_refused_once_it_was_withdrawn(heads_up, requester):
    submission = intake_actions._submission(heads_up, by=requester)
    closing.withdraw(heads_up.review, "No budget.", by=requester)
    with refused("This review is closed (withdrawn)."):
        opening.complete_heads_up(heads_up.review, submission, by=requester)


# --- the split by hand ------------------------------------------------------------------------------


@time_machine.travel(MONDAY, tick=False)
def test_open_review_without_a_rule_stays_in_triage_and_asks_a_lead(
    no_rule_for_legal, draft, requester, buyer, counsel, lead
):
    written = Written()

    review = intake_actions.submit(draft, by=requester)

    assert review.stage == Stage.TRIAGE
    assert waits_of(review, "purpose", "holder", "desk__slug", "leads_only", "needed") == [
        ("split", "desk", "procurement", True, "No rule answers “Owns legal review”: say who does.")
    ]
    assert review.waits.get().due_at.isoformat() == "2026-11-24T10:00:00+00:00"
    news = "Rosa Requester asks for new software vendor with Quill Surveys."
    assert written.notices == [
        ("Ben Buyer", "news", news),
        ("Clara Counsel", "news", news),
        ("Lena Lead", "assignment", "No rule answers “Owns legal review”: say who does."),
    ]


def test_answer_split_starts_work_when_the_last_question_is_answered(
    draft, requester, buyer, counsel, lead, desks, defaults
):
    SplitRule.objects.exclude(slot=Slot.VENDOR_CONTACT).update(is_active=False)
    review = intake_actions.submit(draft, by=requester)
    assert open_wait_of(review, Purpose.SPLIT).needed == (
        "No rule answers “Handles commercial terms” and “Owns legal review”: say who does."
    )

    review = opening.answer_split(review, Slot.LEGAL_REVIEW, desk=desks["legal"], person=counsel, by=lead)
    assert review.stage == Stage.TRIAGE
    written = Written()
    review = opening.answer_split(review, Slot.COMMERCIAL_TERMS, desk=desks["procurement"], person=None, by=lead)

    assert review.stage == Stage.IN_REVIEW
    assert written.events[0] == (
        "Lena Lead",
        "split.answered",
        "business",
        "settled who handles commercial terms: Procurement (Chosen by Lena Lead)",
    )
    assert row(review.waits.get(purpose=Purpose.SPLIT), "closed_by__name", "answer") == (
        "Lena Lead",
        "The split is complete",
    )
    assert sorted(waits_of(review, "desk__slug", "person__name")) == [
        ("legal", "Clara Counsel"),
        ("privacy", None),
        ("procurement", None),
        ("security", None),
    ]


def test_answer_split_is_for_leads_of_both_functions_who_do_not_ask_themselves(
    no_rule_for_legal, draft, requester, buyer, counsel, lead, finance_lead, admin, desks
):
    review = intake_actions.submit(draft, by=requester)
    for person in (requester, buyer, counsel, finance_lead, admin):
        with denied("Only leads of procurement or legal can say who does what."):
            opening.answer_split(review, Slot.LEGAL_REVIEW, desk=desks["legal"], person=None, by=person)


def test_answer_split_refuses_the_requester_who_leads(no_rule_for_legal, draft, lead, buyer, counsel, desks):
    draft.requester = lead
    draft.save()
    review = intake_actions.submit(draft, by=lead)
    with denied("Only leads of procurement or legal can say who does what."):
        opening.answer_split(review, Slot.LEGAL_REVIEW, desk=desks["legal"], person=None, by=lead)


def test_answer_split_says_what_is_wrong(no_rule_for_legal, draft, requester, buyer, counsel, lead, desks):
    review = intake_actions.submit(draft, by=requester)
    gone = UserFactory(name="Gustav Gone", is_active=False)
    MembershipFactory(team=desks["legal"], user=gone)

    with refused("“Talks to the vendor” has been answered already."):
        opening.answer_split(review, Slot.VENDOR_CONTACT, desk=desks["legal"], person=None, by=lead)
    with refused("Ben Buyer is not a member of Legal."):
        opening.answer_split(review, Slot.LEGAL_REVIEW, desk=desks["legal"], person=buyer, by=lead)
    with refused("Gustav Gone is not a member of Legal."):
        opening.answer_split(review, Slot.LEGAL_REVIEW, desk=desks["legal"], person=gone, by=lead)

    opening.answer_split(review, Slot.LEGAL_REVIEW, desk=desks["legal"], person=None, by=lead)
    with refused(f"This can be done in “{Stage.TRIAGE.label}”; the review is in “{Stage.IN_REVIEW.label}”."):
        opening.answer_split(review, Slot.LEGAL_REVIEW, desk=desks["legal"], person=None, by=lead)


def test_log_of_an_opening_belongs_to_the_review(review):
    events = Event.objects.filter(subject_type__model="review")
    assert {event.subject for event in events} == {review}


@pytest.mark.parametrize("files", [0, 1])
def test_opening_asks_a_worker_to_propose_what_the_draft_brings(
    draft, requester, files, monkeypatch, django_capture_on_commit_callbacks
):
    asked = []
    monkeypatch.setattr(current_app, "send_task", lambda name, arguments, **options: asked.append(name))
    with django_capture_on_commit_callbacks(execute=True):
        for _ in range(files):
            intake_actions.attach(draft, pdf(), kind="contract", by=requester)
        intake_actions.submit(draft, by=requester)
    assert asked == (["contracts.tasks.read_document", "reviews.tasks.proposals.propose_waiting"] if files else [])
