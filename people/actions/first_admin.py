"""The first admin of an installation, made at the machine: nobody is there yet who could invite them. There is no
password to begin with: they set their own with a link that works once."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from common.log import record
from common.searching import tidy
from common.words import too_long
from people.actions.inviting import NAME_LIMIT, faults_of_address, name_of_address
from people.models import Invitation, User
from people.verbs import Verb


@transaction.atomic
def make_first_admin(*, email: str, name: str = "") -> str:
    """The token of a link with which they set a password; asked again before they did, another link. Raises
    ValidationError where somebody looks after Duet already."""
    email, name = email.strip().lower(), tidy(name)
    if User.objects.filter(Q(is_admin=True) | Q(is_superuser=True), is_active=True).exists():
        raise ValidationError(["Somebody looks after Duet already: they invite others under Settings, People."])
    waiting = Invitation.objects.open().filter(person__email=email, person__is_admin=True).first()
    if waiting:
        return waiting.make_link()
    if faults := faults_of_address(email) + too_long(name, NAME_LIMIT, "the name"):
        raise ValidationError(faults)
    person = User(email=email, name=name or name_of_address(email), is_admin=True, is_active=False)
    person.set_unusable_password()
    person.save()
    invitation = Invitation.objects.create(person=person, invited_by=person)
    record(Verb.FIRST_ADMIN, person, by=None)
    return invitation.make_link()
