"""How a number looks in the formats that Word offers for numbering. Unknown formats show plain digits."""

UNITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
UNITS += ("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
TENS = ("zero", "ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
ORDINALS = {"one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth"}
ORDINALS["twelve"] = "twelfth"
ROMAN = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC")),
    *((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)
CHICAGO = "*†‡§"
DIGITS = {"decimal", "decimalZero"}
LONGEST = 50_000  # a number beyond this is no clause number; letters and numerals would grow with it


def show(count, kind):
    if not 0 <= count <= LONGEST:
        return str(count)
    return FORMATS.get(kind, str)(count)


def roman(count):
    shown = ""
    for amount, sign in ROMAN:
        shown += sign * (count // amount)
        count %= amount
    return shown


def alphabetic(count):
    """A to Z, then AA, BB, CC."""
    if count < 1:
        return ""
    return "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[(count - 1) % 26] * ((count - 1) // 26 + 1)


def in_words(count):
    if count < 20:
        return UNITS[count]
    if count < 100:
        return TENS[count // 10] + (f"-{UNITS[count % 10]}" if count % 10 else "")
    return str(count)


def ordinal(count):
    ending = "th" if count % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(count % 10, "th")
    return f"{count}{ending}"


def ordinal_in_words(count):
    if count >= 100:
        return ordinal(count)
    words = in_words(count)
    head, hyphen, last = words.rpartition("-")
    last = ORDINALS.get(last) or (f"{last[:-1]}ieth" if last.endswith("y") else f"{last}th")
    return head + hyphen + last


def chicago(count):
    return CHICAGO[(count - 1) % 4] * ((count - 1) // 4 + 1) if count else ""


FORMATS = {
    "decimalZero": "{:02}".format,
    "upperRoman": roman,
    "lowerRoman": lambda count: roman(count).lower(),
    "upperLetter": alphabetic,
    "lowerLetter": lambda count: alphabetic(count).lower(),
    "ordinal": ordinal,
    "cardinalText": lambda count: in_words(count).capitalize(),
    "ordinalText": lambda count: ordinal_in_words(count).capitalize(),
    "decimalEnclosedParen": "({})".format,
    "decimalEnclosedFullstop": "{}.".format,
    "numberInDash": "- {} -".format,
    "hex": "{:X}".format,
    "chicago": chicago,
    "none": lambda count: "",
}
