"""What a requester fills in, and how an admin writes questions."""

from intake.forms.draft import DraftForm
from intake.forms.heads_up import HeadsUpForm
from intake.forms.settings import QuestionForm, RequestTypeForm

__all__ = ["DraftForm", "HeadsUpForm", "QuestionForm", "RequestTypeForm"]
