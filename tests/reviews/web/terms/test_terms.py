"""One term as a card and as a page: deciding it, editing it, commenting on it; and several decided at once."""

import re

import pytest
from django.urls import reverse

from contracts.tasks import read_document
from reviews.models import Outcome
from reviews.papers import documents
from reviews.terms import deciding
from tests.reviews.pages import HTMX, dock_of, messages_of, page, part_of, press, signed_in, text_of
from tests.reviews.paper_with_terms import IN_60, paper
from tests.reviews.reading import state_key
from tests.reviews.word_papers import contract

__all__ = ["paper"]


def open_terms(review, desk):
    return list(review.terms.undecided_by(desk).filter(second_desk=None))


def test_decide_answers_htmx_with_the_card_and_what_follows(client, buyer, term):
    response = press(
        signed_in(client, buyer),
        "decide_term",
        term.pk,
        headers=HTMX,
        outcome="meets",
        reason="Read on paper.",
        desk=term.desk_id,
    )

    content = response.content.decode()
    assert (response.status_code, response["Vary"]) == (200, "HX-Request, Cookie, Accept-Encoding")
    assert content.lstrip().startswith(f'<div class="term is-done" id="term-{term.pk}" data-row>')
    for part in ("terms-commercial-count", "terms-count-open", "waits", "dock", "messages"):
        assert f'id="{part}" hx-swap-oob="true"' in " ".join(content.split()) or f'id="{part}"' in content
    assert content.count("data-row>") == 1
    assert "1 of 9" in text_of(response) and "11 terms are not decided yet" in dock_of(response)


def test_decide_without_htmx_goes_back_to_the_term(client, buyer, term):
    response = press(
        signed_in(client, buyer),
        "decide_term",
        term.pk,
        outcome="not_applicable",
        reason="We have none.",
        desk=term.desk_id,
    )

    assert response["Location"] == f"{term.review.get_absolute_url()}#term-{term.pk}"


@pytest.mark.parametrize(
    ("outcome", "sentence"),
    [
        ("theirs", "Say what you accept and why: it is what final approval looks at."),
        ("escalated", "Say what the lead should decide."),
    ],
)
@pytest.mark.parametrize("headers", [{}, HTMX])
def test_decide_asks_for_a_reason_where_one_is_needed(client, buyer, term, outcome, sentence, headers):
    response = press(
        signed_in(client, buyer),
        "decide_term",
        term.pk,
        headers=headers,
        outcome=outcome,
        desk=term.desk_id,
    )

    assert response.status_code == 422
    assert sentence in text_of(response)


def test_decide_shows_who_said_what_and_why(client, buyer, counsel, shared_term, desks):
    deciding.decide_term(shared_term, Outcome.THEIRS, desk=desks["procurement"], reason="Half of it.", by=buyer)

    response = signed_in(client, counsel).get(reverse("reviews:term", args=[shared_term.pk]))

    assert "Procurement Theirs accepted Ben Buyer, just now Half of it." in text_of(response)
    assert "Legal not decided yet Ask for our wording 1" in text_of(response)


def test_decide_for_an_escalated_term_is_refused_in_a_sentence(client, buyer, term, desks):
    deciding.decide_term(term, Outcome.ESCALATED, desk=desks["procurement"], reason="Too dear.", by=buyer)

    response = press(
        signed_in(client, buyer),
        "decide_term",
        term.pk,
        headers=HTMX,
        outcome="meets",
        reason="Read on paper.",
        desk=term.desk_id,
    )

    assert response.status_code == 422
    assert messages_of(response) == [("error", "This term was escalated: a lead of Procurement decides it.")]


def test_lead_of_both_desks_is_told_that_a_second_person_decides(client, lead, shared_term, desks):
    deciding.decide_term(shared_term, Outcome.MEETS, reason="Read on paper.", desk=desks["procurement"], by=lead)

    response = signed_in(client, lead).get(reverse("reviews:term", args=[shared_term.pk]))

    assert "You decided for the other desk. A second person decides for this one." in text_of(response)


def test_term_is_a_page_of_its_own_and_a_card_for_htmx(client, counsel, term):
    url = reverse("reviews:term", args=[term.pk])

    alone = signed_in(client, counsel).get(url)
    card = client.get(url, headers=HTMX)

    assert "<!DOCTYPE html>" in alone.content.decode()
    assert "<!DOCTYPE html>" not in card.content.decode() and "Comments on this term" in text_of(card)
    assert {response["Vary"] for response in (alone, card)} == {"HX-Request, Cookie, Accept-Encoding"}


