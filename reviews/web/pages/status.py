"""The requester's page of their own review: where it is, with whom, what is open, and the answer at the end."""

from dataclasses import replace

from common.log import events_of
from common.models import Audience
from reviews.models import Purpose
from reviews.pure.stages import Stage
from reviews.waits import policies as wait_policies
from reviews.waits.status import status_of
from reviews.web.cards.comments import conversation_on
from reviews.web.cards.composer import composer_of
from reviews.web.cards.findings import outcomes_for_requester
from reviews.web.cards.papers import paper_context
from reviews.web.cards.waits import answered_questions
from reviews.web.forms.review import AnswerForm, WithdrawForm, parts_of

EVENTS_SHOWN = 30


def status_page_context(review, user, forms, *, audience_key=""):
    """What templates/reviews/status/status_page.html needs. `review` comes from `with_status`."""
    status = yours_first(status_of(review, plain=True))
    note = review.decision_notes.filter(co_signed_at__isnull=False).select_related("drafted_by", "co_signed_by").first()
    return {
        "review": review,
        "status": status,
        "nudgeable": [line.wait.pk for line in status.lines if wait_policies.offers_nudge(user, line.wait)],
        "questions": [
            (line, forms.take(AnswerForm, line.wait))
            for line in status.waits_on_requester
            if line.wait.purpose == Purpose.QUESTION
        ],
        "answered": answered_questions(review, [Purpose.QUESTION]),
        "resolved_issues": review.issues.filter(resolved_at__isnull=False).select_related("resolved_by"),
        "conversation": conversation_on(review, user),
        "composer": composer_of(review, user, forms, audience_key=audience_key),
        "papers": paper_context(review, user),
        "finding_outcomes": outcomes_for_requester(review),
        "events": events_of(review, audiences=[Audience.BUSINESS])[:EVENTS_SHOWN],
        "withdraw_form": forms.take(WithdrawForm, review) if review.is_live else None,
        "note": note,
        "note_parts": parts_of(note) if note else [],
        "is_heads_up": review.stage == Stage.HEADS_UP,
    }


def yours_first(status):
    """The requester reads first what they hold themselves."""
    return replace(status, lines=sorted(status.lines, key=lambda line: not line.is_on_requester))
