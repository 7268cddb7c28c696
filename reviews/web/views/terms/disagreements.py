"""Disagreements on terms: raising one, its one-page summary, settling it; and the agenda of the check-in."""

from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST
from django.views.decorators.vary import vary_on_headers

from common.log import last_change
from common.stale import unless_changed
from reviews.disagreements import actions as disagreement_actions
from reviews.models import Disagreement
from reviews.pure.verbs import Verb
from reviews.spine.stage import locked
from reviews.web.cards.disagreements import summary_context
from reviews.web.cards.forms_on_page import Forms
from reviews.web.forms.disagreements import DisagreeForm, OutcomeForm, ReplyToDisagreementForm
from reviews.web.pages.answers import attempt, visible
from reviews.web.views.terms.terms import term_again, term_answer, visible_term


@require_POST
@vary_on_headers("HX-Request")
def disagree(request, pk):
    term = visible_term(request, pk)
    form = DisagreeForm(request.POST, about=term)
    done = "Noted: it is on the card of the term."
    if form.is_valid() and attempt(request, disagreement_actions.disagree, term, **form.cleaned_data, done=done):
        return term_answer(request, pk, opened=True) if request.htmx else redirect("reviews:term", pk)
    return term_again(request, pk, form)


def visible_disagreement(request, pk):
    return visible(request, Disagreement.objects.with_names(), pk)


@require_GET
def disagreement(request, pk):
    """The summary on one page, to read or to print."""
    return summary(request, visible_disagreement(request, pk))


def summary(request, disagreement, *, sent=None, status=200):
    context = summary_context(disagreement, request.user, Forms(sent))
    return render(request, "reviews/disagreements/disagreement.html", context, status=status)


def answered(request, pk, form, action, *, done):
    """Back to the summary; or the summary again, with everything typed kept."""
    disagreement = form.about

    def fresh():
        locked(disagreement.term)
        return type(form)(about=Disagreement.objects.with_names().get(pk=pk))

    def last():
        verbs = Verb.DISAGREEMENT_ANSWERED, Verb.DISAGREEMENT_OUTCOME
        return last_change(disagreement.review, *verbs, disagreement=pk)

    with unless_changed(request, fresh, last=last):
        if form.is_valid() and attempt(request, action, disagreement, **form.cleaned_data, done=done):
            return redirect("reviews:disagreement", pk)
        return summary(request, visible_disagreement(request, pk), sent=form, status=422)


@require_POST
def reply_to_disagreement(request, pk):
    form = ReplyToDisagreementForm(request.POST, about=visible_disagreement(request, pk))
    return answered(request, pk, form, disagreement_actions.reply_to_disagreement, done="Your answer is on the page.")


@require_POST
def propose_outcome(request, pk):
    form = OutcomeForm(request.POST, about=visible_disagreement(request, pk))
    done = "Written down. A lead of the other side is asked to confirm it."
    return answered(request, pk, form, disagreement_actions.propose_outcome, done=done)


@require_POST
def agree_outcome(request, pk):
    disagreement = visible_disagreement(request, pk)
    read = {"outcome": request.POST.get("outcome", ""), "reopens": "reopens" in request.POST}
    attempt(
        request, disagreement_actions.agree_outcome, disagreement, **read, done="Settled. Everybody concerned is told."
    )
    return redirect("reviews:disagreement", pk)


@require_POST
def withdraw_disagreement(request, pk):
    disagreement = visible_disagreement(request, pk)
    attempt(request, disagreement_actions.withdraw_disagreement, disagreement, done="Withdrawn.")
    return redirect("reviews:disagreement", pk)
