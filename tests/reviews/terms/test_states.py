"""A decision names the state in which the term was read."""

import pytest
from django.core.exceptions import ValidationError

from reviews.checks.stands import stands_today
from reviews.models import Outcome
from reviews.terms import bulk, deciding, states
from reviews.web.cards.terms import terms_with_names


@pytest.fixture
def term(review):
    return review.terms.filter(desk__slug="procurement", second_desk=None).first()


def state(term):
    now = type(term).objects.get(pk=term.pk)
    return states.state_of(now, stands_today(now.review, [now])[now.pk])


def test_decide_on_the_state_that_was_read_is_done_and_makes_another_state(term, buyer):
    before = state(term).key
    deciding.decide_term(term, Outcome.ASK, desk=term.desk, seen=before, by=buyer)
    assert state(term).key != before


@pytest.mark.parametrize("change", ["position", "vendor_wording"])
def test_decide_after_the_words_were_changed_is_refused(term, buyer, lead, change):
    seen = state(term).key
    words = {"position": term.position, "vendor_wording": term.vendor_wording, "place": ""}
    deciding.edit_term(term, **words | {change: "Something else."}, by=lead)
    with pytest.raises(ValidationError, match="was changed after you had read it") as refusal:
        deciding.decide_term(term, Outcome.ASK, desk=term.desk, seen=seen, by=buyer)
    assert refusal.value.state.key == state(term).key
    assert not term.decisions.exists()


def test_decide_on_a_state_that_is_not_named_is_refused(term, buyer):
    with pytest.raises(ValidationError, match="stood when you read it is not known"):
        deciding.decide_term(term, Outcome.ASK, desk=term.desk, seen="", by=buyer)
    assert not term.decisions.exists()


def test_decide_many_leaves_out_what_was_changed_since_the_page_was_opened(review, term, buyer, lead):
    seen = {term.pk: state(term).key}
    deciding.edit_term(term, position="Something else.", vendor_wording="", place="", by=lead)
    [tried] = bulk.decide_terms(
        review, terms_with_names(review.terms.filter(pk=term.pk)), Outcome.ASK, seen=seen, by=buyer
    )
    assert "was changed after you had read it" in tried.refusal
    assert not term.decisions.exists()
