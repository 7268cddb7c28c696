"""For every verb what its lines keep, and the words that are made of it: (verb, facts, texts, words).

Whether every action writes these facts is looked at wherever a test writes a line (tests/lines.py).
"""

from checkins.verbs import Verb as OfCheckIns
from contracts.verbs import Verb as OfContracts
from operations.verbs import Verb as OfOperations
from people.verbs import Verb as OfPeople
from reviews.pure.verbs import Verb
from vendors.verbs import Verb as OfVendors

PEOPLE = {1: "Ben Buyer", 2: "Clara Counsel", 3: "Lena Lead"}
DESKS = {1: "Legal", 2: "Procurement"}

BEN, CLARA, LENA = PEOPLE
LEGAL, PROCUREMENT = DESKS

AT_LEGAL = {"needed": "Decide 9 terms.", "desks": {"holder": LEGAL}}
WITH_CLARA = {"needed": "Decide 9 terms.", "people": {"holder": CLARA}}
CAP = {"name": "Limitation of liability"}
PAPER = {"title": "Master agreement", "file": "master.docx"}
PASSAGE = {"place": "clause 8.2", "file": "master.docx", **CAP}
SEVERAL = {"file": "master.docx", "number": 3}
RUNG = {
    "ladder": "reviewers",
    "purpose": "",
    "anchor": "due",
    "business_days": "0.0",
    "percent": None,
    "recipients": ["holder", "lead"],
}
BANK = {"field": "bank_account", "status": "", "name": "Acme"}
TWO_VENDORS = {"name": "Acme", "other": "Acme Ltd"}
AWAY = {"starts_on": "2026-12-03", "ends_on": "2026-12-07"}

WAITS = [
    (Verb.WAIT_OPENED, AT_LEGAL, {}, "asked Legal: Decide 9 terms."),
    (Verb.WAIT_OPENED, {"needed": "Reply.", "vendor": "Acme"}, {}, "asked Acme: Reply."),
    (
        Verb.WAIT_OPENED,
        {"needed": "Decide 9 terms.", "people": {"holder": BEN, "for": LENA}},
        {},
        "asked Ben Buyer for Lena Lead: Decide 9 terms.",
    ),
    (
        Verb.WAIT_OPENED,
        {"people": {"drafter": BEN}, "desks": {"holder": LEGAL}},
        {},
        "asked Legal: Read the decision note by Ben Buyer and co-sign it, or object.",
    ),
    (
        Verb.CLAIMED,
        WITH_CLARA | {"desks": {"of": LEGAL}},
        {},
        "took over from Legal: Decide 9 terms.",
    ),
    (Verb.RELEASED, AT_LEGAL | {"desks": {"of": LEGAL}}, {}, "gave back to Legal: Decide 9 terms."),
    (Verb.HANDED_OVER, WITH_CLARA, {"reason": "Full."}, "handed over to Clara Counsel: Decide 9 terms."),
    (
        Verb.HANDED_OVER,
        WITH_CLARA | {"because": "split"},
        {},
        "handed over to Clara Counsel, because the split has changed: Decide 9 terms.",
    ),
    (
        Verb.HANDED_OVER,
        WITH_CLARA | {"desks": {"to": PROCUREMENT, "before": LEGAL}},
        {"reason": "Theirs."},
        "handed over to Procurement, before: Legal: Decide 9 terms.",
    ),
    (Verb.UNDONE, AT_LEGAL, {}, "undid that, so it is with Legal as before: Decide 9 terms."),
    (Verb.PAUSED, AT_LEGAL, {}, "paused: Decide 9 terms."),
    (
        Verb.PAUSED,
        AT_LEGAL | {"until": "2026-12-01"},
        {"reason": "They are shut."},
        "paused until 1 December 2026: Decide 9 terms. (They are shut.)",
    ),
    (
        Verb.PAUSED,
        AT_LEGAL | {"other": 7, "people": {"other": BEN}},
        {"reason": "Price first."},
        "waits until Ben Buyer is done: Decide 9 terms. (Price first.)",
    ),
    (
        Verb.DUE_MOVED,
        AT_LEGAL | {"day": "2026-12-09"},
        {"reason": "They are shut."},
        "needs until 9 December 2026 (They are shut.): Decide 9 terms.",
    ),
    (Verb.PAUSE_ENDED, AT_LEGAL, {}, "ended the pause: Decide 9 terms."),
    (Verb.RESUMED, AT_LEGAL, {}, "can go on: Decide 9 terms."),
    (Verb.CLOSED, AT_LEGAL, {}, "settled: Decide 9 terms."),
    (
        Verb.CLOSED,
        AT_LEGAL | {"needed": "All decided: say that your side is done."},
        {},
        "settled what there was to decide",
    ),
    (Verb.REMINDED, AT_LEGAL, {}, "reminded Legal: Decide 9 terms."),
    (Verb.NUDGED, WITH_CLARA | {"day": "2026-11-23"}, {}, "nudged Clara Counsel: Decide 9 terms."),
    (Verb.ASKED, {}, {"question": "Who?"}, "asked the requester: Who?"),
    (Verb.ASKED, {"desks": {"asked": LEGAL}}, {"question": "Who?"}, "asked Legal: Who?"),
    (Verb.ASKED, {"vendor": "Acme"}, {"question": "Who?"}, "asked for an answer of Acme: Who?"),
    (Verb.ANSWERED, {}, {"answer": "Me."}, "answered: Me."),
    (Verb.ANSWERED, {"vendor": "Acme"}, {"answer": "Us."}, "noted the answer of Acme: Us."),
    (
        Verb.QUESTION_SENT,
        {"vendor": "Acme", "desks": {"asker": LEGAL}},
        {},
        "sent a question of Legal to Acme",
    ),
    (Verb.QUESTION_WITHDRAWN, {}, {}, "withdrew a question to the requester"),
    (Verb.QUESTION_WITHDRAWN, {"desks": {"asked": LEGAL}}, {}, "withdrew a question to Legal"),
]

