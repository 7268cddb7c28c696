"""How a request goes at the demo company: one `Deal` says what is special, one generator plays it out."""

from dataclasses import dataclass, field

from django.utils import timezone
from djmoney.money import Money

from contracts.models import DocumentKind
from contracts.tasks import read_document
from intake import actions as intake_actions
from intake.demo.clock import side_by_side
from intake.demo.paper import RETURNED, contract_pdf
from intake.models import RequestType
from people.models import Team, User
from reviews.acting.presence import Staff
from reviews.approvals import deciding, separation
from reviews.checks.stands import stands_today
from reviews.closing import actions as closing
from reviews.comments import actions as comment_actions
from reviews.disagreements import actions as disagreement_actions
from reviews.findings import findings as risk_findings
from reviews.findings import issues as finding_issues
from reviews.models import CommentAudience, Outcome, Purpose, Review, Severity, Term, Wait
from reviews.negotiation import actions as negotiation
from reviews.papers import proposals, versions
from reviews.pure.stages import Stage
from reviews.rounds import alignment
from reviews.terms import deciding as term_deciding
from reviews.unheld.actions import name_approver
from reviews.waits import claims, pausing, questions

DESK_PEOPLE = {"privacy": "privacy", "security": "security", "finance": "finance"}


@dataclass(frozen=True)
class Deal:
    """One request and its peculiarities. Pauses are in business days."""

    days_ago: float
    requester: str
    kind: str
    vendor: str
    title: str
    reason: str
    value: int | None = None
    answers: dict = field(default_factory=dict)
    needed_in: int | None = None  # days after submission
    heads_up_first: bool = False
    stays_heads_up: bool = False
    buyer: str = "buyer"
    counsel: str = "counsel"
    pickup: float = 0.6
    work: float = 1.5
    reads_paper: bool = False  # its paper was read at once, and each desk has confirmed most of its passages
    unclaimed: tuple = ()  # desks that nobody of takes up
    unfinished: tuple = ()  # desks that take it up and do not get done
    wording: dict = field(default_factory=dict)  # term slug: (place, what the vendor's paper says)
    deviations: dict = field(default_factory=dict)  # term slug: why we can live with it
    fallbacks: dict = field(default_factory=dict)  # term slug: rank of the fallback that we ask for
    escalated: dict = field(default_factory=dict)  # term slug: what the lead should decide
    question: tuple = ()  # (desk that asks, question, answer or None while it is open)
    desk_question: tuple = ()  # (desk that asks, desk that is asked, question, answer or None)
    vendor_question: tuple = ()  # (desk that asks, question, answer or None)
    pause: tuple = ()  # (desk that pauses, days, why)
    issues: tuple = ()  # (severity, summary, resolution or None[, what we do about it])
    findings: tuple = ()  # (severity, what was found, what it means, why procurement accepts it or None)
    late_change: tuple = ()  # after the first approval: (term slug, what the vendor's paper says now)
    remarks: tuple = ()  # (who, text, for the requester too)
    disagreements: tuple = ()  # of procurement on terms of legal: (term slug, why, proposal, it blocks)
    advice: tuple = ()  # (lawyer, privileged words, who else is inside)
    drafts: tuple = ()  # (who, text for the vendor)
    skips_vendor: bool = False
    vendor_changes: tuple = ()  # (term slugs, what they say)
    version_returned: bool = False  # the vendor's reply is a new version, which nobody has recorded yet
    stops_at: str | None = None  # a stage in which things rest
    declined: dict | None = None
    withdrawn: str | None = None


