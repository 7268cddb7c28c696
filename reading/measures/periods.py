"""Periods: payment, notice, cure, warranty and the like. One table; what tells a period from its neighbours."""

import re
from dataclasses import dataclass

from reading.facts import term as terms
from reading.measures.numbers import periods
from reading.measures.stated import sentences

BEFORE, NEAR_BEFORE, NEAR_AFTER = 160, 70, 40  # characters
DAYS = frozenset({"day", "business day", "week", "month"})
LONG = frozenset({"day", "week", "month", "quarter", "year"})
HOURS = frozenset({"hour", "business hour", "day", "business day", "week", "month"})


def words(pattern):
    return re.compile(pattern, re.I)


NOTHING = words(r"(?!)")
ANYTHING = words("")


@dataclass(frozen=True)
class PeriodRule:
    """Periods of some units in sentences about something, with fitting words in front of them and behind.

    `unless` are words near a period that make it another one's: the notice of a dispute is no payment term. `vague`
    is wording without a figure that still says something; it counts where no period was found.
    """

    about: tuple
    units: frozenset
    before: re.Pattern = ANYTHING
    after: re.Pattern = ANYTHING
    unless: re.Pattern = NOTHING
    sentence_unless: re.Pattern = NOTHING
    vague: re.Pattern = NOTHING

    def __call__(self, text):
        stated, vague = [], []
        for sentence in sentences(text):
            if not self._is_about(sentence.text):
                continue
            stated += [
                sentence.stated(period.value, period.start, period.end) for period in self._periods(sentence.text)
            ]
            vague += [sentence.stated(None, *match.span()) for match in self.vague.finditer(sentence.text)]
        return stated or vague[:1]

    def _is_about(self, sentence):
        return all(pattern.search(sentence) for pattern in self.about) and not self.sentence_unless.search(sentence)

    def _periods(self, sentence):
        for period in periods(sentence):
            fits = (
                period.unit in self.units
                and self.before.search(sentence[max(0, period.start - BEFORE) : period.start])
                and self.after.match(sentence, period.end)
            )
            if fits and not self.unless.search(sentence[max(0, period.start - NEAR_BEFORE) : period.end + NEAR_AFTER]):
                yield period


NET = re.compile(r"\bnet[\s-]{0,2}(?P<net>\d{2,3})\b(?!\s{0,2}(?:%|per|days?\b|business|working))", re.I)
_PAYMENT = PeriodRule(
    about=(
        words(r"\b(?:pay|pays|paid|payable|payments?|due|remit\w*|settle[sd]?|net)\b"),
        words(r"\b(?:invoic\w*|bill(?:s|ed|ing)?|receipt|net|fees|charges|statements?)\b"),
    ),
    units=DAYS,
    before=words(
        r"(?:\bwithin|\bnet|\bin|\bno[t]?\s(?:later|more)\sthan|\bdue|\bpayable|\bpaid|\bis|\bare|\bbe|\bof|\bthe)\W{0,3}"
        r"(?:(?:a|the)\s(?:period|term)\sof\s)?$"
    ),
    unless=words(
        r"\bdisput|\bobject|\baudit|\bnotif|\bnotice|\breject|\binterest|\bsuspend|\bterminat|\boverdue|past\s+due"
        r"|\blate\b|\bfail|\bdiscount|\brefund|\breimburs|\bcredit|\bwithh|\bcorrect|\brespon|\bunpaid|\bearly|\bprior\s+to"
        r"|\bin\s+advance|\bbefore\b|\bcalendar\s+(?:quarter|year)|\bend\s+of\s+(?:each|the)\s+(?:\w+\s+)?quarter|\broyalt"
        r"|\bdays?\s+of\s+each|\bnot\s+(?:be\s+|been\s+)?(?:received|paid|made)|\bdoes\s+not\b|\badjust|\bclaim"
        r"|\bdeliver(?:y\s+schedule)?\b|\b(?:after|following)\s+(?:the\s+end\s+of\b|(?:each\s+)?quarter)|\blev(?:y|ied)\b"
        r"|\breceipt\s+of\s+(?:full|said|the|its)\s+payments?\b"
    ),
)


def PAYMENT(text):
    """In how many days an invoice is paid; “net 30” counts without its “days”."""
    stated = _PAYMENT(text)
    for sentence in sentences(text):
        for match in NET.finditer(sentence.text):
            stated.append(sentence.stated({"count": int(match["net"]), "unit": "day"}, *match.span()))
    return stated