ABSENCES = [
    (
        Verb.ABSENCE_PLANNED,
        AWAY | {"people": {"away": LENA, "delegate": BEN}},
        {},
        "planned an absence of Lena Lead, 3 December 2026 to 7 December 2026; Ben Buyer stands in",
    ),
    (
        Verb.ABSENCE_CHANGED,
        AWAY | {"people": {"away": LENA}},
        {},
        "changed an absence of Lena Lead, 3 December 2026 to 7 December 2026; nobody stands in",
    ),
    (Verb.ABSENCE_ENDED, AWAY | {"people": {"away": LENA}}, {}, "ended an absence of Lena Lead: back early"),
    (
        Verb.ABSENCE_CANCELLED,
        {"starts_on": "2026-12-03", "ends_on": "2026-12-03", "people": {"away": LENA}},
        {},
        "called off an absence of Lena Lead, 3 December 2026",
    ),
    (
        Verb.DELEGATED,
        AT_LEGAL | {"people": {"former": LENA, "to": BEN}, "desks": {"to": LEGAL}},
        {},
        "passed on from Lena Lead, who is away, to Ben Buyer: Decide 9 terms.",
    ),
    (
        Verb.DELEGATED,
        AT_LEGAL | {"people": {"former": LENA}, "desks": {"to": LEGAL}},
        {},
        "passed on from Lena Lead, who is away, to Legal: Decide 9 terms.",
    ),
    (
        Verb.TAKEN_BACK,
        WITH_CLARA | {"people": {"former": BEN, "to": LENA}},
        {},
        "gave back from Ben Buyer to Lena Lead: Decide 9 terms.",
    ),
]

ROUNDS = [
    (Verb.OPENED, {"stage": "heads_up"}, {}, "gave a heads-up"),
    (Verb.OPENED, {"stage": "triage"}, {}, "submitted the request"),
    (Verb.MOVED, {"former": "in_review", "stage": "aligned"}, {}, "moved the review to “Aligned”"),
    (
        Verb.SPLIT_ANSWERED,
        {"slot": "legal_review", "why": "Rule 1: Clara looks at it", "people": {"to": CLARA}, "desks": {"to": LEGAL}},
        {},
        "settled who owns legal review: Clara Counsel (Rule 1: Clara looks at it)",
    ),
    (
        Verb.SPLIT_ANSWERED,
        {"slot": "legal_review", "desks": {"to": LEGAL}},
        {},
        "settled who owns legal review: Legal (Chosen by Ada Admin)",
    ),
    (
        Verb.REROUTED,
        {"slot": "vendor_contact", "people": {"to": BEN}, "desks": {"to": PROCUREMENT, "before": LEGAL}},
        {"reason": "He knows them."},
        "settled anew who talks to the vendor: Ben Buyer (Procurement), before: Legal"
        " (Chosen by Ada Admin: He knows them.)",
    ),
    (
        Verb.REROUTED,
        {"slot": "vendor_contact", "desks": {"to": PROCUREMENT, "before": LEGAL}},
        {},
        "settled anew who talks to the vendor: Procurement, before: Legal",
    ),
    (
        Verb.TERM_REROUTED,
        CAP | {"why": "Usual owner of such terms", "desks": {"to": PROCUREMENT, "before": LEGAL}},
        {},
        "gave “Limitation of liability” to Procurement, before: Legal (Usual owner of such terms)",
    ),
    (Verb.SIDE_DONE, {"desks": {"of": LEGAL}}, {}, "closed the side of Legal"),
]

TERMS = [
    (
        Verb.TERM_ADDED,
        CAP | {"desks": {"of": [LEGAL, PROCUREMENT]}},
        {},
        "added the term “Limitation of liability” for Legal and Procurement",
    ),
    (Verb.TERM_DROPPED, CAP, {}, "took the term “Limitation of liability” away again"),
    (Verb.TERM_EDITED, CAP | {"changed": ["place"]}, {"place_after": "8.2"}, "edited “Limitation of liability”"),
    (
        Verb.TERM_DECIDED,
        CAP | {"outcome": "theirs", "desks": {"of": LEGAL}},
        {"reason": "So it is."},
        "decided “Limitation of liability” for Legal: theirs accepted",
    ),
    (
        Verb.TERM_DECIDED,
        CAP | {"outcome": "fallback", "rank": 2, "desks": {"of": LEGAL}},
        {},
        "decided “Limitation of liability” for Legal: fallback 2",
    ),
    (
        Verb.TERM_DECIDED,
        CAP | {"outcome": "agreed", "desks": {"of": LEGAL}},
        {},
        "decided “Limitation of liability” for Legal: agreed",
    ),
    (
        Verb.TERM_DECIDED,
        CAP | {"outcome": "deviation", "desks": {"of": LEGAL}},
        {"reason": "So it is."},
        "decided “Limitation of liability” for Legal: agreed with deviation",
    ),
    (
        Verb.TERMS_DECIDED,
        {"outcome": "ask", "terms": [3, 4], "names": ["Price", "Payment"], "desks": {"of": PROCUREMENT}},
        {},
        "decided 2 terms for Procurement: our position holds (Price and Payment)",
    ),
    (
        Verb.TERM_PAPER_CHOSEN,
        CAP | {"document": 3, "title": "Order form"},
        {"reason": "Clause 1 says so."},
        "said that “Order form” speaks on “Limitation of liability”: Clause 1 says so.",
    ),
    (
        Verb.TERM_PAPER_CHOSEN,
        CAP | {"document": None, "title": None},
        {},
        "let the paper speak on “Limitation of liability” that usually does",
    ),
    (
        Verb.TERM_REOPENED,
        CAP | {"because": "ask_met"},
        {},
        "reopened “Limitation of liability”: the returned paper seems to say what we ask for",
    ),
    (
        Verb.TERM_REOPENED,
        CAP | {"because": "ask_not_met"},
        {},
        "reopened “Limitation of liability”: the returned paper is not known to say what we ask for",
    ),
    (
        Verb.TERM_REOPENED,
        CAP | {"because": "ask_without_paper"},
        {},
        "reopened “Limitation of liability”: the vendor answered without a paper that says what we ask for",
    ),
    (Verb.TERM_REOPENED, CAP | {"because": "vendor"}, {}, "reopened “Limitation of liability”: the vendor changed it"),
    (
        Verb.TERM_REOPENED,
        CAP | {"because": "disagreement"},
        {},
        "reopened “Limitation of liability”: its disagreement was settled that way",
    ),
    (
        Verb.TERM_REOPENED,
        CAP | {"because": "other_words", "number": 3},
        {},
        "reopened “Limitation of liability”: version 3 has other words",
    ),
    (
        Verb.TERM_NOT_NEEDED,
        CAP,
        {"reason": "A free tool."},
        "said that “Limitation of liability” is not needed here: A free tool.",
    ),
    (Verb.TERM_NEEDED_AFTER_ALL, CAP, {}, "took back that “Limitation of liability” is not needed here"),
]

