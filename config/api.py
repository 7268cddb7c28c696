"""The JSON API's root under /api/v1/, and what a refusal looks like there: the same sentences as on the page."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import path
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import exception_handler, set_rollback

from checkins.api import (
    ActionViewSet,
    ImprovementViewSet,
    MeetingItemViewSet,
    MeetingViewSet,
    ProposalViewSet,
    SeriesViewSet,
)
from common.stale import ChangedMeanwhile, StateNotNamed
from config.docs import docs, schema
from config.resources import ApiRouter
from contracts.api import ContractViewSet, ObligationDateViewSet, ObligationViewSet
from insights.api import InsightViewSet
from intake.api import HeadsUpViewSet, OwnRequestViewSet, PipelineViewSet
from notices.api import ChannelViewSet, NoticeViewSet, UnreachableViewSet
from operations.api import DiskViewSet, FileLimitsViewSet, MaintenanceViewSet
from operations.log.api import LogViewSet
from people.api.calendars import CalendarViewSet
from people.api.desks import DeskViewSet
from people.api.people import PeopleViewSet, RightRequestViewSet
from people.api.tokens import IntegrationViewSet, MeViewSet, TokenViewSet
from reviews.api.approvals import ApprovalViewSet
from reviews.api.first_looks import LookViewSet
from reviews.api.passages import PassageViewSet
from reviews.api.reviews import ReviewViewSet
from reviews.api.terms import TermViewSet
from reviews.api.unheld import TwoApproversViewSet, UnheldViewSet
from reviews.api.value import ValueViewSet
from reviews.api.waits import WaitViewSet
from search.api import SearchViewSet
from vendors.api import VendorChangeViewSet, VendorMergeViewSet, VendorViewSet

router = ApiRouter()
router.register("reviews", ReviewViewSet, basename="api-review")
router.register("waits", WaitViewSet, basename="api-wait")
router.register("terms", TermViewSet, basename="api-term")
router.register("passages", PassageViewSet, basename="api-passage")
router.register("approvals", ApprovalViewSet, basename="api-approval")
router.register("heads-ups", HeadsUpViewSet, basename="api-heads-up")
router.register("requests", OwnRequestViewSet, basename="api-request")
router.register("pipeline", PipelineViewSet, basename="api-pipeline")
router.register("first-looks", LookViewSet, basename="api-first-look")
router.register("unheld", UnheldViewSet, basename="api-unheld")
router.register("two-approvers", TwoApproversViewSet, basename="api-two-approvers")
router.register("disk", DiskViewSet, basename="api-disk")
router.register("file-limits", FileLimitsViewSet, basename="api-file-limits")
router.register("maintenance", MaintenanceViewSet, basename="api-maintenance")
router.register("notices", NoticeViewSet, basename="api-notice")
router.register("unreachable", UnreachableViewSet, basename="api-unreachable")
router.register("search", SearchViewSet, basename="api-search")
router.register("people", PeopleViewSet, basename="api-person")
router.register("rights", RightRequestViewSet, basename="api-right")
router.register("contracts", ContractViewSet, basename="api-contract")
router.register("obligations", ObligationViewSet, basename="api-obligation")
router.register("obligation-dates", ObligationDateViewSet, basename="api-obligation-date")
router.register("value", ValueViewSet, basename="api-value")
router.register("insights", InsightViewSet, basename="api-insight")
router.register("check-ins", SeriesViewSet, basename="api-check-in")
router.register("meetings", MeetingViewSet, basename="api-meeting")
router.register("meeting-items", MeetingItemViewSet, basename="api-meeting-item")
router.register("proposals", ProposalViewSet, basename="api-proposal")
router.register("actions", ActionViewSet, basename="api-action")
router.register("improvements", ImprovementViewSet, basename="api-improvement")
router.register("desks", DeskViewSet, basename="api-desk")
router.register("calendars", CalendarViewSet, basename="api-calendar")
router.register("log", LogViewSet, basename="api-log")
router.register("channels", ChannelViewSet, basename="api-channel")
router.register("vendors", VendorViewSet, basename="api-vendor")
router.register("vendor-changes", VendorChangeViewSet, basename="api-vendor-change")
router.register("vendor-merges", VendorMergeViewSet, basename="api-vendor-merge")
router.register("me", MeViewSet, basename="api-me")
router.register("tokens", TokenViewSet, basename="api-token")
router.register("integrations", IntegrationViewSet, basename="api-integration")
urlpatterns = [
    path("schema/", schema, name="api-schema"),
    path("docs/", docs, name="api-docs"),
    *router.urls,
]


def refusals_as_conflicts(exception, context):
    """Who may not: 403. What or when is not right: 409. Both as {"refused": [sentences]}.

    A decision on a state that is no longer the present one: 409, or 412 where it came as If-Match; and what stands now.
    One that names no state: 428.
    """
    if isinstance(exception, ChangedMeanwhile):
        status = 412 if "If-Match" in context["request"].headers else 409
        return refusal(exception.messages, status=status, changed=exception.state.as_facts, state=exception.state.key)
    if isinstance(exception, StateNotNamed):
        return refusal(exception.messages, status=428)
    if isinstance(exception, ValidationError):
        return refusal(exception.messages, status=409)
    if isinstance(exception, PermissionDenied | exceptions.PermissionDenied):
        return refusal([str(exception) or "You may not do this."], status=403)
    return exception_handler(exception, context)


def refusal(sentences, *, status, **more):
    """The answer to a request that is refused; what it has written so far is rolled back."""
    set_rollback()
    return Response({"refused": sentences, **more}, status=status)
