"""Pictures of pages, kept beside the file they show. A worker draws them (contracts.tasks.draw_page), pages only serve.

Web processes never open a document. That a picture was asked for, or could not be drawn, is remembered for a while in
the cache: forgetting it costs one more try.
"""

from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http import FileResponse

ASKED_FOR = 60  # seconds after which a picture that did not come is asked for again
FAILED_FOR = 24 * 3600


def path_of(version, number):
    """As unguessable as the path of the file itself."""
    return f"pictures/{version.file.name.rpartition('/')[2]}/{number}.png"


def is_drawn(version, number):
    """Whether the picture of this page (counted from 1) is there to be served."""
    return default_storage.exists(path_of(version, number))


def keep(version, number, picture):
    """Two that draw the same page at once leave one picture under the path; the other's is taken away."""
    path = path_of(version, number)
    stored_path = default_storage.save(path, ContentFile(picture))
    if stored_path != path:
        default_storage.delete(stored_path)


def is_first_to_ask(version, number):
    """Whether nobody asked for this picture a moment ago."""
    return cache.add(f"picture-asked-{version.pk}-{number}", True, ASKED_FOR)


def remember_failure(version, number, sentence):
    """Note for a day why the page could not be drawn, so that nobody tries at every look."""
    cache.set(f"picture-failed-{version.pk}-{number}", sentence, FAILED_FOR)


def failure(version, number):
    """Why the page could not be drawn, as a sentence, or None."""
    return cache.get(f"picture-failed-{version.pk}-{number}")


def serve(version, number):
    """The picture. The caller has found the version through what the person may see, and that it is drawn."""
    response = FileResponse(default_storage.open(path_of(version, number)), content_type="image/png")
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, max-age=86400"  # a version never changes
    return response
