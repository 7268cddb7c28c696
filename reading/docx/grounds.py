"""Colours of letters and of the ground they stand on: what is white on white, nobody sees."""

from reading.docx.names import W, value

PALE = 0xF2  # of 255: each part of a colour that nobody sees on white
PALE_THEMES = {"background1", "light1", "bg1", "lt1"}
PALE_HIGHLIGHTS = {None, "none", "white"}


def is_pale(properties):
    """Whether letters are as good as white; None where nothing is said of their colour."""
    colour = properties.find(f"{W}color") if properties is not None else None
    if colour is None:
        return None
    if theme := colour.get(f"{W}themeColor"):
        return theme in PALE_THEMES and not colour.get(f"{W}themeShade")
    return _is_pale_colour(colour.get(f"{W}val"))


def is_dark_ground(properties):
    """Whether letters, a paragraph, a cell or a table have a ground of their own that is not white."""
    if properties is None:
        return False
    if value(properties, "highlight") not in PALE_HIGHLIGHTS:
        return True
    ground = properties.find(f"{W}shd")
    if ground is None:
        return False
    theme, fill = ground.get(f"{W}themeFill"), ground.get(f"{W}fill")
    if theme:
        return theme not in PALE_THEMES or ground.get(f"{W}themeFillShade") is not None
    return fill not in (None, "auto") and not _is_pale_colour(fill)


def _is_pale_colour(colour):
    try:
        return len(colour) == 6 and all(part >= PALE for part in bytes.fromhex(colour))
    except (TypeError, ValueError):  # "auto", or no colour at all
        return False
