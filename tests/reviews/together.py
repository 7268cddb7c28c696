"""Runs two things at the same moment on two real connections; and takes the locks away, for controls."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier, BrokenBarrierError, local

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import OperationalError, connections
from django.db.models import QuerySet

HELD_UP = 0.5  # seconds that one waits for another who cannot come, because a lock holds them up
SLOW = 20  # seconds that one waits for another who will come, however busy the machine is


class Meeting:
    """A place in the code where each of two threads waits once for the other: the worst case, every time.

    With the lock on the other cannot come, and the first goes on alone after a moment.
    """

    def __init__(self, monkeypatch, *places, patience=HELD_UP):
        self.barrier, self.patience, self.met = Barrier(2), patience, local()
        for module, name in places:
            monkeypatch.setattr(module, name, self._at(getattr(module, name)))

    def _at(self, real):
        def meet_first(*args, **kwargs):
            self.arrive()
            return real(*args, **kwargs)

        return meet_first

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
    except OperationalError as error:
        return str(error).splitlines()[0]
    finally:
        connections.close_all()


def without_locks(monkeypatch):
    """Make `select_for_update` a plain read."""
    monkeypatch.setattr(QuerySet, "select_for_update", lambda queryset, **options: queryset)
