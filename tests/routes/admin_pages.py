"""The settings pages of Django's admin: every model that is registered, and the pages around them."""

from allauth.account.models import EmailAddress

from common.log import record
from common.models import Event
from contracts.models import Contract, Document
from intake.models import Question, RequestType
from notices.models import Notice, Webhook
from people.models import Team, User, WorkingCalendar
from reviews.models import Review, TermType
from reviews.pure.stages import Stage
from tests.routes import Route
from tests.routes.reviews import with_paper
from vendors.models import Vendor


def webhook_of(desk):
    return Webhook.objects.get_or_create(team=desk, defaults={"url": "https://chat.example/hook"})[0]


def paper_of(case):
    return Document.objects.get(pk=with_paper(case)[1])


ROWS = {
    User: lambda case: case.people["stranger"].pk,
    Team: lambda case: Team.objects.get(slug="finance").pk,
    WorkingCalendar: lambda case: WorkingCalendar.objects.first().pk,
    Event: lambda case: record("vendor.added", case.review.vendor, by=case.people["buyer"], name="did it").pk,
    Contract: lambda case: case.review_at(Stage.ACTIVE).contract_id,
    Document: lambda case: paper_of(case).pk,
    Question: lambda case: Question.objects.first().pk,
    RequestType: lambda case: RequestType.objects.get(slug="nda").pk,
    Notice: lambda case: Notice.objects.filter(privileged=False).first().pk,
    Webhook: lambda case: webhook_of(Team.objects.first()).pk,
    Review: lambda case: case.review.pk,
    TermType: lambda case: TermType.objects.first().pk,
    Vendor: lambda case: case.review.vendor_id,
    EmailAddress: lambda case: EmailAddress.objects.create(user=case.people["stranger"], email="s@duet.example").pk,
}


def of(find):
    return lambda case: [find(case)]


ROUTES = {
    "admin:index": Route(),
    "admin:login": Route(),
    "admin:logout": Route(),
    "admin:password_change": Route(),
    "admin:password_change_done": Route(),
    "admin:jsi18n": Route(),
    "admin:autocomplete": Route(),
    "admin:app_list": Route(given=lambda case: ["intake"]),
    "admin:view_on_site": Route(given=lambda case: [1, 1]),
    "admin:auth_user_password_change": Route(given=of(ROWS[User])),
}
for model, find_row in ROWS.items():
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
    ROUTES |= {f"{name}_changelist": Route(), f"{name}_add": Route()}
    ROUTES |= {f"{name}_{page}": Route(given=of(find_row)) for page in ("change", "delete", "history")}

CLOSED = ("admin:view_on_site", "admin:autocomplete")
"""Pages that Django's admin has and nobody gets anything from."""


def is_closed(name):
    """Nobody adds content, and nobody deletes what work points to."""
    if name in CLOSED:
        return True
    model, _, page = name.removeprefix("admin:").rpartition("_")
    content = {
        "common_event",
        "contracts_contract",
        "contracts_document",
        "notices_notice",
        "reviews_review",
        "vendors_vendor",
    }
    retired = {"intake_requesttype", "notices_webhook", "people_team", "people_user", "reviews_termtype"}
    return (page == "add" and model in content) or (page == "delete" and model in content | retired)
