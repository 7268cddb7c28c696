"""Texts for the vendor: anybody on a desk drafts them, whoever talks to the vendor sends them. Duet never does."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from reviews.comments import audiences
from reviews.comments.actions import blockers_from_version, log
from reviews.pure.verbs import Verb
from reviews.spine import policies
from reviews.spine.stage import locked


@transaction.atomic
def release_draft(draft, *, version=None, by):
    """Confirm that one sends this text to the vendor; it is fixed from then on. Returns it.

    `version` is that of the text which the person read (`Comment.version`): nothing is sent unread.
    """
    draft = locked(draft)
    if not policies.may_talk_to_vendor(by, draft.review):
        raise PermissionDenied("Only the person who talks to the vendor can send this.")
    if blockers := audiences.blockers_to_release_draft(draft) or blockers_from_version(draft, version):
        raise ValidationError(blockers)

    draft.released_at, draft.released_by = timezone.now(), by
    draft.save(update_fields=["released_at", "released_by"])
    log(Verb.DRAFT_RELEASED, draft, by)
    return draft
