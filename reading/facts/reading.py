"""What a rule read, before it is a fact of the document."""

from dataclasses import dataclass

ONE_READING = 1.0  # a label with its value, an amount with its currency: nothing else can be meant
BY_RULE = 0.97  # a sentence that says it in words that a rule knows; MODEL_CARD.md has the share that is right
INFERRED = 0.9  # what is not said but follows: which of two limits is the nearer, what "$" means in an American paper


@dataclass(frozen=True, slots=True)
class Reading:
    """A clear value with its place, or None and why it is open. `either` is as in `reading.document.Fact`."""

    name: str
    value: object
    start: int
    end: int
    confidence: float = BY_RULE
    why: str = ""
    either: tuple[str, str] | None = None
