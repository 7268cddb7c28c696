"""Do the rows that carry the facts agree with the log? Both are written in one transaction, each is read by others.

`manage.py check_facts` asks it of every review; tests ask it at the end of the random walks and of the demo data.
"""

from collections import Counter
from datetime import timedelta
from itertools import pairwise, zip_longest

from common.log import events_of
from common.models import Audience
from reviews.models import Holder, Holding, Nudge, Outcome, Responsibility, Review, TermDecision
from reviews.pure.stages import CLOSED
from reviews.pure.verbs import Verb

FORMER_OUTCOMES = {"agreed": (Outcome.MEETS, Outcome.ASK, Outcome.THEIRS), "deviation": (Outcome.THEIRS,)}
"""What became of outcomes that lines of the log still name (reviews.migrations.0002_outcomes)."""

A_MOMENT = timedelta(minutes=1)
"""A row and its line in the log belong to one transaction, and are not written in the same instant."""


def differences(review: Review) -> list[str]:
    """What rows and log of a review say differently, as sentences for whoever looks after Duet; empty if they agree."""
    log = list(events_of(review, audiences=list(Audience)).order_by("pk"))
    checks = (_stage_visits, _holdings, _nudges, _turns, _decisions, _answers, _figures, _closings)
    return [f"{review.reference}: {sentence}" for check in checks for sentence in check(review, log)]


def _compare(what, rows, log):
    return [] if rows == log else [f"{what}: the rows say {rows}, the log says {log}."]


def _gaps(what, stretches):
    pairs = pairwise(stretches)
    return [
        f"{what}: nothing follows what ended at {one.ended_at}." for one, two in pairs if one.ended_at != two.began_at
    ]


def _of(log, *verbs):
    return [event for event in log if event.verb in verbs]


# --- where the review was ---------------------------------------------------------------------------


def _stage_visits(review, log):
    visits = list(review.stage_visits.order_by("pk"))
    moves = _of(log, Verb.OPENED, Verb.MOVED)
    entered = [event for event in moves if event.data["stage"] not in CLOSED]
    differences_here = _compare("Stages", [visit.stage for visit in visits], [event.data["stage"] for event in entered])
    differences_here += [
        f"Stage {visit.stage} begins at {visit.began_at}, in the log at {event.at}."
        for visit, event in zip(visits, entered, strict=False)
        if abs(visit.began_at - event.at) > A_MOMENT
    ]
    differences_here += _gaps("Stages", visits)
    here = [(visit.stage, visit.began_at) for visit in visits if visit.ended_at is None]
    return differences_here + _compare(
        "Where it is", here, [(review.stage, review.stage_since)] if review.is_live else []
    )


# --- who held its waits -----------------------------------------------------------------------------


def _holdings(review, log):
    """Each wait: who held it one after the other, as the log tells it; without a gap; and the row says so too."""
    by_wait = {}
    for holding in Holding.objects.filter(wait__review=review).select_related("desk").order_by("pk"):
        by_wait.setdefault(holding.wait_id, []).append(holding)
    lives = {wait: _without_repeats(states) for wait, states in _lives(log).items()}
    rows = {wait: _without_repeats([_state(stretch) for stretch in holdings]) for wait, holdings in by_wait.items()}
    differences_here = []
    for pk in sorted(lives.keys() | rows.keys()):
        differences_here += _compare(f"Wait {pk}", rows.get(pk), lives.get(pk))
    for wait in review.waits.filter(pk__in=by_wait):
        holdings = by_wait[wait.pk]
        life = (holdings[0].began_at, holdings[-1].ended_at)
        differences_here += _gaps(f"Wait {wait.pk}", holdings)
        differences_here += _compare(f"Life of wait {wait.pk}", life, (wait.opened_at, wait.closed_at))
        if wait.is_open:
            differences_here += _compare(f"Holder of wait {wait.pk}", _kept(holdings[-1]), _held(wait))
    return differences_here


def _kept(holding):
    return (holding.holder, holding.desk_id, holding.person_id, holding.on_behalf_of_id, holding.paused)


def _held(wait):
    return (wait.holder, wait.desk_id, wait.person_id, wait.on_behalf_of_id, wait.paused_at is not None)


def _state(holding):
    return (holding.holder, holding.desk and holding.desk.slug, holding.paused)


def _lives(log):
    """{wait: [(holder, slug of the desk, paused)]}, as the lines of the log follow each other."""
    lives = {}
    for event in log:
        if event.verb == Verb.WAIT_OPENED:
            lives[event.data["wait"]] = [(event.data["holder"], event.data["desk"], False)]
        elif states := lives.get(event.data.get("wait")):
            states.append(_after(event, *states[-1]))
    return lives


def _after(event, holder, desk, paused):
    if event.verb in {Verb.PAUSED, Verb.RESUMED}:
        return holder, desk, event.verb == Verb.PAUSED
    if event.verb == Verb.CLAIMED:
        return Holder.PERSON, desk, paused
    if event.verb == Verb.RELEASED:
        return Holder.DESK, desk, paused
    if event.verb in {Verb.DELEGATED, Verb.TAKEN_BACK, Verb.UNDONE}:
        return event.data["holder"], desk, paused
    if event.verb == Verb.HANDED_OVER and "into" not in event.data:  # else the other desk goes on with its own wait
        return event.data["holder"], event.data["desk"], paused
    return holder, desk, paused


