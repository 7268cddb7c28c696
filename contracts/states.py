"""What stands on the record of a contract, so that nobody corrects what they have not read (common.stale)."""

from common.stale import ChangedMeanwhile, Part, State
from contracts.actions.contracts import CORRECTABLE
from contracts.models import Contract


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
