"""Runs two things at the same moment on two real connections; and takes the locks away, for controls."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier, BrokenBarrierError, local

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, OperationalError, connections
from django.db.models import QuerySet

HELD_UP = 0.5  # seconds that one waits for another who cannot come, because a lock holds them up
SLOW = 20  # seconds that one waits for another who will come, however busy the machine is


class Meeting:
    """A place in the code where each of two threads waits once for the other: the worst case, every time.

    Choose a place after what is read and before what is written; `after` means when the function there returns.
    With the lock on the other cannot come, and the first goes on alone after a moment.
    """

    def __init__(self, monkeypatch, *places, patience=HELD_UP, after=False):
        self.barrier, self.patience, self.met, self.after = Barrier(2), patience, local(), after
        for module, name in places:
            monkeypatch.setattr(module, name, self._at(getattr(module, name)))

    def _at(self, real):
        def meet(*args, **kwargs):
            if not self.after:
                self.arrive()
            answer = real(*args, **kwargs)
            if self.after:
                self.arrive()
            return answer

        return meet

    def arrive(self):
        """Wait for the other thread, unless this one has met it before."""
        if not getattr(self.met, "already", False):
            self.met.already = True
            with suppress(BrokenBarrierError):
                self.barrier.wait(self.patience)


def together(*calls):
    """What each call returned, or the sentence it was refused with; sorted, for nobody knows who was first."""
    with ThreadPoolExecutor(len(calls)) as pool:
        results = [each.result() for each in [pool.submit(_on_a_connection_of_its_own, call) for call in calls]]
    return sorted(results, key=str)


def _on_a_connection_of_its_own(call):
    try:
        return call()
    except (PermissionDenied, ValidationError) as refusal:
        return " ".join(getattr(refusal, "messages", [str(refusal)]))
    except (OperationalError, IntegrityError) as error:
        return str(error).splitlines()[0]
    finally:
        connections.close_all()


def without_locks(monkeypatch):
    """Make `select_for_update` a plain read."""
    monkeypatch.setattr(QuerySet, "select_for_update", lambda queryset, **options: queryset)
