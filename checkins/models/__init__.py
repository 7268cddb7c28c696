"""Joint meetings: series, meetings, what is on their agenda, and what came of it."""

from checkins.models.action import Action
from checkins.models.item import Group, Item, Result
from checkins.models.meeting import Attendance, Meeting, MinutesConfirmation
from checkins.models.proposal import TermProposal
from checkins.models.remark import Remark, RemarkKind
from checkins.models.series import Rhythm, Series, SeriesMember

__all__ = [
    "Action",
    "Attendance",
    "Group",
    "Item",
    "Meeting",
    "MinutesConfirmation",
    "Remark",
    "RemarkKind",
    "Result",
    "Rhythm",
    "Series",
    "SeriesMember",
    "TermProposal",
]
