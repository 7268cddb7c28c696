"""Refusals as messages on the page."""

import pytest
from django.contrib.messages import get_messages
from django.contrib.messages.storage.fallback import FallbackStorage
from django.core.exceptions import PermissionDenied, ValidationError

from common.refusals import refusals_as_messages


@pytest.mark.parametrize(
    ("refusal", "sentences"),
    [
        (PermissionDenied("Only legal can do this."), ["Only legal can do this."]),
        (PermissionDenied(), ["You do not have the right to do this."]),
        (ValidationError("A reason is missing."), ["A reason is missing."]),
        (ValidationError(["One thing.", "Another thing."]), ["One thing.", "Another thing."]),
    ],
)
def test_refusal_becomes_messages(rf, refusal, sentences):
    request = rf.get("/")
    request.session = {}
    request._messages = FallbackStorage(request)
    with refusals_as_messages(request):
        raise refusal
    assert [(str(line), line.level_tag) for line in get_messages(request)] == [(text, "error") for text in sentences]


def test_any_other_fault_is_not_a_refusal(rf):
    with pytest.raises(ZeroDivisionError), refusals_as_messages(rf.get("/")):
        raise ZeroDivisionError
