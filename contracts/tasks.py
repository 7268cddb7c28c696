"""Reading documents in the background: each version once, whatever dies on the way.

A version waits in its `Reading` row until somebody has read it; messages to workers are only a hint, and the sweep
repeats them. Who reads holds a lock that ends with their process (contracts/reading_lock.py). What a file does to its
reader happens in yet another process (reading/processes/sandbox.py), so that no page of Duet ever parses one.
"""

import hashlib
import logging
import re
import shutil
import tempfile
from contextlib import contextmanager, suppress
from datetime import timedelta
from functools import lru_cache
from time import monotonic

from celery import shared_task
from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone

import reading
from common.models import Heartbeat
from common.tasks import beat
from contracts import disk, listening, pictures, reading_lock
from contracts.asking import PATIENCE, ask_to_read
from contracts.followers import FOLLOWERS
from contracts.models import (
    Contract,
    DocumentVersion,
    Obligation,
    ObligationDate,
    Reading,
    ReadingStage,
    ReadingState,
    RenewalDecision,
)
from contracts.models.contract import FOLLOWS
from contracts.obligations.dates import follow_contract, keep_dates
from contracts.obligations.reminding import remind as remind_of_dates
from contracts.renewals.ladder import days_of_steps
from contracts.renewals.opening import keep_up, opens_on
from contracts.renewals.reminding import remind
from reading import ocr
from reading.classify import MODEL, needs_triage
from reading.document import Document, Outcome

logger = logging.getLogger(__name__)

PAUSES = (PATIENCE, timedelta(seconds=30), timedelta(minutes=2), timedelta(minutes=8))
"""How long the sweep leaves a waiting version alone, by the number of attempts that failed."""
MOST_ATTEMPTS = len(PAUSES) - 1
BATCH = 100
SECONDS_FOR_SCANS = ocr.MAX_SECONDS + 3 * 60  # recognition ends by itself and keeps what it has
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")  # PostgreSQL keeps neither in a text

MISSING = "The file is missing from storage. Please tell the person who looks after Duet, or attach it again."
TOO_LONG = "This takes longer to read than any contract should, so it was left. Please attach a simpler copy."
GAVE_UP = "Reading this file failed several times, so it was left. Please print it to a new PDF and attach that."


@shared_task(soft_time_limit=SECONDS_FOR_SCANS, time_limit=SECONDS_FOR_SCANS + 60)
def read_document(version_pk):
    """Read a version that waits, and tell those who build on it. Two at once, or twice, is one reading."""
    with reading_lock.held(version_pk) as is_ours:
        if not is_ours or not _read(version_pk):
            return
    for follow in FOLLOWERS:
        follow(version_pk)


@shared_task
def read_waiting():
    """Ask workers again for versions that nobody took up, whose reader died, or whose reading failed. Their number."""
    with transaction.atomic():
        due = Reading.objects.without_content().due(timezone.now(), PAUSES)
        rows = due.select_for_update(skip_locked=True).order_by("queued_at")[:BATCH]
        unattended = [
            row for row in rows if row.state == ReadingState.TO_BE_READ or reading_lock.is_free(row.version_id)
        ]
        ours = Reading.objects.filter(pk__in=[row.pk for row in unattended])
        cut_off = _cut_off(ours)
        ours.wait_again(timezone.now())
        Reading.objects.filter(pk__in=cut_off).update(attempts=F("attempts") - 1)
        for row in unattended:
            ask_to_read(row.version_id)
    beat("read-waiting")
    return len(unattended)


def _cut_off(rows):
    """The pks of those that were being read when a reader was told to end, in a restart: no failed attempt."""
    ended = Heartbeat.objects.filter(name=listening.STOPPED).values("at")[:1]
    return list(rows.filter(state=ReadingState.BEING_READ, started_at__lt=ended).values_list("pk", flat=True))


def _read(version_pk):
    """Whether the version was read just now. The caller holds its lock."""
    row = _begin(version_pk)
    if row is None:
        return False
    if row.attempts > MOST_ATTEMPTS:
        return _keep(row, _unreadable(row, GAVE_UP))
    try:
        return _keep(row, _document_of(row))
    except SoftTimeLimitExceeded:
        return _keep(row, _unreadable(row, TOO_LONG))
    except Exception:
        logger.exception("Version %s could not be read; it waits for another attempt.", version_pk)
        _own(row).wait_again(timezone.now())
        return False


