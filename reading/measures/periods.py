"""Periods: payment, notice, cure, warranty and the like. One table; what tells a period from its neighbours."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from reading.facts import days as days_of
from reading.facts import term as terms
from reading.facts import when
from reading.facts.values import END_OF_MONTH
from reading.measures import points, rows
from reading.measures.numbers import periods
from reading.measures.stated import Sentence, Stated, sentences

BEFORE, NEAR_BEFORE, NEAR_AFTER = 160, 70, 40  # characters
TOPIC = 120  # characters in which a passage says what it is about
SHORTEST_PART = 40  # characters
HEDGE = 70  # characters in front of a period that may take back that it is kept
HEDGED = re.compile(
    r"\b(?:usually|normally|typically|generally|approximately|about|around|endeavou?rs?|aims?|tr(?:y|ies)|expects?|hopes?"
    r"|where\s+(?:possible|practicable)|if\s+possible|reasonable\s+efforts)\b",
    re.I,
)
PART_ENDS = re.compile(r";(?=\s)")
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

    `unless` are words near a period that make it another one's: the notice of a dispute is no payment term. `of` are
    words in front that fit whatever stands behind. `vague` is wording without a figure that still says something; it
    counts where no period was found. `is_notice`: of two limits the nearer one must be kept. `topic` are words of the
    whole passage that stand in for the first of `about`.
    """

    about: tuple
    units: frozenset
    before: re.Pattern = ANYTHING
    after: re.Pattern = ANYTHING
    of: re.Pattern = NOTHING
    unless: re.Pattern = NOTHING
    sentence_unless: re.Pattern = NOTHING
    vague: re.Pattern = NOTHING
    topic: re.Pattern = NOTHING
    is_notice: bool = False

    def __call__(self, text):
        stated, vague = [], []
        is_topic = self.topic.search(text[:TOPIC]) is not None
        for sentence in sentences(text):
            for part in parts_of(sentence):
                if not self._is_about(part.text, is_topic):
                    continue
                stated += [part.stated(value, start, end) for value, start, end in self._values(part.text)]
                vague += [part.stated(None, *match.span()) for match in self.vague.finditer(part.text)]
        return stated or vague[:1]

    def _is_about(self, sentence, is_topic):
        first, *others = self.about
        return (
            (is_topic or first.search(sentence))
            and all(pattern.search(sentence) for pattern in others)
            and not self.sentence_unless.search(sentence)
        )

    def _values(self, sentence):
        for period in periods(sentence):
            behind = self.after.match(sentence, period.end)
            lead = sentence[max(0, period.start - BEFORE) : period.start]
            fits = period.unit in self.units and ((behind and self.before.search(lead)) or self.of.search(lead))
            if fits and not self.unless.search(sentence[max(0, period.start - NEAR_BEFORE) : period.end + NEAR_AFTER]):
                value = period.least if self.is_notice and period.least else period.value
                yield (None if HEDGED.search(lead[-HEDGE:]) else value), period.start, period.end


def parts_of(sentence):
    """The parts of a sentence between semicolons that are long enough to be judged, each with its place."""
    start = 0
    for match in PART_ENDS.finditer(sentence.text):
        if match.start() - start >= SHORTEST_PART and len(sentence.text) - match.end() >= SHORTEST_PART:
            yield Sentence(sentence.text[start : match.end()], sentence.start + start)
            start = match.end()
    yield Sentence(sentence.text[start:], sentence.start + start)


