"""The colours of static/css/duet.css: readable in both modes, and the two voices never to be confused."""

import math
import re

import pytest
from django.conf import settings

TONES = ("info", "success", "warning", "danger")
SIDES = ("commercial", "legal", "privacy", "security", "finance", "shared")
GROUNDS = ("paper", "surface")
READABLE, VISIBLE = 4.5, 3.0  # WCAG AA for text, and for the edges of fields and the focus ring

# How a colour looks to an eye without one kind of cone (Machado, Oliveira and Fernandes 2009, full severity).
EYES = {
    "all cones": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "no red cones": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "no green cones": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.01182, 0.04294, 0.968881)),
    "no blue cones": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.3039)),
}
CLEARLY_DIFFERENT = 25  # CIE76; 2 is just noticeable


def palettes():
    css = (settings.BASE_DIR / "static" / "css" / "duet.css").read_text()
    modes = {
        "light": r":root \{\n  color-scheme: light;(.*?)\n\}",
        "dark": r'\[data-bs-theme="dark"\] \{\n  color-scheme: dark;(.*?)\n\}',
    }
    return {
        mode: dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", re.search(pattern, css, re.DOTALL)[1]))
        for mode, pattern in modes.items()
    }


PALETTES = palettes()


def linear(colour):
    shares = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    return [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]


def contrast(one, other):
    light, dark = sorted((0.2126 * r + 0.7152 * g + 0.0722 * b for r, g, b in map(linear, (one, other))), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def seen_by(eye, colour):
    """The colour as that eye sees it, in CIELAB."""
    r, g, b = (min(1, max(0, sum(a * b for a, b in zip(row, linear(colour), strict=True)))) for row in EYES[eye])
    x = (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047
    y = 0.2126 * r + 0.7152 * g + 0.0722 * b
    z = (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883
    x, y, z = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in (x, y, z))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def below(limit, palette, pairs):
    """The pairs that do not reach the limit, with what they reach."""
    reached = {pair: round(contrast(palette[pair[0]], palette[pair[1]]), 2) for pair in pairs}
    return {pair: ratio for pair, ratio in reached.items() if ratio < limit}


@pytest.mark.parametrize("mode", PALETTES)
def test_words_are_readable_on_every_ground(mode):
    pairs = [(ink, ground) for ink in ("ink", "ink-soft", "ink-faint", "link") for ground in (*GROUNDS, "sunken")]
    pairs += [("on-button", "button"), ("on-button", "button-hover"), ("surface", "danger")]
    assert below(READABLE, PALETTES[mode], pairs) == {}


@pytest.mark.parametrize("mode", PALETTES)
def test_tones_and_sides_are_readable_on_their_own_tint_and_on_every_ground(mode):
    pairs = [(name, ground) for name in (*TONES, *SIDES) for ground in (f"{name}-soft", *GROUNDS)]
    pairs += [(ink, f"{name}-soft") for name in (*TONES, *SIDES) for ink in ("ink", "ink-soft")]
    assert below(READABLE, PALETTES[mode], pairs) == {}


@pytest.mark.parametrize("mode", PALETTES)
def test_field_edges_and_the_focus_ring_are_visible(mode):
    assert (
        below(VISIBLE, PALETTES[mode], [(line, ground) for line in ("edge", "focus", "check") for ground in GROUNDS])
        == {}
    )


@pytest.mark.parametrize("mode", PALETTES)
@pytest.mark.parametrize("eye", EYES)
def test_commercial_and_legal_are_told_apart_by_every_eye(mode, eye):
    commercial, legal = (seen_by(eye, PALETTES[mode][side]) for side in ("commercial", "legal"))
    assert math.dist(commercial, legal) > CLEARLY_DIFFERENT


def test_both_modes_define_the_same_colours():
    assert PALETTES["light"].keys() == PALETTES["dark"].keys()


def test_no_other_part_of_the_stylesheet_names_a_colour():
    css = (settings.BASE_DIR / "static" / "css" / "duet.css").read_text()
    after_the_palettes = css.split("/* 3 Bootstrap bridge")[1]
    assert re.findall(r"#[0-9a-f]{3,6}\b", after_the_palettes) == []
