"""What is answered when something goes wrong beyond all views (handler400, handler404, handler500 of config/urls.py).

As a page; and under /api/ as JSON, in the same words.
"""

import errno
import sys

from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import HttpResponse, JsonResponse
from django.template import loader
from django.views import defaults

DISK_IS_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS}
SOON = "5"  # seconds after which a browser or a client may ask again

UNREADABLE = "Something in the address or in what was sent has a shape that Duet does not know."
TOO_LARGE = "This is too large to be read in one go."
NOT_HERE = "There is nothing at this address, or it is not yours to see."
BROKEN = "Something went wrong on our side. Look whether your last step was saved before you repeat it."
NO_DATABASE = "Duet cannot reach its data at the moment. Try again in a few seconds; what was done is not done twice."
NO_ROOM = "Duet has no room to store this at the moment. Nothing of it was kept; the people who run Duet can make room."


def bad_request(request, exception):
    if isinstance(exception, RequestDataTooBig):
        return _answer(request, 413, TOO_LARGE)
    return _answer(request, 400, UNREADABLE)


def not_found(request, exception):
    if _is_api(request):
        return JsonResponse({"detail": NOT_HERE}, status=404)
    return defaults.page_not_found(request, exception)


def server_error(request):
    """Something that is away for a moment is not a fault of ours: 503, and a sentence that says so."""
    causes = list(_causes(sys.exc_info()[1]))
    if any(isinstance(cause, OperationalError | InterfaceError) for cause in causes):
        return _away(request, NO_DATABASE)
    if any(isinstance(cause, OSError) and cause.errno in DISK_IS_FULL for cause in causes):
        return _away(request, NO_ROOM)
    return _answer(request, 500, BROKEN)


def _causes(exception):
    while exception is not None:
        yield exception
        exception = exception.__cause__ or exception.__context__


def _away(request, sentence):
    answer = _answer(request, 503, sentence)
    answer["Retry-After"] = SOON
    answer["Cache-Control"] = "no-store"
    return answer


def _answer(request, status, sentence):
    """No page that is drawn here may ask the database, the session or the cache for anything."""
    if _is_api(request):
        return JsonResponse({"detail": sentence}, status=status)
    return HttpResponse(loader.get_template(f"{status}.html").render({"sentence": sentence}), status=status)


def _is_api(request):
    return request.path_info.startswith("/api/")
