"""What people make of a passage. Each button answers with the list again; without JavaScript, with the page."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST
from django.views.decorators.vary import vary_on_headers

from common.log import last_change
from common.stale import unless_changed
from contracts.models import Reading
from reviews.models import Proposal
from reviews.papers import policies as paper_policies
from reviews.papers import proposals
from reviews.pure.verbs import Verb
from reviews.spine.stage import locked
from reviews.web.forms.proposals import CorrectForm
from reviews.web.pages.answers import attempt, visible, workable_review
from reviews.web.pages.document import document_url, passages_context
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
    return list_again(request, proposal.review, proposal.version, f"row-{pk}")


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
            return list_again(request, proposal.review, proposal.version, f"row-{pk}")
    context = {
        "form": form,
        "review": proposal.review,
        "quote": proposal.quote,
        "place": proposal.place,
        "name": str(proposal),
        "back": f"{document_url(proposal.review, proposal.version.document, proposal.version)}#row-{pk}",
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
        return redirect(f"{document_url(review, version.document, version)}#c-{clause}")
    context = {
        "form": form,
        "review": review,
        "quote": words["text"],
        "place": f"page {words['page']}",
        "name": "A clause that was not found",
        "back": f"{document_url(review, version.document, version)}#c-{clause}",
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


def list_again(request, review, version, row):
    """For htmx the list; otherwise back to the row on the page."""
    if not request.htmx:
        return redirect(f"{document_url(review, version.document, version)}#{row}")
    show = request.GET.get("show") or request.POST.get("show", "all")
    context = passages_context(review, version.document, version, request.user, show=show)
    return render(request, "reviews/papers/_passages_answer.html", context)
