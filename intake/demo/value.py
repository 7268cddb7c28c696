"""What the signed contracts of the demo company brought about: noted by both functions, checked by finance."""

from djmoney.money import Money

from reviews.models import Review, ValueKind
from reviews.pure.stages import Stage
from reviews.value.ledger import confirm_value, note_value, reject_value

SAVINGS = (
    ("A lower price than last year's", ValueKind.SAVING, "39500", "36000", "last_price", "Invoice of last year."),
    ("The announced rise of 8 % was taken back", ValueKind.AVOIDANCE, "45360", "42000", "announced", "Letter of June."),
)
OTHERS = (
    ("Liability capped at twice the yearly fee in place of none", ValueKind.RISK_REDUCED, {}),
    ("60 days to pay in place of 30", ValueKind.PAYMENT_TERMS, {"days": 30}),
    ("A report on service levels each quarter", ValueKind.OBLIGATION, {"by_commercial": False}),
    ("The standard NDA in place of a negotiation", ValueKind.TIME_SAVED, {"days": 4, "by_commercial": False}),
)


def note_what_was_won(people):
    """Two amounts, one of them confirmed; four that are no amounts; one more that finance rejects. On the reviews that
    ended with a signature, in turn. `people` are {mailbox: User}, read afresh."""
    signed = list(Review.objects.filter(stage=Stage.ACTIVE).order_by("pk"))
    if not signed:
        return
    reviews = [signed[number % len(signed)] for number in range(7)]
    noted = []
    for review, (what, kind, before, after, against, evidence) in zip(reviews, SAVINGS, strict=False):
        facts = {"kind": kind, "what": what, "per": "year", "against": against, "evidence": evidence}
        amounts = {"before": Money(before, "EUR"), "after": Money(after, "EUR")}
        noted.append(note_value(review, **facts, **amounts, by=people["buyer"]))
    for review, (what, kind, more) in zip(reviews[2:], OTHERS, strict=False):
        note_value(review, kind=kind, what=what, **more, by=people["counsel"])
    doubtful = {"kind": ValueKind.SAVING, "what": "Less than the list price", "per": "once", "against": "first_offer"}
    amounts = {"before": Money("9900", "EUR"), "after": Money("8900", "EUR")}
    entry = note_value(reviews[6], **doubtful, **amounts, evidence="Their first offer.", by=people["buyer"])
    confirm_value(noted[0], by=people["finance"])
    reject_value(entry, why="Nobody pays the list price: that is no saving.", by=people["finance"])
