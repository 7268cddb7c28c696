"""What was read in the documents of a review: progress, the text beside the passages, pictures of pages."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST
from django.views.decorators.vary import vary_on_headers

from common.keys import pk_or_none
from common.later import later
from contracts import pictures
from reviews.papers import readings
from reviews.web.cards.papers.documents import papers_of
from reviews.web.cards.papers.passages import document_url
from reviews.web.cards.papers.readings import line_of_version
from reviews.web.pages.answers import attempt, back_to, review_with_papers, visible_review, workable_review
from reviews.web.pages.document import document_context, page_picture, part_context, passages_context, point_of


def document_of(review, document_pk):
    return get_object_or_404(review.documents.prefetch_related("versions"), pk=document_pk)


def version_of(document, number):
    """The version of this number; the newest when none is named."""
    if number is None:
        if document.latest is None:
            raise Http404
        return document.latest
    for version in document.versions.all():
        if str(version.number) == str(number):
            return version
    raise Http404


@require_GET
def read_document(request, pk, document_pk):
    """The document beside its points. `?version=` an earlier one, `?as=pages` as pictures, `?point=` one opened.

    `?part=` or `?at=` (an anchor of the text) say which part of the text is there at once.
    """
    review = workable_review(request, pk)
    document = document_of(review, document_pk)
    version = version_of(document, request.GET.get("version"))
    asked = {
        "opened": request.GET.get("point", ""),
        "place": request.GET.get("at", ""),
        "part": pk_or_none(request.GET.get("part", "")),
        "as_pages": request.GET.get("as") == "pages",
    }
    return render(
        request, "reviews/papers/document.html", document_context(review, document, version, request.user, **asked)
    )


@require_GET
@vary_on_headers("HX-Request")
def part(request, pk, document_pk, version, part):
    """One part of the text, for whoever scrolls to it; without htmx the page with that part."""
    review = workable_review(request, pk)
    document = document_of(review, document_pk)
    version = version_of(document, version)
    if not request.htmx:
        return redirect(f"{document_url(review.pk, version)}&part={part}#part-{part}")
    context = part_context(review, document, version, request.user, part)
    return render(request, "reviews/papers/_part.html", context)


@require_GET
@vary_on_headers("HX-Request")
def point(request, pk, document_pk, version, key):
    """One point, or one fold, with all it has; without htmx the page on which it is opened."""
    review = workable_review(request, pk)
    document = document_of(review, document_pk)
    version = version_of(document, version)
    if not request.htmx:
        return redirect(f"{document_url(review.pk, version)}&point={key}#point-{key}")
    context = passages_context(review, document, version, request.user, opened=key)
    card, fold = point_of(context, key)
    template = "reviews/papers/_fold.html" if fold else "reviews/papers/_point.html"
    return render(request, template, context | {"card": card, "fold": fold})


@require_GET
def reading_state(request, pk, document_pk):
    """How far the reading of the newest version is, or of `?version=`: the line asks here again until it is done."""
    review = review_with_papers(request, pk)
    document = next((paper for paper in papers_of(review, request.user) if paper.pk == document_pk), None)
    if document is None:
        raise Http404
    version = version_of(document, request.GET.get("version"))
    line = document.reading_line if version == document.latest else line_of_version(review, version, request.user)
    answer = render(request, "components/reading_state.html", {"line": line, "reloads": "reloads" in request.GET})
    if "reloads" in request.GET and not line.is_live:
        answer["HX-Refresh"] = "true"
    return answer


@require_POST
def read_again(request, pk, document_pk):
    """Have the newest version read once more, or that of `?version=`; `?recognise=yes` with its scanned pages."""
    review = visible_review(request, pk)
    version = version_of(document_of(review, document_pk), request.GET.get("version"))
    recognise = request.GET.get("recognise") == "yes"
    attempt(request, readings.read_again, review, version, recognise=recognise, done="Duet reads it again.")
    return back_to(review, "documents")


@require_GET
@vary_on_headers("HX-Request")
def page(request, pk, document_pk, version, number):
    """One page as a picture: the picture, a word that it is being drawn (asking again), or why it cannot be."""
    review = workable_review(request, pk)
    document = document_of(review, document_pk)
    version = version_of(document, version)
    is_drawn = pictures.is_drawn(version, number)
    failure = None if is_drawn else pictures.failure(version, number)
    if not is_drawn and not failure and pictures.is_first_to_ask(version, number):
        later("contracts.tasks.draw_page", version.pk, number, expires=pictures.ASKED_FOR)
    picture = page_picture(review, document, version, number)
    context = {"page": picture, "is_drawn": is_drawn, "failure": failure, "review": review, "document": document}
    template = "reviews/papers/_page.html" if request.htmx else "reviews/papers/page.html"
    return render(request, template, context)


@require_GET
def page_picture_file(request, pk, document_pk, version, number):
    """The picture itself, once a worker has drawn it."""
    version = version_of(document_of(workable_review(request, pk), document_pk), version)
    if not pictures.is_drawn(version, number):
        raise Http404
    return pictures.serve(version, number)