NET = re.compile(
    r"\bnet[\s-]{0,2}(?P<net>\d{2,3})\b(?!\s{0,2}(?:%|per|days?\b|business|working))|(?<![\d.,])(?P<net_first>\d{2,3})\s+(?:days?\s+)?net\b",
    re.I,
)
_WITHIN = (
    r"\b(?:within|inside|in|at|no[t]?\s(?:later|more)\sthan|not\slater\sthan|up\sto|over|after)\W{0,3}(?:(?:a|the)\s(?:further\s)?(?:period|term)\sof\s)?"
    r"(?:(?:at\s(?:most|least|the\slatest)|a\smaximum\sof|not\smore\sthan)\s)?\W{0,3}$"
)
AT_ONCE = r"\bon\s+(?:presentation|receipt|demand|delivery)\b|\bimmediately\b|\bpromptly\b|\bforthwith\b"
_PAYMENT = PeriodRule(
    about=(
        words(
            r"\b(?:pay|pays|paid|payable|payments?|due|remit\w*|settle(?:s|d|ment)?|credit\s+terms?|discharge[sd]?|released?|net|fall\s+due)\b"
        ),
        words(r"\b(?:invoic\w*|bill(?:s|ed|ing)?|receipt|net|fees|charges|statements?|accounts?|amounts?|pays?\b)"),
    ),
    units=DAYS,
    before=words(
        r"(?:\bwithin|\binside|\bnet|\bin|\bat|\bno[t]?\s(?:later|more)\sthan|\bdue|\bpayable|\bpaid|\bis|\bare|\bbe|\bof|\bthe|\binvoices?|\bfollows|[:–—]|\bover)\W{0,3}"
        r"(?:(?:a|the)\s(?:period|term)\sof\s)?$"
    ),
    after=words(
        r"(?!\s+(?:of|in)\s+advance|\s+pre-?notif|\s+(?:stable|of\s+stable|late\b)|\s+(?:overdue|warning|notice)|['’]?\s+(?:prior\s+)?(?:written\s+)?(?:notice|warning))"
    ),
    unless=words(
        r"\bdisput|\bobject|\baudit|\bnotif|\bnotice|\breject|\binterest|\bsuspend|\bterminat|\boverdue|past\s+due"
        r"|\blate\b|\bfail|\bdiscount|\brefund|\breimburs|\bcredit(?!\s+(?:terms?|period))|\bwithh|\bcorrect(?:ed|ions?|s)\b|\brespon|\bunpaid|\bearly|\bprior\s+to"
        r"|\bin\s+advance|\bbefore\b|\bcalendar\s+(?:quarter|year)|\bend\s+of\s+(?:each|the)\s+(?:\w+\s+)?quarter|\broyalt"
        r"|\bdays?\s+of\s+each|\bnot\s+(?:be\s+|been\s+)?(?:received|paid|made)|\bdoes\s+not\b|\badjust|\bclaim"
        r"|\bdeliver(?:y\s+schedule)?\b|\b(?:after|following)\s+(?:the\s+end\s+of\s+(?!(?:the|that|each)\s+(?:calendar\s+)?month)|(?:each\s+)?quarter)|\blev(?:y|ied)\b"
        r"|\breceipt\s+of\s+(?:full|said|the|its)\s+payments?\b|\bquer(?:y|ies)\b|\bremind|\bsub-?contractors?\s+within|\boutstanding\b|\bnon-?payment"
        r"|\bpre-?notif|\bskonto|\bpayment\s+default|\bcancel|\bwarrant|\bsubmit\w*\s+(?:its|an|the)?\s*invoice"
    ),
)
PAYMENT_PERIOD = words(
    r"['’]?\s{0,2}(?:(?:invoice\s+)?payment\s+(?:period|terms?|deadline)|credit\s+(?:period|terms?))\b"
)


def PAYMENT(text):
    """In how many days an invoice is paid; “net 30” counts without its “days”. From the end of a month: unclear."""
    stated = []
    for hits in _PAYMENT(text):
        is_open = END_OF_MONTH.search(text, max(0, hits.start - 20), hits.end + 60)
        stated.append(Stated(None, hits.start, hits.end) if is_open else hits)
    for sentence in sentences(text):
        is_open = END_OF_MONTH.search(sentence.text)
        for match in NET.finditer(sentence.text):
            days = {"count": int(match["net"] or match["net_first"]), "unit": "day"}
            stated.append(sentence.stated(None if is_open else days, *match.span()))
        for period in periods(sentence.text):
            if period.unit in DAYS and PAYMENT_PERIOD.match(sentence.text, period.end):
                stated.append(sentence.stated(period.value, period.start, period.end))
    return stated


