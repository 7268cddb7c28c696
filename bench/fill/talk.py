"""What people say, are told and have looked at: comments with their circles, notices, mails, looks, saved views."""

from bench.fill.people import CAST
from bench.fill.sql import chance, draw, insert, one_of, one_of_array, quoted, table, weighted
from notices.models import Bundle, Notice, Post, Webhook
from people.models import User
from reviews.models import (
    Circle,
    CircleMember,
    Comment,
    CommentRevision,
    DefaultView,
    DiscussionMark,
    Look,
    SavedView,
    Sharing,
)

REMARKS = (
    "They say that the price holds until the end of the month. I would not wait longer than that.",
    "Clause 8 is new in this version; the rest is as we had it last year.",
    "Could somebody from security look at the annex? It names a data centre that I do not know.",
    "Fine with me.",
    "We had the same wording with their competitor and took it.",
    "The requester tells me that they can live without the second module, which brings it below the limit.",
)
TITLES = (
    "is with you",
    "was decided",
    "has a question for you",
    "is due tomorrow",
    "is overdue",
    "names you",
    "has news",
)


def fill(size, moment):
    now = quoted(moment)
    _comments(now)
    _notices(size, now)
    _looks()
    _marks()
    _views(moment)


def _comments(now):
    """Four a review, most among reviewers. A circle on one in fifty: its lawyers, and the buyer whom they named."""
    insert(
        Circle,
        f"review_plan review JOIN desk_plan desk ON desk.id = review.legal_desk"
        f" WHERE reached >= 2 AND {chance('review.id', 'circle', 2)} ORDER BY review.id",
        review="review.id",
        opened_by="desk.members[1]",
        opened_at="review.opened_at + interval '1 hour'",
    )
    of_circle = "reviews_circle circle JOIN review_plan review ON review.id = circle.review_id"
    for desk, as_counsel, seats in (
        ("legal_desk", "true", "desk.members[1:3]"),
        ("procurement_desk", "false", "desk.members[2:2]"),
    ):
        insert(
            CircleMember,
            f"{of_circle} JOIN desk_plan desk ON desk.id = review.{desk}, unnest({seats}) member"
            " WHERE NOT EXISTS (SELECT FROM reviews_circlemember WHERE circle_id = circle.id AND person_id = member)",
            circle="circle.id",
            person="member",
            as_counsel=as_counsel,
            added_by="circle.opened_by_id",
            added_at="circle.opened_at",
        )
    audiences = {"internal": 62, "requester": 30, "vendor": 8}
    table(
        "comment_plan",
        f"""
        SELECT row_number() OVER (ORDER BY written_at, review_id, nth) AS id, * FROM (
            SELECT review.id AS review_id, nth, circle.id AS circle_id, review.requester_id, desk.members, key,
                review.terms, review.first_term,
                CASE WHEN circle.id IS NOT NULL AND nth % 3 = 0 THEN 'privileged'
                    ELSE {weighted("key", "audience", audiences)} END AS audience,
                review.opened_at + (review.stage_since - review.opened_at) * (nth::float8 / (number + 1)) AS written_at
            FROM review_plan review JOIN desk_plan desk
                ON desk.id = CASE WHEN {chance("review.id", "who talks", 50)} THEN review.legal_desk
                    ELSE review.procurement_desk END
            LEFT JOIN reviews_circle circle ON circle.review_id = review.id
            CROSS JOIN LATERAL (SELECT CASE WHEN {chance("review.id", "long talk", 1)} THEN 90
                ELSE {draw("review.id", "comments", 7)} END AS number) n
            CROSS JOIN LATERAL generate_series(1, number) nth, LATERAL (SELECT review.id * 128 + nth AS key) k
            WHERE reached >= 1
        ) drawn
        """,
    )
    author = (
        f"CASE WHEN audience = 'requester' AND {chance('key', 'by the requester', 50)} THEN requester_id"
        f" WHEN audience = 'privileged' THEN (SELECT opened_by_id FROM reviews_circle WHERE id = circle_id)"
        f" ELSE {one_of_array('key', 'author', 'members')} END"
    )
    retracted, released = chance("key", "taken back", 1), f"audience = 'vendor' AND {chance('key', 'sent', 50)}"
    insert(
        Comment,
        "comment_plan ORDER BY id",
        id="id",
        review="review_id",
        term=f"CASE WHEN terms > 0 AND {chance('key', 'on a term', 25)} THEN first_term END",
        author=author,
        body=f"CASE WHEN {retracted} THEN '' ELSE {one_of('key', 'remark', REMARKS)} END",
        audience="audience",
        circle="CASE WHEN audience = 'privileged' THEN circle_id END",
        written_at="written_at",
        edited_at=f"CASE WHEN {chance('key', 'edited', 2)} THEN written_at + interval '5 minutes' END",
        retracted_at=f"CASE WHEN {retracted} THEN written_at + interval '1 hour' END",
        retracted_by=f"CASE WHEN {retracted} THEN members[1] END",
        released_at=f"CASE WHEN {released} AND NOT {retracted} THEN written_at + interval '1 day' END",
        released_by=f"CASE WHEN {released} AND NOT {retracted} THEN members[1] END",
    )
    insert(
        Comment.mentioned.through,
        f"comment_plan WHERE {chance('key', 'mentions', 10)}",
        comment="id",
        user=one_of_array("key", "mentioned", "members"),
    )
    insert(
        CommentRevision,
        f"comment_plan WHERE {chance('key', 'edited', 2)}",
        comment="id",
        body="'Fine.'",
        replaced_at="written_at + interval '5 minutes'",
        replaced_by=author,
    )


