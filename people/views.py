"""A person's own pages: what they were told, who they are, and the developer's outbox."""

from copy import copy

from django.conf import settings
from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from people.forms import ProfileForm
from people.models import Notice
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


@require_GET
def outbox(request):
    """See people/outbox.py for who may open this, and why."""
    if not settings.SHOW_OUTBOX:
        raise Http404
    return render(request, "people/outbox.html", {"mails": newest_mails()})
