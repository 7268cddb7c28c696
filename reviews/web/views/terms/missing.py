"""Terms that were not found: added, not needed here, needed after all. Each goes back to the list it came from."""

from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from common.keys import pk_or_none
from reviews.models import TermType
from reviews.playbook import missing
from reviews.web.forms.review import NotNeededForm
from reviews.web.pages.answers import attempt, back_to, sent, workable_review


def asked_about(request, pk, slug):
    """(the review, the kind of term)."""
    kinds = TermType.objects.select_related("desk", "second_desk")
    return workable_review(request, pk), get_object_or_404(kinds, slug=slug)


@require_POST
def add_missing_term(request, pk, slug):
    review, term_type = asked_about(request, pk, slug)
    attempt(request, missing.add_missing_term, review, term_type, done=f"“{term_type}” is on the review now.")
    return back_to_list(request, review)


@require_POST
def not_needed(request, pk, slug):
    review, term_type = asked_about(request, pk, slug)
    form = NotNeededForm(request.POST, about=term_type)
    if not form.is_valid():
        return sent(request, review, form, missing.say_not_needed, review, term_type, done="")
    attempt(request, missing.say_not_needed, review, term_type, **form.cleaned_data, done="Noted: not needed here.")
    return back_to_list(request, review)


@require_POST
def need_after_all(request, pk, slug):
    review, term_type = asked_about(request, pk, slug)
    attempt(request, missing.need_after_all, review, term_type, done="Taken back: it is missing again.")
    return back_to_list(request, review)


def back_to_list(request, review):
    """The document that the list stood beside (`document` names it), or the review."""
    document = pk_or_none(request.POST.get("document"))
    if document and review.documents.filter(pk=document).exists():
        return redirect(reverse("reviews:read_document", args=[review.pk, document]) + "#missing")
    return back_to(review, "missing")
