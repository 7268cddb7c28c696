"""Comments on a review: writing to an audience, the page of them all, changing one and taking it back."""

from django.http import Http404, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django.views.decorators.vary import vary_on_headers

from common.keys import pk_or_none
from common.paging import page_by_key
from common.stale import own_window, unless_changed
from reviews.comments import actions as comment_actions
from reviews.comments import audiences, drafts, mentions
from reviews.models import Circle, Comment, CommentAudience, Term
from reviews.spine import policies
from reviews.spine.stage import locked
from reviews.web.cards.comments import comment_items, comments_on
from reviews.web.cards.composer import composer_of
from reviews.web.cards.forms_on_page import Forms
from reviews.web.forms.comments import CommentForm, EditCommentForm
from reviews.web.pages.answers import attempt, back_to, pressed, sent, visible, visible_review


@require_POST
def comment(request, pk):
    """A requester's comment is always for both sides; a reviewer chooses."""
    review = visible_review(request, pk)
    form = CommentForm(request.POST, about=review, writer=request.user)
    return sent(request, review, form, comment_actions.comment, review, done="Your comment is there.", part="comments")


@require_GET
@vary_on_headers("HX-Request")
def compose(request, pk):
    """The field for `?voice=`, about the review or `?term=`: a page of its own, for htmx the field alone."""
    review = visible_review(request, pk)
    audience_key = request.GET.get("voice", "")
    composer = composer_of(_subject(request, review), request.user, Forms(), audience_key=audience_key)
    template = "reviews/comments/_composer.html" if request.htmx else "reviews/comments/compose.html"
    return render(request, template, {"review": review, "composer": composer})


def _subject(request, review):
    term = request.GET.get("term", "")
    if not term:
        return review
    if not policies.may_work_on(request.user, review):
        raise Http404
    terms = Term.objects.filter(review=review).select_related("review", "term_type")
    return visible(request, terms, pk_or_none(term))


@require_GET
def comments(request, pk):
    """All comments that the person may read, newest first. Index: comment_newest."""
    review = visible_review(request, pk)
    page = page_by_key(comments_on(review, request.user), request, key="-pk")
    items = comment_items(review, page.rows, request.user)
    return render(request, "reviews/comments/comments.html", {"review": review, "page": page, "items": items})


@require_GET
def mentionable(request, pk):
    """Whom an @ and what follows it (`?q=`) can mean, to this `?audience=` or in this `?circle=`."""
    review = visible_review(request, pk)
    asked = request.GET
    circle = _circle(request, review, asked["circle"]) if asked.get("circle") else None
    to_come = _to_come(request, review) if circle is None else None
    people = mentions.mentionable(
        review, _audience(request, review, circle), circle=circle, people=to_come, by=request.user
    )
    offered = mentions.suggestions(people, asked.get("q", ""))
    return JsonResponse({"people": [{"name": person.name, "handle": person.handle} for person in offered]})


def _circle(request, review, pk):
    return visible(request, Circle.objects.filter(review=review), pk_or_none(pk))


def _audience(request, review, circle):
    """The audience asked for; one that the person cannot write to does not exist for them."""
    usual = CommentAudience.INTERNAL if policies.may_work_on(request.user, review) else CommentAudience.REQUESTER
    audience = CommentAudience.PRIVILEGED if circle else request.GET.get("audience", usual)
    opens = audience == CommentAudience.PRIVILEGED and audiences.may_open_circle(request.user, review)
    if circle or opens or (audience in CommentAudience and audiences.may_write(request.user, review, audience)):
        return audience
    raise Http404


def _to_come(request, review):
    """The people ticked in the form that opens a circle."""
    form = CommentForm(about=review, writer=request.user)
    ticked = [pk for text in request.GET.getlist("people") if (pk := pk_or_none(text))]
    return form.fields["people"].queryset.filter(pk__in=ticked)


# --- one comment ------------------------------------------------------------------------------------


def visible_comment(request, pk):
    comment = visible(request, Comment.objects.select_related("author", "circle", "term__term_type"), pk)
    comment.review = visible_review(request, comment.review_id)
    return comment


@require_http_methods(["GET", "POST"])
def edit_comment(request, pk):
    """Other words for one's own comment, and the button that takes it back."""
    comment = visible_comment(request, pk)
    form = EditCommentForm(request.POST or None, about=comment)
    with unless_changed(request, lambda: EditCommentForm(about=locked(comment)), last=own_window):
        kwargs = form.cleaned_data if form.is_valid() else {}
        if kwargs and attempt(request, comment_actions.edit_comment, comment, **kwargs, done="Saved."):
            return back_to(comment.review, "comments")
    [item] = comment_items(comment.review, [comment], request.user)
    context = {"review": comment.review, "item": item, "form": form}
    return render(request, "reviews/comments/comment.html", context, status=422 if form.is_bound else 200)


@require_POST
def retract_comment(request, pk):
    comment = visible_comment(request, pk)
    done = "Taken back: the words are gone."
    return pressed(request, comment.review, comment_actions.retract_comment, comment, done=done, part="comments")


@require_POST
def release_draft(request, pk):
    comment = visible_comment(request, pk)
    version = request.POST.get("version", "")
    done = "Noted that you send this. Copy the text and send it: Duet does not write to the vendor."
    attempt(request, drafts.release_draft, comment, version=version, done=done)
    return back_to(comment.review, "comments")