DISAGREED = CAP | {"desks": {"of": LEGAL}}

DISAGREEMENTS = [
    (
        Verb.DISAGREED,
        DISAGREED | {"is_blocking": True},
        {"reason": "Too low."},
        "disagreed on “Limitation of liability” for Legal, and it blocks",
    ),
    (Verb.DISAGREEMENT_ANSWERED, DISAGREED, {"reply": "Why?"}, "answered Legal on “Limitation of liability”"),
    (
        Verb.DISAGREEMENT_OUTCOME,
        DISAGREED,
        {"outcome": "Half."},
        "proposed an outcome for Legal on “Limitation of liability”",
    ),
    (
        Verb.DISAGREEMENT_SETTLED,
        DISAGREED,
        {"outcome": "Half."},
        "settled Legal on “Limitation of liability”: Half.",
    ),
    (
        Verb.DISAGREEMENT_WITHDRAWN,
        DISAGREED,
        {},
        "withdrew the disagreement of Legal on “Limitation of liability”",
    ),
    (
        Verb.TALKED_ABOUT,
        DISAGREED,
        {"outcome": "Half."},
        "noted at the check-in on Legal on “Limitation of liability”: Half.",
    ),
    (
        Verb.TALKED_ABOUT,
        AT_LEGAL | {"reference": "R-1042"},
        {"outcome": "Tomorrow."},
        "noted at the check-in on R-1042: Decide 9 terms.: Tomorrow.",
    ),
]

COMMENTS = [
    (Verb.COMMENTED, {"kind": "internal"}, {}, "wrote a comment"),
    (Verb.COMMENTED, {"kind": "internal"} | CAP, {}, "commented on “Limitation of liability”"),
    (Verb.COMMENTED, {"kind": "vendor"}, {}, "drafted a text for the vendor"),
    (Verb.COMMENTED, {"kind": "privileged"}, {}, "wrote a privileged note"),
    (Verb.COMMENT_EDITED, {"kind": "internal"}, {}, "changed what a comment says"),
    (Verb.COMMENT_RETRACTED, {"kind": "internal"}, {}, "took a comment back"),
    (Verb.DRAFT_RELEASED, {"kind": "vendor"}, {}, "sent a drafted text to the vendor"),
    (
        Verb.CIRCLE_OPENED,
        {"people": {"inside": [CLARA, BEN]}},
        {},
        "opened the circle for Ben Buyer and Clara Counsel",
    ),
    (
        Verb.WALLED,
        {"people": {"named": [CLARA, BEN]}},
        {},
        "walled the review: it exists for Ben Buyer and Clara Counsel",
    ),
    (Verb.PERSON_NAMED, {"people": {"named": LENA}}, {}, "named Lena Lead, who sees the review now"),
    (
        Verb.LET_IN,
        {"people": {"named": LENA}},
        {"reason": "Ben and Clara have left."},
        "let Lena Lead in, because nobody who is named could go on: Ben and Clara have left.",
    ),
    (
        Verb.OUTSIDE_COUNSEL_NAMED,
        {"people": {"named": BEN}, "until": "2026-12-03"},
        {},
        "let Ben Buyer, outside counsel, see the review until 3 December 2026",
    ),
    (Verb.PERSON_UNNAMED, {"people": {"removed": BEN}}, {}, "took Ben Buyer out of those who see the review"),
    (Verb.WALL_TAKEN_DOWN, {}, {}, "took the wall down: everybody concerned sees the review again"),
    (Verb.CIRCLE_WIDENED, {"people": {"added": LENA}}, {}, "let Lena Lead read this"),
    (Verb.CIRCLE_NARROWED, {"people": {"taken_out": BEN}}, {}, "took Ben Buyer out"),
]

FINDINGS = [
    (
        Verb.VALUE_NOTED,
        {"kind": "saving", "amount": "4200.00", "currency": "EUR", "per": "year"},
        {"what": "A lower price"},
        "noted saving, EUR 4,200 a year: A lower price",
    ),
    (
        Verb.VALUE_NOTED,
        {"kind": "payment_terms", "days": 30},
        {"what": "60 days to pay"},
        "noted payment terms, 30 days: 60 days to pay",
    ),
    (
        Verb.VALUE_NOTED,
        {"kind": "risk_reduced"},
        {"what": "Liability: our position"},
        "noted risk reduced: Liability: our position",
    ),
    (
        Verb.VALUE_ENDED,
        {"state": "rejected"},
        {"what": "A lower price", "why": "It was the list price."},
        "rejected the value “A lower price”: It was the list price.",
    ),
    (
        Verb.VALUE_ENDED,
        {"state": "confirmed"},
        {"what": "A lower price"},
        "confirmed the value “A lower price”",
    ),
    (Verb.FINDING_RAISED, {"level": "high"}, {"finding": "Sued."}, "noted a risk (high): Sued."),
    (
        Verb.FINDING_CLOSED,
        {"outcome": "waived"},
        {"finding": "Sued", "reason": "Won."},
        "accepted a risk, “Sued”: Won.",
    ),
    (Verb.ISSUE_RAISED, {}, {"issue": "Too low."}, "raised an issue: Too low."),
    (
        Verb.ISSUE_RESOLVED,
        {},
        {"issue": "Too low", "resolution": "Raised."},
        "resolved the issue “Too low”: Raised.",
    ),
]

