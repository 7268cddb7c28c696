"""Comments: internal unless somebody chooses otherwise."""

import pytest
from django.db import IntegrityError, transaction

from reviews.closing import actions as closing
from reviews.comments import actions as comment_actions
from reviews.comments import drafts
from reviews.models import Comment, CommentAudience, CommentRevision
from reviews.waits import claims, questions
from tests.factories import MembershipFactory
from tests.reviews.few_terms import software  # noqa: F401  (its reviews have a few terms)
from tests.reviews.reading import Written, denied, desk_wait, refused, row, term


def test_comment_is_internal_unless_told_otherwise(review, desks, buyer, counsel, requester):
    claims.claim(desk_wait(review, desks["legal"]), by=counsel)
    written = Written()

    comment = comment_actions.comment(review, " The cap looks low. ", by=buyer)

    assert row(comment, "body", "audience", "author__name", "term") == (
        "The cap looks low.",
        "internal",
        "Ben Buyer",
        None,
    )
    assert written.events == [("Ben Buyer", "comment.written", "internal", "wrote a comment")]
    assert written.notices == [("Clara Counsel", "news", "Ben Buyer wrote: The cap looks low.")]


def test_comment_for_the_requester_reaches_them(review, buyer):
    written = Written()
    comment_actions.comment(review, "We are on it.", audience=CommentAudience.REQUESTER, by=buyer)
    assert written.events == [("Ben Buyer", "comment.written", "business", "wrote a comment")]
    assert written.notices == [("Rosa Requester", "mention", "Ben Buyer wrote: We are on it.")]


def test_comment_on_a_term_names_it(review, counsel):
    written = Written()
    comment = comment_actions.comment(review, "Too low.", term=term(review, "liability"), by=counsel)
    assert comment.term == term(review, "liability")
    assert written.events == [
        ("Clara Counsel", "comment.written", "internal", "commented on “Limitation of liability”"),
    ]


@pytest.mark.parametrize("on_a_desk", [False, True])
def test_comment_of_the_requester_is_read_by_both_sides_and_is_about_the_whole(on_a_desk, review, desks, requester):
    if on_a_desk:
        MembershipFactory(team=desks["legal"], user=requester, is_lead=True)
    comment = comment_actions.comment(
        review, "Any news?", audience=CommentAudience.INTERNAL, term=term(review, "liability"), by=requester
    )
    assert row(comment, "audience", "term") == ("requester", None)


def test_comment_of_the_requester_is_told_to_those_who_hold_something(review, desks, requester, counsel, buyer):
    claims.claim(desk_wait(review, desks["legal"]), by=counsel)
    questions.ask_requester(desk_wait(review, desks["legal"]), "Who?", by=counsel)
    written = Written()
    comment_actions.comment(review, "Any news?", by=requester)
    assert written.told == ["Clara Counsel"]


def test_internal_comment_is_never_told_to_the_requester_who_holds_a_question(review, desks, requester, counsel, buyer):
    questions.ask_requester(desk_wait(review, desks["legal"]), "Who?", by=counsel)
    written = Written()
    comment_actions.comment(review, "They never answer.", by=buyer)
    assert "Rosa Requester" not in written.told


def test_comment_is_for_the_requester_and_reviewers(review, stranger, admin):
    for person in (stranger, admin):
        with denied("Only the requester and the reviewers can comment here."):
            comment_actions.comment(review, "Hello.", by=person)


def test_comment_says_what_is_wrong(review, another_review, buyer):
    foreign = term(another_review(), "liability")
    with refused("Write something first."):
        comment_actions.comment(review, " \n ", by=buyer)
    with refused("This term belongs to another review."):
        comment_actions.comment(review, "Too low.", term=foreign, by=buyer)
    with refused("Please shorten this to 5,000 characters; it has 5,001."):
        comment_actions.comment(review, "x" * 5001, by=buyer)
    comment_actions.comment(review, "漢" * 5000, by=buyer)
    assert Comment.objects.get().body == "漢" * 5000


def test_comment_works_on_a_review_that_ended(review, requester, buyer):
    closing.withdraw(review, "No budget.", by=requester)
    assert comment_actions.comment(review, "A pity.", by=buyer).pk


# --- changing and taking back -----------------------------------------------------------------------


def test_edit_keeps_what_was_said_before(review, buyer):
    comment = comment_actions.comment(review, "The cap is low.", by=buyer)
    written = Written()

    comment_actions.edit_comment(comment, "The cap is high.", version="first", by=buyer)

    edited = Comment.objects.get()
    assert (edited.body, edited.edited_at is not None) == ("The cap is high.", True)
    assert list(edited.revisions.values_list("body", "replaced_by__name")) == [("The cap is low.", "Ben Buyer")]
    assert written.events == [("Ben Buyer", "comment.edited", "internal", "changed what a comment says")]
    assert written.notices == []