class Play:
    """The generator behind a deal, with what it needs at hand."""

    def __init__(self, deal, people, vendors):
        self.deal, self.people, self.vendor = deal, people, vendors[deal.vendor]
        self.review = None
        self.has_replied = False  # the vendor, so that desks look for the second time

    def person(self, name):
        """Read afresh, as a page would: seats are cached on a user."""
        return User.objects.get(pk=self.people[name].pk)

    @property
    def requester(self):
        return self.person(self.deal.requester)

    def run(self):
        """Act, then yield the pause in business days until the next act."""
        yield from self.hand_in()
        if self.deal.stays_heads_up:
            return
        yield from self.review_on_every_desk()
        if self.deal.declined:
            yield from self.decline()
        elif self.deal.withdrawn:
            closing.withdraw(self.review, self.deal.withdrawn, by=self.requester)
        elif self.stage == Stage.ALIGNED and not self.rests():
            yield from self.negotiate()
            yield from self.approve_and_sign()

    @property
    def stage(self):
        return Review.objects.values_list("stage", flat=True).get(pk=self.review.pk)

    def rests(self):
        return self.stage == self.deal.stops_at

    # --- the requester ------------------------------------------------------------------------

    def hand_in(self):
        deal, requester = self.deal, self.requester
        request_type = RequestType.objects.get(slug=deal.kind)
        if deal.heads_up_first or deal.stays_heads_up:
            draft = intake_actions.give_heads_up(
                request_type, title=deal.title, vendor_name=deal.vendor, reason=deal.reason, by=requester
            )
            if deal.stays_heads_up:
                return
            yield 4
        else:
            draft = intake_actions.start_draft(request_type, by=requester)
        today = timezone.localdate()
        intake_actions.save_draft(
            draft,
            fields={
                "title": deal.title,
                "vendor_name": deal.vendor,
                "reason": deal.reason,
                "value": Money(deal.value, "EUR") if deal.value else None,
                "needed_by": today + timezone.timedelta(days=deal.needed_in) if deal.needed_in else None,
            },
            answers=deal.answers,
            by=requester,
        )
        paper = contract_pdf(deal.vendor, deal.title)
        kind = DocumentKind.NDA if deal.kind == "nda" else DocumentKind.CONTRACT
        intake_actions.attach(draft, paper, kind=kind, by=requester)
        self.review = intake_actions.submit(draft, by=requester)
        if deal.reads_paper:
            for document in self.review.documents.all():
                read_document(document.latest.pk)
        yield deal.pickup

    # --- the desks, all at the same time ------------------------------------------------------------

    def review_on_every_desk(self):
        waits = self.open_waits(Purpose.DESK_REVIEW)
        yield from side_by_side([self.work_on(wait, place * 0.3) for place, wait in enumerate(waits)])

    def open_waits(self, purpose):
        return self.review.waits.open().filter(purpose=purpose).select_related("desk").order_by("pk")

    def specialist(self, desk):
        names = DESK_PEOPLE | {"procurement": self.deal.buyer, "legal": self.deal.counsel}
        return self.person(names[desk.slug])

    def work_on(self, wait, pickup):
        """Take it, write down what the paper says, ask, decide, and say that this side is done."""
        deal, desk = self.deal, wait.desk.slug
        if desk in deal.unclaimed:
            return
        by = self.specialist(wait.desk)
        yield pickup
        claims.claim(wait, by=by)
        yield 0.2
        if not self.has_replied:
            self.note_wording(wait.desk, by)
            self.confirm_passages(wait.desk, by)
            yield from self.talk(desk, wait, by)
            self.disagree(desk, by)
        if self.stands_still(wait):
            return
        yield deal.work / 2
        stays = desk in deal.unfinished
        self.decide(wait.desk, by, only_half=stays)
        if stays:
            return
        yield from self.settle_escalations(wait.desk)
        yield deal.work / 2
        for issue in self.review.issues.open().filter(severity=Severity.BLOCKER, owner=by):
            finding_issues.resolve_issue(issue, "Settled with the vendor.", by=by)
        if not (deal.declined and desk == "legal"):
            alignment.finish_side(wait, by=by)

    def note_wording(self, desk, by):
        for term in self.review.terms.owned_by(desk).filter(term_type__slug__in=self.deal.wording):
            place, text = self.deal.wording[term.term_type.slug]
            term_deciding.edit_term(term, position=term.position, vendor_wording=text, place=place, by=by)

    def confirm_passages(self, desk, by):
        """All that were found for the desk but the last."""
        *most, _ = self.review.proposals.open().filter(desk=desk).select_related("review") or [None]
        for proposal in most:
            proposals.confirm_proposal(proposal, by=by)

    def talk(self, desk, wait, by):
        deal = self.deal
        if deal.question and deal.question[0] == desk:
            question_wait = questions.ask_requester(wait, deal.question[1], by=by)
            yield 1.3
            if deal.question[2]:
                questions.answer_question(question_wait, deal.question[2], by=self.requester)
                yield 0.3
        if deal.desk_question and deal.desk_question[0] == desk:
            yield from self.ask_a_desk(wait, *deal.desk_question[1:], by=by)
        if deal.vendor_question and deal.vendor_question[0] == desk:
            yield from self.ask_the_vendor(wait, *deal.vendor_question[1:], by=by)
        if deal.pause and deal.pause[0] == desk:
            until = timezone.localdate() + timezone.timedelta(days=deal.pause[1])
            pausing.pause(wait, until=until, reason=deal.pause[2], by=by)
        for severity, summary, resolution, *plan in deal.issues if desk == "legal" else ():
            issue = finding_issues.raise_issue(self.review, summary, severity=severity, plan="".join(plan), by=by)
            if resolution:
                yield 0.8
                finding_issues.resolve_issue(issue, resolution, by=by)
        if desk == "legal":
            self.write_to_few()
            yield from self.note_risks(by)
        for name, text, shared in deal.remarks if desk == "procurement" else ():
            audience = CommentAudience.REQUESTER if shared else CommentAudience.INTERNAL
            comment_actions.comment(self.review, text, audience=audience, by=self.person(name))
            yield 0.1

    def note_risks(self, by):
        """Legal notes what was found about the vendor; procurement accepts some of it."""
        for level, text, meaning, accepted in self.deal.findings:
            finding = risk_findings.raise_finding(self.review, text, level=level, meaning=meaning, by=by)
            if accepted:
                yield 0.4
                risk_findings.waive_finding(finding, accepted, by=self.person(self.deal.buyer))

    def disagree(self, desk, by):
        for slug, reason, proposal, blocks in self.deal.disagreements if desk == "procurement" else ():
            term = self.review.terms.get(term_type__slug=slug)
            disagreement_actions.disagree(term, reason, proposal=proposal, is_blocking=blocks, by=by)

    def write_to_few(self):
        for name, text, inside in self.deal.advice:
            people = [self.person(other) for other in inside]
            by = self.person(name)
            comment_actions.comment(self.review, text, audience=CommentAudience.PRIVILEGED, people=people, by=by)
        for name, text in self.deal.drafts:
            comment_actions.comment(self.review, text, audience=CommentAudience.VENDOR, by=self.person(name))

    def ask_a_desk(self, wait, desk, question, answer, *, by):
        question_wait = questions.ask_desk(wait, question, desk=Team.objects.get(slug=desk), by=by)
        yield 0.9
        if answer:
            questions.answer_question(question_wait, answer, by=self.specialist(question_wait.desk))
            yield 0.3

    def ask_the_vendor(self, wait, question, answer, *, by):
        question_wait = questions.ask_vendor(wait, question, by=by)
        yield 0.4
        questions.note_sent(question_wait, by=self.contact())
        yield 2
        if answer:
            questions.answer_question(question_wait, answer, by=self.contact())
            yield 0.3

    def stands_still(self, wait):
        return Wait.objects.open().filter(pk=wait.pk, paused_at__isnull=False).exists()

    def decide(self, desk, by, *, only_half):
        undecided = list(self.review.terms.undecided_by(desk).select_related("term_type"))
        for term in undecided[: len(undecided) // 2] if only_half else undecided:
            term_deciding.decide_term(term, **self.choice(term, desk), desk=desk, by=by)

    def choice(self, term, desk):
        """What the desk says about a term: outcome and reason, as arguments of decide_term."""
        slug, stand = term.term_type.slug, stands_today(self.review, [term])[term.pk]
        if slug in self.deal.escalated and term.desk_id == desk.pk and not self.has_replied:
            return {"outcome": Outcome.ESCALATED, "reason": self.deal.escalated[slug]}
        if slug in self.deal.deviations:
            return {"outcome": Outcome.THEIRS, "reason": self.deal.deviations[slug]}
        if slug in {"most-favoured-nation", "open-source", "expenses"} and not stand.differs:
            return {"outcome": Outcome.NOT_APPLICABLE, "reason": "Not part of this purchase."}
        if self.has_replied:
            return self.choice_after_the_reply(slug, stand)
        if slug in self.deal.fallbacks:
            return {"outcome": Outcome.FALLBACK, "rank": self.deal.fallbacks[slug]}
        if (stand.differs or slug in self.deal.wording) and not self.deal.skips_vendor:
            return {"outcome": Outcome.ASK}
        if stand.differs:
            return {"outcome": Outcome.THEIRS, "reason": "Acceptable for a contract of this size."}
        return {"outcome": Outcome.MEETS, "reason": "" if stand.meets else "Read on paper: it says so."}

    def choice_after_the_reply(self, slug, stand):
        """How an ask ends: the vendor has come round, unless the paper that was read still differs."""
        if rank := self.deal.fallbacks.get(slug):
            return {"outcome": Outcome.FALLBACK, "rank": rank, "carried": True, "reason": "Their new page says so."}
        if stand.differs:
            return {"outcome": Outcome.THEIRS, "reason": "They did not move; we can live with it."}
        return {"outcome": Outcome.MEETS, "reason": "" if stand.meets else "Their new page says so."}

    def settle_escalations(self, desk):
        """A lead of the desk who has not decided the term for the other desk gives the answer."""
        for term in Term.objects.filter(review=self.review, desk=desk, outcome=Outcome.ESCALATED):
            yield 1
            lead = desk.leads().exclude(pk=self.review.requester_id).order_by("pk").last()
            term_deciding.decide_term(
                term, Outcome.THEIRS, desk=desk, reason="Acceptable at this value, for one year.", by=lead
            )

    # --- the vendor, the leads, the end ---------------------------------------------------------

    def contact(self):
        """Whoever talks to the vendor on this review."""
        return self.person(self.deal.counsel if self.deal.kind == "nda" else self.deal.buyer)

    def negotiate(self):
        deal = self.deal
        yield 0.7
        if deal.skips_vendor:
            negotiation.request_approval(self.review, by=self.contact())
            return
        negotiation.send_to_vendor(self.review, by=self.contact())
        if deal.version_returned:
            yield 1
            paper = contract_pdf(deal.vendor, deal.title, RETURNED)
            versions.add_version(self.review, self.review.documents.first(), paper, by=self.contact())
        if self.rests():
            return
        yield 4
        if deal.vendor_changes:
            slugs, note = deal.vendor_changes
            changed_terms = self.review.terms.filter(term_type__slug__in=slugs)
            negotiation.record_vendor_reply(self.review, changed_terms=changed_terms, note=note, by=self.contact())
        else:
            negotiation.record_vendor_reply(self.review, changed_terms=[], note="Accepted as sent.", by=self.contact())
        self.has_replied = True
        if self.stage == Stage.IN_REVIEW:  # with what they changed, and with our asks, which their owners look at
            yield 1
            yield from self.review_on_every_desk()
            yield 0.5
            negotiation.request_approval(self.review, by=self.contact())

    def approve_and_sign(self):
        if self.deal.late_change and self.stage == Stage.FINAL_APPROVAL:
            yield from self.approve_and_change()
        if self.stage != Stage.FINAL_APPROVAL or self.rests():
            return
        while self.review.approvals.pending().exists():
            yield 0.8
            approval = self.review.approvals.pending().select_related("desk", "person", "named", "wait").first()
            deciding.approve(approval, remark="", by=self.approver(approval))
        if self.rests():
            return
        yield 2
        today = timezone.localdate()
        closing.record_signature(
            self.review,
            signed_on=today,
            starts_on=today,
            first_term="12m",
            notice="60d",
            renewal="none" if self.deal.kind == "nda" else "auto",
            renewal_term="" if self.deal.kind == "nda" else "12m",
            by=self.contact(),
        )

    def approver(self, approval):
        """Somebody who is asked and may; else a colleague whom the lead of the other desk names."""
        acts = separation.acts_on(self.review)
        if able := separation.who_could(approval, acts, Staff()):
            return able[0].user
        lead = self.person("jonas" if approval.desk.slug == "procurement" else "lead")
        colleagues = [colleague for colleague in Staff().members(approval.desk_id) if colleague.user != lead]
        person = next(doer.user for doer in colleagues if not separation.blockers(approval, doer, acts))
        name_approver(approval, person=person, reason="Whoever leads the desk decided the deviation.", by=lead)
        return person

    def approve_and_change(self):
        """A lead approves, then the vendor's wording changes: that lead is asked again, with the difference."""
        slug, wording = self.deal.late_change
        term = self.review.terms.get(term_type__slug=slug)
        yield 0.4
        approval = self.review.approvals.pending().get(desk=term.desk)
        deciding.approve(approval, remark="Good terms.", by=self.approver(approval))
        yield 0.3
        by = self.specialist(term.desk)
        term_deciding.edit_term(term, position=term.position, vendor_wording=wording, place=term.place, by=by)

    def decline(self):
        yield 0.5
        note = closing.draft_decision_note(self.review, **self.deal.declined, by=self.person(self.deal.counsel))
        yield 1
        closing.co_sign(note, by=self.person(self.deal.buyer))
