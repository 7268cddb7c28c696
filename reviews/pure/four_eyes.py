"""What the database refuses to one person: bodies of triggers. In sentences: reviews/approvals/separation.py."""

from collections.abc import Iterable
from string import Template

OWN_DEVIATION = "approval_is_never_given_by_whoever_decided_its_deviation"
BOTH_SIDES = "both_sides_are_never_closed_by_one_person"
TWO_DESKS = "second_person_approves_for_the_other_desk"
DECIDED_SINCE = "deviation_is_never_decided_by_whoever_gave_an_approval_on_it"

RESTS_ON = Template(
    """(
                $approval.covered @> jsonb_build_array(jsonb_build_object('key', 'term:' || term.id || ':outcome'))
                OR $approval.covered @> '[{"key": "fact:deviations"}]'
                OR (term.side IN ($commercial) AND $approval.covered @> '[{"key": "fact:commercial_deviations"}]')
                OR (term.side IN ($legal) AND $approval.covered @> '[{"key": "fact:legal_deviations"}]')
            )"""
)
"""What an approval covers names the term, or counts deviations on its side."""

IS_GIVEN_BY_WHOEVER_DECIDED_IT = Template(
    """
        IF OLD.decided_at IS NULL AND NEW.decided_at IS NOT NULL AND EXISTS (
            SELECT 1 FROM reviews_termdecision decision JOIN reviews_term term ON term.id = decision.term_id
            WHERE term.review_id = NEW.review_id AND decision.outcome IN ($deviations)
            AND (decision.decided_by_id IN (NEW.decided_by_id, NEW.on_behalf_of_id)
                OR decision.on_behalf_of_id IN (NEW.decided_by_id, NEW.on_behalf_of_id))
            AND EXISTS (
                SELECT 1 FROM reviews_termdecision present WHERE present.term_id = term.id
                AND present.superseded_at IS NULL AND present.outcome IN ($deviations))
            AND $rests_on
        ) THEN $refusal END IF;
        RETURN NEW;
        """
)

WAS_APPROVED_BY_WHOEVER_DECIDED_IT = Template(
    """
        IF NEW.outcome IN ($deviations) AND EXISTS (
            SELECT 1 FROM reviews_term term JOIN reviews_approval approval ON approval.review_id = term.review_id
            JOIN reviews_termdecision decision ON decision.term_id = term.id
            WHERE term.id = NEW.term_id AND decision.outcome IN ($deviations)
            AND approval.decided_at IS NOT NULL AND approval.ended_at IS NULL
            AND (decision.decided_by_id IN (approval.decided_by_id, approval.on_behalf_of_id)
                OR decision.on_behalf_of_id IN (approval.decided_by_id, approval.on_behalf_of_id))
            AND EXISTS (
                SELECT 1 FROM reviews_termdecision present WHERE present.term_id = term.id
                AND present.superseded_at IS NULL AND present.outcome IN ($deviations))
            AND $rests_on
        ) THEN $refusal END IF;
        RETURN NULL;
        """
)
"""Looked at when the transaction ends: the action ends the approval after it has written the decision."""

CLOSES_THE_OTHER_SIDE = Template(
    """
        IF OLD.closed_at IS NULL AND NEW.closed_at IS NOT NULL AND NEW.purpose = 'desk_review'
            AND NEW.answer = '$part_done' AND EXISTS (
            SELECT 1 FROM reviews_wait side JOIN people_team other ON other.id = side.desk_id, people_team desk
            WHERE side.review_id = NEW.review_id AND side.purpose = 'desk_review' AND side.answer = '$part_done'
            AND side.closed_at IS NOT NULL AND desk.id = NEW.desk_id
            AND desk.speaks_for IN ($joint) AND other.speaks_for IN ($joint) AND other.speaks_for <> desk.speaks_for
            AND (side.closed_by_id IN (NEW.closed_by_id, NEW.closed_on_behalf_of_id)
                OR side.closed_on_behalf_of_id IN (NEW.closed_by_id, NEW.closed_on_behalf_of_id))
        ) THEN $refusal END IF;
        RETURN NEW;
        """
)


