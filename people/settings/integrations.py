"""Integrations and their tokens, and the tokens of everybody, for admins."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from common.paging import page_by_key
from common.refusals import refusals_as_messages
from people.actions import tokens
from people.models import AccessToken, User
from people.settings.common import require_admin, tried
from people.tokens.forms import IntegrationForm, TokenForm

form_view = require_http_methods(["GET", "POST"])


@require_GET
def integration_list(request):
    """The integrations, and the tokens of people, newest first. Indexes: user_integration_by_name,
    access_token_standing."""
    require_admin(request)
    of_people = AccessToken.objects.standing().filter(person__is_integration=False).select_related("person")
    context = {
        "integrations": User.objects.filter(is_integration=True, is_active=True),
        "page": page_by_key(of_people, request, key="-pk"),
    }
    return render(request, "settings/integrations/integration_list.html", context)


@form_view
def integration_add(request):
    require_admin(request)
    form = IntegrationForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        went, account = tried(request, form, tokens.add_integration, **form.cleaned_data, by=request.user)
        if went:
            messages.success(request, f"{account} is added. Give it a token, and the seats or roles that it needs.")
            return redirect("settings_people:integration", account.pk)
    context, status = {"form": form}, 422 if form.is_bound else 200
    return render(request, "settings/integrations/integration_add.html", context, status=status)


@require_GET
def integration(request, pk):
    account = _integration(request, pk)
    rows = AccessToken.objects.standing().filter(person=account).select_related("added_by")
    return render(request, "settings/integrations/integration.html", {"account": account, "tokens": rows})


@never_cache
@form_view
def integration_token(request, pk):
    """The secret is shown on the page that answers, and never again."""
    account = _integration(request, pk)
    form = TokenForm(request.POST if request.method == "POST" else None, is_integration=True)
    if form.is_valid():
        went, result = tried(request, form, tokens.add_token, account, **form.facts(), by=request.user)
        if went:
            token, secret = result
            context = {"account": account, "token": token, "secret": secret}
            return render(request, "settings/integrations/token_added.html", context)
    context, status = {"account": account, "form": form}, 422 if form.is_bound else 200
    return render(request, "settings/integrations/token_add.html", context, status=status)


@require_POST
def token_revoke(request, pk):
    """Anybody's token."""
    require_admin(request)
    token = get_object_or_404(AccessToken.objects.standing().select_related("person"), pk=pk)
    with refusals_as_messages(request):
        tokens.revoke_token(token, by=request.user)
        messages.success(request, f"“{token}” of {token.person} opens nothing any more.")
    if token.person.is_integration:
        return redirect("settings_people:integration", token.person_id)
    return redirect("settings_people:integration_list")


def _integration(request, pk):
    require_admin(request)
    return get_object_or_404(User.objects.filter(is_integration=True), pk=pk)
