"""What reviews add to a vendor's page, and do when two vendors become one."""

from django.db.models import F

from reviews.models import Review, RiskFinding, SavedView
from vendors import merging, parts
from vendors.parts import Part

NEWEST = 200
"""So many reviews of a vendor are looked at for what is open, its documents and its findings."""

SHOWN = 20


@parts.put
def parts_of_vendor(vendor, user):
    """What is open, what was found, and the papers, as far as the person sees the reviews. Index: review_by_vendor."""
    seen = Review.objects.visible_to(user).filter(vendor=vendor).order_by("-pk")
    newest = list(seen.values_list("pk", flat=True)[:NEWEST])
    reviews, findings, papers = _open_reviews(newest), _findings(newest, user), _documents(newest)
    return [
        Part("reviews", "Open reviews", reviews, "vendors/_reviews.html", "Nothing is open with this vendor."),
        Part("findings", "Findings", findings, "vendors/_findings.html", "No risk was noted."),
        Part("documents", "Documents", papers, "vendors/_documents.html", "No documents yet."),
    ]


def _open_reviews(newest):
    reviews = Review.objects.live().filter(pk__in=newest).order_by("-pk")
    return list(reviews.select_related("requester")[:SHOWN])


def _findings(newest, user):
    """Open ones first; for those who read findings."""
    rows = RiskFinding.objects.visible_to(user).filter(review__in=newest)
    return list(rows.select_related("review").order_by(F("closed_at").desc(nulls_first=True), "-pk")[:SHOWN])


def _documents(newest):
    """Rows of (review, document), the newest first."""
    rows = Review.documents.through.objects.filter(review__in=newest)
    return list(rows.select_related("review", "document").order_by("-document_id", "-review_id")[:SHOWN])


def _views_follow(source, target):
    """Views of the queue that narrow to the one narrow to the other. Returns their keys."""
    views = list(SavedView.objects.select_for_update().filter(filters__vendor__in=[source.pk, str(source.pk)]))
    for view in views:
        view.filters |= {"vendor": type(view.filters["vendor"])(target.pk)}
        view.save(update_fields=["filters"])
    return [view.pk for view in views]


def _views_go_back(source, target, keys):
    views = SavedView.objects.select_for_update().filter(pk__in=keys)
    for view in views.filter(filters__vendor__in=[target.pk, str(target.pk)]):
        view.filters |= {"vendor": type(view.filters["vendor"])(source.pk)}
        view.save(update_fields=["filters"])


merging.when_merged("saved_views", merge=_views_follow, undo=_views_go_back)
