"""Disagreements on the pages: the term, the one-page summary, the agenda of the check-in; and bulk decisions."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reviews.closing import actions as closing
from reviews.disagreements import actions as disagreement_actions
from reviews.models import AgendaMark, Outcome, Purpose, Wait
from reviews.terms import deciding
from tests.factories import MembershipFactory, UserFactory
from tests.groundwork import groundwork
from tests.reviews.pages import HTMX, messages_of, page, part_of, press, signed_in, text_of
from tests.reviews.reading import desk_wait, term

CHECK_IN = reverse("checkins:check_in")


@pytest.fixture
@groundwork
def liability(review):
    return term(review, "liability")


@pytest.fixture
def quiet(liability, buyer):
    return disagreement_actions.disagree(liability, "The cap is too low for us.", by=buyer)


@pytest.fixture
def blocking(liability, buyer):
    return disagreement_actions.disagree(
        liability, "The cap is too low.", proposal="Twice.", is_blocking=True, by=buyer
    )


def tick_off(client, disagreement, facts):
    return client.post(reverse("checkins:talked_about", args=[disagreement.agenda_mark.pk]), facts)


# --- on the term ------------------------------------------------------------------------------------------


def test_card_offers_to_disagree_to_another_function_only(client, liability, buyer, counsel):
    address = reverse("reviews:term", args=[liability.pk])
    assert "Disagree…" in text_of(signed_in(client, buyer).get(address))
    assert "Disagree…" not in text_of(signed_in(client, counsel).get(address))


def test_disagree_shows_on_the_card_and_on_the_workbench(client, liability, buyer, counsel, review):
    response = press(signed_in(client, buyer), "disagree", liability.pk, headers=HTMX, reason="Too low.")

    assert "Procurement disagrees" in text_of(response) and "for the next check-in" in text_of(response)
    assert f"Procurement disagrees on {liability}" in text_of(page(signed_in(client, counsel), review))


def test_disagree_keeps_what_was_typed(client, liability, buyer):
    response = press(signed_in(client, buyer), "disagree", liability.pk, reason="Too low.", is_blocking="on")

    assert response.status_code == 422
    assert "Too low." in text_of(response) and "Say what you propose" in text_of(response)


def test_requester_learns_nothing_of_a_disagreement(client, blocking, review, requester):
    for text in (
        text_of(page(signed_in(client, requester), review)),
        text_of(client.get(reverse("reviews:timeline", args=[review.pk]))),
    ):
        assert "disagree" not in text.lower() and "cap is too low" not in text
    assert client.get(blocking.get_absolute_url()).status_code == 404
    assert not [notice for notice in requester.notices.all() if "disagree" in notice.body]


# --- the one-page summary ---------------------------------------------------------------------------------


def test_summary_has_both_positions_the_playbook_and_the_history(client, blocking, liability, counsel, lead, desks):
    position, wording = "One year of fees.", "Six months of fees."
    deciding.edit_term(liability, position=position, vendor_wording=wording, place="clause 5", by=counsel)
    deciding.decide_term(liability, Outcome.DEVIATION, desk=desks["legal"], reason="It is usual.", by=counsel)
    disagreement_actions.reply_to_disagreement(blocking, "One and a half.", by=counsel)

    text = text_of(signed_in(client, lead).get(blocking.get_absolute_url()))

    for part in (position, wording, "clause 5", "It is usual.", "The cap is too low.", "Twice.", "One and a half."):
        assert part in text
    assert "Our playbook" in text and "disagreed on" in text and "Print" in text


def test_summary_settles_in_two_steps(client, blocking, lead, buyer):
    address = blocking.get_absolute_url()
    press(signed_in(client, lead), "propose_outcome", blocking.pk, outcome="Twice it is.\r\nFrom May.")
    assert "Confirm this outcome" not in text_of(client.get(address))
    waiting = signed_in(client, buyer).get(address)
    assert "Confirm this outcome" in text_of(waiting)

    answer = press(client, "agree_outcome", blocking.pk, outcome="Twice it is.\r\nFrom May.")

    assert messages_of(answer) == [("success", "Settled. Everybody concerned is told.")]
    assert "Lena Lead and Ben Buyer, together." in text_of(client.get(address))


def test_summary_settles_so_that_the_term_is_decided_anew(client, blocking, lead, buyer, counsel, desks):
    deciding.decide_term(blocking.term, Outcome.AGREED, desk=desks["legal"], by=counsel)
    press(signed_in(client, lead), "propose_outcome", blocking.pk, outcome="Twice it is.", reopens="on")
    waiting = signed_in(client, buyer).get(blocking.get_absolute_url())
    assert "The term is decided anew by its owners." in text_of(waiting)

    press(client, "agree_outcome", blocking.pk, outcome="Twice it is.", reopens="on")

    blocking.term.refresh_from_db()
    assert blocking.term.outcome == Outcome.OPEN


def test_summary_keeps_an_outcome_that_needs_another_look(client, blocking, lead):
    assert press(signed_in(client, lead), "propose_outcome", blocking.pk, outcome="").status_code == 422


# --- the check-in -----------------------------------------------------------------------------------------


def test_check_in_shows_what_waits_in_groups(client, quiet, review, desks, counsel, buyer):
    late = desk_wait(review, desks["legal"])
    AgendaMark.objects.create(wait=late)
    other = term(review, "confidentiality")
    disagreement_actions.disagree(other, "No.", proposal="Yes.", is_blocking=True, by=buyer)

    response = signed_in(client, counsel).get(CHECK_IN)

    groups = response.context
    assert [item.mark.disagreement for item in groups["disagreements"]] == [quiet]
    assert [item.mark.wait for item in groups["late"]] == [late]
    assert [disagreement.term for disagreement in groups["blocking"]] == [other]


def test_check_in_ticks_off_with_a_line(client, quiet, counsel):
    signed_in(client, counsel)
    assert tick_off(client, quiet, {"outcome": ""}).status_code == 422

    tick_off(client, quiet, {"outcome": "Legal keeps its cap."})

    response = client.get(CHECK_IN)
    assert "Nothing to talk about" in text_of(response)
    assert "Legal keeps its cap. (Clara Counsel" in part_of(response, "talked")


def test_check_in_leaves_out_what_was_settled_meanwhile(client, quiet, buyer, review, desks, requester):
    AgendaMark.objects.create(wait=desk_wait(review, desks["legal"]))
    disagreement_actions.withdraw_disagreement(quiet, by=buyer)
    closing.withdraw(review, "No budget.", by=requester)
    assert "Nothing to talk about" in text_of(signed_in(client, buyer).get(CHECK_IN))


def test_check_in_is_for_both_functions_and_hides_ones_own(client, quiet, finance_lead, requester, desks):
    assert signed_in(client, finance_lead).get(CHECK_IN).status_code == 403
    MembershipFactory(team=desks["legal"], user=requester)
    response = signed_in(client, requester).get(CHECK_IN)
    assert (response.context["disagreements"], "cap is too low" in text_of(response)) == ([], False)
    assert tick_off(client, quiet, {"outcome": "Mine."}).status_code == 404


@pytest.mark.parametrize("number", [3, 30])
def test_check_in_asks_the_database_as_often_with_three_as_with_thirty(client, review, desks, counsel, number):
    from reviews.waits.opening_and_closing import open_wait

    for count in range(number):
        person = UserFactory(name=f"Person {count}", email=f"p{count}@duet.example")
        MembershipFactory(team=desks["legal"], user=person)
        wait = open_wait(review, Purpose.APPROVAL, needed="Late.", by=None, desk=desks["legal"], person=person)
        AgendaMark.objects.create(wait=wait)
    signed_in(client, counsel)

    with CaptureQueriesContext(connection) as queries:
        response = client.get(CHECK_IN)

    assert (len(response.context["late"]), len(queries)) == (number, 7)


# --- several terms at once --------------------------------------------------------------------------------


def open_terms(review, desk):
    return list(review.terms.undecided_by(desk).filter(second_desk=None))


def test_decide_terms_decides_the_ticked_ones_for_the_persons_desk(client, review, counsel, desks):
    first, second, *_ = open_terms(review, desks["legal"])

    response = press(
        signed_in(client, counsel), "decide_terms", review.pk, term=[first.pk, second.pk], outcome="agreed"
    )

    assert response["Location"].endswith("#terms")
    assert messages_of(response) == [("success", "2 terms decided.")]
    assert {row.outcome for row in review.terms.filter(pk__in=[first.pk, second.pk])} == {"agreed"}


def test_decide_terms_says_for_each_why_not(client, review, counsel, buyer, desks):
    first = open_terms(review, desks["legal"])[0]
    other = open_terms(review, desks["procurement"])[0]

    response = press(
        signed_in(client, counsel), "decide_terms", review.pk, term=[first.pk, other.pk], outcome="not_applicable"
    )

    assert messages_of(response) == [
        ("success", "1 term decided."),
        ("error", f"{other}: Your desk has no say in this, or has decided already."),
    ]


def test_decide_terms_with_deviation_needs_one_reason_for_all(client, review, counsel, desks):
    pks = [term.pk for term in open_terms(review, desks["legal"])[:2]]
    refused = press(signed_in(client, counsel), "decide_terms", review.pk, term=pks, outcome="deviation")
    assert [level for level, _ in messages_of(refused)] == ["error", "error"]

    press(client, "decide_terms", review.pk, term=pks, outcome="deviation", reason="Small contract.")

    assert {row.decisions.get().reason for row in review.terms.filter(pk__in=pks)} == {"Small contract."}


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"outcome": "agreed"}, "Tick the terms first, then choose what to decide."),
        ({"outcome": "escalated", "term": "1"}, "Choose one of: agreed, agreed with deviation, not applicable."),
        ({"outcome": "agreed", "term": "one"}, "Tick the terms first, then choose what to decide."),
    ],
)
def test_decide_terms_that_makes_no_sense_says_so(client, review, counsel, data, sentence):
    assert messages_of(press(signed_in(client, counsel), "decide_terms", review.pk, **data)) == [("error", sentence)]


def test_workbench_offers_boxes_and_keys_for_what_the_reader_decides(client, review, counsel):
    content = page(signed_in(client, counsel), review).content.decode()
    for key in ("a", "c", "d", "x"):
        assert f'data-shortcut="{key}"' in content
    assert 'form="decide-many"' in content


def test_waits_on_leads_stand_in_their_queue(client, blocking, lead):
    held = Wait.objects.for_queue(lead).filter(purpose=Purpose.DISAGREEMENT)
    assert {wait.desk.slug for wait in held} == {"legal", "procurement"}