@transaction.atomic
def _begin(version_pk):
    """The row, marked as being read; None when it has been read, or was taken back."""
    rows = Reading.objects.without_content().select_for_update(of=("self",)).select_related("version")
    row = rows.filter(version=version_pk).unread().first()
    if row is not None:
        row.state, row.started_at, row.attempts = ReadingState.BEING_READ, timezone.now(), row.attempts + 1
        row.stage, row.pages_done, row.pages_total = ReadingStage.OPENING, 0, 0
        row.save(update_fields=["state", "started_at", "attempts", "stage", "pages_done", "pages_total"])
    return row


def _own(row):
    """The row as this attempt left it: nothing, when another attempt has begun since."""
    ours = {"attempts": row.attempts, "started_at": row.started_at}
    return Reading.objects.filter(pk=row.pk, state=ReadingState.BEING_READ, **ours)


def _document_of(row):
    """What the file holds. Parsed in a process of its own, from a copy: storage may be anywhere."""
    try:
        with _copied(row.version) as copy:
            name = row.version.original_name
            document = reading.read(copy, name=name, recognise=row.recognise, progress=Progress(row))
            return reading.with_order(document, settings.DATE_ORDER)
    except FileNotFoundError:
        return _unreadable(row, MISSING)


def _unreadable(row, sentence):
    return Document(row.version.original_name, outcome=Outcome.UNREADABLE, notes=(sentence,))


class Progress:
    """Hears of every page and writes a few times a second how far reading is. A second round over pages is scans."""

    SECONDS_BETWEEN = 0.3

    def __init__(self, row):
        self.row, self.written_at, self.stage = row, 0, ReadingStage.PAGES

    def __call__(self, done, total):
        before = self.stage
        if self.stage == ReadingStage.CLAUSES:
            self.stage = ReadingStage.LETTERS
        if done >= total:
            self.stage = ReadingStage.CLAUSES
        if self.stage == before and monotonic() - self.written_at < self.SECONDS_BETWEEN:
            return
        self.written_at = monotonic()
        _own(self.row).update(stage=self.stage, pages_done=min(done, total), pages_total=total)


@transaction.atomic
def _keep(row, document):
    """Write what was found, unless another attempt has begun since. Whether it was written."""
    content = storable(document.as_full_json())
    if document.outcome != Outcome.TEXT:
        content |= {"text": "", "clauses": [], "facts": []}
        document = document.with_(clauses=())
    triage = [needs_triage(clause) for clause in document.clauses]
    return bool(
        _own(row).update(
            state=ReadingState.READ,
            read_at=timezone.now(),
            stage="",
            outcome=content["outcome"],
            reason=content["reason"],
            language=content["language"] or "",
            notes=content["notes"],
            text=content["text"],
            pages=content["pages"],
            clauses=[clause | {"triage": needs} for clause, needs in zip(content["clauses"], triage, strict=True)],
            facts=content["facts"],
            model_hash=model_hash(),
        )
    )


def storable(value):
    """The same with every character that PostgreSQL cannot keep replaced by one that it can: offsets stay true."""
    if isinstance(value, str):
        return UNSTORABLE.sub("\ufffd", value)
    if isinstance(value, dict):
        return {name: storable(entry) for name, entry in value.items()}
    if isinstance(value, list | tuple):
        return [storable(entry) for entry in value]
    return value


# --- dates of contracts ---------------------------------------------------------------------------------


@shared_task
def work_out_dates():
    """Work out anew the dates of contracts whose day has changed. Returns how many. Index: contract_to_look_at.

    A contract that cannot be worked out holds up no other.
    """
    number = 0
    while batch := _next_contracts():
        number += batch
    beat("work-out-dates")
    return number


DATES_AT_ONCE = 500


@transaction.atomic
def _next_contracts():
    rows = Contract.objects.to_look_at(timezone.now()).order_by("next_look_at")
    locked = list(rows.select_for_update(of=("self",), skip_locked=True).values_list("pk", flat=True)[:DATES_AT_ONCE])
    contracts = list(Contract.objects.worked_out_from().filter(pk__in=locked))
    before = {contract.pk: contract.state for contract in contracts}
    for contract in contracts:
        contract.work_out()
    Contract.objects.bulk_update(contracts, [*FOLLOWS, "next_look_at"])
    _keep_decisions(contracts)
    for contract in contracts:
        if contract.state != before[contract.pk]:
            follow_contract(contract)
    return len(contracts)