def test_edit_writes_down_both_wordings(client, buyer, term):
    press(
        signed_in(client, buyer),
        "edit_term",
        term.pk,
        position="Less.",
        vendor_wording="More.",
        place="clause 4",
    )

    response = client.get(reverse("reviews:term", args=[term.pk]))
    assert "They say clause 4 More. We ask for Less." in text_of(response)


def test_edit_keeps_what_was_typed_when_something_is_wrong(client, buyer, term):
    response = press(
        signed_in(client, buyer), "edit_term", term.pk, headers=HTMX, vendor_wording="More.", place="x" * 81
    )

    assert response.status_code == 422
    assert "More." in text_of(response) and "at most 80 characters" in text_of(response)


def test_comment_on_a_term_is_for_reviewers_only(client, counsel, requester, term):
    press(signed_in(client, counsel), "comment_on_term", term.pk, body="Watch out.")

    assert f"Reviewers only · {term} Clara Counsel just now Watch out." in part_of(
        page(client, term.review, side="comments"), "comments"
    )
    assert "Watch out." not in text_of(page(signed_in(client, requester), term.review))


def test_term_that_a_desk_has_decided_offers_second_thoughts_behind_a_fold(client, counsel, shared_term, desks):
    url = reverse("reviews:term", args=[shared_term.pk])
    before = signed_in(client, counsel).get(url, headers=HTMX)
    deciding.decide_term(shared_term, Outcome.MEETS, reason="Read on paper.", desk=desks["legal"], by=counsel)
    after = client.get(url, headers=HTMX)

    assert ["Decide it again" in text_of(response) for response in (before, after)] == [False, True]
    assert [text_of(response).count("Not applicable…") for response in (before, after)] == [1, 1]


# --- several terms at once -----------------------------------------------------------------------


def decide_ticked(client, review, terms, outcome):
    """As the page sends it: with how each of them stood."""
    seen = {f"seen-{term.pk}": state_key(term) for term in terms}
    return press(client, "decide_terms", review.pk, term=[term.pk for term in terms], outcome=outcome, **seen)


def test_decide_terms_leaves_out_what_the_page_does_not_say_how_it_stood(client, review, counsel, desks):
    first = open_terms(review, desks["legal"])[0]
    response = press(signed_in(client, counsel), "decide_terms", review.pk, term=first.pk, outcome="ask")
    [(level, sentence)] = messages_of(response)
    assert (level, f"How “{first}” stood when you read it is not known." in sentence) == ("error", True)
    assert set(review.terms.values_list("outcome", flat=True)) == {"open"}


def test_decide_terms_decides_the_ticked_ones_for_the_persons_desk(client, review, counsel, desks):
    first, second, *_ = open_terms(review, desks["legal"])

    response = decide_ticked(signed_in(client, counsel), review, [first, second], "ask")

    assert response["Location"].endswith("#terms")
    assert messages_of(response) == [("success", "2 terms decided.")]
    assert {row.outcome for row in review.terms.filter(pk__in=[first.pk, second.pk])} == {"ask"}


def test_decide_terms_says_for_each_why_not(client, review, counsel, buyer, desks):
    first = open_terms(review, desks["legal"])[0]
    other = open_terms(review, desks["procurement"])[0]

    response = decide_ticked(signed_in(client, counsel), review, [first, other], "ask")

    assert messages_of(response) == [
        ("success", "1 term decided."),
        ("error", f"“{other}”: Your desk has no say in this, or has decided already."),
    ]


def test_select_all_and_one_click_accepts_nothing_that_nobody_read(client, review, counsel, desks):
    terms = open_terms(review, desks["legal"])
    for outcome in ("meets", "not_applicable"):
        response = decide_ticked(signed_in(client, counsel), review, terms, outcome)
        level, sentence = messages_of(response)[-1]
        assert (level, sentence.partition("”: ")[2]) == ("error", "No paper was read on it. Decide it by itself.")
        assert all(f"“{term}”" in sentence for term in terms)
    assert set(review.terms.values_list("outcome", flat=True)) == {"open"}


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"outcome": "ask"}, "Tick the terms first, then choose what to decide."),
        (
            {"outcome": "theirs", "term": "1", "reason": "All of them."},
            "Choose one of: it is as we want it, our position holds, not applicable.",
        ),
        ({"outcome": "ask", "term": "one"}, "Tick the terms first, then choose what to decide."),
    ],
)
def test_decide_terms_that_makes_no_sense_says_so(client, review, counsel, data, sentence):
    assert messages_of(press(signed_in(client, counsel), "decide_terms", review.pk, **data)) == [("error", sentence)]


