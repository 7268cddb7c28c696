"""What a person was told, how they want to be told, the way out of a mail, addresses that take none, the outbox."""

import json
from copy import copy

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from common.keys import pk_or_none
from common.log import last_change
from common.maintenance.state import is_read_only
from common.paging import page_by_key
from common.refusals import refusals_as_messages
from common.stale import own_window, unless_changed
from notices import desk_channels, unreachable
from notices import unsubscribe as unsubscribing
from notices.actions import mark_all_read, mark_read
from notices.bounces import take_report, take_word
from notices.forms import ChannelForm, PreferencesForm
from notices.models import KINDS_SHOWN, MANDATORY, Notice, NoticeKind, Unreachable, together
from notices.outbox import newest_mails
from people.actions.rights import require_admin
from people.models import FeedToken, Team, User
from people.verbs import Verb

SHOWS = {
    "": ("Unread", "Nothing unread", "You have seen everything. Notices you have read are under All."),
    "needs": ("Needs you", "Nobody waits for you", "What somebody asks of you, and what is late, stands here."),
    "news": ("News", "No news", "Decisions, and what changed on things that you take part in, stand here."),
    "all": ("All", "No notices yet", "When something needs you or changes for you, you will read it here."),
}
"""What the list can show: {`show` in the address: (tab, what an empty one says, and how it is explained)}."""


@require_GET
def notice_list(request):
    """Unread notices first of all, what needs the reader above the news; `?show=all` adds those read.

    Indexes: notice_bell, notice_needs, notice_news, notice_page.
    """
    show = request.GET.get("show", "")
    page = page_by_key(Notice.objects.visible_to(request.user).shown(show), request, key="-pk")
    show = show if show in SHOWS else ""
    _, empty_title, empty_text = SHOWS[show]
    context = {
        "page": page,
        "parts": _parts(together(page.rows)),
        "show": show,
        "tabs": [_tab(name, label, show) for name, (label, *_) in SHOWS.items()],
        "empty_title": empty_title,
        "empty_text": empty_text,
        "may_mark": any(notice.read_at is None for notice in page.rows),
    }
    return render(request, "notices/notice_list.html", context)


def _parts(groups):
    """[(heading, groups)] of those that hold something: what needs the reader, news, what was read."""
    parts = {"Needs you": [], "News": [], "Read": []}
    for group in groups:
        parts["Read" if group.is_read else "Needs you" if group.needs_reader else "News"].append(group)
    return [(heading, part) for heading, part in parts.items() if part]


def _tab(name, label, show):
    url = reverse("notices:notice_list", query={"show": name} if name else None)
    return {"label": label, "url": url, "active": name == show, "count": None}


@require_POST
def notice_open(request, pk):
    """Follow a notice: it is read from now on, and so are those that stood with it on the page (`with`); unless nothing
    may be changed at this moment."""
    notices = Notice.objects.visible_to(request.user)
    notice = get_object_or_404(notices, pk=pk)
    with_it = [key for key in map(pk_or_none, request.POST.get("with", "").split(",")) if key]
    if not is_read_only():
        mark_read(notices.filter(pk__in=[notice.pk, *with_it], url=notice.url))
    return redirect(notice.url)


@require_POST
def notices_read(request):
    """All that the list shows (`show`), also on its further pages."""
    show = request.POST.get("show", "")
    mark_all_read(request.user, show=show)
    return redirect(reverse("notices:notice_list", query={"show": show} if show in KINDS_SHOWN else None))


@require_http_methods(["GET", "POST"])
def preferences(request):
    """Which notices are mailed to this person, and when."""
    form = PreferencesForm(request.POST or None, instance=copy(request.user))

    def fresh():
        return PreferencesForm(instance=User.objects.select_for_update().get(pk=request.user.pk))

    with unless_changed(request, fresh, last=own_window):
        if form.is_valid():
            form.save()
            messages.success(request, "Your choice is saved. It holds for everything from now on.")
            return redirect("notices:preferences")
    always = [kind.label for kind in NoticeKind if kind in MANDATORY]
    context = {
        "form": form,
        "always": always,
        "feed": FeedToken.objects.filter(person=request.user).first(),
        "unreachable": Unreachable.objects.standing().filter(person=request.user).first(),
    }
    return render(request, "notices/preferences.html", context, status=422 if form.is_bound else 200)