def _notices(size, now):
    """Eight a review, to those who work on it and to its requester; what is older has mostly been read."""
    insert(
        Bundle,
        f"generate_series({len(CAST) + 1}, {len(CAST) + size.reviewers}) person, generate_series(1, 10) day",
        recipient="person",
        day=f"{now}::date - day",
        created_at=f"{now} - interval '1 day' * day",
        mailed_at=f"{now} - interval '1 day' * day",
        next_attempt_at=f"{now} - interval '1 day' * day",
    )
    kinds = {
        "assignment": 30,
        "decision": 15,
        "question": 10,
        "reminder": 22,
        "escalation": 6,
        "mention": 7,
        "news": 10,
    }
    unread = (
        f"CASE WHEN at > {now} - interval '14 days' THEN {chance('key', 'unread', 55)}"
        f" ELSE {chance('key', 'never read', 6)} END"
    )
    insert(
        Notice,
        """(
            SELECT review.id AS review_id, key, review.requester_id, desk.members, nth,
                review.opened_at + (review.stage_since - review.opened_at) * (nth / 8.0) AS at
            FROM review_plan review, generate_series(1, 8) nth, LATERAL (SELECT review.id * 16 + nth AS key) k
            JOIN desk_plan desk ON true
            WHERE desk.id = CASE WHEN nth % 2 = 0 THEN review.legal_desk ELSE review.procurement_desk END
        ) told JOIN reviews_review review ON review.id = told.review_id ORDER BY told.at, told.key""",
        recipient=f"CASE WHEN nth = 8 THEN told.requester_id ELSE {one_of_array('key', 'told', 'members')} END",
        key="'bench:' || told.key",
        kind=weighted("key", "kind", kinds),
        title=f"left('R-' || told.review_id || ' ' || review.title, 150) || ' ' || {one_of('key', 'title', TITLES)}",
        body="'Decide 9 terms.'",
        url="'/reviews/R-' || told.review_id || '/'",
        created_at="at",
        read_at=f"CASE WHEN NOT ({unread}) THEN at + interval '3 hours' END",
        mail=f"NOT {chance('key', 'without mail', 20)}",
        mailed_at=f"CASE WHEN NOT {chance('key', 'without mail', 20)} AND NOT {chance('key', 'parked', 0.1)}"
        " THEN at + interval '1 minute' END",
        parked_at=f"CASE WHEN NOT {chance('key', 'without mail', 20)} AND {chance('key', 'parked', 0.1)}"
        " THEN at + interval '9 hours' END",
        next_attempt_at="at",
        topic="'review:' || told.review_id",
        is_sorted="true",
        subject_kind="'review'",
        subject_ids="ARRAY[told.review_id]::bigint[]",
    )
    [webhook] = Webhook.objects.filter(team__slug="legal")
    insert(
        Post,
        f"review_plan WHERE reached >= 2 AND {chance('id', 'posted', 20)}",
        webhook=str(webhook.pk),
        key="'bench:' || id",
        text="'A review is with you.'",
        created_at="opened_at",
        posted_at="opened_at + interval '5 seconds'",
        next_attempt_at="opened_at",
        subject_kind="'review'",
        subject_ids="ARRAY[id]::bigint[]",
    )


def _looks():
    """Two of each side who have opened a review; every second of them came back."""
    insert(
        Look,
        "review_plan review JOIN desk_plan desk ON desk.id IN (review.legal_desk, review.procurement_desk),"
        " unnest(desk.members[1:2]) member"
        " WHERE reached >= 1 AND member <> review.requester_id GROUP BY review.id, review.stage_since, member"
        " ORDER BY review.id, member",
        person="member",
        review="review.id",
        looked_at="review.stage_since + interval '1 hour'",
        marks_since=f"CASE WHEN {chance('review.id', 'came back', 50)} THEN review.stage_since END",
    )


def _marks():
    """What somebody wants to talk about: one open mark on one in forty."""
    insert(
        DiscussionMark,
        "review_plan review JOIN desk_plan desk ON desk.id = review.procurement_desk"
        f" WHERE reached >= 2 AND {chance('review.id', 'to discuss', 3)} ORDER BY review.id",
        review="review.id",
        why="'Whether the price holds for a second year.'",
        added_by="desk.members[1]",
        added_at="review.stage_since",
    )


def _views(moment):
    """Two for each reviewer, one of them shared now and then; and a default for some."""
    views = []
    for person in User.objects.filter(memberships__isnull=False).distinct().order_by("pk"):
        desk = person.memberships.order_by("pk").first().team
        shared = person.pk % 7 == 0
        views += [
            SavedView(
                owner=person, name="Overdue", filters={"due": "overdue"}, token=f"overdue{person.pk}", created_at=moment
            ),
            SavedView(
                owner=person,
                name=f"For {person.pk}",
                filters={"holder": "nobody"},
                sharing=Sharing.DESK if shared else Sharing.PRIVATE,
                desk=desk if shared else None,
                token=f"desk{person.pk}",
                created_at=moment,
            ),
        ]
    views = SavedView.objects.bulk_create(views)
    DefaultView.objects.bulk_create(
        DefaultView(person=view.owner, view=view) for view in views[::9] if view.owner_id > len(CAST)
    )
