"""How many files there may be, and how much room they may take. Each refusal is a sentence for whoever attaches one.

A review's and a draft's files are counted by whoever owns them (`reviews.papers`, `intake`), a person's day and the
disk here, for every file through whichever door it comes.
"""

import shutil
from dataclasses import dataclass
from datetime import datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Count, Sum
from django.template.defaultfilters import filesizeformat
from django.utils import timezone

from contracts.models import DocumentVersion, FileLimits
from contracts.models.disk import MEGABYTE

DISK_IS_FULL = (
    "There is too little room left on the disk for files, so nothing can be attached now, and nothing was kept of this "
    "file. The people who look after Duet know."
)


@dataclass(frozen=True)
class Room:
    """The disk on which files are kept, in bytes."""

    total: int
    free: int

    @property
    def used(self):
        return self.total - self.free


def room() -> Room:
    """How much room there is now. A folder that is not there yet lies where its parent lies."""
    folder = Path(settings.MEDIA_ROOT).absolute()
    while not folder.exists():
        folder = folder.parent
    usage = shutil.disk_usage(folder)
    return Room(usage.total, usage.free)


@dataclass(frozen=True)
class DiskWarning:
    """That the disk for files is nearly full ("low") or takes nothing any more ("full")."""

    level: str
    title: str
    sentence: str


LOW = DiskWarning("low", "The disk for files is nearly full", "Little room is left on the disk for files.")
FULL = DiskWarning(
    "full",
    "Nothing can be attached: the disk for files is full",
    "Too little room is left on the disk for files: nothing can be attached.",
)


def disk_warning(limits: FileLimits | None = None) -> DiskWarning | None:
    """What is to be said of the disk now; nothing while there is room."""
    free, limits = room().free, limits or FileLimits.now()
    if free < limits.stop_bytes:
        return FULL
    return LOW if free < limits.warn_bytes else None


def blockers_to_keep(size: int, *, by) -> list[str]:
    """Why this person cannot keep a file of this size now. Ask in turn: two at once would both fit."""
    limits = FileLimits.now()
    if room().free - size < limits.stop_bytes:
        return [DISK_IS_FULL]
    today = _kept_today(by)
    if today["files"] >= limits.files_per_day:
        return [
            f"You have attached {_files(today['files'])} today, and {limits.files_per_day} is the most for one day. "
            "Tomorrow you can go on, or an admin raises the limit."
        ]
    if today["bytes"] + size > limits.megabytes_per_day * MEGABYTE:
        return [
            f"You have attached {filesizeformat(today['bytes'])} today; with this file it would be more than the "
            f"{limits.megabytes_per_day} MB of one day. Tomorrow you can go on, or an admin raises the limit."
        ]
    return []


def _kept_today(person):
    """{"files": how many, "bytes": how much} since the person's midnight. Index: version_of_a_day."""
    zone = ZoneInfo(person.time_zone)
    midnight = datetime.combine(timezone.now().astimezone(zone).date(), time.min, zone)
    kept = DocumentVersion.objects.filter(uploaded_by=person, uploaded_at__gte=midnight)
    sums = kept.aggregate(files=Count("pk"), bytes=Sum("size"))
    return {"files": sums["files"], "bytes": sums["bytes"] or 0}


def blockers_to_another(count: int, *, what: str) -> list[str]:
    """Why a draft or a review with so many files takes no further one. `what` is "draft" or "review"."""
    limits = FileLimits.now()
    most = {"draft": limits.files_per_draft, "review": limits.files_per_review}[what]
    if count < most:
        return []
    way_out = "Take one off first" if what == "draft" else "Put several into one PDF"
    return [f"This {what} has {_files(count)}, and {most} is the most. {way_out}, or ask an admin to raise the limit."]


def _files(count):
    return f"{count} file{'' if count == 1 else 's'}"