def _keep_decisions(contracts):
    """Open what has to be decided soon, and let go what is over: asked of those alone that may need it."""
    days = days_of_steps()
    open_now = set(
        RenewalDecision.objects.filter(contract__in=contracts, closed_at=None).values_list("contract", flat=True)
    )
    for contract in contracts:
        if contract.pk in open_now or (contract.step_on and opens_on(contract, days) <= contract.today()):
            keep_up(contract, days)


REMINDED_AT_ONCE = 200


@shared_task
def remind_of_contracts():
    """Climb the ladders of contracts that somebody has to decide on. Returns how many people were told. Index:
    renewal_to_remind_of."""
    number = in_batches(_next_reminders)
    beat("remind-of-contracts")
    return number


def in_batches(remind_next):
    """How many `remind_next(last)` told in all: it takes the rows after that key, and answers (the last of these, how
    many were told). None is taken twice, though the day of a contract may lag behind ours."""
    last, number = 0, 0
    while last is not None:
        last, number_of_batch = remind_next(last)
        number += number_of_batch
    return number


@transaction.atomic
def _next_reminders(last):
    due = RenewalDecision.objects.filter(closed_at=None, settled_at=None, next_reminder_on__lte=timezone.now().date())
    due = due.filter(pk__gt=last)
    names = ("contract__owner", "contract__backup_owner", "contract__calendar", "contract__vendor")
    locked = due.select_for_update(of=("self",), skip_locked=True).select_related(*names)
    decisions = list(locked.prefetch_related("contract__events").order_by("pk")[:REMINDED_AT_ONCE])
    return (decisions[-1].pk, remind(decisions)) if decisions else (None, 0)


@shared_task
def remind_of_obligations():
    """Put down the next dates of what is owed, and remind of those that come or are overdue. Returns how many people
    were told. Indexes: obligation_to_look_at, obligation_date_to_remind_of."""
    while _next_obligations():
        pass
    number = in_batches(_next_obligation_reminders)
    beat("remind-of-obligations")
    return number


@transaction.atomic
def _next_obligations():
    due = Obligation.objects.in_force().filter(next_look_on__lte=timezone.now().date())
    rows = due.select_for_update(of=("self",), skip_locked=True).select_related("contract__calendar")
    obligations = list(rows.order_by("next_look_on")[:REMINDED_AT_ONCE])
    for obligation in obligations:
        keep_dates(obligation)
    return len(obligations)


@transaction.atomic
def _next_obligation_reminders(last):
    due = ObligationDate.objects.open().filter(next_reminder_on__lte=timezone.now().date(), pk__gt=last)
    names = ("owner", "backup_owner", "contract__owner", "contract__backup_owner", "contract__calendar")
    locked = due.select_for_update(of=("self",), skip_locked=True)
    rows = locked.select_related(*(f"obligation__{name}" for name in names)).order_by("pk")
    dates = list(rows[:REMINDED_AT_ONCE])
    return (dates[-1].pk, remind_of_dates(dates)) if dates else (None, 0)


# --- the disk -------------------------------------------------------------------------------------------


@shared_task
def look_after_disk():
    """Remove files that belong to nothing, and write down what lies on the disk."""
    disk.look_after()
    beat("look-after-disk")


# --- pictures of pages --------------------------------------------------------------------------------


@shared_task
def draw_page(version_pk, number):
    """Draw one page of a PDF, in a process of its own, and keep the picture; one that cannot be drawn is remembered."""
    version = DocumentVersion.objects.get(pk=version_pk)
    if pictures.is_drawn(version, number):
        return
    with _copied(version) as copy:
        try:
            picture = reading.draw(copy, number)
        except reading.Refusal as refusal:
            pictures.remember_failure(version, number, refusal.sentence)
            return
    with suppress(ValidationError):  # no room for it: it is asked for again
        pictures.keep(version, number, picture)


@contextmanager
def _copied(version):
    """The path of a copy on this machine, while the block lasts: storage may be anywhere.

    The copy has no name in any folder, so a worker that is killed leaves no contract behind.
    """
    with tempfile.TemporaryFile() as copy:
        with version.file.open("rb") as stored:
            shutil.copyfileobj(stored, copy)
        copy.seek(0)
        yield f"/dev/fd/{copy.fileno()}"


@lru_cache(maxsize=1)
def model_hash():
    """Which model for clauses this process reads with: stored with every reading."""
    return hashlib.sha256(MODEL.read_bytes()).hexdigest()
