"""No form acts twice: what one person sent with one key is done once, and every repetition leads to the same result.

Pages carry the key in the field `form_key` (`{% post_form %}`), API clients send `Idempotency-Key`. The key is a row in
the transaction of what it does: both are there or neither is, and who sends the same at the same moment waits for the
first and then finds it done. See docs/decisions/0026-a-form-acts-once.md.
"""

import hashlib
import json

from django.contrib import messages
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render

from common import filling, typed
from common.form_keys import FIELD, digest_of, may_be_sent_again, owner_of
from common.models import UsedKey, Why
from common.stale import Stale

LONGEST_KEY = 200
OTHERS_FORM = "This page was opened by somebody else who had signed in here. Nothing was sent; open the page again."


class OncePerKeyMiddleware:
    """The last of all: it calls the view itself, so that key and deed are one transaction."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        """A page whose form is gone (somebody has acted meanwhile) still gives back what was typed for it."""
        answer = self.get_response(request)
        kept = typed.typed_on(request) if typed.PARAMETER in request.GET else None
        if kept is None or getattr(request, "typed_is_back", False) or answer.status_code != 200:
            return answer
        if request.path == kept.address.partition("?")[0] and f'name="{FIELD}"' in answer.text:  # Django's own pages
            answer.content = filling.filled(answer.text, kept.fields)
            return answer
        return render(request, "shell/typed_text.html", {"typed": kept})

    def process_view(self, request, view, args, kwargs):
        if request.method in {"GET", "HEAD", "OPTIONS"} or not request.user.is_authenticated:
            return None
        try:
            return self._answer(request, lambda: view(request, *args, **kwargs))
        except Stale as stale:
            return difference(request, stale)

    def _answer(self, request, call):
        if header := request.headers.get("Idempotency-Key"):
            return _once_for_client(request, header, call)
        key = request.POST.get(FIELD, "")
        owner = owner_of(key)
        if owner is not None and owner != request.user.pk:
            typed.keep(request, Why.SIGNED_OUT)
            messages.error(request, OTHERS_FORM)
            return redirect("/")
        if owner is None or may_be_sent_again(key):
            answer = call()
        else:
            answer = _once_for_page(request, key, call)
        if answer.status_code < 400 and "form_typed" in request.POST:
            typed.forget(request)
        return answer


def _once_for_page(request, key, call):
    """Done is what led to another page, or what htmx put into this one. What was refused may be sent again."""
    sent = digest_of(request)
    with transaction.atomic():
        used, is_new = _use(request.user, f"{key}.{sent[:16]}", sent)
        if not is_new:
            return _same_again(request, used)
        answer = call()
        leads_on = 300 <= answer.status_code < 400
        if not leads_on and not (request.headers.get("HX-Request") and answer.status_code < 300):
            used.delete()
            return answer
        used.address, used.status = answer.get("Location", ""), answer.status_code
        used.save(update_fields=["address", "status"])
        return answer


def _same_again(request, used):
    if used.address:
        return redirect(used.address)
    answer = HttpResponse()
    answer["HX-Refresh"] = "true"
    return answer


def _once_for_client(request, header, call):
    if len(header) > LONGEST_KEY:
        return _refused(f"An Idempotency-Key has at most {LONGEST_KEY} characters.", 400)
    sent = hashlib.sha256(f"{request.method} {request.get_full_path()} ".encode() + request.body).hexdigest()
    with transaction.atomic():
        used, is_new = _use(request.user, f"api {header}", sent)
        if not is_new:
            if used.sent != sent:
                return _refused("This Idempotency-Key was used for something else. Take a new one.", 422)
            answer = HttpResponse(used.answer, status=used.status, content_type="application/json")
            answer["Idempotency-Replayed"] = "true"
            return answer
        answer = call()
        if answer.status_code >= 400:
            used.delete()
            return answer
        if hasattr(answer, "render"):
            answer.render()
        kept = getattr(answer, "kept", None)  # of an answer with a secret: what may be kept of it
        used.answer = answer.content.decode() if kept is None else json.dumps(kept, cls=DjangoJSONEncoder)
        used.status = answer.status_code
        used.save(update_fields=["status", "answer"])
        return answer


def _use(person, key, sent):
    """(the row, whether it is new). Waits while somebody else uses the same key."""
    row = UsedKey(person=person, key=key, sent=sent)
    UsedKey.objects.bulk_create([row], ignore_conflicts=True)
    used = UsedKey.objects.get(person=person, key=key)
    return used, used.status == 0


def _refused(sentence, status):
    return JsonResponse({"refused": [sentence]}, status=status)


def difference(request, stale):
    """The page that shows what somebody changed meanwhile, with everything typed."""
    kept = typed.keep(request, Why.CHANGED, changes=stale.as_facts())
    if kept is None:  # no form of ours was sent: there is nobody to ask
        return _refused(str(stale), 409)
    if request.headers.get("HX-Request"):
        answer = HttpResponse(str(stale), status=409)
        answer["HX-Redirect"] = typed.address_of(kept)
        return answer
    return render(request, "shell/difference.html", difference_context(kept), status=409)


def difference_context(kept):
    """What templates/shell/difference.html needs."""
    changes = kept.changes
    return {
        "typed": kept,
        "changes": changes["changes"],
        "mine": changes["mine"],
        "read": changes["read"],
        "by": changes["by"],
        "at": changes["at"],
        "edit_url": typed.form_of(kept),
        "address": kept.address,
    }