OF_LEGAL = {"desks": {"of": LEGAL}}

APPROVALS = [
    (
        Verb.APPROVAL_ASKED,
        OF_LEGAL | {"people": {"of": LENA}, "why": "Big deals"},
        {},
        "asked for the approval of Lena Lead (Legal): Big deals",
    ),
    (Verb.APPROVED, OF_LEGAL, {}, "approved for Legal"),
    (Verb.APPROVED, OF_LEGAL, {"remark": "Fine."}, "approved for Legal: Fine."),
    (
        Verb.APPROVAL_RESET,
        OF_LEGAL | {"people": {"decided": LENA}},
        {},
        "changed what Lena Lead approved for Legal: the approval is asked for again",
    ),
    (
        Verb.APPROVAL_CHANGED,
        OF_LEGAL | {"changes": 1},
        {"label_0": "Value", "before_0": "EUR 30,000", "after_0": "EUR 40,000"},
        "changed what Legal approves. Value: EUR 30,000 → EUR 40,000.",
    ),
    (
        Verb.APPROVER_NAMED,
        OF_LEGAL | {"people": {"to": BEN}},
        {"reason": "All leads are away."},
        "named Ben Buyer to approve for Legal, where nobody else could: All leads are away.",
    ),
    (
        Verb.APPROVER_NAMED,
        OF_LEGAL | {"people": {"to": BEN}},
        {},
        "named Ben Buyer to approve for Legal, where nobody else could: the rule names them as backup",
    ),
    (
        Verb.SETTLER_NAMED,
        OF_LEGAL | {"people": {"to": BEN}, "name": "Liability", "purpose": "escalation"},
        {"reason": "All leads are away."},
        "named Ben Buyer to decide “Liability” for Legal, where nobody else could: All leads are away.",
    ),
    (
        Verb.SETTLER_NAMED,
        OF_LEGAL | {"people": {"to": BEN}, "name": "Liability", "purpose": "disagreement"},
        {"reason": "All leads are away."},
        "named Ben Buyer to settle “Liability” for Legal, where nobody else could: All leads are away.",
    ),
    (
        Verb.TWO_APPROVERS_CHANGED,
        {"always": True},
        {"reason": "Our auditors ask for it."},
        "asks two people always, for reviews whose approval is asked from now on: Our auditors ask for it.",
    ),
    (
        Verb.TWO_APPROVERS_CHANGED,
        {"always": False},
        {"reason": "They do not."},
        "lets one person approve for two desks again, for reviews whose approval is asked from now on: They do not.",
    ),
    (
        Verb.REQUESTER_CHANGED,
        {"people": {"to": BEN, "before": CLARA}},
        {"reason": "She has left."},
        "made Ben Buyer the requester in place of Clara Counsel: She has left.",
    ),
    (
        Verb.APPROVAL_WITHDRAWN,
        OF_LEGAL | {"why": "Big deals"},
        {},
        "made the approval of Legal unnecessary: Big deals",
    ),
    (Verb.APPROVAL_SKIPPED, OF_LEGAL, {"reason": "Urgent."}, "skipped the approval of Legal, because: Urgent."),
    (
        Verb.APPROVAL_OVERRIDDEN,
        OF_LEGAL,
        {"reason": "Urgent."},
        "approved in the place of Legal, because: Urgent.",
    ),
    (
        Verb.FIGURES_CHANGED,
        {"changes": {"needed_by": ["nothing", "3 December 2026"], "value": ["EUR 30,000", "nothing"]}},
        {"reason": "They said so."},
        "changed the value from EUR 30,000 to nothing; date it is needed by from nothing to 3 December 2026:"
        " They said so.",
    ),
]

ENDS = [
    (Verb.NOTE_DRAFTED, {"desks": {"to": LEGAL}}, {}, "drafted a decision note for Legal to co-sign"),
    (Verb.NOTE_CO_SIGNED, {"people": {"drafter": BEN}}, {}, "co-signed the decision note by Ben Buyer"),
    (
        Verb.NOTE_OBJECTED,
        {"people": {"drafter": BEN}},
        {"objection": "Too hard."},
        "did not sign the decision note by Ben Buyer: Too hard.",
    ),
    (Verb.SIGNED, {"signed_on": "2026-12-03"}, {}, "noted the signature of 3 December 2026"),
    (Verb.WITHDRAWN, {}, {"reason": "Not needed."}, "withdrew the request: Not needed."),
]

NEGOTIATION = [
    (Verb.SENT_TO_VENDOR, {"vendor": "Acme"}, {}, "sent our joint position to Acme"),
    (
        Verb.VENDOR_REPLIED,
        {"vendor": "Acme", "ticked": 0, "clauses": 0},
        {"note": "Fine."},
        "noted that Acme accepts our joint position",
    ),
    (
        Verb.VENDOR_REPLIED,
        {"vendor": "Acme", "ticked": 2, "clauses": 1},
        {"note": "Cap halved."},
        "noted that Acme changed 2 terms and 1 clause outside our terms",
    ),
]

