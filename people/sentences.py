"""Whom lines of the log name by id: people and desks."""

from common.sentences import named
from people.models import Team, User

named("people", User.objects.all())
named("desks", Team.objects.all())
