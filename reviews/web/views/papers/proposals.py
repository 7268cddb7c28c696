"""What people make of a passage. Each button answers with the list again; without JavaScript, with the page."""

from functools import partial

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST
from django.views.decorators.vary import vary_on_headers

from common.keys import pk_or_none
from common.log import last_change
from common.stale import unless_changed
from common.words import counted
from contracts.models import Reading
from people.models import Team
from reviews.models import Proposal
from reviews.papers import policies as paper_policies
from reviews.papers import proposals, together
from reviews.pure.attention import Kind
from reviews.pure.verbs import Verb
from reviews.spine.stage import locked
from reviews.terms import deciding, states
from reviews.web.cards.papers.passages import document_url, place_url
from reviews.web.cards.papers.points import REJECTED
from reviews.web.cards.terms import terms_with_names
from reviews.web.forms.proposals import CorrectForm
from reviews.web.forms.terms import DecideForm
from reviews.web.pages.answers import attempt, visible, workable_review
from reviews.web.pages.document import document_context, passages_context, point_key
from reviews.web.views.papers.readings import document_of, version_of


def visible_proposal(request, pk):
    proposal = visible(request, Proposal.objects.select_related("version__document", "term_type", "desk"), pk)
    proposal.review = workable_review(request, proposal.review_id)
    return proposal


@require_POST
@vary_on_headers("HX-Request")
def confirm_proposal(request, pk):
    return settled(request, pk, proposals.confirm_proposal, done="Confirmed.")


@require_POST
@vary_on_headers("HX-Request")
def confirm_all_proposals(request, pk):
    return settled(request, pk, proposals.confirm_all_proposals, done="All of them are confirmed.")


@require_POST
@vary_on_headers("HX-Request")
def reject_proposal(request, pk):
    return settled(request, pk, proposals.reject_proposal, done="Noted: this is not a term.")


@require_POST
@vary_on_headers("HX-Request")
def reopen_proposal(request, pk):
    return settled(request, pk, proposals.reopen_proposal, done="Taken back.")


def settled(request, pk, action, *, done):
    proposal = visible_proposal(request, pk)
    attempt(request, action, proposal, done=done)
    return list_again(request, proposal.review, proposal.version, key_now(proposal))


@require_http_methods(["GET", "POST"])
@vary_on_headers("HX-Request")
def correct_proposal(request, pk):
    """Say what a passage is about, or whose it is: a form in place of the row, or on a page of its own."""
    proposal = visible_proposal(request, pk)
    form = CorrectForm(request.POST or None, about=proposal, initial=_guessed(proposal))

    def fresh():
        now = locked(proposal)
        return CorrectForm(about=now, initial=_guessed(now))

    def last():
        return last_change(proposal.review, Verb.PROPOSAL_CORRECTED, Verb.PROPOSAL_CONFIRMED, proposal=pk)

    with unless_changed(request, fresh, last=last):
        if form.is_valid() and attempt(
            request, proposals.correct_proposal, proposal, **form.cleaned_data, done="Corrected."
        ):
            return list_again(request, proposal.review, proposal.version, key_now(proposal))
    context = {
        "form": form,
        "review": proposal.review,
        "quote": proposal.quote,
        "place": proposal.place,
        "name": str(proposal),
        "back": point_url(proposal),
        "blockers": paper_policies.blockers_to_settle(proposal),
    }
    return form_page(request, context)


def _guessed(proposal):
    return {"term_type": proposal.decided_type_id or proposal.term_type_id}


@require_http_methods(["GET", "POST"])
@vary_on_headers("HX-Request")
def mark_clause(request, pk, document_pk, version, clause):
    """Say what a clause is about that reading did not propose."""
    review = workable_review(request, pk)
    version = version_of(document_of(review, document_pk), version)
    clauses = get_object_or_404(Reading, version=version).clauses
    if clause >= len(clauses):
        raise Http404
    words = clauses[clause]
    form = CorrectForm(request.POST or None, about=version)
    kwargs = form.cleaned_data if form.is_valid() else {}
    done = "Marked: it is part of the term now."
    if kwargs and attempt(request, proposals.mark_clause, review, version, clause, **kwargs, done=done):
        return redirect(place_url(review.pk, version, clause))
    context = {
        "form": form,
        "review": review,
        "quote": words["text"],
        "place": f"page {words['page']}",
        "name": "A clause that was not found",
        "back": place_url(review.pk, version, clause),
        "blockers": paper_policies.blockers_to_settle_proposals(review),
    }
    return form_page(request, context)