PAPERS = [
    (Verb.DOCUMENT_ADDED, PAPER, {}, "added the document “Master agreement”"),
    (Verb.VERSION_ADDED, PAPER | {"number": 2, "elsewhere": False}, {}, "added version 2 of “Master agreement”"),
    (Verb.VERSION_ADDED, PAPER | {"number": 2, "elsewhere": True}, {}, "noted version 2 of “Master agreement”"),
    (
        Verb.COMPARISON_EXPORTED,
        PAPER | {"numbers": [1, 2]},
        {},
        "took along what changed from version 1 to 2 of “Master agreement”",
    ),
    (Verb.DOCUMENT_READ, PAPER, {}, "read “master.docx”"),
    (Verb.DOCUMENT_READ, PAPER | {"reason": "It is locked."}, {}, "could not read “master.docx”: It is locked."),
    (Verb.DOCUMENT_READ_AGAIN, PAPER | {"elsewhere": False}, {}, "asked to read “master.docx” again"),
    (Verb.DOCUMENT_READ_AGAIN, PAPER | {"elsewhere": True}, {}, "reads “master.docx” again"),
    (
        Verb.TERMS_PROPOSED,
        PAPER | {"desks": {"of": [PROCUREMENT, LEGAL]}, "numbers": [2, 7], "to_sort": 3},
        {},
        "found passages on terms in “master.docx”: 7 for Legal, 2 for Procurement, 3 to be sorted",
    ),
    (
        Verb.TERMS_PROPOSED,
        PAPER | {"numbers": [], "to_sort": 3},
        {},
        "found passages on terms in “master.docx”: 3 to be sorted",
    ),
    (
        Verb.PROPOSAL_CONFIRMED,
        PASSAGE,
        {},
        "confirmed clause 8.2 of “master.docx” as “Limitation of liability”",
    ),
    (
        Verb.PROPOSAL_CORRECTED,
        PASSAGE | {"desks": {"to": LEGAL}},
        {},
        "said that clause 8.2 of “master.docx” is about “Limitation of liability”, for Legal",
    ),
    (Verb.PROPOSAL_REJECTED, PASSAGE, {}, "said that clause 8.2 of “master.docx” is not a term"),
    (Verb.PROPOSAL_REOPENED, PASSAGE, {}, "took back what was said about clause 8.2 of “master.docx”"),
    (
        Verb.PASSAGES_CONFIRMED,
        SEVERAL | {"settled_with": "decision", "names": ["Liability"]},
        {},
        "confirmed 3 passages of “master.docx” with the decision on “Liability”",
    ),
    (
        Verb.PASSAGES_CONFIRMED,
        SEVERAL | {"settled_with": "list", "names": ["Fees", "Law"]},
        {},
        "confirmed 3 passages of “master.docx” that meet our position, from one list: “Fees” and “Law”",
    ),
    (Verb.PASSAGES_SET_ASIDE, SEVERAL, {}, "said that 3 passages of “master.docx” are not terms"),
]

RULES = [
    (
        Verb.RULES_SAVED,
        {"book": "split", "number": 2},
        {"reason": "Clara knows."},
        "saved version 2 of the split: Clara knows.",
    ),
    (
        Verb.PLAYBOOK_CHANGED,
        CAP,
        {"reason": "Too low."},
        "changed the playbook of “Limitation of liability”: Too low.",
    ),
    (
        Verb.WORDING_SAVED,
        {"group": "Price and payment", "desks": {"of": PROCUREMENT}},
        {},
        "wrote what requesters read of Procurement: Price and payment",
    ),
    (
        Verb.WORDING_REMOVED,
        {"group": "Price and payment", "desks": {"of": PROCUREMENT}},
        {},
        "removed what requesters read of Procurement: Price and payment",
    ),
    (
        Verb.TARGET_CHANGED,
        {"scope": "Desk review, Legal"},
        {"reason": "They are few."},
        "changed the target time of “Desk review, Legal”: They are few.",
    ),
    (
        Verb.LADDER_CHANGED,
        {"change": "set", "rung": RUNG},
        {},
        "set a reminder of “Waits held by a desk or a reviewer”: when it is due: The holder, the leads of the desk",
    ),
    (
        Verb.LADDER_CHANGED,
        {"change": "removed", "rung": RUNG | {"purpose": "approval", "business_days": "2.0"}},
        {},
        "removed a reminder of “Final approval”: 2 business days after it was due: The holder, the leads of the desk",
    ),
    (
        Verb.LADDER_CHANGED,
        {"change": "own_ladder", "rung": RUNG | {"purpose": "approval"}},
        {},
        "gave “Final approval” a ladder of its own",
    ),
    (
        Verb.LADDER_CHANGED,
        {"change": "common_ladder", "rung": RUNG | {"purpose": "approval"}},
        {},
        "put “Final approval” back on the common ladder",
    ),
]

OTHERS = [
    (OfVendors.ADDED, {"name": "Acme"}, {}, "added the vendor Acme"),
    (OfVendors.UPDATED, {"name": "Acme", "fields": ["name"]}, {}, "updated the vendor Acme"),
    (OfVendors.CONTACT_ADDED, {"name": "Acme"}, {"contact": "Ann"}, "added Ann as a contact at Acme"),
    (OfVendors.CONTACT_UPDATED, {}, {"contact": "Ann"}, "updated the contact Ann"),
    (OfVendors.CONTACT_REMOVED, {}, {"contact": "Ann"}, "removed the contact Ann"),
    (
        OfVendors.CHANGE_ASKED,
        {"field": "status", "status": "restricted", "name": "Acme"},
        {"why": "Late with everything."},
        "asked to change the status of Acme to restricted: “Late with everything.”",
    ),
    (OfVendors.CHANGE_MADE, BANK, {}, "confirmed the change of the bank account of Acme"),
    (OfVendors.CHANGE_REFUSED, BANK, {}, "refused the change of the bank account of Acme"),
    (OfVendors.CHANGE_WITHDRAWN, BANK, {}, "took back the change of the bank account of Acme"),
    (
        OfVendors.OWNER_CHANGED,
        {"name": "Acme", "people": {"to": BEN, "before": LENA}},
        {},
        "made Ben Buyer the owner of Acme, after Lena Lead",
    ),
    (OfVendors.MERGED, TWO_VENDORS, {}, "merged Acme Ltd into Acme"),
    (OfVendors.MERGED_AWAY, TWO_VENDORS, {}, "merged Acme into Acme Ltd"),
    (OfVendors.UNMERGED, TWO_VENDORS, {}, "took Acme Ltd out of Acme again"),
    (OfVendors.UNMERGED_AWAY, TWO_VENDORS, {}, "took Acme out of Acme Ltd again"),
    (OfContracts.STORED, PAPER, {}, "attached “master.docx”"),
    (OfContracts.VERSION_ADDED, PAPER | {"version": 2}, {}, "attached version 2 of “Master agreement”"),
    (OfContracts.RECORDED, {"title": "NDA", "review": "R-1042"}, {}, "recorded the contract “NDA”"),
    (
        OfContracts.LIMITS_CHOSEN,
        {"changed": {"files_per_draft": ["30", "40"]}},
        {},
        "changed the limits of files: files of one draft from 30 to 40",
    ),
    (OfOperations.ANNOUNCED, {}, {"text": "Back at nine."}, "announced on every page: Back at nine."),
    (OfOperations.TAKEN_BACK, {}, {"text": "Back at nine."}, "took back what was announced: Back at nine."),
    (OfOperations.READ_ONLY_BEGUN, {}, {"reason": "A move."}, "made Duet read-only: A move."),
    (OfOperations.READ_ONLY_BEGUN, {}, {}, "made Duet read-only"),
    (OfOperations.READ_ONLY_ENDED, {}, {}, "let Duet be changed again"),
]

