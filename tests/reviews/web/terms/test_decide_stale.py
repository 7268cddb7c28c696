"""Two people decide one term on the same page: the second is asked."""

import pytest
from django.test import Client

from reviews.models import Outcome
from tests.common.forms import form_of, forms_of
from tests.reviews.pages import page, signed_in, text_of


@pytest.fixture
def term(review):
    return review.terms.filter(desk__slug="procurement", second_desk=None).first()


@pytest.fixture
def both(review, term, buyer, lead):
    """[(browser, form)] of two people with the same term open."""
    clients = [signed_in(Client(), person) for person in (buyer, lead)]
    return [(client, form_of(client.get(f"/terms/{term.pk}/"), f"/terms/{term.pk}/decide/")) for client in clients]


def test_second_decision_sees_the_first_and_can_keep_its_own(both, term):
    (first, one), (second, other) = both
    assert first.post(one.action, one.data(outcome="ask", reason="")).status_code == 302
    asked = second.post(other.action, other.data(outcome="theirs", reason="It is small."))
    assert asked.status_code == 409
    assert "Decided by Procurement not decided yet Our position holds (Ben Buyer," in text_of(asked)
    assert "Theirs accepted: It is small." in text_of(asked)
    term.refresh_from_db()
    assert term.outcome == Outcome.ASK
    [mine] = [form for form in forms_of(asked) if form.value("form_read")]
    assert second.post(mine.action, mine.data()).status_code == 302
    term.refresh_from_db()
    assert term.outcome == Outcome.THEIRS


def test_decision_that_does_not_say_what_was_read_is_asked(both, term, forms_as_they_come):
    (first, one), _ = both
    data = one.data(outcome="ask", reason="")
    del data["form_read"]
    asked = first.post(one.action, data)
    assert (asked.status_code, term.decisions.exists()) == (409, False)
    [mine] = [form for form in forms_of(asked) if form.value("form_read")]
    assert first.post(mine.action, mine.data()).status_code == 302


def test_second_decision_over_htmx_is_led_to_the_difference(both):
    (first, one), (second, other) = both
    first.post(one.action, one.data(outcome="ask", reason=""))
    asked = second.post(other.action, other.data(outcome="ask", reason=""), headers={"HX-Request": "true"})
    assert asked.status_code == 409
    assert "This was changed meanwhile" in second.get(asked["HX-Redirect"]).text


def test_bulk_step_on_an_older_page_leaves_the_changed_term_out(both, review, term):
    (first, _one), (second, _other) = both
    bulk = page(second, review).text
    key = bulk.partition(f'name="seen-{term.pk}" value="')[2].partition('"')[0]
    first.post(f"/terms/{term.pk}/edit/", {"position": "Something else.", "vendor_wording": "", "place": ""})
    data = {"outcome": "ask", "term": term.pk, f"seen-{term.pk}": key}
    answer = second.post(f"{review.get_absolute_url()}decide/", data, follow=True)
    assert "was changed after you had read it" in text_of(answer)
    assert not term.decisions.exists()
