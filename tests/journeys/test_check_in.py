"""A whole check-in in two browser windows: the agenda was built, the two functions meet, a term is decided by two
people, an action is given and done, and two leads confirm the minutes."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from checkins.actions.series import set_up_series
from checkins.models import Action, Meeting
from checkins.tasks import prepare_check_ins
from reviews.models import Outcome, TermType
from reviews.terms.deciding import decide_term
from tests.factories import MembershipFactory, UserFactory
from tests.reviews.few_terms import A_FEW

SHARED = "service-credits"


@pytest.fixture
def software(transactional_db, software):
    software.term_types.set(TermType.objects.filter(slug__in=[*A_FEW, SHARED]))
    return software


@pytest.fixture
def other_lead(desks):
    person = UserFactory(name="Jonas Lead", email="jonas@duet.example")
    MembershipFactory(team=desks["procurement"], user=person, is_lead=True)
    return person


@pytest.fixture
def agenda(review, desks, buyer, counsel, lead, other_lead):
    """Built a day before: a shared term that only procurement has decided."""
    term = review.terms.get(term_type__slug=SHARED)
    decide_term(term, Outcome.THEIRS, desk=desks["procurement"], reason="Their credits will do.", by=buyer)
    soon = timezone.now().replace(second=0, microsecond=0) + timedelta(hours=2)
    series = set_up_series(
        title="Procurement and legal",
        rhythm="weekly",
        first_on=soon.date(),
        starts_at=soon.time(),
        minutes=45,
        time_zone="UTC",
        members=[buyer, counsel, lead, other_lead],
        by=lead,
    )
    prepare_check_ins()
    return term, series.meetings.order_by("number").first()


def note(page, kind, words):
    page.get_by_role("radio", name=kind).check(force=True)
    page.get_by_label("In a sentence").fill(words)


def test_two_windows_hold_a_check_in_from_agenda_to_minutes(visitor, agenda, buyer, counsel, lead, other_lead):
    term, meeting = agenda
    room = reverse("checkins:room", args=[meeting.pk])

    # The buyer looks at the agenda, adds something, and begins with the counsel.
    one = visitor(buyer)
    page = one.page
    one.open(meeting.get_absolute_url())
    expect(page.get_by_role("heading", name="Shared terms and disagreements")).to_be_visible()
    page.get_by_label("What to talk about").fill("A standard answer on notice periods")
    one.press("Add it")
    page.get_by_label("In a line").fill("Reading together took half an hour.")
    one.press("Say it")
    one.shot("check-in-agenda")
    page.get_by_role("link", name="Begin the meeting").click()
    for person in (lead, other_lead):
        page.get_by_label(person.name).uncheck()
    one.shot("check-in-begin")
    one.press("Begin")
    page.wait_for_url(f"**{room}")
    one.shot("check-in-room")

    # The counsel looks at the same item in her own window.
    two = visitor(counsel)
    two.open(room)
    items = Meeting.objects.get(pk=meeting.pk).items
    names = list(items.order_by("position").values_list("title", flat=True))
    expect(two.page.get_by_role("heading", level=1)).to_have_text(names[0])

    # The buyer skips to the term, and the counsel's window follows within seconds.
    while page.get_by_role("heading", level=1).inner_text() != str(term):
        before = page.get_by_role("heading", level=1).inner_text()
        one.press("Skip")
        expect(page.get_by_role("heading", level=1)).not_to_have_text(before)
    expect(two.page.get_by_role("heading", level=1)).to_have_text(str(term), timeout=8000)

    # He writes down what they agreed. It is a proposal.
    note(page, "Decision", "Their credits, as they pay them by themselves.")
    page.get_by_label("And the term").select_option("theirs")
    one.press("Write down, go on")
    term.refresh_from_db()
    assert term.outcome == Outcome.OPEN
    expect(two.page.get_by_role("heading", level=1)).not_to_have_text(str(term), timeout=8000)

    # Each confirms for their own desk, signed in as themselves.
    item = items.get(term=term)
    for window, desk in ((one, "Procurement"), (two, "Legal")):
        window.open(item.proposal.get_absolute_url())
        window.shot(f"check-in-proposal-{desk.lower()}")
        window.press(f"Confirm for {desk}")
        expect(window.page.get_by_text(f"Confirmed for {desk}.")).to_be_visible()
    term.refresh_from_db()
    assert term.outcome == Outcome.THEIRS
    assert {row.decided_by for row in term.decisions.all()} == {buyer, counsel}

    # A browser closes half-way; the meeting stands where it was. The counsel writes the action.
    one.page.close()
    two.open(room)
    page = two.page
    while page.get_by_role("heading", level=1).inner_text() != "A standard answer on notice periods":
        before = page.get_by_role("heading", level=1).inner_text()
        two.press("Skip")
        expect(page.get_by_role("heading", level=1)).not_to_have_text(before)
    note(page, "Action", "Write a standard answer")
    page.get_by_label("Who").select_option(label="Ben Buyer")
    two.shot("check-in-action")
    two.press("Write down, go on")
    two.press("End now")
    expect(page.get_by_text("The meeting is over.")).to_be_visible()
    two.shot("check-in-minutes")

    # The buyer finds it in his work, and does it.
    again = visitor(buyer)
    again.open(reverse("reviews:my_work"))
    again.page.get_by_role("link", name="Write a standard answer").click()
    again.page.get_by_label("What came of it").fill("It stands in the playbook.")
    again.press("It is done")
    assert Action.objects.get().done_by == buyer

    # Two leads confirm the minutes, each for their side.
    for person, side in ((lead, "legal"), (other_lead, "commercial")):
        window = visitor(person)
        window.open(meeting.get_absolute_url())
        window.press(f"Confirm for the {side} side")
        expect(window.page.get_by_text("Confirmed.", exact=True)).to_be_visible()
    expect(window.page.get_by_text("Confirmed by Lena Lead and Jonas Lead.")).to_be_visible()
    expect(window.page.get_by_text("It stands in the playbook.")).to_be_visible()
    window.shot("check-in-minutes-confirmed")
    assert Meeting.objects.get(pk=meeting.pk).minutes_sent_at is not None