_END = (
    r"(?:the\s+)?(?:end|expir\w+|begin\w*|start|renew\w*|rollover|roll\w*|then|current|initial|next"
    r"|an?\s+extension|it\s+(?:begins|ends|starts|rolls)|its\s+(?:end|expiry)|contract|subscription|term"
    r"|anniversary)"
)
NOTICE_FOLLOWS = words(
    r"['’]?\s{0,2}(?:\([^)]{0,30}\)\s{0,2})?(?:(?:of\s+)?(?:prior|advance|written|notice|previous|warning|notification)|in\s+advance|before"
    r"|beforehand|ahead|preceding)\b"
)
NOTICE_OF = words(
    r"\b(?:notice|warning)(?:\s+periods?)?(?:\s+(?:of|is|being|shall\s+be|in\s+writing\s+of)|:)?\s+(?:(?:at\s+least|not\s+less\s+than|no\s+(?:less|fewer)\s+than|a\s+minimum\s+of)\s+)?\W{0,3}$"
)
RENEWAL_NOTICE = PeriodRule(
    about=(
        words(
            r"\brenew|\bextend|\bextension|\bsuccessive|\bprolong|\broll(?:s|ed|ing)?[\s-]?(?:over|on)|\brollover|\bexpir|\bend\s+of\s+(?:the|each|any|a)\s+(?:\w+[\s-]){0,3}(?:term|period|year)|\bopt[\s-]?out|\bnon-?renew"
        ),
        words(
            r"\bunless\b|\bnoti(?:ce|f)|\bintent|\belect|\bdesire|\bcancel|\bterminat|\bdenounc|\bobject|\bopt[\s-]?out|\bdoes\s+not\s+want|\bsays?\b|\btells?\b|\bdeclin|\bwarning|\binform|\be-?mail|\bprevent|\bstop\b|\bavoid"
        ),
    ),
    units=LONG | DAYS,
    after=NOTICE_FOLLOWS,
    of=NOTICE_OF,
    unless=words(
        r"\bincreas|\bprices?\b|\bfees?\b|\brates?\s+(?:may|will|shall)|\bbreach|\bcure|\bremind|\bquote\b|\bterminat\w+\s+(?:this\s+\w+\s+)?(?:for\s+convenience|at\s+any)|\bwrite\s+to\s+you|\bconfirm"
    ),
    sentence_unless=words(
        r"(?<!not\s)\bto\s+(?:extend|renew)\b(?!\s+(?:automatically|itself))|\bnot\s+before\b|\bexercis|\b(?:wants?|wish\w*|intends?)\s+to\s+(?:renew|extend)|\bto\s+(?:renew|extend),?\s+(?:the\s+)?(?:customer|buyer|client|authority)|\bat\s+any\s+time\b|\bfor\s+convenience\b|\bany\s+reason\b|\bwithout\s+cause\b|\bwishes\s+to\s+(?:extend|renew)|\boption\s+to\s+(?:extend|renew)|\bmay\s+(?:extend|renew)\b|\bextension\s+is\s+exercised"
    ),
    topic=words(r"\brenew|\bextension|\bnon-?renewal"),
    is_notice=True,
)
_LEAVES = (
    r"\bterminat|\bcancel|\bend(?:s|ed|ing)?\b|\bleave\b|\bwalk\s+away|\bstop(?:s|ped)?\b|\bexit\b"
    r"|\bquit\b|\bwithdraw|\bforeclos|\bbring\w*\s+(?:\w+\s+){1,4}to\s+an\s+end|\bdissol|\bgive\s+up"
    r"|\brescind|\bdiscontinu|\bget\s+out"
)
CONVENIENCE_NOTICE = PeriodRule(
    about=(
        words(_LEAVES),
        words(
            r"\bconvenience\b|\b(?:any|no)\s+(?:or\s+no\s+)?(?:reason|cause)\b|\bwithout\s+(?:\w+\s+)?(?:cause|reasons?|giving|stating|assigning)"
            r"|\bat\s+any\s+time\b|\bwhenever\b|\b(?:either|each|any)\s+(?:party|side|of\s+(?:us|them|the\s+parties))\s+(?:\w+\s+){0,2}(?:may|can|could|is\s+(?:free|entitled))"
            r"|\bfreely\b|\bat\s+(?:its|their|his)\s+(?:sole\s+)?(?:discretion|option)|\bby\s+either\s+(?:party|side)|\bordinary\b|\bat\s+the\s+end\s+of\s+(?:any|a|each|every)\s+(?:calendar\s+)?(?:month|quarter|year|week)\b|\bat\s+will\b|\bearly\b|\bfor\s+any\b"
        ),
        words(r"\bnoti(?:ce|f)|\bwarning\b"),
    ),
    units=LONG | DAYS,
    after=NOTICE_FOLLOWS,
    of=NOTICE_OF,
    unless=words(r"\bcure|\bbreach|\bfail|\bremed|\brenew|\bprices?\b|\bincreas|\baudit|\binspect|\bsuspen"),
    sentence_unless=words(
        r"\b(?:material(?:ly)?\s+)?breach(?:es)?\b|\binsolven|\bbankrupt|\bdefault\b|\bforce\s+majeure|\bchange\s+of\s+control|\bexpos|\bincreas|\bcure\b|\bsub-?processor|\bnon-?payment|\bprice|\bunless\s+renew|\brenewal\s+term"
    ),
    vague=words(
        r"\b(?:on|upon|by|with)\s+(?:giving\s+)?(?:reasonable|prompt|adequate)\s+(?:\w+\s+){0,2}notice|\bnotice\s+taking\s+effect\s+on\s+receipt|\bwith\s+immediate\s+effect|\bwhatever\s+notice"
    ),
    is_notice=True,
)
_CURES = (
    r"\bcure[sd]?\b|\bcuring\b|\bremed(?:y|ied|ies|ying|iation)\b|\brectif|\bcorrect|\bput(?:s"
    r"|ting)?\s+(?:\w+\s+){0,2}right\b|\bfix(?:es|ed|ing)?\b|\bmade?\s+good|\bmake\s+good|\bput\s+an\s+end"
)
CURE = PeriodRule(
    about=(
        words(
            r"\bbreach|\bbreaks?\b|\brescind|\bdefault|\bfail(?:s|ed|ing|ure\s+(?:to|of|by))?\b|\bnon-?(?:perform|fulfil|compli)|\bviolat|\binfring|\bdefaulting|\bcure\b|\bperformance\b"
        ),
        words(
            _CURES
            + (
                r"|\bwithout\s+(?:it|the\s+\w+)\s+having\s+done|\bformal\s+notice|\bextension\s+of\s+time"
                r"|\bgrace\s+period"
            )
        ),
    ),
    units=DAYS,
    before=words(
        r"\b(?:within|inside|of|after|for|a|the|in|than|least|has|have|elapsed|given|on|gets?|period)\W{0,3}(?:(?:a|the)\s(?:further\s)?(?:period|term)\sof\s)?$"
    ),
    after=words(r"(?!['’]?\s{0,2}(?:prior\s+)?(?:written\s+)?(?:notice\s+to\s+terminat))"),
    of=words(r"(?:notice|:|,|\bright|\bremedied|\bcured)\s+$"),
    unless=words(
        r"\bpay(?:ment)?s?\b(?!\s+default)|\binvoic|\bdisput|\bwarrant|\bconsecutive|\bdeliver|\bdraft\b|\bsupport|\brespon|\bseverity|\bacceptance|\brepeat|\bmore\s+than\s+\w+\s+times|\bremedy\s+for\s+breach|\binsolv|\bpetition|\bdismiss"
    ),
    sentence_unless=words(
        r"\baudit|\bshortfall|\boveruse|\bforce\s+majeure|\bvirus|\bnon-?conform|\bdefective|\bservice\s+(?:level|credit)|\bdefects?\b|\bwarranty\b|\bbugs?\b|\bincident|\bpriority\b|\btests?\b|\baccessib"
    ),
    vague=words(
        r"\b(?:reasonable|suitable|adequate|appropriate)\s+(?:\w+\s+){0,2}(?:time|period|term|extension|deadline)\b|\bwithout\s+undue\s+delay"
    ),
)
WARRANTY = PeriodRule(
    about=(
        words(
            r"\bwarrant|\bguarant|\bdefects?\b|\bput(?:s)?\s+right\b|\bre-?perform|\bbugs?\b|\bfree\s+of\s+charge|\bat\s+(?:no|our\s+own)\s+(?:charge|cost)|\bfor\s+free\b|\bmend\b"
        ),
    ),
    units=LONG,
    before=words(
        r"\b(?:for|of|period|is|be|during|until|expires?|least|within|covers?|lasts?|runs?|time-?barred|in)\b[^.;]{0,40}$|:\s*$"
    ),
    unless=words(
        r"\bspare|\bmoney-?back|\bprice\s+guarantee|\bsatisf|\bstored?\b|\bretain|\bcure|\bcorrect(?:s|ed|ion)?\s+(?:\w+\s+){0,4}within|\bnotif\w*\b[^.;]{0,60}\bdays?\b|\bnotice|\bremedied\s+within|\bpay|\binvoic|\brepair\w*\s+within|\breplac\w*\s+within|\bclaims?\b[^.;]{0,50}\b(?:must|within)|\blent\b|\bevaluation|\btrial|\bpreceding|\bprior\b"
        r"|\bmaint|\bsurviv|\bterminat|\brecords?\b|\bold\b|\bavailab|\bup-?time|\bsupport\s+(?:hours|requests)|\brespon|\bcandidate|\bbank\s+guarantee|\bevery\s+(?:month|year)|\bper\s+(?:month|year|annum)|\ba\s+(?:month|year)\b|\bworking\s+days"
    ),
    sentence_unless=words(
        r"\bmaterial\s+breach|\buptime|\bavailability\b|\bminimum\s+(?:spend|commitment)|\bparent\s+company\s+guarantee"
    ),
    vague=words(
        r"\bwarrant\w*\b[^.;]{0,160}\b(?:throughout|during|for)\s+(?:the\s+)?(?:whole\s+|entire\s+)?(?:\w+\s+)?(?:term|period)\b"
    ),
)
_CONFIDENTIALITY = PeriodRule(
    about=(
        words(r"\bconfiden|\bdisclos|\bsecre|\bquiet\b|\bsurviv|\boutliv|\bprivate\b"),
        words(
            r"\bsurviv|\bafter\b|\bfollowing\b|\bfrom\b|\buntil\b|\bthereafter\b|\boutliv|\bcontinu|\blast|\bbind|\bfor\s+a\s+(?:period|term)|\bremain|\bstay|\bapply\b|\bindefinite|\bunlimited|\bperpetu|\bas\s+long\s+as"
        ),
    ),
    units=frozenset({"month", "year"}),
    before=words(
        r"\b(?:for|of|until|surviv\w*|period|least|than|continue\w*|by|ends?|lasts?|within|and)\b[^.;]{0,40}$"
    ),
    unless=words(
        r"\bnotice|\breturn|\bdestr|\bretain|\baudit|\brecords?\b|\bnon-?compet|\bsolicit|\bprior\b|\bpreceding|\bdiscussions?\b|\bemploy|\bpoach|\bnegotiat|\binsur|\bwarrant|\bkeep\s+(?:copies|records)|\bbackups?"
    ),
    sentence_unless=words(r"\bnon-?solicit|\bemploy\s+(?:each|the)|\bnon-?compet|\binsurance\b"),
    vague=words(
        r"\b(?:unlimited|not\s+limited|without\s+(?:any\s+)?limit(?:ation)?)\s+in\s+time|\bindefinitely|\bperpetual|\bin\s+perpetuity|\bfor\s+as\s+long\s+as\b|\bwithout\s+end\b"
    ),
    topic=words(r"\bconfiden|\bsecre|\bnon-?disclosure"),
)
BREACH_NOTICE = PeriodRule(
    about=(
        words(
            r"\b(?:data|security|privacy|personal|cyber)\b[^.;]{0,60}\bbreach|\bbreach(?:es)?\s+of\s+(?:security|confidential\w*|(?:personal\s+)?data)"
            r"|\b(?:any|each|every|such|a)\s+(?:\w+\s+)?breach\b(?!\s+(?:of|by)\s+(?:this|the|its|their|either|a\s+party|any\s+(?:term|provision)))"
            r"|\bincident|\bunauthori[sz]ed|\bcompromise|\bwithout\s+author|\bintru|\bloss\s+of\b|\boutsider|\bleak|\bhack"
        ),
        words(
            r"\bnotif|\bnotice\b|\binform|\breport|\btell|\badvis|\balert|\bhear\s+from|\blet\b[^.;]{0,30}\bknow|\btelephone|\bcall\b|\bwarn"
        ),
    ),
    units=HOURS,
    before=words(
        r"\b(?:within|inside|than|in|exceed|exceeding|least|most|time)\W{0,3}(?:(?:a|the)\s(?:period|term|maximum)\sof\s|a\smaximum\sof\s)?$"
    ),
    unless=words(
        r"\bcure|\bremed|\bterminat|\bpay|\binvoic|\brespon[ds]e?\s+(?:within|time)|\broot[\s-]cause|\bfull\s+report|\bfollow-?up|\bclosure|\bfinal\s+report|\bstored?\b|\blogs?\b|\bwritten\s+report|\bthereafter|\baffected\s+(?:persons|individuals)|\bdata\s+subjects\s+shall|\bmedia\b|\bauthorit|\bregulator|\bsupervisory"
    ),
    sentence_unless=words(
        r"\bterminate\s+this|\bmaterial(?:ly)?\s+breach|\bservice\s+credit|\bseverity|\bpriority\s+\d"
    ),
    vague=words(
        r"\bwithout\s+(?:undue|unreasonable|any)\s+delay|\bprompt(?:ly)?\b|\bimmediate(?:ly)?\b|\bas\s+soon\s+as\b|\bat\s+once\b|\bswiftly\b|\bin\s+good\s+time\b|\bwithout\s+delay\b"
    ),
    topic=words(
        r"\bbreach(?:es)?\s+(?:of\s+(?:security|data)|contact|notif)|\bdata\s+breach|\bsecurity\s+incident|\bincidents?\b"
    ),
)
ACCEPTANCE = PeriodRule(
    about=(
        words(
            r"\baccept|\breject|\binspect|\btest|\breview|\blooks?\s+at|\bcomment|\btry\s+(?:it|them)\s+out|\bsnags?\b"
        ),
    ),
    units=DAYS,
    before=words(
        r"\b(?:within|inside|have|has|of|for|than|period|in|after|least|most|gets?|takes?|is)\W{0,3}(?:(?:a|the)\s(?:period|term)\sof\s|at\s(?:least|most)\s)?$|:\s*$"
    ),
    unless=words(
        r"\bcure|\bcorrect|\bremed|\bredeliver|\bre-?submi|\bpay|\binvoic|\bterminat|\binterest|\brefund|\breplac|\bprior"
        r"|\bnotice\b|\bpurchase\s+order|\bafter\s+acceptance|\bpenetration|\bfollowing\s+acceptance|\bwarrant|\bin\s+advance|\bstable|\bcheck\b"
    ),
    sentence_unless=words(
        r"\bquot(?:e|ation)|\boffers?\b|\bproposal|\bchange\s+request|\bcandidate|\bvariation|\baudit|\bbooks\b|\brecords\b|\baccept\w*\s+(?:the\s+|an?\s+|each\s+|any\s+)?(?:purchase\s+)?orders?\b|\bpenetration\s+test|\bwarrant|\bdisaster|\bquarterly|\bfree\s+of\s+charge|\brecovery|\bbreach\b|\bbenchmark|\bobjections?\b|\bsub-?processor|\bterm\s+commences|\bcontinues\s+for"
    ),
    topic=words(r"\baccept"),
)
_RENEWAL_TERM = PeriodRule(
    about=(
        words(
            r"\brenew|\bextend|\bextension|\bextended\s+term|\bprolong|\broll(?:s|ed|ing)?\s+(?:over|on)|\brolling\b"
        ),
        words(
            r"\b(?:agreement|term|contract|subscription|franchise|licen[cs]e|order\s+form|appointment|retainer|it|services?|plan|order|extension|renewal|maintenance|hereof)\b"
        ),
    ),
    units=frozenset({"month", "quarter", "year"}),
    before=words(
        r"^(?![\s\S]*\bnotice\s+(?:period\s+)?of\W+(?:\w+\W+){0,3}$)[\s\S]*\b(?:renew|extend|extension|prolong|continue|roll(?:s|ed|ing)?\s+(?:over|on)|rolling)\w*\b[^.;]{0,140}$"
    ),
    after=words(
        r"(?!['’]?\s{0,2}(?:of\s+)?(?:prior|advance|notice|before|written|in\s+advance|preceding|warning|initial|minimum))"
    ),
    unless=words(
        r"\bincreas|\bprior\b|\bpreceding|\bindex|\bCPI|\bat\s+least\b[^.;]{0,30}\bbefore|\bbefore\s+(?:the|an?)\s+(?:end|extension)|\binitial\s+(?:term|period)\s+(?:of|is)|\bquote\b"
    ),
)


