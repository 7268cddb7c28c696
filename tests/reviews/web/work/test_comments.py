"""The field to write, the page of all comments, and the page of a circle."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reviews.comments import actions as comment_actions
from reviews.comments import audiences, circles
from reviews.models import Comment, CommentAudience
from tests.factories import MembershipFactory, UserFactory
from tests.reviews.pages import HTMX, messages_of, part_of, press, signed_in, text_of
from tests.reviews.pages import page as whole_page
from tests.reviews.reading import term

AUDIENCES = {
    "requester": ["requester"],
    "buyer": ["internal", "requester", "vendor"],
    "counsel": ["internal", "requester", "vendor", "new-circle"],
}


BUTTONS = {
    "internal": "Comment for reviewers only",
    "requester": "Send to the requester",
    "vendor": "Save draft for the vendor",
    "new-circle": "Privileged note for the people ticked",
    "garbled": "Comment for reviewers only",
}


def page(client, review):
    """The page of the review as its conversation is read there."""
    return whole_page(client, review, side="comments")


def write_many(review, counsel, buyer, count):
    for number in range(count):
        audience = list(CommentAudience)[number % 4]
        people = [buyer] if audience == "privileged" else []
        one = comment_actions.comment(review, f"@Ben {number}", audience=audience, people=people, by=counsel)
        comment_actions.edit_comment(one, f"@Ben, {number}", by=counsel)


def offered(client, review, person, **asked):
    answer = signed_in(client, person).get(reverse("reviews:mentionable", args=[review.pk]), asked)
    return [person["handle"] for person in answer.json()["people"]] if answer.status_code == 200 else answer.status_code


@pytest.mark.parametrize(("who", "keys"), AUDIENCES.items())
def test_composer_offers_the_audiences_that_the_person_has_and_speaks_to_the_narrowest(
    client, request, review, buyer, counsel, who, keys
):
    composer = page(signed_in(client, request.getfixturevalue(who)), review).context["composer"]
    assert [choice.key for choice in composer.choices] == keys
    assert composer.chosen.key == keys[0]


@pytest.mark.parametrize(("audience_key", "button"), BUTTONS.items())
@pytest.mark.parametrize("headers", [{}, HTMX])
def test_compose_says_on_the_button_who_reads_it(client, review, counsel, audience_key, button, headers):
    address = reverse("reviews:compose", args=[review.pk])
    response = signed_in(client, counsel).get(address, {"voice": audience_key}, headers=headers)
    buttons = {words for words in BUTTONS.values() if f"{words}</span></button>" in response.content.decode()}
    assert buttons == {button}
    assert response.headers["Vary"].startswith("HX-Request") or "HX-Request" in response.headers["Vary"]


def test_compose_about_a_term_stays_there(client, review, another_review, counsel, requester):
    about = term(review, "liability")
    address = reverse("reviews:compose", args=[review.pk])
    shown = signed_in(client, counsel).get(address, {"voice": "vendor", "term": about.pk})
    assert shown.context["composer"].action_url == reverse("reviews:comment_on_term", args=[about.pk])
    elsewhere = term(another_review(), "liability")
    assert client.get(reverse("reviews:term", args=[elsewhere.pk])).status_code == 200
    assert client.get(address, {"term": elsewhere.pk}).status_code == 404
    assert client.get(address, {"term": "x"}).status_code == 404
    assert signed_in(client, requester).get(address, {"term": about.pk}).status_code == 404


def test_new_circle_proposes_the_lawyers_on_the_matter(client, review, counsel, lead, buyer, desks):
    MembershipFactory(team=desks["legal"], user=UserFactory(name="Another Lawyer"))
    address = reverse("reviews:compose", args=[review.pk])
    form = signed_in(client, counsel).get(address, {"voice": "new-circle"}).context["composer"].form
    assert list(form["people"].value()) == [lead.pk]
    assert {person.name for person in form.fields["people"].queryset} >= {
        "Another Lawyer",
        "Ben Buyer",
        "Rosa Requester",
    }


def test_privileged_note_is_written_on_the_page_and_read_inside(client, review, counsel, lead, buyer):
    press(signed_in(client, counsel), "comment", review.pk, body="Careful.", audience="privileged", people=[lead.pk])
    inside = part_of(page(signed_in(client, lead), review), "comments")
    assert "Privileged & confidential : Clara Counsel and Lena Lead" in inside
    assert "Privileged: Clara Counsel" in inside  # the circle that answers
    assert "Privileged" not in text_of(page(signed_in(client, buyer), review))


def test_words_for_few_are_never_offered_to_many_without_a_warning(client, review, counsel, lead, requester):
    """The circle was closed to the writer while they wrote."""
    note = comment_actions.comment(review, "Careful.", audience="privileged", people=[lead, requester], by=counsel)
    sent = {"body": "I see.", "audience": "privileged", "circle": note.circle_id}
    circles.take_out_of_circle(note.circle, requester, by=counsel)

    response = press(signed_in(client, requester), "comment", review.pk, **sent)

    assert response.status_code == 422
    assert "This was written for other readers." in part_of(response, "comments")
    assert Comment.objects.filter(body="I see.").count() == 0


def test_audience_that_the_person_does_not_have_is_refused(client, review, buyer):
    response = press(signed_in(client, buyer), "comment", review.pk, body="Mine.", audience="privileged")
    assert messages_of(response) == [("error", "Only legal begins a privileged conversation.")]
    assert not Comment.objects.exists()


def test_draft_is_sent_on_the_page_with_the_text_as_it_was_read(client, review, buyer, counsel):
    draft = comment_actions.comment(review, "Dear vendor,", audience="vendor", by=counsel)
    assert "Send to the vendor…" in text_of(page(signed_in(client, buyer), review))
    assert "Send to the vendor…" not in text_of(page(signed_in(client, counsel), review))

    press(signed_in(client, buyer), "release_draft", draft.pk, version="first")

    shown = part_of(page(client, review), "comments")
    assert "Sent to the vendor" in shown and "Sent by Ben Buyer, just now . It stays as it is." in shown
    assert "Send to the vendor…" not in shown and "Copy the text" in shown


def test_edit_shows_the_earlier_text_to_the_same_readers(client, review, buyer, requester):
    comment = comment_actions.comment(review, "By Monday.", audience="requester", by=buyer)
    press(signed_in(client, buyer), "edit_comment", comment.pk, body="By Friday.", version="first")
    shown = part_of(page(signed_in(client, requester), review), "comments")
    assert "By Friday." in shown and "edited just now" in shown
    assert "Show earlier text" in shown and "By Monday." in shown


def test_edit_that_somebody_else_overtook_keeps_what_was_typed(client, review, buyer, counsel):
    draft = comment_actions.comment(review, "One.", audience="vendor", by=counsel)
    comment_actions.edit_comment(draft, "Two.", by=buyer)
    response = press(signed_in(client, counsel), "edit_comment", draft.pk, body="Three.", version="first")
    assert response.status_code == 422
    assert "Three." in response.content.decode() and "Two." in text_of(response)
    assert ("error", "This text was changed meanwhile. Read it again first.") in messages_of(response)


def test_comment_taken_back_says_who_and_when(client, review, buyer, requester):
    comment = comment_actions.comment(review, "Zyzzyva.", audience="requester", by=buyer)
    press(signed_in(client, buyer), "retract_comment", comment.pk)
    shown = text_of(page(signed_in(client, requester), review))
    assert "Taken back by Ben Buyer, just now . The words are gone." in shown
    assert "Zyzzyva" not in shown and "Zyzzyva" not in text_of(client.get(reverse("notices:notice_list")))


# --- many ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "query"), [("review", ""), ("review", "?side=comments"), ("comments", "")])
def test_page_costs_the_same_with_three_comments_and_with_thirty(client, review, counsel, buyer, name, query):
    address = reverse(f"reviews:{name}", args=[review.pk]) + query
    signed_in(client, buyer)

    def cost():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    write_many(review, counsel, buyer, 4)
    cost()  # what is cached once
    few = cost()
    write_many(review, counsel, buyer, 26)
    assert cost() == few


def test_newest_comments_stand_on_the_page_and_the_others_are_a_step_away(client, review, buyer):
    Comment.objects.bulk_create(
        Comment(review=review, author=buyer, body=f"Word {number:03}.") for number in range(500)
    )
    shown = part_of(page(signed_in(client, buyer), review), "comments")
    assert "Show earlier comments (480 more)" in shown
    assert [number for number in range(500) if f"Word {number:03}." in shown] == list(range(480, 500))

    first = client.get(reverse("reviews:comments", args=[review.pk]))
    assert [item.comment.body for item in first.context["items"]][:2] == ["Word 499.", "Word 498."]
    older = client.get(first.context["page"].older_url)
    assert older.context["items"][0].comment.body == "Word 469."


def test_page_of_all_comments_explains_itself_when_empty(client, review, requester):
    assert "Nothing said yet" in text_of(
        signed_in(client, requester).get(reverse("reviews:comments", args=[review.pk]))
    )


# --- who can be mentioned ------------------------------------------------------------------------


def test_mentionable_are_those_who_will_read_it(client, review, requester, buyer, counsel, lead, stranger, admin):
    circle = comment_actions.comment(review, "Careful.", audience="privileged", people=[lead], by=counsel).circle
    assert offered(client, review, buyer, audience="internal") == ["Clara Counsel", "Lena Lead"]
    assert offered(client, review, buyer, audience="requester", q="r") == ["Rosa Requester"]
    assert offered(client, review, counsel, circle=circle.pk) == ["Lena Lead"]
    assert offered(client, review, counsel, audience="privileged", people=[requester.pk]) == ["Rosa Requester"]
    assert offered(client, review, buyer, audience="vendor") == []
    assert offered(client, review, buyer, q="couns") == ["Clara Counsel"]


def test_mentionable_names_nobody_to_whom_may_not_write_there(
    client, review, another_review, requester, buyer, counsel, stranger
):
    circle = comment_actions.comment(review, "Careful.", audience="privileged", by=counsel).circle
    assert offered(client, review, requester, audience="internal") == 404
    assert offered(client, review, requester) == []  # nobody has met them yet
    assert offered(client, review, buyer, audience="privileged", people=[counsel.pk]) == 404
    assert offered(client, review, buyer, circle=circle.pk) == 404
    assert offered(client, review, counsel, circle=circle.pk) == []
    assert offered(client, another_review(), counsel, circle=circle.pk) == 404
    assert offered(client, review, buyer, circle="x") == 404
    assert offered(client, review, buyer, audience="everyone") == 404
    assert offered(client, review, stranger) == 404


def test_two_people_of_one_name_are_told_apart_by_address(client, review, buyer, counsel, desks):
    MembershipFactory(team=desks["legal"], user=UserFactory(name="Clara Counsel", email="clara2@duet.example"))
    assert offered(client, review, buyer, q="cl") == [counsel.email, "clara2@duet.example"]
    comment = comment_actions.comment(review, "@clara2@duet.example, please.", by=buyer)
    assert [person.email for person in comment.mentioned.all()] == ["clara2@duet.example"]


@pytest.mark.parametrize("audience", CommentAudience)
def test_readers_of_is_visible_to_asked_from_the_other_end(
    audience, review, requester, buyer, counsel, lead, stranger, admin, finance_lead, specialists, desks
):
    left = UserFactory(is_active=False)
    MembershipFactory(team=desks["legal"], user=left)
    inside = [requester, specialists["privacy"]] if audience == "privileged" else []
    comment = comment_actions.comment(review, "Hello.", audience=audience, people=inside, by=counsel)
    everybody = [requester, buyer, counsel, lead, stranger, admin, finance_lead, left, *specialists.values()]

    seen = {person for person in everybody if Comment.objects.visible_to(person).filter(pk=comment.pk).exists()}

    assert set(audiences.readers_of(review, audience, comment.circle)) == seen
    assert seen  # counsel at least


# --- its audience ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("audience", "label"),
    [
        ("internal", "Reviewers only"),
        ("requester", "Requester and reviewers"),
        ("vendor", "Draft for the vendor, not sent"),
    ],
)
def test_comment_shows_its_audience(client, counsel, requester, review, audience, label):
    press(signed_in(client, counsel), "comment", review.pk, body="A word.", audience=audience)

    assert f"{label} Clara Counsel just now A word." in part_of(page(client, review), "comments")
    assert ("A word." in text_of(page(signed_in(client, requester), review))) == (audience == "requester")


def test_comment_is_internal_unless_somebody_chooses_otherwise(client, counsel, review):
    composer = page(signed_in(client, counsel), review).context["composer"]

    assert (composer.chosen.key, composer.form["audience"].value()) == ("internal", "internal")


def test_field_to_write_is_sent_to_its_own_address_by_htmx_too(client, review, buyer):
    body = page(signed_in(client, buyer), review).text
    address = reverse("reviews:comment", args=[review.pk])
    assert f'hx-post="{address}"' in body
    assert 'hx-post="#' not in body
