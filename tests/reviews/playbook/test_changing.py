"""Changing the playbook: by leads of the owning desk, with a reason, on record."""

from collections import Counter

import pytest
from django.db.models import Q

from common.models import Event
from reviews.models import TermType
from reviews.playbook import changing as playbook_changing
from reviews.seeds import seed
from tests.factories import MembershipFactory, UserFactory
from tests.groundwork import groundwork
from tests.reviews.few_terms import software  # noqa: F401  (its reviews have a few terms)
from tests.reviews.reading import Written, denied, refused


@pytest.fixture
@groundwork
def liability(defaults):
    return TermType.objects.get(slug="liability")


def test_seed_fills_every_entry_and_marks_it_as_a_starting_point(defaults):
    entries = TermType.objects.all()
    assert [str(entry) for entry in entries if len(entry.fallbacks) < 2] == []
    assert not entries.filter(Q(position="") | Q(walk_away="") | Q(why="")).exists()
    assert set(entries.values_list("is_starting_point", flat=True)) == {True}
    texts = [text for entry in entries for text in (entry.position, *entry.fallbacks, entry.walk_away, entry.why)]
    assert [text for text, number in Counter(texts).items() if number > 1] == []


def test_seed_leaves_an_entry_alone_whose_position_somebody_wrote(defaults):
    """As an installation did that began with positions alone, and wrote its own."""
    empty = {"fallbacks": [], "walk_away": "", "why": "", "is_starting_point": False}
    TermType.objects.filter(slug="insurance").update(**empty, position="Ten million.")
    TermType.objects.filter(slug="warranties").update(**empty)
    seed()
    own, shipped = (TermType.objects.get(slug=slug) for slug in ("insurance", "warranties"))
    assert (own.position, own.fallbacks, own.is_starting_point) == ("Ten million.", [], False)
    assert (len(shipped.fallbacks), shipped.is_starting_point) == (2, True)


def test_change_playbook_makes_a_starting_point_ours_without_another_word(liability, lead):
    change = playbook_changing.change_playbook(liability, fields={}, reason="We agree with every word.", by=lead)
    liability.refresh_from_db()
    assert not liability.is_starting_point
    assert {part for part in change.after if change.before[part] != change.after[part]} == {"Whose words"}
    assert change.after["Whose words"] == "Ours"
    with refused("Nothing has been changed, so there is nothing to save."):
        playbook_changing.change_playbook(liability, fields={}, reason="Once more.", by=lead)


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
    playbook_changing.change_playbook(liability, fields={}, reason="We agree with every word.", by=lead)
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
