"""A person's own tokens: their list, adding one, revoking one."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from common.refusals import refusals_as_messages
from people.actions import tokens
from people.models import AccessToken
from people.settings.common import tried
from people.tokens.forms import TokenForm


@require_GET
def token_list(request):
    """Index: access_token_of_person."""
    rows = AccessToken.objects.standing().filter(person=request.user)
    return render(request, "people/tokens/token_list.html", {"tokens": rows})


@never_cache
@require_http_methods(["GET", "POST"])
def token_add(request):
    """The secret is shown on the page that answers, and never again."""
    form = TokenForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        went, result = tried(request, form, tokens.add_token, request.user, **form.facts(), by=request.user)
        if went:
            token, secret = result
            return render(request, "people/tokens/token_added.html", {"token": token, "secret": secret})
    status = 422 if form.is_bound else 200
    return render(request, "people/tokens/token_add.html", {"form": form}, status=status)


@require_POST
def token_revoke(request, pk):
    token = get_object_or_404(AccessToken.objects.standing().filter(person=request.user), pk=pk)
    with refusals_as_messages(request):
        tokens.revoke_token(token, by=request.user)
        messages.success(request, f"“{token}” opens nothing any more.")
    return redirect("people:token_list")
