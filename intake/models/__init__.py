"""How work comes in: request types with their questions, and the requests themselves while they are drafts."""

from intake.models.intake_request import TYPED, IntakeRequest
from intake.models.question import Question
from intake.models.request_type import RequestType

__all__ = ["TYPED", "IntakeRequest", "Question", "RequestType"]