def test_edit_of_what_others_changed_meanwhile_is_refused(review, buyer):
    draft = comment_actions.comment(review, "Dear vendor,", audience="vendor", by=buyer)
    comment_actions.edit_comment(draft, "Dear all,", version="first", by=buyer)
    with refused("This text was changed meanwhile. Read it again first."):
        comment_actions.edit_comment(draft, "Dear you,", version="first", by=buyer)


def test_edit_is_for_the_author(review, buyer, counsel, lead):
    comment = comment_actions.comment(review, "Mine.", by=buyer)
    for person in (counsel, lead):
        with denied("Only the author can change this."):
            comment_actions.edit_comment(comment, "Yours.", by=person)
        with denied("Only the author can take this back."):
            comment_actions.retract_comment(comment, by=person)


def test_edit_of_nothing_leaves_no_trace(review, buyer):
    comment = comment_actions.comment(review, "The cap is low.", by=buyer)
    written = Written()
    comment_actions.edit_comment(comment, " The cap is low. ", by=buyer)
    assert (written.events, comment.revisions.count()) == ([], 0)


def test_edit_and_retraction_end_with_the_review(review, buyer, requester, counsel):
    comment = comment_actions.comment(review, "Mine.", by=buyer)
    note = comment_actions.comment(review, "Careful.", audience="privileged", by=counsel)
    closing.withdraw(review, "No budget.", by=requester)
    for action in (
        comment_actions.retract_comment,
        lambda each, by: comment_actions.edit_comment(each, "Other.", by=by),
    ):
        with refused("This review has ended, and what was said on it stays."):
            action(comment, by=buyer)
    assert comment_actions.retract_comment(note, by=counsel).body == ""


def test_retraction_takes_every_word_and_leaves_who_and_when(review, buyer, requester):
    comment = comment_actions.comment(review, "Zyzzyva one.", audience=CommentAudience.REQUESTER, by=buyer)
    comment_actions.edit_comment(comment, "Zyzzyva two.", by=buyer)

    comment_actions.retract_comment(comment, by=buyer)

    gone = Comment.objects.get()
    assert (gone.body, gone.retracted_by, gone.author) == ("", buyer, buyer)
    assert not CommentRevision.objects.exists()
    notice = requester.notices.get(key=f"comment-{comment.pk}")
    assert (notice.body, notice.withdrawn_at is not None) == ("Ben Buyer took this comment back.", True)
    with refused("This was taken back: write a new comment."):
        comment_actions.edit_comment(gone, "Again.", by=buyer)


def test_privileged_note_is_taken_back_by_any_lawyer_inside(review, counsel, lead, buyer):
    note = comment_actions.comment(review, "Careful.", audience="privileged", people=[lead, buyer], by=counsel)
    with denied("Only the author can take this back."):
        comment_actions.retract_comment(note, by=buyer)
    assert comment_actions.retract_comment(note, by=lead).retracted_by == lead


@pytest.mark.parametrize("change", [{"audience": "requester"}, {"review": 1}, {"author": 1}])
def test_database_refuses_other_readers_for_a_comment(review, another_review, buyer, counsel, change):
    values = {"review": another_review().pk, "author": counsel.pk}
    comment = comment_actions.comment(review, "Mine.", by=buyer)
    changed = {name: values.get(name, value) for name, value in change.items()}
    with pytest.raises(IntegrityError, match="keeps its author and its readers"), transaction.atomic():
        Comment.objects.filter(pk=comment.pk).update(**changed)


@pytest.mark.parametrize("act", [lambda rows: rows.update(body="Other."), lambda rows: rows.delete()])
def test_database_keeps_earlier_texts_as_they_were(review, buyer, act):
    comment_actions.edit_comment(comment_actions.comment(review, "One.", by=buyer), "Two.", by=buyer)
    with pytest.raises(IntegrityError, match="earlier text of a comment stays"), transaction.atomic():
        act(CommentRevision.objects.all())


# --- drafts for the vendor --------------------------------------------------------------------------


def test_draft_is_read_by_reviewers_and_told_to_whom_talks_to_the_vendor(review, desks, buyer, counsel, requester):
    claims.claim(desk_wait(review, desks["procurement"]), by=buyer)
    written = Written()

    draft = comment_actions.comment(review, "Dear vendor,", audience="vendor", by=counsel)

    assert written.events == [("Clara Counsel", "comment.written", "internal", "drafted a text for the vendor")]
    assert written.notices == [("Ben Buyer", "news", "Clara Counsel wrote: Dear vendor,")]
    assert draft in Comment.objects.visible_to(buyer)
    assert draft not in Comment.objects.visible_to(requester)


