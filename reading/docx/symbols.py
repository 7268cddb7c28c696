"""Letters that Word keeps by their place in a symbol font, as the signs a reader sees."""

import re


def _signs(pairs):
    """ "6C● 6E■" as {0x6C: "●", 0x6E: "■"}."""
    return {int(pair[:2], 16): pair[2:] for pair in pairs.split()}


SIGNS = {
    "wingdings": _signs(
        "28☎ 2A✉ 6C● 6E■ 6F☐ 71☐ 72☐ 73◆ 75◆ 76❖ 77◆ 78☒ 9F• A7▪ A8☐ D8➢ DF← E0→ E8➔ F0⇨ FB✗ FC✓ FD☒ FE☑"
    ),
    "wingdings 2": _signs("4F✗ 50✓ 51☒ 52☑ 53☒ 54☒ A3☐"),
    "webdings": _signs("61✓ 63☐ 72✗"),
    "symbol": _signs(
        "2D− 57Ω 61α 62β 6Dμ A0€ A3≤ A5∞ A7♣ A8♦ AC← AE→ B0° B1± B3≥ B4× B7• B8÷ B9≠ BB≈ D2® D3© D4™ E2® E3© E4™"
    ),
}
USUAL = SIGNS["wingdings"] | {0xB7: "•", 0xA7: "▪"}  # when the font is not named
PRIVATE = re.compile("[\uf000-\uf0ff]")


def sign(font, code):
    """The sign at `code` (as in w:sym) of a font; an unknown one of a symbol font is a bullet."""
    place = code - 0xF000 if 0xF000 <= code <= 0xF0FF else code
    known = SIGNS.get((font or "").casefold())
    if known:
        return known.get(place, "•")
    if code != place:
        return USUAL.get(place, "•")
    return chr(code) if 0x20 <= code < 0xD800 or 0xE000 <= code <= 0x10FFFF else ""


def from_symbol_font(text):
    """Text whose letters may stand in the private range that symbol fonts use."""
    return PRIVATE.sub(lambda match: sign("", ord(match[0])), text)
