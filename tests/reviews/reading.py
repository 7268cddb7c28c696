"""Reads what an action did, as plain values: the log lines and notices it wrote, and the sentence it refused with."""

from contextlib import contextmanager

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from common.models import Event
from notices.models import Notice
from reviews.checks.stands import stands_today
from reviews.models import Proposal, Purpose, Responsibility, Term
from reviews.terms import states


class Written:
    """The log lines and notices written since this was made."""

    def __init__(self):
        self.last_event = _last(Event)
        self.last_notice = _last(Notice)

    @property
    def events(self):
        """[(who, verb, audience, sentence)], in the order of writing."""
        lines = Event.objects.readable().filter(pk__gt=self.last_event).order_by("pk")
        return [(line.by and line.by.name, line.verb, line.audience, line.sentence) for line in lines]

    @property
    def verbs(self):
        return [verb for _, verb, _, _ in self.events]

    @property
    def notices(self):
        """[(to whom, kind, body without the line that says when it is due)], sorted by name."""
        notices = Notice.objects.filter(pk__gt=self.last_notice).select_related("recipient")
        return sorted((notice.recipient.name, notice.kind, notice.body.partition("\nDue on ")[0]) for notice in notices)

    @property
    def told(self):
        """The names of those who were told anything, sorted."""
        return sorted({name for name, _, _ in self.notices})


def _last(model):
    return model.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


@contextmanager
def denied(sentence):
    """The block is refused for who asks, in exactly this sentence, and writes nothing."""
    written = Written()
    with pytest.raises(PermissionDenied) as refusal:
        yield
    assert str(refusal.value) == sentence
    assert (written.events, written.notices) == ([], [])


@contextmanager
def refused(*sentences):
    """The block is refused for what it asks or when, in exactly these sentences, and writes nothing."""
    written = Written()
    with pytest.raises(ValidationError) as refusal:
        yield
    assert refusal.value.messages == list(sentences)
    assert (written.events, written.notices) == ([], [])


def texts_of(event):
    """{key: what somebody typed, as the log keeps it}."""
    return dict(event.texts.values_list("key", "text"))


def desk_wait(review, desk):
    """The open wait for the desk's side of the review."""
    return review.waits.open().get(purpose=Purpose.DESK_REVIEW, desk=desk)


def open_wait_of(review, purpose):
    """The one open wait of this purpose."""
    return review.waits.open().get(purpose=purpose)


def term(review, slug):
    """The review's term of this type."""
    return Term.objects.select_related("review", "term_type", "desk", "second_desk").get(
        review=review, term_type__slug=slug
    )


def row(instance, *names):
    """The named columns as the database has them now."""
    return type(instance).objects.values_list(*names).get(pk=instance.pk)


def waits_of(review, *names):
    """The named columns of the open waits, oldest first."""
    return list(review.waits.open().order_by("pk").values_list(*names))


def answer_anew(review, slot, **changes):
    """Let the split of the review answer a question with other columns than before, past every action."""
    before = review.responsibilities.get(slot=slot)
    columns = {name: getattr(before, name) for name in ("review", "slot", "desk", "person", "backup", "why")}
    review.responsibilities.filter(pk=before.pk).supersede(because="For a test", by=None)
    return Responsibility.objects.create(**columns | changes)


def stage_of(review):
    review.refresh_from_db()
    return review.stage


def proposal_of(slug):
    """The proposal about this kind of term, where there is one alone."""
    return Proposal.objects.select_related("review").get(term_type__slug=slug)


def state_key(about):
    """The key of the state in which the term stands now, as pages and the API name it."""
    now = Term.objects.for_checks().get(pk=about.pk)
    return states.state_of(now, stands_today(now.review, [now])[now.pk]).key
