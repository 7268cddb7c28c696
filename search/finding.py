"""What one box finds for a person: requests, vendors, contracts, terms, what was said, and people, as far as they may
see them; and what they looked at lately.

Nothing here widens what somebody sees: every list begins with the `visible_to` of its page.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from common.paging import first_of
from common.searching import SHORT, contains
from contracts.models import Contract
from people.models import User
from people.policies import may_configure
from reviews.models import Comment, Review, Term, TermType
from reviews.models.review import few_reviews_of
from reviews.web.forms.filters import reviews_about
from search.lately import REVIEW, VENDOR
from search.words import Words, excerpt, query_of
from vendors.models import Vendor

SHOWN = 6
"""Of each kind: who needs more goes to its list."""

LONGEST = 200
"""Characters of a search."""

PAGE_OF_REVIEW = re.compile(r"/reviews/R-([0-9]{1,12})/")


@dataclass(frozen=True)
class Entry:
    """One place to go to. `hint` says in few words which it is."""

    label: str
    url: str
    icon: str
    hint: str = ""


@dataclass(frozen=True)
class Group:
    """Entries of one kind; `more_url` leads to the list of all."""

    key: str
    label: str
    entries: list[Entry]
    more_url: str = ""


def found_for(user: User, text: str, *, here: str = "") -> list[Group]:
    """What the text finds, in groups that hold something. `here` is the address of the page: of a review its terms."""
    groups = [
        Group("requests", "Requests", _reviews(user, text), _list_of("reviews:review_list", user, text)),
        Group("vendors", "Vendors", _vendors(user, text), _list_of("vendors:vendor_list", user, text)),
        Group("contracts", "Contracts", _contracts(user, text), _list_of("contracts:contract_list", user, text)),
        Group("terms", "Terms", _terms(user, text, here)),
        Group("comments", "Comments", _comments(user, text)),
        Group("people", "People", _people(user, text)),
    ]
    return [group for group in groups if group.entries]


def looked_at(user: User, places: Iterable[tuple[str, int]]) -> list[Entry]:
    """[(kind, pk)] as entries, in their order; what the person does not see any more is left out."""
    places = list(places)
    keys = {kind: [pk for other, pk in places if other == kind] for kind in (REVIEW, VENDOR)}
    reviews = Review.objects.visible_to(user).select_related("vendor") if keys[REVIEW] else Review.objects.none()
    vendors = Vendor.objects.visible_to(user) if keys[VENDOR] else Vendor.objects.none()
    entries = {(REVIEW, review.pk): _of_review(review) for review in reviews.filter(pk__in=keys[REVIEW])}
    entries |= {(VENDOR, vendor.pk): _of_vendor(vendor) for vendor in vendors.filter(pk__in=keys[VENDOR])}
    return [entries[place] for place in places if place in entries]


def _reviews(user, text):
    """Indexes: those of `reviews_about`."""
    keys = first_of(reviews_about(Review.objects.for_list(user), text), ["-pk"], SHOWN)
    reviews = Review.objects.filter(pk__in=keys).select_related("vendor")
    return [_of_review(review) for review in reviews.order_by("-pk")[:SHOWN]]


def _vendors(user, text):
    """Index: vendor_name_contains."""
    return [_of_vendor(vendor) for vendor in Vendor.objects.visible_to(user).suggest(text, limit=SHOWN)]


def _terms(user, text, here):
    """On a review its own terms; elsewhere what the playbook says of the kinds of terms, for who reads it."""
    if match := PAGE_OF_REVIEW.match(here):
        terms = Term.objects.visible_to(user).filter(review=int(match[1])).filter(contains("term_type__name", text))
        return [
            Entry(str(term), reverse("reviews:term", args=[term.pk]), "list-checks", f"R-{match[1]}")
            for term in terms.select_related("term_type").order_by("term_type__number", "pk")[:SHOWN]
        ]
    if not user.reads_lists:
        return []
    kinds = TermType.objects.filter(is_active=True).filter(contains("name", text)).order_by("number")[:SHOWN]
    return [
        Entry(kind.name, reverse("settings:playbook_entry", args=[kind.slug]), "book-open", "playbook")
        for kind in kinds
    ]


def _contracts(user, text):
    """By title or number. Short texts have no trigram, and find none. Indexes: contract_title_contains,
    contract_number_contains."""
    if len(text) <= SHORT:
        return []
    seen = Contract.objects.for_list(user)
    keys = first_of([seen.filter(contains(name, text)) for name in ("title", "reference")], ["-pk"], SHOWN)
    contracts = Contract.objects.filter(pk__in=keys).select_related("vendor").order_by("-pk")[:SHOWN]
    return [
        Entry(contract.title, contract.get_absolute_url(), "file-check", contract.vendor.name) for contract in contracts
    ]


def _comments(user, text):
    """What was said and the person reads, with privileged notes for their circles alone. Indexes:
    search_words_of_comments; comment_newest for who sees few reviews."""
    query = query_of(text)
    if query is None or len(text) <= SHORT:
        return []
    comments = Comment.objects.visible_to(user).alias(words=Words("body")).filter(words=query)
    keys = few_reviews_of(user)
    if keys is not None:
        comments = comments.filter(review__in=keys)
    rows = comments.select_related("author").order_by("-pk")[:SHOWN]
    return [
        Entry(
            excerpt(comment.body, text),
            reverse("reviews:comments", args=[comment.review_id]) + f"#comment-{comment.pk}",
            "message-square",
            f"R-{comment.review_id} · {comment.author.name}",
        )
        for comment in rows
    ]


def _people(user, text):
    """For those who look after them. Indexes: user_name_contains, user_email_contains."""
    if not may_configure(user) or len(text) <= SHORT:
        return []
    people = User.objects.filter(is_active=True)
    keys = first_of([people.filter(contains(field, text)) for field in ("name", "email")], ["-pk"], SHOWN)
    rows = User.objects.filter(pk__in=keys).order_by("name", "pk")[:SHOWN]
    return [
        Entry(person.name, reverse("settings_people:person", args=[person.pk]), "user", person.email) for person in rows
    ]


def _of_review(review):
    return Entry(review.title, review.get_absolute_url(), "file-text", f"{review.reference} · {review.vendor.name}")


def _of_vendor(vendor):
    return Entry(vendor.name, vendor.get_absolute_url(), "building-2", "vendor")


def _list_of(name, user, text):
    return reverse(name, query={"q": text}) if user.reads_lists else ""
