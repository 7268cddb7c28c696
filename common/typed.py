"""Keeps what somebody typed when it cannot be saved now, and finds it again for them alone."""

from urllib.parse import urlencode, urlsplit

from django.contrib.auth import get_user_model
from django.db import transaction
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from common.form_keys import FIELD, owner_of, sent_in
from common.models import TypedText

PARAMETER = "typed"
PLACE = "typed"
"""The id of the form that has its text back."""


def keep(request, why, **more) -> TypedText | None:
    """Keep what this request typed, for the person for whom its form was rendered. None where no form of ours was sent.

    Sent once more, it takes the place of what was kept before.
    """
    key = request.POST.get(FIELD, "")
    person = owner_of(key)
    if not (typed := sent_in(request)) or not get_user_model().objects.filter(pk=person).exists():
        return None
    kept = {
        "why": why,
        "page": page_of(request),
        "address": request.get_full_path(),
        "fields": typed,
        "had_files": bool(request.FILES),
        **more,
    }
    with transaction.atomic():
        return TypedText.objects.update_or_create(person_id=person, key=key, defaults=kept)[0]


def page_of(request) -> str:
    """The page on which the form of this request stood, as a path: named by the form, else by the browser."""
    for address in (request.POST.get("form_page", ""), request.headers.get("Referer", "")):
        if address and url_has_allowed_host_and_scheme(address, {request.get_host()}):
            parts = urlsplit(address)
            if not parts.path.startswith("/"):
                continue
            return parts.path + (f"?{parts.query}" if parts.query else "")
    return "/"


def address_of(typed: TypedText) -> str:
    """Where the person finds what they typed, once they are signed in."""
    return reverse("typed", args=[typed.token])


def form_of(typed: TypedText) -> str:
    """The page where the text is back in its form."""
    page, _, query = typed.page.partition("?")
    pairs = [pair for pair in query.split("&") if pair and not pair.startswith(f"{PARAMETER}=")]
    query = "&".join([*pairs, urlencode({PARAMETER: typed.token})])
    return f"{page}?{query}#{PLACE}"


def typed_on(request) -> TypedText | None:
    """What this page should show again: asked for in the address, and typed by the reader. One query, if asked for."""
    if not hasattr(request, "typed_text"):
        token = request.GET.get(PARAMETER, "")
        known = token and request.method == "GET" and request.user.is_authenticated
        request.typed_text = TypedText.objects.filter(token=token, person=request.user).first() if known else None
    return request.typed_text


def forget(request) -> None:
    """What was sent again with success need not be kept."""
    if token := request.POST.get("form_typed"):
        TypedText.objects.filter(token=token, person=request.user).delete()
