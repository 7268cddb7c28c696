"""Nothing is lost, whatever is killed: real processes, a real mail server, each proof with a control that fails.

The short form runs with all tests; `make soak` runs the long one.
"""

import os
import random
import time

import pytest

from tests.soak.installation import in_background, installation

LONG = os.environ.get("SOAK") == "long"
NOTICES, KILLS, FLUSHES, RESTARTS = (10_000, 50, 5, 5) if LONG else (200, 2, 1, 1)
PATIENCE = 1800 if LONG else 90

pytestmark = [pytest.mark.soak, pytest.mark.timeout(3600 if LONG else 280)]


@pytest.fixture(scope="module")
def started(tmp_path_factory):
    with installation(tmp_path_factory.mktemp("soak", numbered=True)) as duet:
        yield duet


@pytest.fixture
def duet(started):
    started.begin_anew()
    return started


def kill_when(duet, name, hook):
    """Kill the worker group inside the conversation with the mail server, at its next `hook`. True when it happened."""
    done = []

    def kill():
        if not done:
            done.append(True)
            duet.kill(name)

    setattr(duet.mail, hook, kill)
    give_up_at = time.monotonic() + 30
    while not done and time.monotonic() < give_up_at:
        time.sleep(0.01)
    setattr(duet.mail, hook, lambda: None)
    return bool(done)


def test_no_mail_is_lost_through_kills_flushes_and_restarts(duet):
    started_at = time.monotonic()
    duet.start_worker()
    duet.start_beat()
    share = NOTICES // KILLS
    troubles = [duet.flush_broker] * FLUSHES + [duet.restart_database] * RESTARTS
    random.Random(4).shuffle(troubles)
    kills, every = 0, max(KILLS // len(troubles), 1)
    for number in range(KILLS):
        count = share if number < KILLS - 1 else NOTICES - share * (KILLS - 1)
        writer = in_background(duet.run, "-m", "tests.soak.writer", str(number * share), str(count))
        kills += kill_when(duet, "worker", ("at_rcpt", "at_data")[number % 2])
        if troubles and number % every == every - 1:
            troubles.pop()()
        duet.start_worker()
        writer.join()
    while troubles:
        troubles.pop()()
    left = duet.wait_until_all_is_mailed(PATIENCE)

    expected = {f"person{number}@duet.example" for number in range(NOTICES)}
    [(in_app, people)] = duet.ask("SELECT count(*), count(DISTINCT recipient_id) FROM notices_notice")
    print(
        f"\n{NOTICES} notices, {kills} kills of all workers, {FLUSHES} flushes of the broker, {RESTARTS} restarts of "
        f"the database, in {time.monotonic() - started_at:.0f} seconds: "
        f"{len(expected - set(duet.mail.taken))} mails lost, {duet.duplicates()} doubled, "
        f"{in_app} in the bell of {people} people"
    )
    assert (kills, left) == (KILLS, 0)
    assert set(duet.mail.taken) == expected
    assert (in_app, people) == (NOTICES, NOTICES)
    assert duet.duplicates() <= KILLS + RESTARTS  # one mail is under way at a time, and each of these cuts one off
    assert max(len(set(ids)) for ids in duet.mail.taken.values()) == 1  # a mail that came twice is the same mail


def test_mail_would_be_lost_by_a_worker_that_marks_it_first(duet):
    """The control: with the guard removed, a kill in the conversation loses a mail."""
    duet.run("-m", "tests.soak.writer", "0", "20")
    duet.start_worker(app="tests.soak.careless")
    duet.start_beat()
    assert kill_when(duet, "worker", "at_rcpt")
    duet.start_worker(app="tests.soak.careless")
    duet.wait_until_all_is_mailed(30)
    time.sleep(2)
    assert len(duet.mail.taken) < 20


def drop_the_line(mail):
    mail.drops = True


def hang(mail):
    """Take the mail's address, and then say nothing for longer than anybody waits."""
    mail.at_rcpt = mail.hang


def refuse(answer):
    def refuse(mail):
        mail.answer = lambda: answer

    return refuse


@pytest.mark.parametrize(
    ("trouble", "asked"),
    [(refuse("451 later"), 10), (refuse("552 too big"), 10), (drop_the_line, 1), (hang, 1)],
    ids=["later", "refused", "drops the line", "hangs"],
)
def test_mail_server_in_trouble_loses_nothing_slows_no_page_and_two_beats_send_nothing_twice(duet, trouble, asked):
    trouble(duet.mail)
    duet.run("-m", "tests.soak.writer", "0", "10")
    duet.start_worker()
    duet.start_beat()
    duet.start_beat("second-beat")
    duet.start_web()
    give_up_at = time.monotonic() + 40
    while duet.mail.asked < asked and time.monotonic() < give_up_at:
        time.sleep(0.2)
    assert (duet.mail.asked > 0, dict(duet.mail.taken)) == (True, {})
    assert [duet.page(path) for path in ("/healthz", "/accounts/login/")] == [200, 200]  # while a mail is stuck

    duet.mail.get_well()
    duet.ask("UPDATE notices_unreachable SET cleared_at = now()")  # as whoever looks after them would
    duet.ask("UPDATE notices_notice SET parked_at = NULL, next_attempt_at = now() WHERE mailed_at IS NULL")
    assert duet.wait_until_all_is_mailed(60) == 0
    expected = {f"person{number}@duet.example": 1 for number in range(10)}
    assert {address: len(ids) for address, ids in duet.mail.taken.items()} == expected


def test_mail_server_that_is_down_loses_nothing(duet):
    with duet.mail_server_down():
        duet.run("-m", "tests.soak.writer", "0", "10")
        duet.start_worker()
        duet.start_beat()
        assert duet.wait_until_refused(40)
    duet.ask("UPDATE notices_notice SET next_attempt_at = now() WHERE mailed_at IS NULL")
    assert duet.wait_until_all_is_mailed(60) == 0
    assert sorted(duet.mail.taken) == sorted(f"person{number}@duet.example" for number in range(10))