FROM_DISCLOSURE = words(
    r"[^.;]{0,20}\b(?:from|after|following|of)\s+(?:the\s+)?(?:date\s+(?:on\s+which|of\s+(?:its\s+|the\s+|each\s+)?(?:disclos|receipt|this))|(?:last\s+|each\s+|its\s+)?(?:disclosure|receipt)|effective\s+date)"
)


def CONFIDENTIALITY(text):
    """How long secrets are kept after the end; what counts from their disclosure may end before or after that."""
    for stated in _CONFIDENTIALITY(text):
        words_of_it = text[stated.start : stated.end]
        lengths = list(periods(words_of_it))
        is_open = any(FROM_DISCLOSURE.match(words_of_it, length.end) for length in lengths)
        yield Stated(None, stated.start, stated.end) if is_open else stated


def initial_term(text):
    """How long the contract runs at first, in its words or by its first and last day; a last day alone is no length."""
    stated, last_days = [], []
    for sentence in sentences(text):
        lengths = list(terms.lengths(sentence.text, 0, len(sentence.text)))
        days = [] if lengths else terms.ends(sentence.text, 0, len(sentence.text))
        stated += [sentence.stated(period, *place) for period, *place in lengths]
        last_days += [sentence.stated(_from_first_day(text, day), *place) for day, *place in days]
    return stated or last_days


