"""Records of contracts for property tests: rows of the table, as hypothesis draws them."""

from datetime import date, timedelta

from hypothesis import strategies as st

DAYS = st.dates(date(2019, 12, 25), date(2027, 3, 5))
"""All days, with a long look at month ends and leap days below."""

EDGES = [
    date(year, month, day)
    for year in (2020, 2023, 2024, 2027)
    for month, day in [(1, 1), (1, 30), (1, 31), (2, 28), (3, 1), (3, 31), (4, 30), (6, 30), (11, 30), (12, 31)]
] + [date(2020, 2, 29), date(2024, 2, 29)]
SOME_DAY = st.one_of(DAYS, st.sampled_from(EDGES))

LENGTHS = ["1m", "2m", "3m", "6m", "12m", "18m", "24m", "36m", "1y", "30d", "90d", "4w"]
NOTICES = [
    "0d",
    "1d",
    "7d",
    "30d",
    "60d",
    "90d",
    "2w",
    "1m",
    "2m",
    "3m",
    "6m",
    "1bd",
    "5bd",
    "10bd",
    "by:09-30",
    "by:02-29",
]


def optional(strategy):
    """An empty field about half of the time."""
    return st.one_of(st.just(""), strategy)


@st.composite
def rows(draw, *, events=True):
    """An input row of the table, as texts, from which dates mostly follow (some are refused for a good reason)."""
    start = draw(SOME_DAY)
    renewal = draw(st.sampled_from(["none", "auto", "auto", "auto", "express", "open"]))
    row = {
        "start": start.isoformat(),
        "signed": draw(optional(st.integers(-40, 400).map(lambda days: (start + timedelta(days=days)).isoformat()))),
        "initial": draw(_initial(start, renewal)),
        "renewal": renewal,
        "renewal_length": draw(st.sampled_from([*LENGTHS, "24m,12m", "12m,1m"])) if renewal == "auto" else "",
        "cap": draw(optional(st.sampled_from(["0", "1", "2", "3"]))),
        "latest_end": draw(
            optional(st.integers(400, 2000).map(lambda days: (start + timedelta(days=days)).isoformat()))
        ),
        "notice": draw(st.sampled_from(NOTICES)),
        "basis": draw(st.sampled_from(["", "month_end", "quarter_end", "year_end"])) if renewal == "open" else "",
        "count": draw(st.sampled_from(["", "", "clear", "renewal_day"])),
        "month_rule": draw(st.sampled_from(["", "forward"])),
        "weekend": draw(st.sampled_from(["", "", "none", "next"])),
        "holidays": draw(optional(st.just("2024-12-25 2025-12-25 2026-01-01 2026-12-25"))),
        "delivery": draw(optional(st.sampled_from(["2bd", "3d", "1w"]))),
        "not_before": draw(optional(st.sampled_from(["180d", "6m", "120d"]))),
        "open_notice": draw(optional(st.sampled_from(["1m", "14d"]))) if renewal == "open" else "",
        "late_notice": draw(st.sampled_from(["", "next"])),
        "process_bd": draw(optional(st.sampled_from(["0", "5", "10"]))),
    }
    row["events"] = draw(_events(start)) if events else ""
    return row


def _initial(start, renewal):
    typed = st.integers(20, 1000).map(lambda days: f"to:{start + timedelta(days=days)}")
    choices = [st.sampled_from(LENGTHS), typed]
    return st.one_of(*choices, st.just("")) if renewal == "open" else st.one_of(*choices)


@st.composite
def event(draw, start):
    """One event some time after the start, as the table writes it."""
    day = start + timedelta(days=draw(st.integers(-20, 1500)))
    later = day + timedelta(days=draw(st.integers(0, 500)))
    return draw(
        st.sampled_from(
            [
                f"amend signed={day} end={later}",
                f"amend signed={day} notice=90d",
                f"amend signed={day} effective={later} notice=1m",
                f"amend signed={day} renewal=none",
                f"amend signed={day} renewal_length=6m",
                f"amend signed={day} cap=1",
                f"renew signed={day} length=12m",
                f"renew signed={day} length=6m from={later}",
                f"notice given={day}",
                f"notice given={day}",
                f"terminate given={day} end={later}",
                f"withdraw signed={day}",
            ]
        )
    )


def _events(start):
    return st.lists(event(start), max_size=3).map(" / ".join)
