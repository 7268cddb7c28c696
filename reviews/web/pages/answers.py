"""How the pages of a review answer: the page itself, and what follows a form or a button on it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Prefetch
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render

from common.maintenance.state import known
from common.refusals import refusals_as_messages
from common.typed import typed_on
from reviews.models import DecisionNote, FirstLook, Look, Responsibility, Review, with_looks
from reviews.spine import policies
from reviews.story.facts import with_story_facts
from reviews.waits.status import with_status
from reviews.web.cards.forms_on_page import Forms
from reviews.web.pages.side import part_address, side_context, side_of_typed
from reviews.web.pages.status import status_page_context
from reviews.web.pages.workbench import Workbench, workbench_context


def require_reviewer(request, *, or_auditor=False):
    if not (request.user.is_reviewer or (or_auditor and request.user.is_auditor)):
        raise PermissionDenied("This page is for the people who review requests. Yours are under “My requests”.")


def visible(request, queryset, pk):
    """The row, if the person may see it; otherwise it does not exist."""
    return get_object_or_404(queryset.visible_to(request.user), pk=pk)


def visible_review(request, pk):
    return visible(request, Review.objects.select_related("vendor", "requester").with_stages_visited(), pk)


def workable_review(request, pk):
    """A review that the person may open from the reviewers' side; their own request is not one."""
    review = visible_review(request, pk)
    if not policies.may_work_on(request.user, review):
        raise Http404
    return review


def readable_review(request, pk):
    """A review whose reviewers' side the person may read."""
    review = visible_review(request, pk)
    if not policies.may_read_on(request.user, review):
        raise Http404
    return review


def review_with_papers(request, pk):
    """A review whose documents the person may open."""
    if not policies.may_read_content(request.user):
        raise Http404
    return visible_review(request, pk)


def with_answers(reviews):
    """The reviews with the answers of the split, which every second right is a matter of: one query for all."""
    answers = Responsibility.objects.select_related("desk__calendar", "person", "backup")
    return reviews.prefetch_related(Prefetch("responsibilities", answers))


def review_page(request, pk, *, sent=None, status=200):
    """The one page of a review: the workbench for reviewers, the status page for its requester.

    `sent` is a form that needs another look; it comes back in its place.
    """
    review = review_for_page(request, pk)
    forms = Forms(sent)
    audience_key = request.GET.get("voice", "")
    if policies.may_read_on(request.user, review):
        workbench = Workbench(review, request.user, forms, request.GET.get("terms", "all"))
        workbench.looked_at = review.marks_since
        if request.method == "GET" and not request.htmx and known.get().read_only is None:
            workbench.looked_at = Look.objects.look(review, request.user)
        template, context = _asked_for(request, workbench, audience_key)
        return render(request, template, context, status=status)
    context = status_page_context(review, request.user, forms, audience_key=audience_key)
    return render(request, "reviews/status/status_page.html", context, status=status)


def review_for_page(request, pk):
    """A review with everything that its page reads of it, if the person may see it."""
    reviews = with_answers(with_status(Review.objects.with_stages_visited()))
    if request.user.reads_reviewers_side:
        reviews = with_looks(reviews, request.user)
    else:  # whatever they see is their own
        reviews = with_story_facts(reviews)
    noted = DecisionNote.objects.filter(review=OuterRef("pk"))
    looked = FirstLook.objects.filter(review=OuterRef("pk"))
    reviews = reviews.annotate(has_notes=Exists(noted), has_looks=Exists(looked))
    return visible(request, reviews.prefetch_related("documents__versions"), pk)


def _asked_for(request, workbench, audience_key):
    """(template, context): the page; for htmx only the part of it that is asked for, and what follows from it."""
    part = request.htmx.target if request.htmx else ""
    if part == "side":
        return "reviews/_side_answer.html", {
            "review": workbench.review,
            "strip": workbench.strip,
            "dock": workbench.dock,
            **side_context(workbench, request.GET.get("side", ""), audience_key=audience_key),
        }
    if part == "waits":
        context = {"review": workbench.review, "strip": workbench.strip, "dock": workbench.dock}
        return "reviews/waits/_waits_answer.html", context
    if part == "terms":
        return "reviews/terms/_terms.html", {"review": workbench.review, "terms": workbench.terms}
    typed = typed_on(request)
    chosen = side_of_typed(typed.address) if typed else ""
    side = side_context(workbench, chosen or request.GET.get("side", ""), audience_key=audience_key)
    return "reviews/review.html", workbench_context(workbench) | side


def attempt(request, action, *args, done, undo="", **kwargs):
    """Call one action for the person. True when it was done; a refusal becomes a message. `undo` is the address that
    undoes it: the message has a button for it."""
    with refusals_as_messages(request):
        action(*args, **kwargs, by=request.user)
        messages.success(request, done, extra_tags=undo)
        return True
    return False


def pressed(request, review, action, *args, done, part="", undo=""):
    """What follows a button: the review, with the message."""
    attempt(request, action, *args, done=done, undo=undo)
    return back_to(review, part)


def sent(request, review, form, action, *args, done, part="", undo=""):
    """What follows a form: back to its part of the review, or the page again with everything typed kept."""
    if form.is_valid() and attempt(request, action, *args, **form.cleaned_data, done=done, undo=undo):
        return back_to(review, part)
    return review_page(request, review.pk, sent=form, status=422)


def back_to(review, part=""):
    return redirect(part_address(review, part))
