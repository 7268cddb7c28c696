"""Which day."""

from common.words import day_in_words
from intake import typed
from intake.fields import LINE, DayInput, TextField
from intake.kinds.base import IN_NUMBERS, Example, Kind


class Day(Kind):
    """A day, written the way people write it, kept as year-month-day."""

    key = "date"
    label = "A date"
    example = Example(typed="31.3.2027", stored="2027-03-31", words="31 March 2027", refused="soon")
    comparisons = Kind.comparisons - IN_NUMBERS

    def field(self, **about):
        return TextField(max_length=LINE, widget=DayInput, **about)

    def stored(self, text):
        day = typed.read_day(text)
        return day.isoformat() if day else text

    def reading(self, text):
        return typed.reading_of_day(text)

    def check(self, answer):
        return None if typed.is_iso_day(str(answer)) else self._fault(str(answer))

    def _fault(self, answer):
        return typed.asks_which_day(answer) or "Write the day as year-month-day, for example 2027-03-31."

    def words(self, answer):
        return day_in_words(answer)