NOTICE_FOLLOWS = words(
    r"['’]?\s{0,2}(?:\([^)]{0,30}\)\s{0,2})?(?:(?:of\s+)?(?:prior|advance|written|notice|previous)|in\s+advance|before"
    r"|preceding)\b"
)
RENEWAL_NOTICE = PeriodRule(
    about=(
        words(r"\brenew|\bextend|\bextension|\bsuccessive"),
        words(r"\bunless\b|\bnoti(?:ce|f)|\bintent|\belect|\bdesire|\bcancel|\bterminat"),
    ),
    units=LONG | DAYS,
    after=NOTICE_FOLLOWS,
    unless=words(r"\bincreas|\bprices?\b|\bfees?\b|\brates?\b|\bbreach|\bcure|\bremind"),
    sentence_unless=words(r"\bat\s+any\s+time\b|\bfor\s+convenience\b|\bany\s+reason\b|\bwithout\s+cause\b"),
)
CONVENIENCE_NOTICE = PeriodRule(
    about=(
        words(r"\bterminat|\bcancel"),
        words(
            r"\bconvenience\b|\b(?:any|no)\s+(?:or\s+no\s+)?(?:reason|cause)\b|\bwithout\s+(?:cause|reason|giving)"
            r"|\bat\s+any\s+time\b"
        ),
        words(r"\bnoti(?:ce|f)"),
    ),
    units=LONG | DAYS,
    after=NOTICE_FOLLOWS,
    unless=words(r"\bcure|\bbreach|\brefund|\bpay|\binvoic|\bfail|\bremed"),
    sentence_unless=words(r"\b(?:material(?:ly)?\s+)?breach(?:es)?\b|\binsolven|\bbankrupt|\bdefault\b"),
)
CURE = PeriodRule(
    about=(
        words(r"\bbreach|\bdefault|\bfail"),
        words(r"\bcure[sd]?\b|\bcuring\b|\bremed(?:y|ied|ies)\b|\brectif|\bcorrect"),
    ),
    units=DAYS,
    before=words(r"\b(?:within|of|after|for|a|the|in|than|least)\W{0,3}(?:(?:a|the)\s(?:period|term)\sof\s)?$"),
    unless=words(r"\bpay(?:ment)?s?\b|\binvoic|\bdisput|\bwarrant|\bconsecutive|\bdeliver"),
)
WARRANTY = PeriodRule(
    about=(words(r"\bwarrant"),),
    units=LONG,
    before=words(r"\b(?:for|of|period|is|be|during|until|expires?|least)\b[^.;]{0,40}$"),
    unless=words(
        r"\bcure|\bcorrect|\bnotif|\bnotice|\bremed|\bpay|\binvoic|\brepair|\breplac|\bclaim|\bpreceding|\bprior\b"
        r"|\bmaint|\bsurviv|\bterminat|\brecords?\b|\bold\b"
    ),
)
CONFIDENTIALITY = PeriodRule(
    about=(
        words(r"\bconfiden|\bdisclos|\bsecre"),
        words(r"\bsurviv|\bafter\b|\bfollowing\b|\bfrom\b|\buntil\b|\bthereafter\b"),
    ),
    units=frozenset({"month", "year"}),
    before=words(r"\b(?:for|of|until|surviv\w*|period|least|than|continue\w*)\b[^.;]{0,40}$"),
    unless=words(
        r"\bnotice|\breturn|\bdestr|\bretain|\baudit|\brecords?\b|\bnon-?compet|\bsolicit|\bprior\b|\bpreceding"
    ),
)
BREACH_NOTICE = PeriodRule(
    about=(
        words(r"\bbreach|\bincident|\bunauthori[sz]ed|\bcompromise"),
        words(r"\bnotif|\bnotice\b|\binform|\breport|\btell\b|\badvise"),
    ),
    units=HOURS,
    before=words(r"\b(?:within|than|in|exceed|exceeding)\W{0,3}(?:(?:a|the)\s(?:period|term)\sof\s)?$"),
    unless=words(r"\bcure|\bremed|\bterminat|\bpay|\binvoic|\brespon"),
    sentence_unless=words(r"\bterminate\s+this|\bmaterial(?:ly)?\s+breach"),
    vague=words(
        r"\bwithout\s+(?:undue|unreasonable)\s+delay|\bprompt(?:ly)?\b|\bimmediate(?:ly)?\b|\bas\s+soon\s+as\b"
    ),
)
ACCEPTANCE = PeriodRule(
    about=(words(r"\baccept|\breject|\binspect|\btest"),),
    units=DAYS,
    before=words(r"\b(?:within|have|has|of|for|than|period|in)\W{0,3}(?:(?:a|the)\s(?:period|term)\sof\s)?$"),
    unless=words(
        r"\bcure|\bcorrect|\bremed|\bredeliver|\bre-?submi|\bpay|\binvoic|\bterminat|\binterest|\brefund|\breplac|\bprior"
        r"|\bnotice\b|\bpurchase\s+order"
    ),
    sentence_unless=words(
        r"\baudit|\bbooks\b|\brecords\b|\baccept\w*\s+(?:the\s+|an?\s+|each\s+|any\s+)?(?:purchase\s+)?orders?\b"
    ),
)
RENEWAL_TERM = PeriodRule(
    about=(words(r"\brenew|\bextend|\bextension"), terms.OF_THIS_CONTRACT),
    units=frozenset({"month", "quarter", "year"}),
    before=words(r"\b(?:renew|extend|extension)\w*\b[^.;]{0,140}$"),
    after=words(r"(?!['’]?\s{0,2}(?:of\s+)?(?:prior|advance|notice|before|written|in\s+advance|preceding))"),
    unless=words(r"\bincreas|\bprior\b"),
)


def initial_term(text):
    """How long the contract runs at first; a day on which it ends is said, but is no length."""
    for sentence in sentences(text):
        lengths = list(terms.lengths(sentence.text, 0, len(sentence.text)))
        days = [] if lengths else terms.ends(sentence.text, 0, len(sentence.text))
        yield from (sentence.stated(period, *place) for period, *place in lengths)
        yield from (sentence.stated(None, *place) for _, *place in days)
