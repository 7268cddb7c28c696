"""What a person is called here."""

from django.core.exceptions import ValidationError
from django.db import transaction

from common.log import record
from common.searching import tidy
from common.words import too_long
from people.actions.rights import locked_person
from people.models import User
from people.verbs import Verb


@transaction.atomic
def rename(person: User, *, name: str, by: User) -> User:
    """Another name; the log keeps that it changed, and no names."""
    person, name = locked_person(person, by), tidy(name)
    if faults := ([] if name else ["Give a name."]) + too_long(name, 150, "the name"):
        raise ValidationError(faults)
    person.name = name
    person.save(update_fields=["name"])
    record(Verb.RENAMED, person, by=by, people={"person": person})
    return person
