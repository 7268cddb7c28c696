"""Changing the playbook: by leads of the owning desk, with a reason, on record."""

import pytest

from common.models import Event
from reviews.models import TermType
from reviews.playbook import changing as playbook_changing
from reviews.seeds import seed
from tests.factories import MembershipFactory, UserFactory
from tests.groundwork import groundwork
from tests.reviews.few_terms import software  # noqa: F401  (its reviews have a few terms)
from tests.reviews.reading import Written, denied, refused

NEGOTIATED = {
    "price",
    "price-increases",
    "payment-terms",
    "service-levels",
    "renewal",
    "termination-convenience",
    "liability",
    "indemnities",
    "data-protection",
    "ai-use",
}


@pytest.fixture
@groundwork
def liability(defaults):
    return TermType.objects.get(slug="liability")


def test_seed_writes_the_entries_that_are_negotiated_most(defaults):
    written = TermType.objects.exclude(fallbacks=[]).exclude(walk_away="").exclude(why="")
    assert set(written.values_list("slug", flat=True)) == NEGOTIATED
    assert all(term_type.has_playbook for term_type in written)


def test_seed_leaves_an_entry_alone_that_somebody_emptied(liability, lead):
    playbook_changing.change_playbook(
        liability, fields={"fallbacks": [], "walk_away": "", "why": ""}, reason="We start anew.", by=lead
    )
    seed()
    liability.refresh_from_db()
    assert (liability.fallbacks, liability.walk_away, liability.why) == ([], "", "")


def test_change_playbook_keeps_what_it_was_and_why(liability, lead):
    before = liability.walk_away
    written = Written()
    change = playbook_changing.change_playbook(
        liability,
        fields={"walk_away": "No cap at all.", "fallbacks": ["Twice the fees.", "The fees."]},
        reason="The board decided.",
        by=lead,
    )
    liability.refresh_from_db()
    assert (liability.walk_away, liability.fallbacks) == ("No cap at all.", ["Twice the fees.", "The fees."])
    assert (change.changed_by, change.reason) == (lead, "The board decided.")
    assert (change.before["Walk away"], change.after["Walk away"]) == (before, "No cap at all.")
    assert change.after["Fallbacks"] == "1. Twice the fees.\n2. The fees."
    assert written.events == [
        (
            "Lena Lead",
            "playbook.changed",
            "internal",
            "changed the playbook of “Limitation of liability”: The board decided.",
        )
    ]
    assert Event.objects.latest("pk").subject == liability


@pytest.mark.parametrize("person", ["counsel", "buyer", "requester", "admin", "finance_lead"])
def test_change_playbook_is_for_leads_of_the_owning_desk(person, liability, request):
    by = request.getfixturevalue(person)
    with denied("Only leads of Legal can change this."):
        playbook_changing.change_playbook(liability, fields={"why": "Because."}, reason="I want to.", by=by)


def test_change_playbook_of_a_shared_term_is_for_leads_of_both_desks(defaults, desks):
    shared = TermType.objects.get(slug="service-credits")
    for function in ("procurement", "legal"):
        by = UserFactory()
        MembershipFactory(team=desks[function], user=by, is_lead=True)
        playbook_changing.change_playbook(shared, fields={"why": f"Says {function}."}, reason="We agreed.", by=by)
    assert shared.playbook_changes.count() == 2


def test_change_playbook_says_what_is_missing(liability, lead):
    with refused("Nothing has been changed, so there is nothing to save."):
        playbook_changing.change_playbook(liability, fields={"why": liability.why}, reason="None.", by=lead)
    with refused("Say in a sentence why you change it."):
        playbook_changing.change_playbook(liability, fields={"why": "Other."}, reason=" ", by=lead)
    with refused("Name the desk or the person who may approve a deviation, and nobody else."):
        playbook_changing.change_playbook(liability, fields={"deviation_by": "person"}, reason="She does.", by=lead)


def test_reviews_under_way_keep_their_position(review, liability, lead):
    position = review.terms.get(term_type=liability).position
    playbook_changing.change_playbook(liability, fields={"position": "Another."}, reason="We learned.", by=lead)
    assert review.terms.get(term_type=liability).position == position
