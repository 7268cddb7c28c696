"""The requester's page of their own review: a letter that says with whom it is, since when and until when, and whether
anything is needed. What it says is made in reviews.story, for the API as well."""

from dataclasses import dataclass

from reviews.models import Nudge, Purpose
from reviews.story.people import PersonRow
from reviews.story.telling import Story, story_of
from reviews.waits import policies as wait_policies
from reviews.waits.opening_and_closing import NO_LONGER_NEEDED
from reviews.web.cards.comments import Conversation, comment_items, comments_on
from reviews.web.cards.composer import TO_REVIEWERS, composer_of
from reviews.web.cards.findings import outcomes_for_requester
from reviews.web.cards.papers.documents import paper_context
from reviews.web.forms.review import AnswerForm, WithdrawForm, parts_of

COMMENTS_SHOWN = 5
"""How many of the newest stand on the page; the others have a page of their own."""


@dataclass(frozen=True)
class Row:
    """One of those who are on it, and whether the reader may ask them when: once, and only where they are late."""

    who: PersonRow
    may_ask: bool
    asked: Nudge | None


def status_page_context(review, user, forms, *, audience_key=""):
    """What templates/reviews/status/status_page.html needs. `review` comes from `review_page`."""
    story = story_of(review)
    return {
        "review": review,
        "story": story,
        "rows": rows_of(story, user),
        "asking": _asking(story, forms),
        "answered": _answered(story),
        "conversation": _conversation(review, user),
        "composer": composer_of(review, user, forms, audience_key=audience_key, choices=_audiences(review, user)),
        "papers": paper_context(review, user),
        "finding_outcomes": outcomes_for_requester(review.story_findings),
        "withdraw_form": forms.take(WithdrawForm, review) if review.is_live else None,
        "note_parts": _note_parts(story),
        "may_ask_again": review.is_not_going_ahead and review.requester_id == user.pk,
    }


def rows_of(story: Story, user) -> list[Row]:
    """Who is on it. One query more where somebody is late: whether they were asked already."""
    late = [row.wait.pk for row in story.people if row.is_late and wait_policies.offers_nudge(user, row.wait)]
    asked = {nudge.wait_id: nudge for nudge in Nudge.objects.filter(wait__in=late, by=user)} if late else {}
    return [
        Row(
            who=row,
            may_ask=row.wait is not None and row.wait.pk in late and row.wait.pk not in asked,
            asked=asked.get(row.wait.pk) if row.wait else None,
        )
        for row in story.people
    ]


def _conversation(review, user):
    """The newest comments; counted only where there are more than the page shows. One query, mostly."""
    comments = comments_on(review, user)
    newest = list(comments.order_by("-pk")[: COMMENTS_SHOWN + 1])
    total = comments.count() if len(newest) > COMMENTS_SHOWN else len(newest)
    return Conversation(comment_items(review, newest[:COMMENTS_SHOWN][::-1], user), total)


def _audiences(review, user):
    """Whom they can write to: the reviewers alone, without a query, unless they sit in a circle or are of legal."""
    is_inside = user.pk in review.story_circle or user.is_reviewer
    return None if is_inside else [TO_REVIEWERS]


def _asking(story, forms):
    """The first question with the form for its answer, or None: one at a time."""
    if not story.facts.questions:
        return None
    line = story.facts.questions[0]
    sent = forms.sent if isinstance(forms.sent, AnswerForm) else None
    line = next((other for other in story.facts.questions if sent and other.wait.pk == sent.about.pk), line)
    return {"line": line, "form": forms.take(AnswerForm, line.wait), "more": len(story.facts.questions) - 1}


def _answered(story):
    """What the requester was asked and has answered, newest first."""
    asked = [wait for wait in story.facts.ended if wait.purpose == Purpose.QUESTION]
    return [wait for wait in reversed(asked) if wait.answer not in {"", NO_LONGER_NEEDED}]


def _note_parts(story):
    """Why it was refused and what to do instead, in the words of the note that both functions signed."""
    if not story.is_refused:
        return None
    note = story.review.decision_notes.filter(co_signed_at__isnull=False).select_related("drafted_by", "co_signed_by")
    signed = note.first()
    return {"note": signed, "parts": parts_of(signed)} if signed else None