def _without_repeats(states):
    return states[:1] + [two for one, two in pairwise(states) if one != two]


def _nudges(review, log):
    rows = Nudge.objects.filter(wait__review=review).values_list("wait", "by", "day")
    lines = [(event.data["wait"], event.by_id, event.data["day"]) for event in _of(log, Verb.NUDGED)]
    return _compare("Nudges", sorted((wait, by, str(day)) for wait, by, day in rows), sorted(lines))


# --- what went to the vendor ------------------------------------------------------------------------


def _turns(review, log):
    turns = list(review.turns.prefetch_related("sent"))
    sent = [
        (
            turn.sent_by_id,
            turn.sent_on_behalf_of_id,
            {str(version.document_id): version.number for version in turn.sent.all()},
        )
        for turn in turns
    ]
    lines = [(event.by_id, event.on_behalf_of_id, event.data["versions"]) for event in _of(log, Verb.SENT_TO_VENDOR)]
    returned = [(turn.recorded_by_id, turn.recorded_on_behalf_of_id) for turn in turns if turn.returned_at]
    replies = [(event.by_id, event.on_behalf_of_id) for event in _of(log, Verb.VENDOR_REPLIED)]
    return (
        _compare("Turns", sent, lines)
        + _compare("Replies", returned, replies)
        + _compare("Numbers of turns", [turn.number for turn in turns], list(range(1, len(turns) + 1)))
    )


# --- what was decided -------------------------------------------------------------------------------


def _decisions(review, log):
    rows = TermDecision.history.filter(term__review=review).select_related("desk").order_by("pk")
    kept = [(row.term_id, row.desk.slug, row.outcome, row.decided_by_id, row.on_behalf_of_id) for row in rows]
    lines, current = [], {}
    for event in _of(log, Verb.TERM_DECIDED, Verb.TERMS_DECIDED, Verb.TERM_REOPENED):
        if event.verb == Verb.TERM_REOPENED:
            current = {key: outcome for key, outcome in current.items() if key[0] != event.data["term"]}
        else:
            desk, outcome = event.data["desk"], event.data["outcome"]
            for term in event.data.get("terms") or [event.data["term"]]:
                lines.append((term, desk, outcome, event.by_id, event.on_behalf_of_id))
                current[term, desk] = outcome
    counting = {(row.term_id, row.desk.slug): row.outcome for row in rows if row.superseded_at is None}
    kept, lines = _as_now(kept, lines, at=2)
    return _compare("Decisions", kept, lines) + _compare("Decisions that count", counting, _renamed(current, counting))


def _as_now(rows, lines, *, at):
    """The lines with today's words for outcomes that had others when they were written: the rows were carried over."""
    pairs = zip_longest(rows, lines)
    return rows, [
        (*line[:at], row[at], *line[at + 1 :]) if row and line and _was(line[at], row[at]) else line
        for row, line in pairs
        if line
    ]


def _renamed(current, counting):
    return {key: counting[key] if _was(outcome, counting.get(key)) else outcome for key, outcome in current.items()}


def _was(former, outcome):
    return outcome in FORMER_OUTCOMES.get(former, ())


def _answers(review, log):
    rows = Responsibility.history.filter(review=review).order_by("pk").values_list("slot", flat=True)
    lines = [event.data["slot"] for event in _of(log, Verb.SPLIT_ANSWERED, Verb.REROUTED)]
    return _compare("Answers of the split", list(rows), lines)


def _figures(review, log):
    rows = review.figure_changes.values_list("by", flat=True)
    return _compare("Changes of figures", list(rows), [event.by_id for event in _of(log, Verb.FIGURES_CHANGED)])


def _closings(review, log):
    """Approvals that were given, findings and issues that were closed: once each, by whom the log names."""
    given = Counter(review.approvals.exclude(decided_at=None).values_list("pk", "decided_by"))
    verbs = (Verb.APPROVED, Verb.APPROVAL_SKIPPED, Verb.APPROVAL_OVERRIDDEN)
    lines = Counter((event.data["approval"], event.by_id) for event in _of(log, *verbs) if "covered" in event.data)
    findings = Counter(review.findings.exclude(closed_at=None).values_list("pk", "closed_by"))
    closed = Counter((e.data["finding"], e.by_id) for e in _of(log, Verb.FINDING_CLOSED) if "finding" in e.data)
    issues = Counter(review.issues.exclude(resolved_at=None).values_list("pk", "resolved_by"))
    resolved = Counter((event.data["issue"], event.by_id) for event in _of(log, Verb.ISSUE_RESOLVED))
    return (
        _compare("Approvals", given, lines)
        + _compare("Closed findings", findings, closed)
        + _compare("Resolved issues", issues, resolved)
    )
