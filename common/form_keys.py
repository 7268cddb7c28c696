"""The key that every form carries: it says which rendering of which page was sent, and for whom that was rendered.

A key is “number:person:signature”; “number” begins with “again-” where the form may be sent many times as it is.
The signature is ours, so a key also proves that the form came from a page that this person had before them.
"""

import hashlib
from secrets import token_urlsafe

from django.core import signing

from common.keys import pk_or_none

FIELD = "form_key"
AGAIN = "again-"
CARRIED = ("csrfmiddlewaretoken", FIELD, "form_page", "form_read", "form_typed")
"""Fields that forms carry for us; nobody typed them."""

_signer = signing.Signer(salt="form")


def new_key(person, *, again=False):
    """A key for one rendering of one form, for the person who reads the page."""
    return _signer.sign(f"{AGAIN if again else ''}{token_urlsafe(9)}:{person.pk}")


def owner_of(key: str) -> int | None:
    """The pk of the person for whom the form was rendered; None where the key is not one of ours."""
    try:
        return pk_or_none(_signer.unsign(key).rpartition(":")[2])
    except signing.BadSignature:
        return None


def may_be_sent_again(key: str) -> bool:
    return key.startswith(AGAIN)


def sent_in(request) -> list[list[str]]:
    """[[name, value]] as the browser sent them, without what forms carry for us, and without passwords."""
    return [
        [name, value]
        for name, values in request.POST.lists()
        if name not in CARRIED and "password" not in name
        for value in values
    ]


def digest_of(request) -> str:
    """What was sent, in 64 letters: the same again is the same; another text or file is not."""
    digest = hashlib.sha256(repr([request.get_full_path(), sent_in(request)]).encode(errors="replace"))
    for name, files in request.FILES.lists():
        for file in files:
            digest.update(f"{name} {file.name} {file.size}".encode(errors="replace"))
            for chunk in file.chunks():
                digest.update(chunk)
            file.seek(0)
    return digest.hexdigest()