MEMBER = {"is_lead": False, "is_backup": False, "may_override": False}
PERSON_AT_LEGAL = {"people": {"person": BEN}, "desks": {"at": LEGAL}}

PEOPLE_AND_DESKS = [
    (OfPeople.INVITED, {"people": {"invited": BEN}}, {}, "invited Ben Buyer"),
    (OfPeople.INVITED_AGAIN, {"people": {"invited": BEN}}, {}, "sent the invitation of Ben Buyer again"),
    (OfPeople.INVITATION_REVOKED, {"people": {"invited": BEN}}, {}, "took back the invitation of Ben Buyer"),
    (OfPeople.JOINED, {}, {}, "followed the invitation and set a password"),
    (OfPeople.RENAMED, {"people": {"person": BEN}}, {}, "changed the name of Ben Buyer"),
    (
        OfPeople.SEAT_GIVEN,
        PERSON_AT_LEGAL | {"after": MEMBER | {"is_lead": True}},
        {},
        "gave Ben Buyer a seat at Legal (lead)",
    ),
    (
        OfPeople.SEAT_GIVEN,
        PERSON_AT_LEGAL | {"after": MEMBER, "alone": True},
        {},
        "gave Ben Buyer a seat at Legal (member), ALONE: nobody else confirmed it",
    ),
    (
        OfPeople.SEAT_CHANGED,
        PERSON_AT_LEGAL | {"before": MEMBER, "after": MEMBER | {"is_backup": True, "may_override": True}},
        {},
        "changed the seat of Ben Buyer at Legal: member → backup of the lead, may skip or override approvals",
    ),
    (
        OfPeople.SEAT_TAKEN,
        PERSON_AT_LEGAL | {"before": MEMBER},
        {},
        "took the seat of Ben Buyer at Legal away (member)",
    ),
    (OfPeople.SEAT_CONFIRMED, PERSON_AT_LEGAL, {}, "confirmed that Ben Buyer still needs the seat at Legal"),
    (
        OfPeople.ROLE_GIVEN,
        {"role": "is_admin", "people": {"person": BEN, "asked": LENA}},
        {},
        "made Ben Buyer an admin, as Lena Lead had asked",
    ),
    (
        OfPeople.ROLE_TAKEN,
        {"role": "is_auditor", "people": {"person": BEN}},
        {},
        "took a role away from Ben Buyer, who is not an auditor any more",
    ),
    (OfPeople.RIGHT_ASKED, PERSON_AT_LEGAL, {}, "asked another admin to confirm a seat at Legal for Ben Buyer"),
    (
        OfPeople.RIGHT_REFUSED,
        {"people": {"person": BEN}, "answer": "refused"},
        {},
        "refused the role of an admin for Ben Buyer",
    ),
    (
        OfPeople.LEFT,
        {"people": {"left": BEN, "taker": CLARA}, "moved": 3, "stayed": 1},
        {},
        "closed the account of Ben Buyer; Clara Counsel takes over: 3 moved, 1 stayed",
    ),
    (
        OfPeople.TOKEN_ADDED,
        {"people": {"for": BEN}, "name": "Help desk", "scopes": ["reviews:read"], "until": "2027-03-01"},
        {},
        "added the token “Help desk” for Ben Buyer, until 1 March 2027: reviews:read",
    ),
    (OfPeople.TOKEN_REVOKED, {"name": "Help desk"}, {}, "revoked the token “Help desk”"),
    (OfPeople.INTEGRATION_ADDED, {"people": {"added": BEN}}, {}, "added the integration Ben Buyer"),
    (OfPeople.CAME_BACK, {"people": {"back": BEN}}, {}, "opened the account of Ben Buyer again"),
    (OfPeople.SESSIONS_ENDED, {"people": {"of": BEN}}, {}, "ended all sessions of Ben Buyer"),
    (OfPeople.FIRST_ADMIN, {}, {}, "made the first admin of this installation, at the machine"),
    (OfPeople.CALENDAR_ADDED, {"name": "Tel Aviv"}, {}, "added the calendar “Tel Aviv”"),
    (
        OfPeople.CALENDAR_CHANGED,
        {"name": "Tel Aviv", "changed": {"opens": ["09:00", "08:30"]}},
        {},
        "changed the calendar “Tel Aviv”: opens: 09:00 → 08:30",
    ),
    (
        OfPeople.CALENDAR_DAYS_PUT,
        {"name": "Tel Aviv", "first": "2026-12-24", "last": "2026-12-31"},
        {},
        "said of “Tel Aviv”: 24 December 2026 to 31 December 2026, free",
    ),
    (
        OfPeople.CALENDAR_DAYS_TAKEN,
        {"name": "Tel Aviv", "first": "2026-12-24", "last": "2026-12-24"},
        {},
        "made 24 December 2026 an ordinary day of “Tel Aviv” again",
    ),
    (OfPeople.CALENDAR_REMOVED, {"name": "Tel Aviv"}, {}, "removed the calendar “Tel Aviv”"),
    (OfPeople.DESK_ADDED, {"desks": {"desk": LEGAL}}, {}, "added the desk Legal"),
    (
        OfPeople.DESK_CHANGED,
        {"desks": {"desk": LEGAL}, "changed": {"owns terms": ["yes", "no"]}},
        {},
        "changed the desk Legal: owns terms: yes → no",
    ),
    (
        OfPeople.DESK_CHANGED,
        {"desks": {"desk": LEGAL}, "changed": {"description": [], "colour": ["Grey", "Pink"]}},
        {},
        "changed the desk Legal: description, colour: Grey → Pink",
    ),
    (OfPeople.DESK_CHANNEL, {"desks": {"desk": LEGAL}, "what": "added"}, {}, "gave Legal a channel"),
    (OfPeople.DESK_RETIRED, {"desks": {"desk": LEGAL}}, {}, "retired the desk Legal"),
    (
        OfPeople.DESK_RETIRED,
        {"desks": {"desk": LEGAL, "taker": PROCUREMENT}, "moved": 3},
        {},
        "retired the desk Legal; Procurement took over what was open (3 moved)",
    ),
    (OfPeople.DESK_BROUGHT_BACK, {"desks": {"desk": LEGAL}}, {}, "brought the desk Legal back"),
    (
        Verb.ISSUE_HANDED_OVER,
        {"people": {"to": CLARA, "before": BEN}, "issue": 4},
        {},
        "gave an issue of Ben Buyer to Clara Counsel",
    ),
    (
        OfContracts.OWNER_CHANGED,
        {"people": {"to": CLARA, "before": BEN}, "title": "Licences", "contract": 4},
        {},
        "made Clara Counsel the owner of the contract “Licences”, in place of Ben Buyer",
    ),
    (
        OfContracts.CORRECTED,
        {
            "changed": {"notice": ["90d", "60d"], "reference": ["", "PO 7"]},
            "people": {"owner_before": BEN, "owner_after": CLARA},
        },
        {"why": "The order form says so."},
        "corrected notice from 90 days to 60 days, number on the paper from nothing to PO 7 and the owner to Clara "
        "Counsel: “The order form says so.”",
    ),
    (OfContracts.CORRECTED, {"changed": {}}, {"why": "Clause 9."}, "confirmed the record: “Clause 9.”"),
    (
        OfContracts.AMENDED,
        {"changes": {"notice": "3m"}, "end_on": "2027-12-31", "effective_on": "2026-12-01", "event": 1},
        {},
        "amended the contract from 1 December 2026 on (notice: 3 months and the end: 31 December 2027)",
    ),
    (OfContracts.RENEWAL_PROPOSED, {"answer": "reduce"}, {"why": "Less use."}, "proposed to reduce: “Less use.”"),
    (
        OfContracts.RENEWAL_DECIDED,
        {"answer": "end", "gives_notice": True},
        {"why": "Nobody uses it."},
        "decided to end, beginning with a notice: “Nobody uses it.”",
    ),
    (OfContracts.RENEWAL_SIGNED, {"answer": "end"}, {}, "signed the decision to end"),
    (
        OfContracts.NOTICE_SENT,
        {"sent_on": "2026-12-01", "file": "receipt.pdf"},
        {"how": "By courier."},
        "noted that notice went out on 1 December 2026: “By courier.”, with “receipt.pdf” as evidence",
    ),
    (
        OfContracts.LADDER_CHOSEN,
        {"days": 30, "tells": ["owner", "leads"]},
        {},
        "chose who is reminded of contracts 30 days before: the owner and the leads of both sides",
    ),
    (
        OfContracts.LADDER_CHOSEN,
        {"days": 30, "tells": []},
        {},
        "took the step “30 days before” off the reminders of contracts",
    ),
    (OfContracts.BAND_CHOSEN, {"amount": "100000"}, {}, "let legal sign any notice from 100,000 a year on"),
    (
        OfContracts.OBLIGATION_ADDED,
        {
            "title": "Report",
            "first_due_on": "2026-12-01",
            "rhythm": "monthly",
            "people": {"owner": BEN},
            "obligation": 1,
        },
        {},
        "noted what is owed: “Report”, first due on 1 December 2026, every month; Ben Buyer owns it",
    ),
    (
        OfContracts.OBLIGATION_CHANGED,
        {
            "title": "Report",
            "obligation": 1,
            "changed": {"rhythm": ["monthly", "yearly"], "survives": [False, True], "until_on": [None, "2027-12-01"]},
            "people": {"owner_before": BEN, "owner_after": CLARA, "backup_owner_after": BEN},
        },
        {"why": "Agreed anew."},
        "changed “how often” from “every month” to “every year”, “goes on when the contract has ended” to yes, "
        "“not after” from nothing to 1 December 2027, the owner to Clara Counsel, before Ben Buyer and the stand-in to "
        "Ben Buyer of “Report”: “Agreed anew.”",
    ),
    (
        OfContracts.OBLIGATION_CHANGED,
        {"title": "Report", "obligation": 1, "changed": {}, "people": {"backup_owner_before": BEN}},
        {},
        "changed the stand-in to nobody, before Ben Buyer of “Report”",
    ),
    (
        OfContracts.OBLIGATION_ENDED,
        {"title": "Report", "obligation": 1},
        {"why": "Dropped."},
        "ended “Report”, which nobody owes any more: “Dropped.”",
    ),
    (
        OfContracts.OBLIGATION_DONE,
        {
            "title": "Report",
            "obligation": 1,
            "due_on": "2026-12-01",
            "done_on": "2026-11-30",
            "file": "report.pdf",
        },
        {"note": "All green."},
        "noted that “Report”, due on 1 December 2026, was done on 30 November 2026, with “report.pdf” as evidence: "
        "“All green.”",
    ),
    (
        OfContracts.OBLIGATION_WAIVED,
        {"title": "Report", "obligation": 1, "due_on": "2026-12-01"},
        {"why": "Not begun."},
        "waived “Report”, due on 1 December 2026: “Not begun.”",
    ),
    (
        OfContracts.OBLIGATION_REOPENED,
        {"title": "Report", "obligation": 1, "due_on": "2026-12-01"},
        {"why": "A mistake."},
        "opened “Report”, due on 1 December 2026, again: “A mistake.”",
    ),
    (OfContracts.FILE_ATTACHED, {"file": "signed.pdf", "version": 3}, {}, "attached the signed file “signed.pdf”"),
    (
        OfContracts.FILE_REPLACED,
        {"file": "better.pdf", "version": 4},
        {"why": "Page 3 was missing."},
        "put “better.pdf” in place of the signed file: “Page 3 was missing.”",
    ),
]

