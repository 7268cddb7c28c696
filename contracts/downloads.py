"""The one way a stored file leaves Duet. The caller has found the version through what the person may see."""

import logging

from django.http import FileResponse, Http404

logger = logging.getLogger(__name__)


def serve(version):
    """The file as a download: never shown inside our pages, with the type we found and not the one claimed.

    Raises Http404 when storage does not have it.
    """
    try:
        content = version.file.open("rb")
    except (FileNotFoundError, NotADirectoryError) as error:
        logger.error("The file of document version %s is missing from storage.", version.pk)
        raise Http404("This file is missing. Please tell the person who looks after Duet.") from error
    response = FileResponse(
        content, as_attachment=True, filename=version.original_name, content_type=version.content_type
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-cache"
    return response
