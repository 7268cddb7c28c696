"""Saved views of the queue: the link, the list of them, and naming, sharing, changing and deleting them."""

from django.contrib import messages
from django.http import QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from common.locks import locked_row
from common.stale import unless_changed
from reviews.models import SavedView, Wait
from reviews.saved_views import actions as view_actions
from reviews.saved_views import policies as view_policies
from reviews.web.cards.queue import address_of
from reviews.web.forms.filters import QueueFilter
from reviews.web.forms.saved_views import SavedViewForm
from reviews.web.pages.answers import attempt, require_reviewer


def listed_view(request, pk):
    """One of those on the person's own page; who was only sent a link has the link, and guesses no number."""
    return get_object_or_404(SavedView.objects.listed_for(request.user).select_related("owner", "desk"), pk=pk)


def filter_of(request, data):
    return QueueFilter(data, Wait.objects.queue_parts(request.user), user=request.user)


@require_GET
def saved_view(request, token):
    """The link that people share: the queue with the view's filters, as far as the reader may see it."""
    require_reviewer(request)
    view = get_object_or_404(SavedView.objects.visible_to(request.user), token=token)
    return redirect(address_of(view.filters, view.token))


@require_GET
def saved_views(request):
    """The person's own views and those of their desks: thirty at most and a few. Each with its link."""
    require_reviewer(request)
    views = SavedView.objects.listed_for(request.user).select_related("owner", "desk")
    rows = [
        {
            "view": view,
            "link": request.build_absolute_uri(view.get_absolute_url()),
            "may_change": view_policies.may_change_view(request.user, view),
        }
        for view in views
    ]
    return render(request, "reviews/queue/saved_views.html", {"rows": rows})


@require_http_methods(["GET", "POST"])
def save_view(request):
    """Keep the filters of the address under a name."""
    require_reviewer(request)
    narrowed = filter_of(request, request.GET)
    form = SavedViewForm(request.POST or None, user=request.user)
    if form.is_valid():
        kwargs = {**form.cleaned_data, "filters": narrowed.chosen}
        if attempt(request, view_actions.save_view, **kwargs, done=f"The view “{kwargs['name']}” is saved."):
            view = SavedView.objects.get(owner=request.user, name__iexact=kwargs["name"])
            return redirect(address_of(view.filters, view.token))
    return _form_page(request, form, narrowed, title="Save this view")


@require_http_methods(["GET", "POST"])
def change_view(request, pk):
    view = listed_view(request, pk)
    form = SavedViewForm(request.POST or None, user=request.user, view=view)

    def fresh():
        locked_row(view.owner, no_key=True)  # first, as whoever changes or deletes a view does
        return SavedViewForm(user=request.user, view=locked_row(view))

    with unless_changed(request, fresh):
        if form.is_valid() and attempt(
            request, view_actions.change_view, view, **form.cleaned_data, done="The view is saved."
        ):
            return redirect("reviews:saved_views")
    return _form_page(request, form, filter_of(request, _as_address(view)), title=f"Change “{view}”", view=view)


def _as_address(view):
    data = QueryDict(mutable=True)
    data.update(view.filters)
    return data


def _form_page(request, form, narrowed, *, title, view=None):
    context = {"form": form, "filter": narrowed, "title": title, "view": view}
    return render(request, "reviews/queue/saved_view.html", context, status=422 if form.is_bound else 200)


@require_POST
def refilter_view(request, pk):
    """Put the filters that are sent along in the place of the view's own."""
    view, narrowed = listed_view(request, pk), filter_of(request, request.POST)
    done = f"“{view}” shows what you see now."
    attempt(request, view_actions.refilter_view, view, filters=narrowed.chosen, done=done)
    return redirect(address_of(narrowed.chosen, view.token))


@require_POST
def delete_view(request, pk):
    view = listed_view(request, pk)
    attempt(request, view_actions.delete_view, view, done=f"The view “{view}” is deleted.")
    return redirect("reviews:saved_views")


@require_POST
def begin_with_view(request, pk):
    """Let the queue begin with this view, or (`stop`) with everything again."""
    view = listed_view(request, pk)
    stops = "stop" in request.POST
    view_actions.begin_with(None if stops else view, by=request.user)
    messages.success(request, "Your queue begins with everything." if stops else f"Your queue begins with “{view}”.")
    return redirect("reviews:saved_views")