CHECK_INS = [
    (Verb.MARKED_FOR_CHECK_IN, {"mark": 4}, {"why": "Why?"}, "put this on the agenda of the next check-in: Why?"),
    (Verb.TAKEN_OFF_AGENDA, {"mark": 4}, {}, "took this off the agenda of the next check-in"),
    (OfCheckIns.SERIES_SET_UP, {}, {"title": "Both"}, "set up the check-in Both"),
    (OfCheckIns.SERIES_CHANGED, {}, {"title": "Both"}, "changed the plan or the people of Both"),
    (OfCheckIns.SERIES_ENDED, {}, {"title": "Both"}, "ended the check-in Both"),
    (
        OfCheckIns.MEETING_MOVED,
        {"number": 2, "at": "2026-12-01T09:00:00+00:00"},
        {},
        "moved meeting 3 to Tuesday 1 December 2026, 09:00 UTC",
    ),
    (OfCheckIns.MEETING_CANCELLED, {"number": 2}, {"because": "Holidays."}, "cancelled meeting 3: Holidays."),
    (OfCheckIns.MEETING_BEGAN, {"number": 2}, {}, "began meeting 3"),
    (OfCheckIns.MEETING_ENDED, {"number": 2, "left": 0}, {}, "ended meeting 3"),
    (OfCheckIns.MEETING_ENDED, {"number": 2, "left": 4}, {}, "ended meeting 3, with 4 left for next time"),
    (
        OfCheckIns.OUTCOME_NOTED,
        {"item": 4, "result": "decision"},
        {"outcome": "Twice."},
        "noted a decision on item 4: Twice.",
    ),
    (OfCheckIns.OUTCOME_NOTED, {"item": 4, "result": "carry_over"}, {}, "noted carried over on item 4"),
    (OfCheckIns.OUTCOME_TAKEN_BACK, {"item": 4}, {}, "took back what was noted on item 4"),
    (
        OfCheckIns.PROPOSAL_CONFIRMED,
        CAP | {"desks": {"of": LEGAL}},
        {},
        "confirmed for Legal what the check-in proposed for “Limitation of liability”",
    ),
    (OfCheckIns.ACTION_DONE, {"item": 4}, {"note": "Written."}, "has done what was promised: Written."),
    (OfCheckIns.MINUTES_CONFIRMED, {"number": 2}, {}, "confirmed the minutes of meeting 3"),
    (
        OfCheckIns.CAME_UP,
        {"result": "information"},
        {"outcome": "They wait."},
        "noted at a check-in (for information): They wait.",
    ),
]

