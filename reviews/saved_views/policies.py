"""Who may share and change saved views, and what is wrong with one, as sentences fit for the page."""

from common.words import too_long
from people.models import Team, User
from reviews.models import SavedView, Sharing

VIEWS_A_PERSON = 30


def may_share_with(user: User, desk: Team) -> bool:
    """A view that stands above everybody's queue is chosen by a lead of the desk."""
    return user.leads(desk)


def may_change_view(user: User, view: SavedView) -> bool:
    """Its owner; for a view of a desk also the desk's leads, so that it does not outlive its use when people leave."""
    return view.owner_id == user.pk or (view.sharing == Sharing.DESK and user.leads(view.desk))


def faults_of_view(view: SavedView) -> list[str]:
    """What keeps a view from being saved."""
    faults = []
    if not view.name:
        faults.append("Give the view a name.")
    faults += too_long(view.name, SavedView._meta.get_field("name").max_length, "the name")
    if not view.filters:
        faults.append("Choose at least one filter first: the whole queue is there already, under “All”.")
    others = SavedView.objects.filter(owner=view.owner_id).exclude(pk=view.pk)
    if others.filter(name__iexact=view.name).exists():
        faults.append(f"There is a view “{view.name}” already.")
    if view.pk is None and others.count() >= VIEWS_A_PERSON:
        faults.append(f"There are {VIEWS_A_PERSON} views already. Delete one that is no longer used.")
    return faults
