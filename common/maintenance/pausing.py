"""Workers do nothing while nothing may be changed. Nothing is lost by that: what is to be done stands in rows, and the
next sweep finds it."""

from celery import Task

from common.maintenance.state import is_read_only

GO_ON = {"common.tasks.tick", "notices.tasks.deliver_notices"}
"""What workers do all the same: they show that they are there, and send links with which people sign in (and no other
mail: that task asks again)."""


class PausingTask(Task):
    """The base of every task (config/celery.py)."""

    def __call__(self, *args, **kwargs):
        if self.name not in GO_ON and is_read_only():
            return None
        return super().__call__(*args, **kwargs)
