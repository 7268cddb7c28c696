"""Who gets in, the tabs of the split, and whose draft is shown."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse

from reviews import policies
from reviews.live_rules import live_rules
from reviews.models import RuleDraft

TABS = (
    ("The three questions", "settings:split"),
    ("Terms", "settings:terms"),
    ("Try it", "settings:try_it"),
    ("Versions", "settings:versions"),
)


@dataclass(frozen=True)
class Tab:
    label: str
    url: str
    active: bool
    count: int | None = None


def require_reader(request):
    if not policies.may_read_split(request.user):
        raise Http404


def require_editor(request):
    """Leads may know of the page, so they are told why it is closed to them."""
    require_reader(request)
    if not policies.may_change_split(request.user):
        raise PermissionDenied("Only admins can change the rules of the split. Leads can look at them.")


def draft_of(request):
    return RuleDraft.objects.select_related("base", "restores").filter(author=request.user).first()


def split_context(request, page):
    """What every page of the split shows: its tabs, and the rules of the person's draft, else those that route now."""
    draft = draft_of(request)
    return {
        "tabs": [Tab(label, reverse(name), name == page) for label, name in TABS],
        "draft": draft,
        "rule_set": draft.rule_set if draft else live_rules(),
        "may_change": policies.may_change_split(request.user),
    }