def _from_first_day(text, last):
    """From the first day that the text names to this one: in months where that comes out even, else in days."""
    order = days_of.order_in(text).first
    first = next((day for name, day, *_ in when.dates(text, order) if name == "effective_date"), None)
    return term_between(first, last) if first and last else None


def by_days(text, lines):
    """The term by the first and the last day that rows name, where nothing says how long it is."""
    days = {name: (day, start, end) for name, day, start, end in rows.days_in(lines, days_of.order_in(text).first)}
    first, last = days.get("effective_date"), days.get("end_date")
    if first and last and first[0] and last[0]:
        yield (
            Stated(term_between(first[0], last[0]), first[1], last[2])
            if first[1] < last[1]
            else Stated(term_between(first[0], last[0]), *last[1:])
        )


def renewal_term(text):
    """How long each renewal runs, also in words that name no number: “annual periods”, “from month to month”."""
    if stated := _RENEWAL_TERM(text):
        return stated
    hits = []
    for sentence in sentences(text):
        if not points.ABOUT_RENEWAL.search(sentence.text) or points.OF_OTHERS.search(sentence.text):
            continue
        if rolling := ROLLING.search(sentence.text):
            hits.append(sentence.stated(_rolling(rolling), *rolling.span()))
        elif same := SAME.search(sentence.text):
            lengths = {str(length.value): length.value for length in initial_term(text)}
            hits.append(sentence.stated(lengths.popitem()[1] if len(lengths) == 1 else None, *same.span()))
    return hits


