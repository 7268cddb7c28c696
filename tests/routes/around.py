"""The addresses that belong to no app: the start page, the figures for a monitor, the style guide."""

from tests.routes import Route

ROUTES = {
    "home": Route(),
    "metrics": Route(),
    "styleguide": Route(),
    "typed": Route(given=lambda case: ["no-such-token"]),  # leads home, whoever comes
}
