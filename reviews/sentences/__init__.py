"""The words for lines of the log about reviews and their rules: one function a verb, made on reading.

Most are milestones: the requester reads them in the timeline of their own request, in the same words as reviewers. A
new verb needs its function here and an example in tests/reviews/sentences.
"""

from reviews.sentences import (  # noqa: F401 (what they register is read)
    absences,
    agenda,
    approvals,
    closing,
    comments,
    disagreements,
    findings,
    first_looks,
    negotiation,
    papers,
    proposals,
    rounds,
    rules,
    terms,
    value,
    waits,
    walls,
)
