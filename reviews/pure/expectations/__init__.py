"""What we expect of a kind of term, in a form that can be checked, and how a vendor's text is held against it.

Pure: rows and passages in, verdicts out. Nothing here decides a term; people do.
"""

from reviews.pure.expectations.checking import Check, Extract, Fact, Verdict, check
from reviews.pure.expectations.rows import MEASURES, Expectation, clean, comparisons_of, explain, units_of

__all__ = [
    "MEASURES",
    "Check",
    "Expectation",
    "Extract",
    "Fact",
    "Verdict",
    "check",
    "clean",
    "comparisons_of",
    "explain",
    "units_of",
]
