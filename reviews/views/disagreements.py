"""Disagreements on terms: raising one, its one-page summary, settling it; and the agenda of the check-in."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST
from django.views.decorators.vary import vary_on_headers

from reviews import actions
from reviews import disagreements as rules
from reviews.disagreement_forms import DisagreeForm, OutcomeForm, ReplyToDisagreementForm, TalkedForm
from reviews.models import Disagreement
from reviews.pages.disagreements import agenda_context, summary_context
from reviews.pages.shelf import Shelf
from reviews.views.answers import attempt, visible
from reviews.views.terms import term_again, term_answer, visible_term


@require_POST
@vary_on_headers("HX-Request")
def disagree(request, pk):
    term = visible_term(request, pk)
    form = DisagreeForm(request.POST, about=term)
    done = "Noted: it is on the card of the term."
    if form.is_valid() and attempt(request, actions.disagree, term, **form.cleaned_data, done=done):
        return term_answer(request, pk, expanded=True) if request.htmx else redirect("reviews:term", pk)
    return term_again(request, pk, form)


def visible_disagreement(request, pk):
    return visible(request, Disagreement.objects.with_names(), pk)


@require_GET
def disagreement(request, pk):
    """The summary on one page, to read or to print."""
    return summary(request, visible_disagreement(request, pk))


def summary(request, disagreement, *, sent=None, status=200):
    context = summary_context(disagreement, request.user, Shelf(sent))
    return render(request, "reviews/disagreement.html", context, status=status)


def answered(request, pk, form, action, *, done):
    """Back to the summary; or the summary again, with everything typed kept."""
    if form.is_valid() and attempt(request, action, form.about, **form.cleaned_data, done=done):
        return redirect("reviews:disagreement", pk)
    return summary(request, visible_disagreement(request, pk), sent=form, status=422)


@require_POST
def reply_to_disagreement(request, pk):
    form = ReplyToDisagreementForm(request.POST, about=visible_disagreement(request, pk))
    return answered(request, pk, form, actions.reply_to_disagreement, done="Your answer is on the page.")


@require_POST
def propose_outcome(request, pk):
    form = OutcomeForm(request.POST, about=visible_disagreement(request, pk))
    done = "Written down. A lead of the other side is asked to confirm it."
    return answered(request, pk, form, actions.propose_outcome, done=done)


@require_POST
def agree_outcome(request, pk):
    disagreement = visible_disagreement(request, pk)
    read = {"outcome": request.POST.get("outcome", ""), "reopens": "reopens" in request.POST}
    attempt(request, actions.agree_outcome, disagreement, **read, done="Settled. Everybody concerned is told.")
    return redirect("reviews:disagreement", pk)


@require_POST
def withdraw_disagreement(request, pk):
    disagreement = visible_disagreement(request, pk)
    attempt(request, actions.withdraw_disagreement, disagreement, done="Withdrawn.")
    return redirect("reviews:disagreement", pk)


def require_joint(request):
    if not rules.may_join_check_ins(request.user):
        raise PermissionDenied("The check-in is for the people of procurement and legal.")


@require_GET
def check_in(request):
    """What waits for the next joint check-in. Indexes: agenda_mark_open, disagreement_open, agenda_mark_talked."""
    require_joint(request)
    return render(request, "reviews/check_in.html", agenda_context(request.user, Shelf()))


@require_POST
def talked_about(request, pk):
    """Tick one item off with a line; what was typed is kept where the line needs another look."""
    if not rules.may_join_check_ins(request.user):
        raise Http404
    mark = get_object_or_404(rules.agenda_marks_for(request.user).with_names(), pk=pk)
    form = TalkedForm(request.POST, about=mark)
    if form.is_valid() and attempt(request, actions.talk_about, mark, **form.cleaned_data, done="Ticked off."):
        return redirect("reviews:check_in")
    return render(request, "reviews/check_in.html", agenda_context(request.user, Shelf(form)), status=422)