def form_page(request, context):
    """For htmx the form alone, in its row, whatever the form it answers was aimed at."""
    template = "reviews/papers/_proposal_form.html" if request.htmx else "reviews/papers/proposal.html"
    answer = render(request, template, context, status=422 if context["form"].is_bound else 200)
    if request.htmx and context["form"].is_bound:
        answer["HX-Retarget"], answer["HX-Reswap"] = f"#form-{context['form'].about.pk}", "innerHTML"
    return answer


def key_now(proposal):
    """The key of the point that a passage is part of now."""
    return point_key(Proposal.objects.select_related("term_type", "decided_type").get(pk=proposal.pk))


def point_url(proposal):
    """The page with the point of a passage opened."""
    key = point_key(proposal)
    return f"{document_url(proposal.review_id, proposal.version)}&point={key}#point-{key}"


def list_again(request, review, version, key, *, sent=None):
    """For htmx the list, with this point opened; else the page with it. `sent` is a form that needs another look."""
    if not request.htmx and sent is None:
        return redirect(f"{document_url(review.pk, version)}&point={key}#point-{key}")
    if not request.htmx:
        context = document_context(review, version.document, version, request.user, opened=key, sent=sent)
        return render(request, "reviews/papers/document.html", context, status=422)
    context = passages_context(review, version.document, version, request.user, opened=key, sent=sent)
    return render(request, "reviews/papers/_passages_answer.html", context, status=422 if sent else 200)


# --- several in one step ------------------------------------------------------------------------------


@require_POST
@vary_on_headers("HX-Request")
def decide_on_paper(request, pk, document_pk, version, term):
    """Decide a term beside its passages: they are confirmed with it."""
    review, version = visible_version(request, pk, document_pk, version)
    term = get_object_or_404(terms_with_names(review.terms.all()), pk=term)
    term.review = review
    key = f"{Kind.TERM}-{term.term_type_id}"
    form = DecideForm(request.POST, about=term)
    deed = form.in_words() if form.is_valid() else ""

    last = partial(states.last_change, term)
    with unless_changed(request, partial(states.state_now, term), last=last, deed=deed):
        decided = form.is_valid() and attempt(
            request, deciding.decide_term, term, **form.cleaned_data, done=f"{term}: noted."
        )
    return list_again(request, review, version, key, sent=None if decided else form)


@require_POST
@vary_on_headers("HX-Request")
def confirm_listed(request, pk, document_pk, version, desk):
    """Confirm all that a desk was shown as sure, as meeting our position, and as proven."""
    review, version = visible_version(request, pk, document_pk, version)
    desk = get_object_or_404(Team, slug=desk)
    listed = listed_in(request)
    done = f"{counted(len(listed), 'passage')} confirmed."
    attempt(request, together.confirm_listed, review, version, desk=desk, listed=listed, done=done)
    return list_again(request, review, version, "settled")


@require_POST
@vary_on_headers("HX-Request")
def set_aside(request, pk, document_pk, version):
    """Say of the listed passages of no known term that they are none."""
    review, version = visible_version(request, pk, document_pk, version)
    listed = listed_in(request)
    done = f"Noted: {counted(len(listed), 'passage')} set aside."
    attempt(request, together.set_aside, review, version, listed=listed, done=done)
    return list_again(request, review, version, REJECTED)


def visible_version(request, pk, document_pk, number):
    review = workable_review(request, pk)
    return review, version_of(document_of(review, document_pk), number)


def listed_in(request):
    """The pks of the passages that the page had listed."""
    return [pk for text in request.POST.getlist("passage") if (pk := pk_or_none(text))]
