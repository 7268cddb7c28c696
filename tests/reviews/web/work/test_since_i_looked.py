"""What others did since the reader looked last is marked on the workbench, until they have been away and come back."""

from datetime import timedelta

import pytest
from django.utils import timezone

from common.maintenance import state
from operations.maintenance.actions import begin_read_only
from reviews.comments import actions as comment_actions
from reviews.models import CommentAudience, Look, Outcome, Review, with_looks
from reviews.terms import deciding
from tests.reviews.pages import HTMX, page, press, signed_in, text_of


@pytest.fixture
def legal_term(review, desks):
    return review.terms.filter(desk=desks["legal"], second_desk=None).first()


@pytest.fixture
def looks(client, buyer, review, at):
    """looks(minutes=0): the buyer opens the page, so many minutes later; what follows is a minute after."""
    signed_in(client, buyer)

    def look(*, minutes=0, **narrowed):
        at(timezone.now() + timedelta(minutes=minutes))
        response = page(client, review, **narrowed)
        at(timezone.now() + timedelta(minutes=1))
        return response

    return look


def decide(term, counsel):
    deciding.decide_term(term, Outcome.MEETS, reason="Read on paper.", desk=term.desk, by=counsel)


def new_ones(response):
    return [row.term for row in response.context["terms"].rows if row.news]


def test_first_look_marks_nothing(looks, legal_term, counsel):
    decide(legal_term, counsel)
    response = looks()
    assert new_ones(response) == []
    assert "Clara Counsel decided" not in text_of(response)


def test_decision_of_the_other_side_is_marked_when_one_comes_back(looks, legal_term, counsel):
    looks()
    decide(legal_term, counsel)
    response = looks(minutes=60)
    assert new_ones(response) == [legal_term]
    assert "Clara Counsel decided" in text_of(response)


def test_marks_stay_while_one_is_at_it_and_go_when_one_was_away(looks, legal_term, counsel):
    looks()
    decide(legal_term, counsel)
    assert new_ones(looks(minutes=60)) == [legal_term]
    assert new_ones(looks(minutes=10)) == [legal_term]
    assert new_ones(looks(minutes=10)) == [legal_term]
    assert new_ones(looks(minutes=16)) == []


def test_what_one_decides_oneself_is_no_news(looks, client, review, term, desks, buyer):
    looks()
    deciding.decide_term(term, Outcome.MEETS, reason="Read on paper.", desk=desks["procurement"], by=buyer)
    assert new_ones(looks(minutes=60)) == []


def test_filter_shows_what_is_new_and_is_hidden_where_nothing_is(looks, legal_term, counsel):
    assert 'id="terms-show-new" hidden' in looks().content.decode()
    decide(legal_term, counsel)
    response = looks(minutes=60, terms="new")
    assert [row.term for band in response.context["terms"].bands for row in band.shown] == [legal_term]
    assert 'id="terms-show-new" hidden' not in response.content.decode()


def test_comment_of_somebody_else_is_marked_on_its_term_and_on_the_tab(looks, review, legal_term, counsel, buyer):
    looks()
    comment_actions.comment(review, "Look at this.", audience=CommentAudience.INTERNAL, term=legal_term, by=counsel)
    comment_actions.comment(review, "I see.", audience=CommentAudience.INTERNAL, term=legal_term, by=buyer)
    text = text_of(looks(minutes=60))
    assert "2 comments, 1 new since you looked last" in text
    assert "Comments 2 (1 new since you looked last)" in text


def test_privileged_note_is_no_news_outside_its_circle(looks, review, legal_term, counsel, lead):
    looks()
    comment_actions.comment(
        review, "Careful.", audience=CommentAudience.PRIVILEGED, people=[lead], term=legal_term, by=counsel
    )
    text = text_of(looks(minutes=60))
    assert "new since you looked last" not in text


def test_answer_to_a_decision_keeps_the_marks_of_the_others(looks, client, term, legal_term, counsel):
    looks()
    decide(legal_term, counsel)
    looks(minutes=60)
    response = press(client, "decide_term", term.pk, headers=HTMX, outcome="ask", desk=term.desk_id)
    assert '<span class="count" id="terms-count-new" hx-swap-oob="true">1</span>' in response.content.decode()


def test_look_is_kept_once_a_person_and_written_once_a_minute(looks, review, buyer, at, django_assert_num_queries):
    for minutes in (0, 60, 60):
        looks(minutes=minutes)
    assert Look.objects.filter(review=review, person=buyer).count() == 1
    seen = with_looks(Review.objects.all(), buyer).get(pk=review.pk)
    at(Look.objects.get().looked_at + timedelta(seconds=30))
    with django_assert_num_queries(0):
        Look.objects.look(seen, buyer)


def test_nothing_is_noted_while_nothing_may_be_changed(looks, admin):
    begin_read_only(reason="A larger disk.", until=timezone.now() + timedelta(hours=1), by=admin)
    state.known.clear()
    assert looks().status_code == 200
    assert not Look.objects.exists()