def test_draft_is_sent_by_the_person_who_talks_to_the_vendor_and_then_fixed(review, buyer, counsel):
    draft = comment_actions.comment(review, "Dear vendor,", audience="vendor", by=counsel)
    with denied("Only the person who talks to the vendor can send this."):
        drafts.release_draft(draft, by=counsel)
    written = Written()

    sent = drafts.release_draft(draft, version="first", by=buyer)

    assert row(sent, "released_by__name", "body") == ("Ben Buyer", "Dear vendor,")
    assert written.events == [("Ben Buyer", "comment.sent_to_vendor", "internal", "sent a drafted text to the vendor")]
    with refused("Ben Buyer has sent this already."):
        drafts.release_draft(sent, by=buyer)
    for action in (
        comment_actions.retract_comment,
        lambda each, by: comment_actions.edit_comment(each, "Other.", by=by),
    ):
        with refused("This was sent to the vendor and stays as it is: write a new draft."):
            action(sent, by=counsel)
    with pytest.raises(IntegrityError, match="sent to the vendor stays as it is"), transaction.atomic():
        Comment.objects.filter(pk=sent.pk).update(body="Other.")


def test_draft_that_was_changed_meanwhile_is_not_sent_unread(review, buyer, counsel):
    draft = comment_actions.comment(review, "Dear vendor,", audience="vendor", by=counsel)
    comment_actions.edit_comment(draft, "Dear vendor, pay.", by=counsel)
    with refused("This text was changed meanwhile. Read it again first."):
        drafts.release_draft(draft, version="first", by=buyer)


def test_draft_is_polished_by_who_will_send_it(review, buyer, counsel, lead):
    draft = comment_actions.comment(review, "Dear vendor,", audience="vendor", by=counsel)
    edited = comment_actions.edit_comment(draft, "Dear Joost,", by=buyer)
    assert row(edited, "body", "author__name") == ("Dear Joost,", "Clara Counsel")


def test_only_drafts_are_sent(review, buyer):
    comment = comment_actions.comment(review, "Between us.", by=buyer)
    with refused("Only a draft for the vendor can be sent to the vendor."):
        drafts.release_draft(comment, by=buyer)


# --- mentions ---------------------------------------------------------------------------------------


def test_mention_is_told_to_whom_it_means(review, desks, buyer, counsel, lead):
    claims.claim(desk_wait(review, desks["legal"]), by=lead)
    written = Written()

    comment = comment_actions.comment(review, "@clara counsel, is this fine? And @Lena?", by=buyer)

    assert set(comment.mentioned.all()) == {counsel, lead}
    body = "Ben Buyer mentioned you: @clara counsel, is this fine? And @Lena?"
    assert written.notices == [("Clara Counsel", "mention", body), ("Lena Lead", "mention", body)]


def test_mention_tells_nothing_about_who_exists(review, buyer, counsel, requester, stranger, admin):
    sentence = "Nobody who reads this is called “@{}”. Choose a name from the list, or drop the @."
    for name in ("Rosa", "Stefan", "Ada", "Nobody"):
        with refused(sentence.format(name)):
            comment_actions.comment(review, f"What does @{name} say?", by=buyer)
    for name in ("Lena", "Ben"):
        with refused(sentence.format(name)):
            comment_actions.comment(review, f"@{name}?", audience="privileged", people=[requester], by=counsel)


def test_mention_by_the_requester_reaches_only_people_they_met(review, desks, requester, buyer, counsel):
    claims.claim(desk_wait(review, desks["legal"]), by=counsel)
    assert set(comment_actions.comment(review, "@Clara?", by=requester).mentioned.all()) == {counsel}
    with refused("Nobody who reads this is called “@Ben”. Choose a name from the list, or drop the @."):
        comment_actions.comment(review, "@Ben?", by=requester)


def test_address_and_sign_in_a_text_for_the_vendor_are_no_mentions(review, buyer):
    comment_actions.comment(review, "Write to joost@quill.example @ noon.", by=buyer)
    comment_actions.comment(review, "See @quill on the net.", audience="vendor", by=buyer)
    assert not Comment.objects.filter(mentioned__isnull=False).exists()


@pytest.mark.parametrize(
    "body", ["300 seats @12 EUR each", "3 licences @€40", "@2x is too small", "@_underlined", "due @5pm, @100% paid"]
)
def test_sign_before_what_is_no_name_mentions_nobody(review, buyer, body):
    comment = comment_actions.comment(review, body, by=buyer)
    assert (comment.body, comment.mentioned.count()) == (body, 0)


def test_edit_tells_those_it_newly_mentions(review, buyer, counsel, lead):
    comment = comment_actions.comment(review, "@Clara?", by=buyer)
    written = Written()
    comment_actions.edit_comment(comment, "@Clara and @Lena?", by=buyer)
    assert written.told == ["Lena Lead"]
