"""The cases of the tables of addresses."""

from tests.routes.cases import case

__all__ = ["case"]
