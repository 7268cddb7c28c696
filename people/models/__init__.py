"""Who works with Duet, at which desks, and when they work or are away."""

from people.models.absence import Absence
from people.models.access_token import AREAS, FOR_PEOPLE_ALONE, READ, SCOPES, WRITE, AccessToken
from people.models.account_mail import AccountMail, MailKind
from people.models.allowance import Allowance
from people.models.calendar import WorkingCalendar
from people.models.feed import FeedToken
from people.models.invitation import Invitation
from people.models.known_device import KnownDevice
from people.models.right_request import Answer, Right, RightRequest
from people.models.sign_in_link import SignInLink
from people.models.team import ICONS, TWO_SIDES, Colour, DeskSide, Membership, Team
from people.models.user import User

__all__ = [
    "AREAS",
    "FOR_PEOPLE_ALONE",
    "ICONS",
    "READ",
    "SCOPES",
    "TWO_SIDES",
    "WRITE",
    "Absence",
    "AccessToken",
    "AccountMail",
    "Allowance",
    "Answer",
    "Colour",
    "DeskSide",
    "FeedToken",
    "Invitation",
    "KnownDevice",
    "MailKind",
    "Membership",
    "Right",
    "RightRequest",
    "SignInLink",
    "Team",
    "User",
    "WorkingCalendar",
]