APPROVES_FOR_TWO = Template(
    """
        IF OLD.decided_at IS NULL AND NEW.decided_at IS NOT NULL AND NEW.how = 'approved' AND EXISTS (
            SELECT 1 FROM reviews_approval other
            WHERE other.review_id = NEW.review_id AND other.id <> NEW.id
            AND other.decided_at IS NOT NULL AND other.ended_at IS NULL
            AND (other.decided_by_id IN (NEW.decided_by_id, NEW.on_behalf_of_id)
                OR other.on_behalf_of_id IN (NEW.decided_by_id, NEW.on_behalf_of_id))
            AND (
                COALESCE(other.on_behalf_of_id, other.decided_by_id)
                    <> COALESCE(NEW.on_behalf_of_id, NEW.decided_by_id)
                OR (other.desk_id <> NEW.desk_id AND (
                    EXISTS (SELECT 1 FROM reviews_approvalbasis basis
                        WHERE basis.review_id = NEW.review_id AND basis.always_two)
                    OR EXISTS (SELECT 1 FROM reviews_riskfinding finding
                        WHERE finding.review_id = NEW.review_id AND finding.outcome = '$open'
                        AND finding.level IN ($high))
                    OR EXISTS (SELECT 1 FROM reviews_termdecision present
                        JOIN reviews_term term ON term.id = present.term_id
                        WHERE term.review_id = NEW.review_id AND present.superseded_at IS NULL
                        AND present.outcome IN ($deviations))))
            )
        ) THEN $refusal END IF;
        RETURN NEW;
        """
)


def refuse_own_deviation(*, deviations: Iterable[str], commercial: Iterable[str], legal: Iterable[str]) -> str:
    """For approvals: neither whoever gives it nor whoever it is given for decided a deviation that it rests on.

    `deviations` are the outcomes that count; the others are the sides of terms of each function. Decisions from before
    a term was opened again count while it deviates.
    """
    return IS_GIVEN_BY_WHOEVER_DECIDED_IT.substitute(
        deviations=_quoted(deviations),
        rests_on=_rests_on("NEW", commercial, legal),
        refusal=_refusal(OWN_DEVIATION, "Whoever decided a deviation does not approve it."),
    )


def refuse_deviation_of_an_approver(
    *, deviations: Iterable[str], commercial: Iterable[str], legal: Iterable[str]
) -> str:
    """For decisions, at the end of the transaction: no approval that counts was given by, or for, whoever decided the
    deviation that it rests on. The arguments are those of `refuse_own_deviation`, which asks when it is given."""
    return WAS_APPROVED_BY_WHOEVER_DECIDED_IT.substitute(
        deviations=_quoted(deviations),
        rests_on=_rests_on("approval", commercial, legal),
        refusal=_refusal(DECIDED_SINCE, "Whoever approved does not decide a deviation that the approval rests on."),
    )


def refuse_both_sides(*, part_done: str, joint: Iterable[str]) -> str:
    """For waits: whoever closes one of the two sides, or for whom it is closed, did not close the other.

    `part_done` is the answer of a side that is done. Rounds that are over count as well.
    """
    refusal = _refusal(BOTH_SIDES, "One person does not close both sides.")
    return CLOSES_THE_OTHER_SIDE.substitute(part_done=part_done, joint=_quoted(joint), refusal=refusal)


def refuse_two_desks(*, deviations: Iterable[str], high: Iterable[str], open_outcome: str) -> str:
    """For approvals: nobody gives two of one review as two people, nor for two desks where a second one is asked for.

    That is where a term deviates, a high risk is open, or two people always approve.
    """
    return APPROVES_FOR_TWO.substitute(
        deviations=_quoted(deviations),
        high=_quoted(high),
        open=open_outcome,
        refusal=_refusal(TWO_DESKS, "A second person approves for the other desk."),
    )


def _rests_on(approval: str, commercial: Iterable[str], legal: Iterable[str]) -> str:
    return RESTS_ON.substitute(approval=approval, commercial=_quoted(commercial), legal=_quoted(legal))


def _quoted(values: Iterable[str]) -> str:
    return ", ".join(f"'{value}'" for value in values)


def _refusal(constraint: str, sentence: str) -> str:
    return f"RAISE EXCEPTION '{sentence}' USING ERRCODE = 'check_violation', CONSTRAINT = '{constraint}';"
