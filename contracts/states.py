"""What stands on the record of a contract, so that nobody corrects what they have not read (common.stale)."""

from dataclasses import dataclass

from common.stale import ChangedMeanwhile, Part, State
from contracts.actions.contracts import CORRECTABLE
from contracts.actions.obligations import CHANGEABLE
from contracts.models import Contract, Obligation, RenewalDecision


def state_of(contract: Contract) -> State:
    """All that can be corrected, in words."""
    fields = Contract._meta
    return State(
        [Part(name, str(fields.get_field(name).verbose_name), _words(getattr(contract, name))) for name in CORRECTABLE]
    )


def _words(value):
    return "" if value is None else str(value)


def require_state(contract: Contract, seen: str) -> None:
    """Raises ChangedMeanwhile where the state that was read is no longer the present one."""
    state = state_of(contract)
    if state.key != seen:
        raise ChangedMeanwhile(
            f"“{contract}” was changed after you had read it. Read it again and name the new state.", state
        )


@dataclass(frozen=True)
class DecisionState:
    """The open decision of a contract (None: nobody has looked), and what stands there."""

    decision: RenewalDecision | None

    @property
    def proposal(self) -> str:
        return self.decision.proposal if self.decision else ""

    @property
    def state(self) -> State:
        """What somebody reads before they decide."""
        row = self.decision
        return State(
            [
                Part("proposal", "Proposed", row.get_proposal_display() if row and row.proposal else ""),
                Part("proposal_why", "Why", row.proposal_why if row else ""),
                Part("decision", "Decided", row.get_answer_display() if row and row.answer else ""),
            ]
        )


def decision_of(contract: Contract) -> DecisionState:
    return DecisionState(RenewalDecision.objects.filter(contract=contract, closed_at=None).first())


def require_decision_state(contract: Contract, seen: str) -> None:
    """Raises ChangedMeanwhile where somebody proposed or decided after it was read."""
    state = decision_of(contract).state
    if state.key != seen:
        raise ChangedMeanwhile(
            f"What becomes of “{contract}” was proposed or decided after you had read it. Name the new state.", state
        )


def state_of_obligation(obligation: Obligation) -> State:
    """All that can be changed about what is owed, in words."""
    fields = Obligation._meta
    return State(
        [Part(name, str(fields.get_field(name).verbose_name), _words(getattr(obligation, name))) for name in CHANGEABLE]
    )


def require_obligation_state(obligation: Obligation, seen: str) -> None:
    """Raises ChangedMeanwhile where somebody changed it after it was read."""
    state = state_of_obligation(obligation)
    if state.key != seen:
        raise ChangedMeanwhile(f"“{obligation}” was changed after you had read it. Name the new state.", state)
