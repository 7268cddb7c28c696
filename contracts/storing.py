"""What is stored in a request belongs to rows, or goes: a file is kept whole or not at all.

A file appears under its name once all of it is on the disk (common/guards/whole_files.py). A file whose row does not
come about in the end, because something later in the same request was refused or failed, is taken away when the request
is over. What a process that was killed leaves behind is swept (contracts/disk.py).
"""

import threading
from contextlib import suppress

from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.db import DatabaseError

from common.guards.whole_files import NO_ROOM
from contracts.models import DocumentVersion

_noted = threading.local()


# --- what came of the files of a request ------------------------------------------------------------------


def begin():
    """From now on this thread remembers which files it stores."""
    _noted.names = []


def note(name):
    """A file was stored under this name; its row comes with the transaction, or never does."""
    if getattr(_noted, "names", None) is not None:
        _noted.names.append(name)


def remove_what_no_row_names():
    """The request is over, and so are its transactions: take away what they did not keep. Index: version_by_file."""
    names, _noted.names = getattr(_noted, "names", None), None
    if not names:
        return
    try:
        kept = set(DocumentVersion.objects.filter(file__in=names).values_list("file", flat=True))
    except DatabaseError:
        return  # nobody knows now; the sweep looks again
    for name in set(names) - kept:
        with suppress(OSError):
            default_storage.delete(name)


class WholeUploadsMiddleware:
    """Far outside: whatever becomes of a request, it leaves no file without a row."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        begin()
        try:
            return self.get_response(request)
        finally:
            remove_what_no_row_names()


# --- while a file comes in ----------------------------------------------------------------------------------


class LostFile(SimpleUploadedFile):
    """Stands for an upload that could not be taken in; `lost` says why."""

    def __init__(self, name, *, lost):
        super().__init__(name or "file", b"")
        self.lost = lost


class CarefulUploadHandler(TemporaryFileUploadHandler):
    """Large uploads pass through a temporary file. A disk that is full then is a sentence at the form, not an error
    page: the rest of the upload is let by, nothing is kept, and whoever checks the file is told."""

    def new_file(self, *args, **kwargs):
        self.lost = ""
        self._careful(super().new_file, *args, **kwargs)

    def receive_data_chunk(self, raw_data, start):
        if not self.lost:
            self._careful(super().receive_data_chunk, raw_data, start)

    def file_complete(self, file_size):
        file = None if self.lost else self._careful(super().file_complete, file_size)
        return LostFile(self.file_name, lost=self.lost) if self.lost else file

    def _careful(self, step, *args, **kwargs):
        try:
            return step(*args, **kwargs)
        except OSError:
            self.lost = NO_ROOM.format(name=self.file_name)
            if getattr(self, "file", None) is not None:
                with suppress(OSError):
                    self.file.close()  # the temporary file goes with it
            return None
