"""A person's own pages: what they were told, who they are, and the developer's outbox."""

from copy import copy

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from people import unsubscribe as way_out
from people.forms import PreferencesForm, ProfileForm
from people.models import MANDATORY, FeedToken, Notice, NoticeKind, User
from people.notices import mark_all_read, mark_read
from people.outbox import newest_mails
from people.paging import page_by_key


@require_GET
def notice_list(request):
    """Unread notices first of all; `?show=all` adds those read. Indexes: notice_bell, notice_page."""
    mine = Notice.objects.visible_to(request.user)
    show_all = request.GET.get("show") == "all"
    page = page_by_key(mine if show_all else mine.unread(), request, key="-pk")
    return render(request, "people/notice_list.html", {"page": page, "show_all": show_all})


@require_POST
def notice_open(request, pk):
    """Follow a notice: it is read from now on."""
    notice = get_object_or_404(Notice.objects.visible_to(request.user), pk=pk)
    mark_read(notice)
    return redirect(notice.url)


@require_POST
def notices_read(request):
    mark_all_read(request.user)
    return redirect("people:notice_list")


@require_http_methods(["GET", "POST"])
def profile(request):
    form = ProfileForm(request.POST or None, instance=copy(request.user))  # the top bar keeps the saved name
    if form.is_valid():
        form.save()
        messages.success(request, "Your profile is saved.")
        return redirect("people:profile")
    return render(request, "people/profile.html", {"form": form}, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def preferences(request):
    """Which notices are mailed to this person, and when."""
    form = PreferencesForm(request.POST or None, instance=copy(request.user))
    if form.is_valid():
        form.save()
        messages.success(request, "Your choice is saved. It holds for everything from now on.")
        return redirect("people:preferences")
    always = [kind.label for kind in NoticeKind if kind in MANDATORY]
    context = {"form": form, "always": always, "feed": FeedToken.objects.filter(person=request.user).first()}
    return render(request, "people/preferences.html", context, status=422 if form.is_bound else 200)


@require_POST
def feed_renew(request):
    """A new secret address for the calendar; the one before stops working. It is shown here, once."""
    token = FeedToken.renew(request.user)
    address = settings.SITE_URL + reverse("reviews:calendar", args=[token])
    return render(request, "people/feed.html", {"address": address})


@require_POST
def feed_revoke(request):
    FeedToken.objects.filter(person=request.user).delete()
    messages.success(request, "Your calendar's address no longer works.")
    return redirect("people:preferences")


@login_not_required
@csrf_exempt  # a mail program posts here, without a session (RFC 8058); the signed token is the right to do it
@require_http_methods(["GET", "POST"])
def unsubscribe(request, token):
    """Following the link asks first, because mail scanners follow links; posting stops the mails."""
    found = way_out.read(token)
    if found is None:
        raise Http404
    person_pk, kinds = found
    if request.method == "POST" and User.objects.filter(pk=person_pk).exists():
        way_out.stop_mails(person_pk, kinds)
    labels = [NoticeKind(kind).label.lower() for kind in kinds]
    return render(request, "people/unsubscribe.html", {"labels": labels, "done": request.method == "POST"})


@require_GET
def outbox(request):
    """See people/outbox.py for who may open this, and why."""
    if not settings.SHOW_OUTBOX:
        raise Http404
    return render(request, "people/outbox.html", {"mails": newest_mails()})
