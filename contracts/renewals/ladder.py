"""The ladder of reminders about contracts, as an admin chose it; until somebody has, the usual one."""

from contracts.models import LadderStep, Told

USUAL = {
    60: [Told.OWNER],
    30: [Told.OWNER, Told.BACKUP],
    7: [Told.OWNER, Told.BACKUP, Told.DESK],
    0: [Told.OWNER, Told.DESK, Told.LEADS],
}
MISSED = -1
"""The step after the last one: the day after, when nobody has decided. Everybody concerned is told, once."""


def steps() -> dict[int, list[str]]:
    """{days before: who is told}, the first to come first; the missed day last."""
    chosen = {step.days: step.tells for step in LadderStep.objects.order_by("-days")}
    known = chosen or {days: [str(name) for name in tells] for days, tells in USUAL.items()}
    return {**known, MISSED: list(Told.values)}


def days_of_steps() -> list[int]:
    return list(steps())
