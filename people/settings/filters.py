"""Narrowing the list of people, so that it costs the same among a million."""

from django.db.models import Prefetch

from common.searching import Searchable, contains
from people.models import Invitation, Membership, User

STATES = [("", "Here and invited"), ("here", "Here"), ("invited", "Invited"), ("left", "Left"), ("all", "Everybody")]

ROLES = {"admin": "is_admin", "auditor": "is_auditor", "outside": "is_outside"}


def people_of(*, q="", desk=None, role="", state=""):
    """Those who fit, with their seats and open invitations; to be ordered by (`sort_name`, pk).

    Indexes: user_by_name, user_here_by_name; user_name_contains, user_email_contains; user_admin_by_name,
    user_auditor_by_name, user_outside_by_name; membership_is_one_seat_a_desk; invitation_is_one_open_a_person.
    """
    people = User.objects.annotate(sort_name=Searchable("name")).prefetch_related(
        Prefetch("memberships", Membership.objects.select_related("team")),
        Prefetch("invitations", Invitation.objects.open(), to_attr="open_invitations"),
    )
    if q:
        people = people.filter(contains("name", q) | contains("email", q))
    if desk:
        people = people.filter(pk__in=Membership.objects.filter(team=desk).values("user"))
    if role in ROLES:
        people = people.filter(**{ROLES[role]: True})
    elif role == "lead":
        people = people.filter(pk__in=Membership.objects.filter(is_lead=True).values("user"))
    return _in_state(people, state)


def _in_state(people, state):
    invited = Invitation.objects.open().values("person")
    if state == "here":
        return people.filter(is_active=True)
    if state == "invited":
        return people.filter(pk__in=invited)
    if state == "left":
        return people.filter(is_active=False).exclude(pk__in=invited)
    return people


def parts_of(people, state):
    """For `page_by_key`: who is here and who is invited, each with its index; None where one list is enough."""
    if state:
        return None
    invited = Invitation.objects.open().values("person")
    return [people.filter(is_active=True), people.filter(is_active=False, pk__in=invited)]
