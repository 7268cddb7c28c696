"""Changing what we would like to see of one kind of term: by a lead of an owning desk, with a reason, on record."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from common.locks import locked_row
from common.log import record
from common.words import listed
from reviews.models import Expected, PlaybookChange
from reviews.playbook import policies
from reviews.pure import expectations
from reviews.pure.verbs import Verb
from reviews.rules.fields import all_fields

FIELDS = (
    *("position", "fallbacks", "walk_away", "why", "deviation_by", "deviation_desk", "deviation_person"),
    *("expectations", "expected", "expected_kinds"),
)


@transaction.atomic
def change_playbook(term_type, *, fields, reason, by):
    """Write the entry anew and keep what it was. `fields` are any of `FIELDS`. Returns the `PlaybookChange`.

    A starting point becomes the desk's own, even where no word of it was changed.
    Reviews under way keep the position that was copied to them; new ones get the new one.
    """
    term_type = locked_row(term_type, "desk", "second_desk", "deviation_person", "deviation_desk")
    if not policies.may_edit_playbook(by, term_type):
        raise PermissionDenied(f"Only leads of {listed(term_type.desks)} can change this.")
    before = entry(term_type)
    for name in set(fields) & set(FIELDS):
        setattr(term_type, name, fields[name])
    term_type.expectations = expectations.clean(term_type.expectations)
    term_type.full_clean(exclude=["number", "slug", "name"])
    term_type.is_starting_point = False
    after = entry(term_type)
    if before == after:
        raise ValidationError(["Nothing has been changed, so there is nothing to save."])
    if not reason.strip():
        raise ValidationError({"reason": ["Say in a sentence why you change it."]})

    term_type.save(update_fields=[*FIELDS, "is_starting_point"])
    change = PlaybookChange.objects.create(
        term_type=term_type,
        changed_at=timezone.now(),
        changed_by=by,
        reason=reason.strip(),
        before=before,
        after=after,
    )
    texts = {"reason": change.reason}
    record(Verb.PLAYBOOK_CHANGED, term_type, by=by, texts=texts, change=change.pk, name=str(term_type))
    return change


def entry(term_type):
    """The playbook entry as the history keeps it: {part: text}, readable when people and desks have changed."""
    return {
        "Preferred": term_type.position,
        "Fallbacks": "\n".join(f"{number}. {text}" for number, text in enumerate(term_type.fallbacks, 1)),
        "Walk away": term_type.walk_away,
        "Why": term_type.why,
        "May approve a deviation": term_type.deviation_approver,
        "Checked in the vendor's text": "\n".join(term_type.expectations_in_words),
        "Expected in": expected_in(term_type),
        "Whose words": "A starting point, came with Duet" if term_type.is_starting_point else "Ours",
    }


def expected_in(term_type):
    """In which contracts the term is missed, in words."""
    if term_type.expected == Expected.SOME:
        kinds = all_fields()["kind"]
        return ", ".join(str(kinds.words(slug)) for slug in term_type.expected_kinds)
    return term_type.get_expected_display()