ROLLING = re.compile(
    r"\brenew(?:s|ed)?\s+(?:automatically\s+)?(?P<yearly>annually|yearly)\b|\b(?:another|an?\s+(?:further|additional)|one\s+more)\s+(?P<more>month|quarter|year)\b|\b(?P<to>year|month)[\s-]to[\s-](?P=to)\b|(?P<count>\d{1,2})[\s-]monthly\b|\bauto[\s-]?renews\s+(?:every|each)\s+(?P<every>month|quarter|year)\b|\brenews?\w*\s+(?:automatically\s+)?(?:every|each)\s+(?P<each>month|quarter|year)\b|\b(?P<ly>annual|yearly|monthly|quarterly)(?:ly)?\s+(?:(?:renewal|extension)\s+)?(?:periods?|terms?|basis)",
    re.I,
)
SAME = re.compile(
    r"\b(?:by|for)\s+(?:the\s+same|an?\s+(?:equal|identical|further\s+(?:equal|identical)))\s+(?:period|term|duration)s?\b|\bsame\s+length\b",
    re.I,
)


def _rolling(match):
    if match["count"]:
        return {"count": int(match["count"]), "unit": "month"}
    if match["yearly"]:
        return {"count": 1, "unit": "year"}
    if every := match["every"] or match["each"] or match["more"]:
        return {"count": 1, "unit": every.lower()}
    if match["to"]:
        return {"count": 1, "unit": match["to"].lower()}
    return {
        "annual": {"count": 1, "unit": "year"},
        "yearly": {"count": 1, "unit": "year"},
        "quarterly": {"count": 3, "unit": "month"},
    }.get(match["ly"].lower(), {"count": 1, "unit": "month"})


def term_between(first, last):
    """The length of a term by its first and last day: 1 March 2026 to 28 February 2027 are 12 months."""
    begin, end = date.fromisoformat(first), date.fromisoformat(last) + timedelta(days=1)
    if end <= begin:
        return None
    months = (end.year - begin.year) * 12 + end.month - begin.month
    is_even = end.day == begin.day or (
        begin.day > 28 and (end - timedelta(days=1)).day == calendar.monthrange(end.year, end.month)[1]
    )
    return {"count": months, "unit": "month"} if is_even and months else {"count": (end - begin).days, "unit": "day"}
