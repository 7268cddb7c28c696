"""One contract as its page shows it to one reader."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.urls import reverse

from common import sight
from common.log import events_of
from common.models import READ_BY_DESKS
from common.words import amount_in_words
from contracts import policies
from contracts.models import Contract, SignedFile
from contracts.models.contract_event import change_in_words
from contracts.notation import in_words
from contracts.stamps import current_file, stamp_of
from contracts.web import obligations
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
    def decision(self):
        """The open decision about its running term; None where nobody has looked, or nothing is to be decided."""
        return (
            self.contract.decisions.filter(closed_at=None)
            .select_related("proposed_by", "decided_by", "signed_by")
            .first()
        )

    @property
    def draft_url(self):
        """The request that was begun by itself, for its owner alone."""
        is_own = self.decision and self.decision.draft_key and self.user.pk == self.contract.owner_id
        return reverse("intake:draft", args=[self.decision.draft_key]) if is_own else ""

    @property
    def is_to_be_decided(self):
        """Whether the five answers are of use now."""
        return self.contract.step_on is not None and not (self.decision and self.decision.settled_at)

    @property
    def may_propose(self):
        is_open = self.is_to_be_decided and not (self.decision and self.decision.answer)
        return is_open and policies.may_propose(self.user, self.contract)

    @property
    def may_decide(self):
        has_own = self.decision and self.decision.proposed_by_id == self.user.pk
        was_sent = self.decision and self.decision.sent_on
        may = policies.may_decide(self.user, self.contract)
        return self.contract.step_on is not None and may and not has_own and not was_sent

    @property
    def may_sign(self):
        decision = self.decision
        if decision is None or not decision.waits_for_signature:
            return False
        had_a_part = self.user.pk in {decision.decided_by_id, decision.proposed_by_id}
        return policies.may_sign(self.user, self.contract) and not had_a_part

    @property
    def may_send(self):
        return bool(self.decision and self.decision.may_be_sent) and policies.may_send(self.user, self.contract)

    @property
    def may_draft_letter(self):
        decided = bool(self.decision and self.decision.gives_notice)
        return decided and (policies.may_send(self.user, self.contract) or self.may_correct)

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
    def prices(self) -> list[tuple[date, str, str]]:
        """[(from this day on, the value, what changed it)], where amendments have changed it."""
        contract = self.contract
        if contract.signed_value is None:
            return []
        currency, amount = contract.value.currency, contract.signed_value
        prices = [(contract.starts_on, amount_in_words(amount, currency), "as signed")]
        for event in contract.value_changes:
            amount += event.value_change
            prices.append((event.counts_from, amount_in_words(amount, currency), change_in_words(event.value_change)))
        return prices

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

    @property
    def may_keep_obligations(self):
        return policies.may_keep_obligations(self.user, self.contract)

    @cached_property
    def owed(self):
        """What is open of what is owed under it."""
        return obligations.rows_of(obligations.open_dates_of(self.contract), self.contract.today(), self.user)

    @cached_property
    def amendments(self):
        return list(self.contract.events.all())


def page_of(contract, user):
    return ContractPage(contract, user)
