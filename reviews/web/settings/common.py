"""Who gets in, the tabs of a book of rules, and whose draft is shown."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse

from reviews.models import Book, RuleDraft
from reviews.rules import policies as rule_policies
from reviews.rules.books import live_rules
from reviews.rules.drafts import WORDS

TABS = {
    Book.SPLIT: (
        ("The three questions", "settings:split"),
        ("Terms", "settings:terms"),
        ("Try it", "settings:try_it"),
        ("Versions", "settings:versions"),
    ),
    Book.APPROVALS: (
        ("Rules", "settings:approvals"),
        ("Two people", "settings:two_people"),
        ("Try it", "settings:try_it"),
        ("Versions", "settings:versions"),
    ),
}
OWN_ADDRESS = {"settings:split", "settings:terms", "settings:approvals", "settings:two_people"}
"""Pages of one book alone; the others say in their address which book they show."""


@dataclass(frozen=True)
class Tab:
    label: str
    url: str
    active: bool
    count: int | None = None


def require_reader(request):
    if not rule_policies.may_read_split(request.user):
        raise Http404


def require_editor(request, book):
    """Leads may know of the page, so they are told why it is closed to them."""
    require_reader(request)
    if not rule_policies.may_change_split(request.user):
        raise PermissionDenied(f"Only admins can change the rules of {WORDS[book]}. Leads can look at them.")


def draft_of(request, book):
    return RuleDraft.objects.select_related("base", "restores").filter(author=request.user, book=book).first()


def home_of(book):
    """The address of the page with the book's rules."""
    return reverse(f"settings:{book}")


def book_context(request, book, page=""):
    """What every page of a book shows: its tabs, and the rules of the person's draft, else those that decide now."""
    return context_of_draft(request, book, draft_of(request, book), page)


def context_of_draft(request, book, draft, page=""):
    """The same, for a view that has read the person's draft (or None) already."""
    book = Book(book)
    return {
        "book": book,
        "home": home_of(book),
        "is_approvals": book == Book.APPROVALS,
        "tabs": [Tab(label, _address(name, book), name == page) for label, name in TABS[book]],
        "draft": draft,
        "rule_set": draft.rule_set if draft else live_rules(book),
        "may_change": rule_policies.may_change_split(request.user),
    }


def _address(name, book):
    return reverse(name) if name in OWN_ADDRESS else reverse(name, args=[book])
