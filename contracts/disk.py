"""What lies on the disk for files: what it is, what belongs to nothing, and what is swept away.

Never removed at one go: more than half of all files. Then this database does not belong to this folder (another
installation, a backup of the wrong day), and a person has to look.
"""

import logging
import os
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import islice
from pathlib import Path

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.db.models import Count, Sum
from django.db.models.functions import TruncWeek
from django.utils import timezone

from common.guards.whole_files import INCOMING
from contracts.models import DiskMeasure, Document, DocumentVersion
from contracts.quotas import room

logger = logging.getLogger(__name__)

LEFT_FOR = timedelta(days=1)
"""So old is a file that no row names before it is taken for left over: an upload takes minutes."""
LOOSE_FOR = timedelta(days=7)
"""So long does a document stay that was taken off a draft."""
FEW = 20
"""So many files are removed at any rate."""
BATCH = 1000
WEEKS = 12
SHOWN = 10


@dataclass
class Scan:
    """The files in the folder: how many, how large by what they are, and which old ones no row names, with their size.

    What is `left` is counted in `left_count`, whether it is old or may still get its row.
    """

    files: int = 0
    sizes: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    left_count: int = 0
    old: list[tuple[Path, int]] = field(default_factory=list)

    @property
    def may_remove(self):
        return len(self.old) <= max(FEW, self.files // 2)


def look_after() -> DiskMeasure:
    """Sweep away what belongs to nothing, and write down what lies there."""
    remove_loose_documents()
    scan = scan_files()
    if scan.may_remove:
        for path, size in scan.old:
            _unlink(path)
            scan.left_count -= 1
            scan.sizes["left"] -= size
    else:
        logger.error(
            "%s of %s files belong to nothing, which is too many: none was removed.", len(scan.old), scan.files
        )
    return measure(scan)


@transaction.atomic
def remove_loose_documents():
    """Remove documents that nobody names any more, with their files. Returns how many."""
    loose = Document.objects.loose().filter(created_at__lt=timezone.now() - LOOSE_FOR)
    documents = list(loose.select_for_update(skip_locked=True, of=("self",))[:BATCH])
    names = list(DocumentVersion.objects.filter(document__in=documents).values_list("file", flat=True))
    Document.objects.filter(pk__in=[document.pk for document in documents]).delete()
    transaction.on_commit(lambda: [_remove(name) for name in names], robust=True)
    return len(documents)


def _remove(name):
    """The file of a version, with the pictures of its pages."""
    default_storage.delete(name)
    folder = Path(settings.MEDIA_ROOT) / "pictures" / name.rpartition("/")[2]
    for picture in folder.glob("*"):
        _unlink(picture)
    if folder.is_dir():
        folder.rmdir()


def scan_files() -> Scan:
    """Look at every file in the folders of versions, of pictures, and of what is being written."""
    scan, root = Scan(), Path(settings.MEDIA_ROOT)
    before = (timezone.now() - LEFT_FOR).timestamp()
    for entries in _batches(_files_in(root / "documents")):
        _count(scan, entries, "documents", before, known=_known([entry.name for entry in entries]))
    _count(scan, [*_files_in(root / INCOMING)], "documents", before, known=())
    for folders in _batches(_entries_of(root / "pictures")):
        known = _known([folder.name for folder in folders])
        for folder in folders:
            entries = [*_files_in(Path(folder.path))]
            _count(scan, entries, "pictures", before, known={entry.name for entry in entries if folder.name in known})
    return scan


def _batches(entries):
    while batch := list(islice(entries, BATCH)):
        yield batch


def _known(names):
    """Which of these names are files of versions. Index: version_by_file."""
    rows = DocumentVersion.objects.filter(file__in=[f"documents/{name}" for name in names])
    return {name.rpartition("/")[2] for name in rows.values_list("file", flat=True)}


def _count(scan, entries, kind, before, *, known):
    for entry in entries:
        try:
            facts = entry.stat()
        except FileNotFoundError:
            continue  # removed while we looked
        scan.files += 1
        is_left = entry.name not in known
        scan.sizes["left" if is_left else kind] += facts.st_size
        scan.left_count += is_left
        if is_left and facts.st_mtime < before:
            scan.old.append((Path(entry.path), facts.st_size))


def _files_in(folder):
    return (entry for entry in _entries_of(folder) if entry.is_file(follow_symlinks=False))


def _entries_of(folder):
    if folder.is_dir():
        with os.scandir(folder) as entries:
            yield from entries


def _unlink(path):
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        logger.warning("%s could not be removed: %s", path.name, error)


# --- writing down ---------------------------------------------------------------------------------------


def measure(scan: Scan) -> DiskMeasure:
    """Write down how the disk stands: one row a day, the last look of which counts."""
    now, disk = timezone.now(), room()
    versions = DocumentVersion.objects.order_by()
    sums = versions.aggregate(size=Sum("size"), count=Count("pk"))
    facts = {
        "at": now,
        "total": disk.total,
        "free": disk.free,
        "documents": sums["size"] or 0,
        "documents_count": sums["count"],
        "pictures": scan.sizes["pictures"],
        "leftovers": scan.sizes["left"],
        "leftovers_count": scan.left_count,
        "database": _size_of_database(),
        "details": {"kinds": _by_kind(versions), "people": _by_person(versions, now), "weeks": _by_week(versions, now)},
    }
    return DiskMeasure.objects.update_or_create(day=now.date(), defaults=facts)[0]


def _size_of_database():
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        return cursor.fetchone()[0]


def _by_kind(versions):
    """[[kind of document, bytes, how many]], the largest first."""
    rows = versions.values("document__kind").annotate(bytes=Sum("size"), count=Count("pk")).order_by("-bytes")
    return [[row["document__kind"], row["bytes"], row["count"]] for row in rows]


def _by_person(versions, now):
    """[[the person's pk, bytes, how many]] of the last thirty days, the largest first."""
    lately = versions.filter(uploaded_at__gte=now - timedelta(days=30))
    rows = lately.values("uploaded_by").annotate(bytes=Sum("size"), count=Count("pk")).order_by("-bytes")[:SHOWN]
    return [[row["uploaded_by"], row["bytes"], row["count"]] for row in rows]


def _by_week(versions, now):
    """[[its Monday, bytes that came, how many]] of the last weeks, the newest first."""
    lately = versions.filter(uploaded_at__gte=now - timedelta(weeks=WEEKS))
    rows = lately.annotate(week=TruncWeek("uploaded_at")).values("week").annotate(bytes=Sum("size"), count=Count("pk"))
    return [[row["week"].date().isoformat(), row["bytes"], row["count"]] for row in rows.order_by("-week")]