@login_not_required
@csrf_exempt  # a mail program posts here, without a session (RFC 8058); the signed token is the right to do it
@require_http_methods(["GET", "POST"])
def unsubscribe(request, token):
    """Following the link asks first, because mail scanners follow links; posting stops the mails."""
    choice = unsubscribing.read(token)
    if choice is None:
        raise Http404
    person_pk, kinds = choice
    if request.method == "POST" and User.objects.filter(pk=person_pk).exists():
        unsubscribing.stop_mails(person_pk, kinds)
    labels = [NoticeKind(kind).label.lower() for kind in kinds]
    return render(request, "notices/unsubscribe.html", {"labels": labels, "done": request.method == "POST"})


@require_GET
def outbox(request):
    """See notices/outbox.py for who may open this, and why."""
    if not settings.SHOW_OUTBOX:
        raise Http404
    return render(request, "notices/outbox.html", {"mails": newest_mails()})


@require_GET
def unreachable_list(request):
    """Addresses that take no mail, of whom the reader looks after, newest first; `?show=all`: cleared ones too."""
    rows = Unreachable.objects.visible_to(request.user).select_related("person", "cleared_by")
    show_all = request.GET.get("show") == "all"
    page = page_by_key(rows if show_all else rows.standing(), request, key="-pk")
    return render(request, "notices/unreachable_list.html", {"page": page, "show_all": show_all})


@require_POST
def unreachable_clear(request, pk):
    row = get_object_or_404(Unreachable.objects.visible_to(request.user), pk=pk)
    with refusals_as_messages(request):
        waited = unreachable.clear(row, by=request.user)
        count = "1 mail that waited goes" if waited == 1 else f"{waited} mails that waited go"
        messages.success(request, f"Cleared. {count} out in a moment." if waited else "Cleared. No mail waited.")
    return redirect("notices:unreachable_list")


@require_http_methods(["GET", "POST"])
def channel(request, pk):
    """Where a desk is told in the chat; for admins. The address that is stored is shown to nobody."""
    require_admin(request.user)
    desk = get_object_or_404(Team, pk=pk)
    webhook = desk_channels.channel_of(desk)
    form = ChannelForm(request.POST or None, webhook=webhook)

    def fresh():
        Team.objects.select_for_update(no_key=True).get(pk=pk)
        return ChannelForm(webhook=desk_channels.channel_of(desk))

    with unless_changed(request, fresh, last=lambda: last_change(desk, Verb.DESK_CHANNEL)):
        if form.is_valid() and _chosen(form, desk, by=request.user):
            messages.success(request, "The channel is saved.")
            return redirect("notices:channel", pk)
    context = {
        "form": form,
        "desk": desk,
        "webhook": webhook,
        "state": desk_channels.channel_in_words(desk),
        "test": desk_channels.test_in_words(webhook and desk_channels.last_test(webhook)),
    }
    return render(request, "notices/channel.html", context, status=422 if form.is_bound else 200)


def _chosen(form, desk, *, by):
    """Whether the channel is as the form says now; what is wrong with the address stands in the form."""
    try:
        desk_channels.choose_channel(desk, **form.cleaned_data, by=by)
    except ValidationError as refusal:
        form.add_error("url", refusal.messages)
    return not form.errors


@require_POST
def channel_test(request, pk):
    require_admin(request.user)
    desk = get_object_or_404(Team, pk=pk)
    with refusals_as_messages(request):
        desk_channels.send_test(desk, by=request.user)
        messages.success(request, "A test is on its way. Reload this page in a moment to see what became of it.")
    return redirect("notices:channel", pk)


@login_not_required
@csrf_exempt  # a mail server posts here, without a session; the token is the right to do it
@require_POST
def bounces(request):
    """A report as it came (message/rfc822), or what a mail service says: {"address": ..., "reason": ...} as JSON."""
    if not settings.BOUNCE_TOKEN:
        raise Http404
    sent = request.headers.get("Authorization", "")
    if not constant_time_compare(sent, f"Bearer {settings.BOUNCE_TOKEN}"):
        return JsonResponse({"refused": ["This token does not open this address."]}, status=403)
    if request.content_type != "application/json":
        return JsonResponse({"done": take_report(request.body)})
    try:
        address, reason = _address_and_reason(json.loads(request.body))
    except (ValueError, RecursionError):
        return JsonResponse({"refused": ['Send {"address": "…", "reason": "…"}.']}, status=400)
    return JsonResponse({"done": take_word(address, reason)})


def _address_and_reason(word):
    """(address, reason) of what a mail service sent. ValueError for anything else."""
    if not isinstance(word, dict) or not isinstance(word.get("address"), str):
        raise ValueError
    reason = word.get("reason", "")
    if not isinstance(reason, str):
        raise ValueError
    return word["address"].replace("\0", ""), reason
