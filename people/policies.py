"""Who may change the set-up and the people in it, and who may say that somebody is away."""

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from people.models import Absence, User

ADMINS_ALONE = "Only admins look after people and desks."
OPERATORS_ALONE = "The accounts of operators are looked after by operators."
NOT_ONESELF = "Nobody changes their own roles and seats: another admin does."

LONGEST_ABSENCE = timedelta(days=366)


def may_configure(user):
    """Admins and the operators of this installation. Being an admin gives no sight of requests or reviews."""
    return user.configures


def may_grant_roles(user, to):
    """Roles decide who sees what: granted by an operator, and never to oneself."""
    return user.is_active and user.is_superuser and user != to


def may_give_rights(user, to):
    """Admins give roles and seats to others; those of operators are looked after by operators."""
    return user.configures and user != to and (user.is_superuser or not to.is_superuser)


def admins_beside(user, person):
    """Those who could confirm what `user` gives to `person`: a queryset."""
    admins = User.objects.filter(Q(is_admin=True) | Q(is_superuser=True), is_active=True)
    return admins.exclude(pk__in=[user.pk, person.pk])


def may_plan_absence(user, person):
    """The person themselves, and the leads of their desks."""
    return user.is_active and (user.pk == person.pk or any(user.leads(desk) for desk in person.teams))


def shared_desks(person, delegate):
    """Where the delegate can do the person's work: the desks at which both sit."""
    return [desk for desk in person.teams if delegate.is_on(desk)]


def faults_of_absence(absence):
    """What is wrong with the days or the delegate of an absence that is about to be saved, as sentences."""
    today = absence.day_at(timezone.now())
    if absence.ends_on < absence.starts_on:
        return ["The last day away is before the first."]
    if absence.ends_on < today:
        return ["These days are over already."]
    if absence.ends_on - absence.starts_on > LONGEST_ABSENCE:
        return ["That is more than a year. Give a nearer last day; it can be moved later."]
    return [*_faults_of_delegate(absence), *_faults_of_overlap(absence)]


def _faults_of_delegate(absence):
    person, delegate = absence.person, absence.delegate
    if delegate is None:
        return []
    if delegate.pk == person.pk:
        return ["Somebody else stands in."]
    if not delegate.is_active:
        return [f"{delegate} has left and cannot stand in."]
    if not shared_desks(person, delegate):
        return [f"{delegate} sits on none of the desks of {person}, and could not do the work."]
    return []


def _faults_of_overlap(absence):
    others = Absence.objects.standing().filter(person=absence.person).exclude(pk=absence.pk)
    other = others.filter(starts_on__lte=absence.ends_on, ends_on__gte=absence.starts_on).first()
    return [f"{other.person} is away already: {other.days}. Change that absence instead."] if other else []
