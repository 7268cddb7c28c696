"""Files are kept whole or not at all.

A file appears under its name once all of it is on the disk. A file whose row does not come about in the end, because
something later in the same request was refused or failed, is taken away when the request is over. What a process that
was killed leaves behind is swept (contracts.tasks.sweep_files).
"""

import errno
import os
import threading
from contextlib import suppress
from secrets import token_hex

from django.core.files.storage import FileSystemStorage, default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.db import DatabaseError

from contracts.models import DocumentVersion
from contracts.quotas import CANNOT_BE_KEPT, DISK_IS_FULL

PART = ".part"
"""The end of the name of a file that is not whole yet."""

NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}

_noted = threading.local()


class WholeFiles(FileSystemStorage):
    """Writes beside the place first, down to the disk, and then gives the file its name in one step."""

    def _save(self, name, content):
        part = f"{name}.{token_hex(8)}{PART}"
        try:
            super()._save(part, content)
            _down_to_the_disk(self.path(part))
            os.replace(self.path(part), self.path(name))
            _down_to_the_disk(os.path.dirname(self.path(name)))  # the name, too
        except BaseException:
            with suppress(OSError):
                os.unlink(self.path(part))
            raise
        return name


def _down_to_the_disk(path):
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sentence_for(error: OSError) -> str:
    """What to tell whoever attached a file that could not be written."""
    return DISK_IS_FULL if error.errno in NO_ROOM else CANNOT_BE_KEPT


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
        except OSError as error:
            self.lost = sentence_for(error)
            if getattr(self, "file", None) is not None:
                with suppress(OSError):
                    self.file.close()  # the temporary file goes with it
            return None
