"""Terms: one term on its own page, which the workbench also shows in place; deciding, editing, commenting."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.views.decorators.http import require_GET, require_POST
from django.views.decorators.vary import vary_on_headers

from common.keys import pk_or_none
from common.log import last_change
from common.stale import unless_changed
from common.words import counted, listed
from reviews.checks.papers import papers_of, unread_documents
from reviews.checks.stands import stands_of, stands_today
from reviews.comments import actions as comment_actions
from reviews.models import Term
from reviews.pure.verbs import Verb
from reviews.spine import policies
from reviews.spine.stage import locked
from reviews.terms import bulk, states
from reviews.terms import deciding as term_deciding
from reviews.terms import papers as term_papers
from reviews.web.cards.comments import conversation_on
from reviews.web.cards.forms_on_page import Forms
from reviews.web.cards.terms import open_desks, term_card, terms_with_names
from reviews.web.forms.comments import TermCommentForm
from reviews.web.forms.terms import DecideForm, EditTermForm, PaperForm
from reviews.web.pages.answers import attempt, back_to, review_for_page, visible, workable_review
from reviews.web.pages.workbench import Workbench


def visible_term(request, pk):
    """With its review in the form that policies and pages read."""
    term = visible(request, terms_with_names(Term.objects.all()), pk)
    term.review = review_for_page(request, term.review_id)
    return term


def card_of(request, term, *, sent=None):
    """The card of a term, with what a form that was sent needs another look at."""
    papers = papers_of([term.review_id] if policies.may_read_content(request.user) else [])
    return term_card(
        term,
        request.user,
        Forms(sent),
        deciding=open_desks(term.review),
        stand=stands_of([term], papers, unread_documents(term.review, papers))[term.pk],
        conversation=conversation_on(term.review, request.user, term=term),
    )


@require_GET
@vary_on_headers("HX-Request")
def term(request, pk):
    """The page of a term; for htmx what its line on the workbench opens."""
    card = card_of(request, visible_term(request, pk))
    template = "reviews/terms/_term.html" if request.htmx else "reviews/terms/term.html"
    return render(request, template, {"card": card, "review": card.term.review})


@require_POST
@vary_on_headers("HX-Request")
def decide_term(request, pk):
    term = visible_term(request, pk)
    form = DecideForm(request.POST, about=term)
    deed = form.in_words() if form.is_valid() else ""
    last = partial(states.last_change, term)
    with unless_changed(request, lambda: _state_now(term), last=last, deed=deed):
        if form.is_valid() and attempt(
            request, term_deciding.decide_term, term, **form.cleaned_data, done=f"{term}: noted."
        ):
            return term_answer(request, pk) if request.htmx else back_to(term.review, f"term-{pk}")
        return term_again(request, pk, form)


def _state_now(term):
    now = locked(term)
    return states.state_of(now, stands_today(now.review, [now])[now.pk])


@require_POST
def decide_terms(request, pk):
    """The same decision for all the ticked terms; each that was left out says why."""
    review = workable_review(request, pk)
    pks = [pk for text in request.POST.getlist("term") if (pk := pk_or_none(text))]
    terms = list(terms_with_names(review.terms.filter(pk__in=pks)))
    for term in terms:
        term.review = review
    try:
        attempts = bulk.decide_terms(
            review, terms, request.POST.get("outcome"), seen=_seen(request, pks), by=request.user
        )
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return back_to(review, "terms")
    if decided := sum(not tried.refusal for tried in attempts):
        messages.success(request, f"{counted(decided, 'term')} decided.")
    for sentence in left_out(attempts):
        messages.error(request, sentence)
    return back_to(review, "terms")


def _seen(request, pks):
    """{pk of a term: the key of the state in which the page showed it; empty where it does not say}."""
    return {pk: request.POST.get(f"seen-{pk}", "") for pk in pks}


def left_out(attempts):
    """Which terms a bulk step left out and why: one sentence for each reason."""
    by_reason = {}
    for tried in attempts:
        if tried.refusal:
            by_reason.setdefault(tried.refusal, []).append(tried.term)
    return [
        f"{listed([f'“{term}”' for term in terms], limit=len(terms))}: {refusal}"
        for refusal, terms in by_reason.items()
    ]


@require_POST
@vary_on_headers("HX-Request")
def choose_paper(request, pk):
    term = visible_term(request, pk)
    form = PaperForm(request.POST, about=term, papers=papers_of([term.review_id]).get(term.review_id, []))
    done = f"{term}: noted which paper speaks."

    def fresh():
        return PaperForm(about=locked(term), papers=papers_of([term.review_id]).get(term.review_id, []))

    with unless_changed(request, fresh, last=lambda: last_change(term.review, Verb.TERM_PAPER_CHOSEN, term=pk)):
        if form.is_valid() and attempt(request, term_papers.choose_paper, term, **form.cleaned_data, done=done):
            return term_answer(request, pk, opened=True) if request.htmx else redirect("reviews:term", pk)
        return term_again(request, pk, form)


@require_POST
@vary_on_headers("HX-Request")
def edit_term(request, pk):
    term = visible_term(request, pk)
    form = EditTermForm(request.POST, about=term)

    def last():
        return last_change(term.review, Verb.TERM_EDITED, term=pk)

    with unless_changed(request, lambda: EditTermForm(about=locked(term)), last=last):
        if form.is_valid() and attempt(
            request, term_deciding.edit_term, term, **form.cleaned_data, done=f"{term}: saved."
        ):
            return term_answer(request, pk, opened=True) if request.htmx else redirect("reviews:term", pk)
        return term_again(request, pk, form)


@require_POST
@vary_on_headers("HX-Request")
def comment_on_term(request, pk):
    term = visible_term(request, pk)
    form = TermCommentForm(request.POST, about=term, writer=request.user)
    kwargs = {**form.cleaned_data, "term": term} if form.is_valid() else {}
    if kwargs and attempt(request, comment_actions.comment, term.review, **kwargs, done="Your comment is there."):
        return term_answer(request, pk, opened=True) if request.htmx else redirect("reviews:term", pk)
    return term_again(request, pk, form)


def term_answer(request, pk, *, opened=False):
    """For htmx: the line of the term, and what else on the page follows from it (counts, who has it, the foot).

    `opened` leaves it open, with its card.
    """
    term = visible_term(request, pk)
    workbench = Workbench(term.review, request.user, Forms())
    context = {
        **_line(request, workbench, term, card_of(request, term) if opened else None),
        "review": term.review,
        "terms": workbench.terms,
        "strip": workbench.strip,
        "dock": workbench.dock,
    }
    return render(request, "reviews/terms/_term_answer.html", context)


def term_again(request, pk, form):
    """The line with its card, or the page again, with everything typed kept."""
    term = visible_term(request, pk)
    card = card_of(request, term, sent=form)
    if not request.htmx:
        return render(request, "reviews/terms/term.html", {"card": card, "review": term.review}, status=422)
    line = _line(request, Workbench(term.review, request.user, Forms()), term, card)
    return render(request, "reviews/terms/_term_again.html", line, status=422)


def _line(request, workbench, term, card):
    """The line of a term as a list of one, and its card, drawn; empty where it is closed."""
    context = {"card": card, "review": term.review}
    return {
        "rows": [row for row in workbench.rows if row.term.pk == term.pk],
        "body": render_to_string("reviews/terms/_term.html", context, request) if card else "",
    }
