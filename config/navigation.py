"""What base.html shows around every page. Lazy: a fragment that draws no top bar asks the database nothing."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.functional import cached_property

from common.counting import capped
from common.maintenance.middleware import sentence
from common.maintenance.state import known
from notices.models import Notice


@dataclass(frozen=True)
class Entry:
    """One possible link. `shown_to` names the property of a person that says whether they get it; `key` leads there
    after a "g". What is not `in_bar` stands below “More”: the bar of a lead is full."""

    label: str
    url_name: str
    icon: str
    shown_to: str = "is_active"
    key: str = ""
    in_bar: bool = True


MAIN = (
    Entry("My requests", "intake:request_list", "inbox", shown_to="asks", key="m"),
    Entry("My work", "reviews:my_work", "list-todo", shown_to="is_reviewer", key="w"),
    Entry("Queue", "reviews:queue", "list-checks", shown_to="is_reviewer", key="q"),
    Entry("Check-in", "checkins:check_in", "messages-square", shown_to="joins_check_ins", key="c"),
    Entry("Reviews", "reviews:review_list", "file-text", shown_to="reads_lists", key="r"),
    Entry("Contracts", "contracts:contract_list", "file-check", shown_to="reads_lists", key="k"),
    Entry("Pipeline", "pipeline:pipeline", "calendar-range", shown_to="reads_lists", key="l"),
    Entry("Renewals", "contracts:renewal_list", "calendar-clock", shown_to="reads_lists", key="e", in_bar=False),
    Entry("Vendors", "vendors:vendor_list", "building-2", shown_to="reads_lists", key="v"),
    Entry("Insights", "insights:insights", "chart-column", shown_to="reads_figures", key="i", in_bar=False),
    Entry("Value", "reviews:value_list", "hand-coins", shown_to="reads_lists", in_bar=False),
    Entry("Playbook", "settings:playbook", "book-open", shown_to="reads_lists", key="p", in_bar=False),
    Entry("Settings", "settings_home", "settings", shown_to="configures", key="s"),
)
PERSONAL = (
    Entry("Your profile", "people:profile", "user"),
    Entry("My obligations", "contracts:obligation_list", "list-checks", shown_to="asks"),
    Entry("Absences", "absences:absence_list", "calendar-off", shown_to="asks"),
    Entry("Outgoing mail (for developers)", "notices:outbox", "mails"),
)


@dataclass(frozen=True)
class Link:
    """A link as the template draws it; `current` is the value of aria-current, or empty."""

    label: str
    url: str
    icon: str
    current: str = ""
    key: str = ""
    in_bar: bool = True


def navigation(request):
    """Context processor (settings.TEMPLATES): what every page knows besides its own."""
    return {
        "navigation": Navigation(request),
        "banners": banners(),
        "show_demo_accounts": settings.SHOW_DEMO_ACCOUNTS,
    }


@dataclass(frozen=True)
class Banner:
    """A sentence on every page: text, and what is added to it."""

    text: str
    tone: str
    icon: str
    more: str = ""


def banners():
    """What everybody is told now: that nothing can be changed, and what admins announce."""
    state = known.get()
    lines = [Banner(row.text, "info", "megaphone") for row in state.shown(timezone.now())]
    if state.read_only is None:
        return lines
    return [Banner(sentence(state.read_only), "warning", "lock", state.read_only.reason), *lines]


class Navigation:
    """Where this person can go from here, and how many notices wait for them."""

    def __init__(self, request):
        self.path = request.path
        self.user = getattr(request, "user", AnonymousUser())

    @cached_property
    def person(self):
        return self.user if self.user.is_authenticated else None

    @cached_property
    def links(self):
        return self._links(MAIN)

    @property
    def more(self):
        """The links below “More”."""
        return [link for link in self.links if not link.in_bar]

    @cached_property
    def personal_links(self):
        return self._links(PERSONAL)

    @property
    def places(self):
        """Everywhere one can go, for the palette."""
        about_notices = [Link("Notices", self.notices_url, "bell")] if self.person and self.notices_url else []
        new = [Link("New request", self.new_request_url, "plus")] if self.new_request_url else []
        early = [Link("Just a heads-up", self.heads_up_url, "megaphone")] if self.heads_up_url else []
        return [*self.links, *new, *early, *about_notices, *self.personal_links]

    @cached_property
    def unread(self):
        """Unread notices, counted to just above what the bell shows."""
        return Notice.objects.count_unread(self.person)

    @property
    def unread_label(self):
        return capped(self.unread)

    home_url = property(lambda self: url_or_nothing("home"))
    new_request_url = property(lambda self: url_or_nothing("intake:new") if self.person and self.person.asks else "")
    heads_up_url = property(lambda self: url_or_nothing("intake:heads_up") if self.person and self.person.asks else "")
    notices_url = property(lambda self: url_or_nothing("notices:notice_list"))
    go_url = property(lambda self: url_or_nothing("search:go"))
    sign_in_url = property(lambda self: url_or_nothing("account_login"))
    sign_out_url = property(lambda self: url_or_nothing("account_logout"))

    def _links(self, entries):
        """Those of the entries that exist on this site and are meant for this person."""
        if self.person is None:
            return []
        shown = [(entry, url_or_nothing(entry.url_name)) for entry in entries if getattr(self.person, entry.shown_to)]
        shown = [(entry, url) for entry, url in shown if url]
        sections = (url for _, url in shown if self.path.startswith(url))
        section = max(sections, key=len, default=None)
        return [
            Link(entry.label, url, entry.icon, self._current(url) if url == section else "", entry.key, entry.in_bar)
            for entry, url in shown
        ]

    def _current(self, url):
        return "page" if url == self.path else "true"


def url_or_nothing(name):
    """The address of a page, or nothing where this installation does not have it (the developers' outbox)."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
