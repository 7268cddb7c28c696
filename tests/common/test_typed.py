"""What somebody typed outlives the end of their session, and is shown to them alone."""

import pytest
from django.test import Client
from django.urls import reverse

from common.models import TypedText
from reviews.models import Comment
from tests.common.forms import form_of
from tests.reviews.pages import page, signed_in

WORDS = "Please look at the <price> & the term."


@pytest.fixture
def address(review):
    return review.get_absolute_url()


@pytest.fixture
def form(client, buyer, review):
    return form_of(page(signed_in(client, buyer), review, side="comments"), "/comment/")


@pytest.fixture
def signed_out(client, form, address):
    """The answer to a comment that was sent after the session had ended."""
    client.logout()
    return client.post(form.action, form.data(body=WORDS), headers={"Referer": f"http://testserver{address}"})


def sign_in_and_follow(client, person, answer):
    assert answer.url.startswith(reverse("account_login"))
    client.force_login(person)
    return client.get(answer.url.partition("next=")[2].replace("%3F", "?"), follow=True)


def test_comment_after_the_session_ended_comes_back_in_its_form(client, buyer, signed_out, address):
    back = sign_in_and_follow(client, buyer, signed_out)
    assert back.redirect_chain[-1][0].partition("?")[0] == address
    assert "What you typed is back in its form" in back.text
    form = form_of(back, "/comment/")
    assert form.value("body") == WORDS
    client.post(form.action, form.data())
    assert Comment.objects.get().body == WORDS
    assert TypedText.objects.count() == 0  # it was sent, so it is kept no longer


def test_comment_of_somebody_else_is_not_shown(client, counsel, signed_out):
    back = sign_in_and_follow(client, counsel, signed_out)
    assert "&lt;price&gt;" not in back.content.decode()
    token = TypedText.objects.get().token
    assert "&lt;price&gt;" not in client.get("/queue/", {"typed": token}).content.decode()


def test_comment_over_htmx_leads_to_the_sign_in_and_back(client, form, address):
    client.logout()
    referer = {"Referer": f"http://testserver{address}", "HX-Request": "true"}
    answer = client.post(form.action, form.data(body=WORDS), headers=referer)
    assert answer["HX-Redirect"].startswith(reverse("account_login"))
    assert TypedText.objects.get().page == address


def test_form_without_a_key_leads_back_to_its_page_and_keeps_nothing(client, review, address):
    answer = client.post(f"{address}comment/", {"body": WORDS}, headers={"Referer": f"http://testserver{address}"})
    assert answer.url == f"{reverse('account_login')}?next={address}"
    assert TypedText.objects.count() == 0


def test_forged_key_keeps_nothing(client, form):
    client.logout()
    client.post(form.action, {**form.data(body=WORDS), "form_key": "x:1:forged"})
    assert TypedText.objects.count() == 0


def test_refused_form_after_the_session_ended_leads_to_the_page_not_to_its_own_address(client, buyer, form, address):
    """A refused form stands at an address that nobody can open."""
    referer = f"http://testserver{address}"
    refused = client.post(form.action, form.data(body=""), headers={"Referer": referer})
    assert refused.status_code == 422
    again = form_of(refused, "/comment/")
    client.logout()
    answer = client.post(again.action, again.data(body=WORDS), headers={"Referer": f"http://testserver{form.action}"})
    back = sign_in_and_follow(client, buyer, answer)
    assert form_of(back, "/comment/").value("body") == WORDS


def test_form_with_an_old_safety_token_comes_back_with_its_text(buyer, form, address):
    """They signed out and in again in another window."""
    careful = Client(enforce_csrf_checks=True)
    careful.force_login(buyer)
    referer = {"Referer": f"http://testserver{address}"}
    back = careful.post(form.action, form.data(body=WORDS), headers=referer, follow=True)
    assert Comment.objects.count() == 0
    assert form_of(back, "/comment/").value("body") == WORDS


def test_text_whose_form_is_gone_is_still_shown(client, buyer, signed_out):
    TypedText.objects.update(page="/my-work/")
    back = sign_in_and_follow(client, buyer, signed_out)
    assert "Its form is not there any more" in back.text
    assert "&lt;price&gt; &amp; the term." in back.content.decode()


def test_difference_is_not_shown_to_somebody_who_may_not_open_the_page_any_more(client, buyer, review, address):
    changed = {"changes": [], "mine": [], "read": "", "by": "Canary", "at": ""}
    kept = TypedText.objects.create(
        person=buyer, key="k", why="changed", page=address, address=f"{address}figures/", changes=changed
    )
    shown = signed_in(client, buyer).get(reverse("typed", args=[kept.token]))
    assert "Canary changed this" in shown.text
    buyer.memberships.all().delete()
    gone = client.get(reverse("typed", args=[kept.token]), follow=True)
    assert "Canary" not in gone.text
    assert "not there for you any more" in gone.text


def test_passwords_are_never_kept(client, buyer):
    buyer.set_password("a former secret")
    buyer.save()
    form = form_of(signed_in(client, buyer).get(reverse("account_change_password")), "/password/change/")
    client.logout()
    client.post(form.action, form.data(oldpassword="secret-1", password1="secret-2", password2="secret-2"))
    assert not TypedText.objects.filter(fields__icontains="secret").exists()


def test_address_that_only_takes_forms_is_no_blank_page(client, buyer, form):
    answer = client.get(form.action)
    assert answer.status_code == 405
    assert "This address only takes what a form sends" in answer.text
