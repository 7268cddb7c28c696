"""JSON: serializer and viewset of a noun in one file."""

from contracts.api.contracts import ContractViewSet
from contracts.api.obligations import ObligationDateViewSet, ObligationViewSet

__all__ = ["ContractViewSet", "ObligationDateViewSet", "ObligationViewSet"]
