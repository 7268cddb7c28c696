"""Files are kept whole or not at all, and whoever sends one is told in a sentence when there is no room for it."""

import logging
import os
from contextlib import contextmanager, suppress
from secrets import token_hex

from django.core.exceptions import ValidationError
from django.core.files.storage import FileSystemStorage, default_storage

logger = logging.getLogger(__name__)

INCOMING = "incoming"
"""The folder of files that are still being written; one that is older than a day was left there by a crash."""

NO_ROOM = (
    "“{name}” could not be stored, and nothing of it was kept: there may be no room for it at the moment. Please tell "
    "the people who run Duet, and attach it again later."
)


class WholeFiles(FileSystemStorage):
    """Writes beside, and moves into place what is complete."""

    def _save(self, name, content):
        draft = f"{INCOMING}/{token_hex(16)}"
        try:
            super()._save(draft, content)
            down_to_the_disk(self.path(draft))
            os.makedirs(os.path.dirname(self.path(name)), exist_ok=True)
            os.replace(self.path(draft), self.path(name))
            down_to_the_disk(os.path.dirname(self.path(name)))  # the name, too
        except OSError as error:
            with suppress(OSError):
                os.remove(self.path(draft))
            logger.error("A file could not be stored: %s", error)
            raise ValidationError([NO_ROOM.format(name=os.path.basename(content.name or name))]) from error
        return name


def down_to_the_disk(path: str) -> None:
    """Wait until the file or folder is where a power cut leaves it: its row says that it is there for good."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sweep_incoming(before: float) -> None:
    """Remove what a crash left half written before this moment (seconds since 1970)."""
    with suppress(FileNotFoundError, NotADirectoryError):
        for draft in os.scandir(default_storage.path(INCOMING)):
            with suppress(FileNotFoundError):
                if draft.stat().st_mtime < before:
                    os.remove(draft.path)


@contextmanager
def or_nothing(file):
    """What is written about this stored file inside the block fails: then the file goes, too."""
    try:
        yield
    except BaseException:
        with suppress(OSError):
            file.storage.delete(file.name)
        raise
