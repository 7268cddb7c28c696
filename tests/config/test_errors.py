"""What is answered when something goes wrong beyond all views: a sentence, as a page and as JSON."""

import errno

import pytest
from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.test import Client, RequestFactory

from config import errors


@pytest.fixture
def failing(monkeypatch):
    """failing(exception, path): the answer of a page whose work raises this."""

    def answer(exception, path="/accounts/login/"):
        def fails(*args, **kwargs):
            raise exception

        monkeypatch.setattr("django.contrib.sessions.middleware.SessionMiddleware.process_request", fails)
        return Client(raise_request_exception=False).get(path)

    return answer


def wrapped(cause):
    try:
        try:
            raise cause
        except type(cause) as error:
            raise RuntimeError("while drawing a page") from error
    except RuntimeError as error:
        return error


@pytest.mark.parametrize(
    ("exception", "status", "sentence"),
    [
        (OperationalError("server closed the connection"), 503, errors.NO_DATABASE),
        (InterfaceError("connection already closed"), 503, errors.NO_DATABASE),
        (wrapped(OperationalError("gone")), 503, errors.NO_DATABASE),
        (OSError(errno.ENOSPC, "No space left on device"), 503, errors.NO_ROOM),
        (ZeroDivisionError(), 500, "Something went wrong on our side"),
    ],
)
def test_failure_is_answered_in_a_sentence(failing, exception, status, sentence):
    page = failing(exception)
    assert (page.status_code, sentence in page.text) == (status, True)
    assert page.get("Retry-After") == ("5" if status == 503 else None)
    in_json = failing(exception, "/api/waits/")
    assert in_json.status_code == status
    assert in_json.json()["detail"].startswith(sentence)


def test_too_large_and_unreadable_are_answered_in_sentences():
    for path in ("/", "/api/waits/"):
        asked = RequestFactory().post(path)
        too_large, unreadable = errors.bad_request(asked, RequestDataTooBig()), errors.bad_request(asked, ValueError())
        assert (too_large.status_code, unreadable.status_code) == (413, 400)
        assert b"too large" in too_large.content
        assert (b"shape" in unreadable.content) is True


@pytest.mark.django_db
def test_address_of_the_api_that_does_not_exist_is_answered_in_json(client, buyer):
    client.force_login(buyer)
    assert client.get("/api/never-was/").json() == {"detail": errors.NOT_HERE}
