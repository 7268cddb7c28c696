"""One contract as its page shows it to one reader."""

from dataclasses import dataclass
from functools import cached_property

from common import sight
from common.log import events_of
from common.models import READ_BY_DESKS
from contracts import policies
from contracts.models import Contract, SignedFile
from contracts.notation import in_words
from contracts.stamps import current_file, stamp_of
from contracts.web.timeline import timeline_of
from contracts.words import headline, how_counted, term_in_words
from people.models import User

EVENTS_SHOWN = 30
FAMILY_SHOWN = 100


@dataclass
class ContractPage:
    """All that the template draws; it decides nothing."""

    contract: Contract
    user: User

    @cached_property
    def may_correct(self):
        return policies.may_correct(self.user, self.contract)

    @cached_property
    def reads_files(self):
        return policies.may_read_files(self.user)

    @cached_property
    def headline(self):
        return headline(self.contract)

    @cached_property
    def steps(self):
        return how_counted(self.contract, self.contract.answer)

    @cached_property
    def timeline(self):
        return timeline_of(self.contract)

    @cached_property
    def terms(self):
        return term_in_words(self.contract)

    @cached_property
    def notice(self):
        return in_words(self.contract.notice)

    @cached_property
    def file(self) -> SignedFile | None:
        return current_file(self.contract)

    @cached_property
    def former_files(self):
        return [file for file in self.contract.signed_files.all() if file.superseded_at]

    @cached_property
    def stamp(self):
        return stamp_of(self.file.version if self.file else None, self.contract.cleared_version)

    @cached_property
    def parents(self):
        """Those above it that the reader sees too, the highest first."""
        keys, parent = [], self.contract.parent
        while parent is not None and parent.pk not in keys:
            keys.append(parent.pk)
            parent = parent.parent
        rows = Contract.objects.visible_to(self.user).in_bulk(keys) if keys else {}
        return [rows[pk] for pk in reversed(keys) if pk in rows]

    @cached_property
    def children(self):
        children = Contract.objects.visible_to(self.user).filter(parent=self.contract)
        return list(children.order_by("signed_on", "pk")[:FAMILY_SHOWN])

    @property
    def a_year(self):
        """Where that is another figure than the value itself."""
        value = self.contract.value_a_year
        return value if value != self.contract.value else None

    @cached_property
    def review_url(self):
        """Where it was agreed, for whoever may look there."""
        review = getattr(self.contract, "review", None)
        if review is None or not sight.rows_for("review", self.user).filter(pk=review.pk).exists():
            return ""
        return review.get_absolute_url()

    @cached_property
    def events(self):
        """What was changed on the record, for those who keep records."""
        if not self.user.reads_reviewers_side:
            return []
        return events_of(self.contract, audiences=READ_BY_DESKS)[:EVENTS_SHOWN]

    @cached_property
    def amendments(self):
        return list(self.contract.events.all())


def page_of(contract, user):
    return ContractPage(contract, user)