LOOKS = [
    (Verb.LOOKED, {"desks": {"of": LEGAL}, "flags": []}, {}, "had a first look for Legal: No concerns yet"),
    (
        Verb.LOOKED,
        {"desks": {"of": LEGAL}, "flags": ["ai", "personal_data"], "due": "2027-02-01"},
        {"note": "Ask them."},
        "had a first look for Legal: Early flags: Personal data, Artificial intelligence (Ask them.)."
        " The request is due on 1 February 2027",
    ),
    (Verb.LOOKED_ANEW, {"desks": {"of": LEGAL}}, {"reason": "More."}, "opened the first look of Legal again: More."),
]

EXAMPLES = [
    *LOOKS,
    *WAITS,
    *ABSENCES,
    *ROUNDS,
    *TERMS,
    *DISAGREEMENTS,
    *COMMENTS,
    *FINDINGS,
    *APPROVALS,
    *ENDS,
    *NEGOTIATION,
    *PAPERS,
    *RULES,
    *OTHERS,
    *PEOPLE_AND_DESKS,
    *CHECK_INS,
]

MILESTONES = [
    (Verb.WAIT_OPENED, AT_LEGAL | {"purpose": "desk_review"}, "asked Legal to look at its part"),
    (Verb.WAIT_OPENED, AT_LEGAL | {"purpose": "approval"}, "asked Legal for the final approval"),
    (
        Verb.WAIT_OPENED,
        {"needed": "Answer a question from Legal.", "people": {"holder": BEN}, "purpose": "question"},
        "asked Ben Buyer: Answer a question from Legal.",
    ),
    (Verb.CLAIMED, WITH_CLARA | {"desks": {"of": LEGAL}}, "took over from Legal"),
    (
        Verb.HANDED_OVER,
        WITH_CLARA | {"because": "split"},
        "handed over to Clara Counsel, because the split has changed",
    ),
    (Verb.UNDONE, WITH_CLARA, "undid that, so it is with Clara Counsel as before"),
    (Verb.PAUSED, AT_LEGAL | {"until": "2026-12-01"}, "paused until 1 December 2026"),
    (Verb.PAUSED, AT_LEGAL, "paused"),
    (Verb.DUE_MOVED, AT_LEGAL | {"day": "2026-12-09"}, "needs until 9 December 2026"),
    (Verb.PAUSE_ENDED, AT_LEGAL, "ended the pause"),
    (Verb.FINDING_CLOSED, {"outcome": "resolved"}, "resolved a risk of this vendor"),
    (Verb.FINDING_CLOSED, {"outcome": "waived"}, "accepted a risk of this vendor"),
    (Verb.APPROVAL_SKIPPED, OF_LEGAL, "skipped the approval of Legal"),
    (Verb.APPROVAL_OVERRIDDEN, OF_LEGAL, "approved in the place of Legal"),
]
"""The words for the requester where reviewers read others."""
