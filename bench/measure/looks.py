"""What is measured: pages with who opens them, and what people do."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Count
from django.urls import reverse

from bench.measure.site import form_on
from common.form_keys import new_key
from people.models import Team, User
from reviews.models import Comment, Outcome, Review, Stage, Term, TermDecision, Wait
from vendors.models import Vendor

PEOPLE = ("buyer", "lead", "counsel", "security", "rare", "requester", "auditor", "admin")
FLOOR = "floor: 50 rows x 9 columns"


@dataclass(frozen=True)
class Page:
    """A page under a label; `url` finds it in the database that is connected."""

    label: str
    person: str
    url: Callable[[], str]


def at(name, *keys, query=""):
    return lambda: reverse(name, args=keys) + query


def person(address):
    return User.objects.get(email=f"{address}@bench.example")


def review_with(terms):
    """A review in review with so many terms, that everybody of procurement and legal sees."""

    def url():
        live = Review.objects.not_walled().filter(stage=Stage.IN_REVIEW).alias(number=Count("terms"))
        review = live.filter(number__gte=terms).order_by("number", "-pk").first()
        return reverse("reviews:review", args=[review.pk])

    return url


def own_review():
    review = Review.objects.filter(requester=person("requester"), stage=Stage.IN_REVIEW).order_by("-pk").first()
    return reverse("reviews:review", args=[review.pk])


def much_talked_about():
    review = Review.objects.not_walled().alias(number=Count("comments")).order_by("-number", "-pk").first()
    return reverse("reviews:comments", args=[review.pk])


def timeline():
    return review_with(23)() + "timeline/"


def deep_in_queue():
    waits = Wait.objects.for_queue(person("lead")).order_by("due_at", "pk")
    due_at, pk = waits.values_list("due_at", "pk")[waits.count() * 9 // 10]
    return at("reviews:queue", query=f"?after={due_at.isoformat().replace('+', '%2B')}~{pk}")()


def deep_in_reviews():
    return at("reviews:review_list", query=f"?after={Review.objects.count() // 10}")()


def deep_in_vendors():
    return at("vendors:vendor_list", query="?after=s~1")()


def busiest_vendor():
    return reverse("vendors:vendor_detail", args=[Vendor.objects.order_by("pk").first().pk])


FLOOR_PAGE = Page(FLOOR, "buyer", lambda: "/bench/floor/")
PAGES = [
    Page("queue", "buyer", at("reviews:queue")),
    Page("queue of two desks", "lead", at("reviews:queue")),
    Page("queue, three rows in all", "rare", at("reviews:queue")),
    Page("queue, overdue", "buyer", at("reviews:queue", query="?overdue=on")),
    Page("queue, unclaimed", "buyer", at("reviews:queue", query="?unclaimed=on")),
    Page("queue, one type", "buyer", at("reviews:queue", query="?type=nda")),
    Page("queue, common word", "buyer", at("reviews:queue", query="?q=cloud")),
    Page("queue, worst word", "buyer", at("reviews:queue", query="?q=e")),
    Page("queue, no such word", "buyer", at("reviews:queue", query="?q=nowhere+to+be+found")),
    Page("queue, deep page", "lead", deep_in_queue),
    Page("my work", "buyer", at("reviews:my_work")),
    Page("my work of two desks", "lead", at("reviews:my_work")),
    Page("desk", "lead", at("reviews:desk", "legal")),
    Page("reviews", "buyer", at("reviews:review_list")),
    Page("reviews, desk apart", "security", at("reviews:review_list")),
    Page("reviews, one stage", "buyer", at("reviews:review_list", query="?stage=signature")),
    Page("reviews, common word", "buyer", at("reviews:review_list", query="?q=cloud")),
    Page("reviews, deep page", "buyer", deep_in_reviews),
    Page("review page, 23 terms", "lead", review_with(23)),
    Page("review page, 60 terms", "lead", review_with(60)),
    Page("status page", "requester", own_review),
    Page("comments of one review", "lead", much_talked_about),
    Page("timeline of one review", "lead", timeline),
    Page("my requests", "requester", at("intake:request_list")),
    Page("held by nobody", "lead", at("reviews:held_by_nobody")),
    Page("health of the rules", "admin", at("settings:health")),
    Page("check-in", "lead", at("checkins:check_in")),
    Page("vendors", "buyer", at("vendors:vendor_list")),
    Page("vendors, search", "buyer", at("vendors:vendor_list", query="?q=m%C3%BCller")),
    Page("vendors, deep page", "buyer", deep_in_vendors),
    Page("busiest vendor", "buyer", busiest_vendor),
    Page("suggest a vendor, one letter", "requester", at("vendors:suggest", query="?q=c")),
    Page("notices", "buyer", at("notices:notice_list")),
    Page("API: waits", "buyer", at("api-wait-list")),
    Page("API: reviews", "buyer", at("api-review-list")),
    Page("API: terms", "buyer", at("api-term-list")),
]
QUICK = {
    *("queue", "queue of two desks", "queue, worst word", "queue, deep page", "my work", "reviews"),
    *("reviews, common word", "review page, 23 terms", "status page", "held by nobody", "health of the rules"),
    *("vendors", "suggest a vendor, one letter", "notices", "API: waits"),
}
"""Labels of those that `make bench-quick` measures."""


# --- what people do ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Deed:
    """Something that people do: `forms` gives (person, address, fields, headers) for as many as are wanted; `done`
    counts what has been done so far, so that a refusal is not taken for a quick deed."""

    label: str
    forms: Callable
    done: Callable[[], int]


def claims(running, number):
    waits = Wait.objects.open().filter(desk__slug="procurement", holder="desk", leads_only=False, paused_at=None)
    buyer = person("buyer")
    for wait in waits.exclude(review__requester=buyer).filter(review__walled_at=None).order_by("-pk")[:number]:
        yield "buyer", reverse("reviews:claim", args=[wait.pk]), {"form_key": new_key(buyer)}, {}


def decisions(running, number):
    legal, counsel = Team.objects.get(slug="legal"), person("counsel")
    terms = Term.objects.filter(desk=legal, second_desk=None, outcome=Outcome.OPEN, review__stage=Stage.IN_REVIEW)
    terms = terms.filter(review__walled_at=None, review__waits__desk=legal, review__waits__closed_at=None)
    for term in terms.exclude(review__requester=counsel).order_by("-pk").distinct()[:number]:
        address = reverse("reviews:decide_term", args=[term.pk])
        shown = running.get("counsel", reverse("reviews:review", args=[term.review_id]))
        fields = form_on(shown.body, address) | {"outcome": "theirs", "reason": "The price makes up for it."}
        yield "counsel", address, fields, {"HX-Request": "true"}


def comments(running, number):
    reviews = Review.objects.not_walled().filter(stage=Stage.IN_REVIEW).order_by("-pk")[:number]
    for review in reviews:
        address = reverse("reviews:comment", args=[review.pk])
        shown = running.get("buyer", reverse("reviews:review", args=[review.pk]))
        yield "buyer", address, form_on(shown.body, address) | {"body": "Fine with me.", "audience": "internal"}, {}


DEEDS = [
    Deed("claim", claims, lambda: Wait.objects.exclude(claimed_at=None).count()),
    Deed("decide a term (htmx)", decisions, lambda: TermDecision.objects.count()),
    Deed("comment", comments, lambda: Comment.objects.count()),
]
