"""The cases of the tables of addresses."""

from tests.test_routes import case

__all__ = ["case"]
