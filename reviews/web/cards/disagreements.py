"""The one-page summary of a disagreement, and the agenda of the check-in."""

from dataclasses import dataclass
from typing import Any

from common.log import events_of
from common.models import Audience
from people.models import User
from reviews.disagreements import policies as rules
from reviews.models import AgendaMark, Disagreement, Review, TermDecision
from reviews.web.cards.forms_on_page import Forms
from reviews.web.forms.disagreements import OutcomeForm, ReplyToDisagreementForm, TalkedForm

HISTORY_SHOWN = 20
AGENDA_SHOWN = 100
TALKED_SHOWN = 10


def summary_context(disagreement: Disagreement, user: User, forms: Forms) -> dict[str, Any]:
    """What templates/reviews/disagreements/disagreement.html needs. `disagreement` comes from `with_names`."""
    term, is_open = disagreement.term, disagreement.is_open
    may_agree = is_open and rules.may_agree(user, disagreement)
    may_propose = is_open and disagreement.is_blocking and rules.may_propose(user, disagreement)
    return {
        "disagreement": disagreement,
        "term": term,
        "review": disagreement.review,
        "decisions": TermDecision.objects.filter(term=term).select_related("desk", "decided_by"),
        "events": events_of(disagreement.review, audiences=list(Audience)).filter(data__term=term.pk)[:HISTORY_SHOWN],
        "owner_side": rules.names_of(rules.speakers_of(disagreement, owners=True)),
        "other_side": rules.names_of(rules.speakers_of(disagreement, owners=False)),
        "named_speakers": disagreement.named_speakers.select_related("person", "named_by"),
        "is_open": is_open,
        "may_agree": may_agree,
        "outcome_form": forms.take(OutcomeForm, disagreement) if may_propose else None,
        "reply_form": forms.take(ReplyToDisagreementForm, disagreement)
        if is_open and rules.may_reply(user, disagreement)
        else None,
        "may_withdraw": is_open and rules.may_withdraw(user, disagreement),
    }


@dataclass(frozen=True)
class AgendaItem:
    """One thing to talk about, with the line to tick it off."""

    mark: AgendaMark
    form: TalkedForm

    @property
    def review(self) -> Review:
        return self.mark.review


def agenda_context(user: User, forms: Forms) -> dict[str, Any]:
    """The agenda in its groups; a fixed number of queries. Indexes: agenda_mark_open, disagreement_open."""
    marks = list(rules.agenda_for(user).with_names().order_by("added_at", "pk")[: AGENDA_SHOWN + 1])
    items = [AgendaItem(mark, forms.take(TalkedForm, mark)) for mark in marks[:AGENDA_SHOWN]]
    blocking = Disagreement.objects.visible_to(user).open().blocking().with_names()
    talked = rules.agenda_marks_for(user).filter(talked_at__isnull=False).with_names().order_by("-talked_at")
    return {
        "disagreements": [item for item in items if item.mark.disagreement_id],
        "late": [item for item in items if item.mark.wait_id],
        "blocking": list(blocking[:AGENDA_SHOWN]),
        "more": len(marks) > AGENDA_SHOWN,
        "talked": list(talked[:TALKED_SHOWN]),
    }