# --- what the buttons say ----------------------------------------------------------------------------


def buttons(response):
    """[(key, outcome)] of the verbs, in their order; of a verb that opens, what its buttons send."""
    return re.findall(r'name="outcome" value="([\w-]+)"', " ".join(response.content.decode().split()))


def keys(response):
    return re.findall(r'data-shortcut="(\d)"\s+data-shortcut-label="([^"]+)"', response.content.decode())


def test_card_offers_what_the_rules_allow_and_its_verbs_follow_the_verdict(client, buyer, review, paper):
    client = signed_in(client, buyer)
    of_term = {
        slug: client.get(reverse("reviews:term", args=[review.terms.get(term_type__slug=slug).pk]))
        for slug in ("payment-terms", "initial-term")
    }
    assert buttons(of_term["payment-terms"]) == [
        *("ask", "theirs", "fallback-1", "fallback-2", "fallback-3"),
        *("escalated", "left_out"),
    ]
    assert buttons(of_term["initial-term"]) == [
        *("meets", "theirs", "fallback-1", "fallback-2"),
        *("escalated", "not_applicable", "left_out"),
    ]
    assert keys(of_term["payment-terms"])[:2] == [("1", "Our position holds"), ("2", "Accept theirs")]
    assert keys(of_term["initial-term"])[:1] == [("1", "It is as we want it")]


def test_key_that_decides_nothing_here_says_why(client, buyer, review, paper):
    fees = review.terms.get(term_type__slug="payment-terms")
    content = signed_in(client, buyer).get(reverse("reviews:term", args=[fees.pk])).content.decode()
    [why] = re.findall(r'<span hidden data-shortcut-refused="7">([^<]+)</span>', content)
    assert why.startswith("The paper differs from our position here, so it is not as we want it.")


def test_fallback_is_pressed_by_its_rank_and_asked_for(client, buyer, review, paper):
    fees = review.terms.get(term_type__slug="payment-terms")
    press(signed_in(client, buyer), "decide_term", fees.pk, outcome="fallback-2", desk=fees.desk_id)
    decision = fees.decisions.get()
    assert (decision.rank, decision.asked_text) == (2, fees.term_type.fallbacks[1])
    response = client.get(reverse("reviews:term", args=[fees.pk]))
    assert f"Fallback 2 Ben Buyer, just now Asked for: {fees.term_type.fallbacks[1]}" in text_of(response)
    assert "The check Differs from our position Paper Version 1" in text_of(response)


@pytest.mark.parametrize("outcome", ["fallback-0", "fallback-9", "fallback", "fallback-x", "agreed", "open"])
def test_what_no_button_says_is_refused_in_a_sentence(client, buyer, review, paper, outcome):
    fees = review.terms.get(term_type__slug="payment-terms")
    response = press(signed_in(client, buyer), "decide_term", fees.pk, outcome=outcome, desk=fees.desk_id)
    assert response.status_code == 422
    assert [level for level, _ in messages_of(response)] == ["error"]
    assert not fees.decisions.exists()


def test_term_of_somebody_else_says_why_keys_do_nothing(client, counsel, term):
    content = signed_in(client, counsel).get(reverse("reviews:term", args=[term.pk])).content.decode()
    why = f"“{term}” is decided by Procurement. You can comment on it."
    assert f'<span hidden data-shortcut-refused="1 2 3 4 5 6 7">{why}</span>' in content


# --- several papers -----------------------------------------------------------------------------------


def test_choose_paper_says_which_speaks(client, buyer, review, paper):
    other = documents.add_document(review, contract(IN_60), by=buyer)
    read_document(other.latest.pk)
    fees = review.terms.get(term_type__slug="payment-terms")
    url = reverse("reviews:term", args=[fees.pk])
    assert "speaks here. It is the newest of the papers of its kind" in text_of(signed_in(client, buyer).get(url))

    press(client, "choose_paper", fees.pk, document=paper.document_id, reason="Clause 12.")

    assert "Ben Buyer chose it: Clause 12." in text_of(client.get(url))


def test_choose_paper_without_a_reason_keeps_what_was_chosen(client, buyer, review, paper):
    fees = review.terms.get(term_type__slug="payment-terms")
    response = press(signed_in(client, buyer), "choose_paper", fees.pk, headers=HTMX, document=paper.document_id)
    assert response.status_code == 422
    assert messages_of(response) == [("error", "Say why this paper counts here.")]
