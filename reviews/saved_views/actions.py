"""Naming a way of looking at the queue, sharing it, and beginning with it."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from common.locks import locked_row
from reviews.models import DefaultView, SavedView, Sharing
from reviews.saved_views import policies


def _one_after_the_other(person):
    """One change of a person's views after the other: their names stay apart."""
    locked_row(person, no_key=True)


@transaction.atomic
def save_view(name, *, filters, sharing=Sharing.PRIVATE, desk=None, by):
    """Keep these filters ({name: value}, already known to be good) under a name. Returns the view."""
    _one_after_the_other(by)
    if not by.is_reviewer:
        raise PermissionDenied("Views are for the people who review requests.")
    return _saved(SavedView(owner=by, filters=filters), name, sharing, desk, by)


@transaction.atomic
def change_view(view, *, name, sharing, desk=None, by):
    """Another name, or other readers. Returns the view."""
    return _saved(_changeable(view, by), name, sharing, desk, by)


@transaction.atomic
def refilter_view(view, *, filters, by):
    """Other filters under the same name. Returns the view."""
    view = _changeable(view, by)
    view.filters = filters
    if faults := policies.faults_of_view(view):
        raise ValidationError(faults)
    view.save(update_fields=["filters"])
    return view


@transaction.atomic
def delete_view(view, *, by):
    """Whoever began with it begins with everything again."""
    _changeable(view, by).delete()


@transaction.atomic
def begin_with(view, *, by):
    """Let the person's queue begin with a view; None for everything."""
    _one_after_the_other(by)
    DefaultView.objects.filter(person=by).delete()
    if view is not None:
        DefaultView.objects.create(person=by, view=view)


def _changeable(view, by):
    """The view as it is now, behind its owner's row, if the person may change it."""
    _one_after_the_other(view.owner)
    view = SavedView.objects.select_related("desk", "owner").filter(pk=view.pk).first()
    if view is None:
        raise ValidationError(["This view has been deleted meanwhile."])
    if not policies.may_change_view(by, view):
        raise PermissionDenied(f"Only {view.owner} can change this view.")
    return view


def _saved(view, name, sharing, desk, by):
    desk = desk if sharing == Sharing.DESK else None
    is_new_desk = desk is not None and desk.pk != view.desk_id
    if is_new_desk and not policies.may_share_with(by, desk):
        raise PermissionDenied(f"Only leads of {desk} share a view with the desk.")
    view.name, view.sharing, view.desk = name.strip(), sharing, desk
    faults = ["Choose the desk."] if sharing == Sharing.DESK and desk is None else []
    if faults := faults + policies.faults_of_view(view):
        raise ValidationError(faults)
    view.save()
    return view
