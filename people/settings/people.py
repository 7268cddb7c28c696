"""The list of people, and one person's page."""

from copy import copy

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from common.locks import locked_row
from common.log import events_of, last_change
from common.models import READ_BY_DESKS
from common.paging import page_by_key
from common.refusals import refusals_as_messages
from common.stale import unless_changed
from people.actions import leaving, naming
from people.models import RightRequest
from people.settings import filters
from people.settings.common import is_alone, person_or_404, require_admin
from people.settings.forms import NameForm, PeopleFilter
from people.verbs import Verb

EVENTS_SHOWN = 15


@require_GET
def person_list(request):
    """By name, thirty a page. Indexes: people.settings.filters."""
    require_admin(request)
    form = PeopleFilter(request.GET)
    form.is_valid()
    chosen = {name: form.cleaned_data.get(name) or "" for name in form.fields}
    chosen["q"] = chosen["q"].strip()
    people = filters.people_of(**chosen | {"desk": chosen["desk"] or None})
    parts = filters.parts_of(people, chosen["state"])
    context = {
        "form": form,
        "page": page_by_key(people, request, key=("sort_name", "pk"), parts=parts),
        "is_narrowed": any(chosen.values()),
        "to_confirm": RightRequest.objects.open().exclude(asked_by=request.user).exclude(person=request.user)[:1],
    }
    return render(request, "settings/people/person_list.html", context)


@require_GET
def person(request, pk):
    somebody = person_or_404(request, pk)
    return render(request, "settings/people/person.html", person_context(request, somebody))


def person_context(request, somebody):
    """What the page of one person shows: seats, roles, sign-in, what waits for a second admin, the newest lines."""
    requests = somebody.right_requests.open().select_related("team", "asked_by")
    alone = is_alone(request, somebody)
    return {
        "somebody": somebody,
        "is_oneself": somebody == request.user,
        "may_change": _may_change(request, somebody),
        "seats": somebody.memberships.select_related("team"),
        "roles": [(name, label, getattr(somebody, name), name == "is_admin" and alone) for name, label in ROLE_LABELS],
        "invitation": somebody.invitations.open().select_related("invited_by").first(),
        "requests": requests,
        "alone": alone,
        "events": events_of(somebody, audiences=READ_BY_DESKS)[:EVENTS_SHOWN],
    }


ROLE_LABELS = [
    ("is_admin", "Admin: configures Duet, sees no requests or reviews by that"),
    ("is_auditor", "Auditor: reads what was decided, changes nothing"),
    ("is_outside", "Outside counsel: sees the reviews that name them"),
]


def _may_change(request, somebody):
    return somebody != request.user and (request.user.is_superuser or not somebody.is_superuser)


@require_http_methods(["GET", "POST"])
def person_rename(request, pk):
    somebody = person_or_404(request, pk)
    form = NameForm(request.POST or None, instance=copy(somebody))

    def fresh():
        return NameForm(instance=locked_row(somebody))

    with unless_changed(request, fresh, last=lambda: last_change(somebody, Verb.RENAMED)):
        if form.is_valid():
            with refusals_as_messages(request):
                naming.rename(somebody, name=form.cleaned_data["name"], by=request.user)
                messages.success(request, "The name is saved.")
                return redirect("settings_people:person", pk)
    context = {"form": form, "somebody": somebody, "title": "Change the name"}
    return render(request, "settings/people/form.html", context, status=422 if form.is_bound else 200)


@require_POST
def sessions_end(request, pk):
    somebody = person_or_404(request, pk)
    with refusals_as_messages(request):
        leaving.end_sessions(somebody, by=request.user)
        messages.success(request, f"{somebody} is signed out everywhere.")
    return redirect("settings_people:person", pk)
