"""The addresses of figures: for leads of both sides and auditors."""

from reviews.models import Stage
from tests.routes import Route

ROUTES = {
    "insights:insights": Route(),
    "insights:export": Route(),
    "insights:behind": Route(given=lambda case: ["stages", Stage.TRIAGE.value]),
}
API = {
    "api-insight-list": Route(),
    "api-insight-detail": Route(given=lambda case: ["stages"]),
}
