"""What `make run` stands on: addresses that stay, processes that never outlive their starter, clear refusals."""

import json
import os
import signal
import subprocess
import sys
import time

import pytest

from local import account, addresses, lifeline, processes, reset, run, say
from local.lifeline import Lifeline, is_alive
from tests.browser import find_chromium

SLEEP = [sys.executable, "-c", "import time; time.sleep(600)"]

# --- addresses ----------------------------------------------------------------------------------------


def test_places_stay_the_same_from_start_to_start(tmp_path):
    assert addresses.remembered_place(tmp_path, "valkey") == addresses.remembered_place(tmp_path, "valkey")


def test_places_move_when_somebody_else_took_the_port(tmp_path):
    before = addresses.remembered_place(tmp_path, "valkey")

    with addresses.socket.create_server(("127.0.0.1", before["port"])):
        after = addresses.remembered_place(tmp_path, "valkey")

    assert after["port"] != before["port"]
    assert after["password"] == before["password"]


def test_addresses_are_for_the_owners_eyes_only(tmp_path):
    addresses.remembered_place(tmp_path, "postgres")

    assert (tmp_path / addresses.FILE).stat().st_mode & 0o777 == 0o600


def test_addresses_are_known_to_settings(tmp_path):
    addresses.write(tmp_path, {"postgres": {"port": 5001, "password": "p"}})

    assert addresses.local_addresses(tmp_path) == {
        "DATABASE_URL": "postgres://duet:p@127.0.0.1:5001/duet",
        "REDIS_URL": addresses.UNKNOWN["REDIS_URL"],
    }


@pytest.mark.parametrize("text", ["", "{", "[1"])
def test_addresses_cut_short_by_a_crash_count_as_none(tmp_path, text):
    (tmp_path / addresses.FILE).write_text(text)

    assert addresses.local_addresses(tmp_path) == addresses.UNKNOWN


# --- processes ----------------------------------------------------------------------------------------------


def wait_until_gone(*pids):
    give_up_at = time.monotonic() + 10
    while any(map(is_alive, pids)) and time.monotonic() < give_up_at:
        time.sleep(0.05)
    return [pid for pid in pids if is_alive(pid)]


def test_cutting_the_lifeline_ends_everything(tmp_path):
    with Lifeline(tmp_path / "started") as line:
        pids = [line.start(name, SLEEP).pid for name in ("one", "two")]

    assert wait_until_gone(*pids) == []
    assert not (tmp_path / "started").exists()


def test_killing_the_starter_ends_everything(tmp_path):
    starter = (
        "import sys, time\n"
        "from pathlib import Path\n"
        "from local.lifeline import Lifeline\n"
        "line = Lifeline(Path(sys.argv[1]))\n"
        f"print(line.start('one', {SLEEP!r}).pid, flush=True)\n"
        "time.sleep(600)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", starter, tmp_path / "started"], stdout=subprocess.PIPE, text=True, cwd=run.ROOT
    ) as process:
        pid = int(process.stdout.readline())
        process.kill()

    assert wait_until_gone(pid) == []


def test_next_start_ends_what_a_killed_guardian_left_behind(tmp_path):
    line = Lifeline(tmp_path / "started")
    left_behind = line.start("one", SLEEP)
    line.guardian.kill()
    line.guardian.wait()
    line.guardian.stdin.close()

    with Lifeline(tmp_path / "started"):
        assert left_behind.wait(timeout=10) == -signal.SIGTERM


def test_next_start_spares_a_stranger_who_has_the_number_now(tmp_path):
    stranger = subprocess.Popen(SLEEP)
    facts = {"pid": stranger.pid, "born": 1_000_000_000.0, "is_server": False, "ask_to_end": signal.SIGTERM}
    (tmp_path / "started").write_text(json.dumps(facts) + "\n")

    lifeline.end_leftovers(tmp_path / "started")

    assert stranger.poll() is None
    stranger.kill()
    stranger.wait()


def test_a_process_that_ends_by_itself_is_named(tmp_path):
    with Lifeline(tmp_path / "started") as line:
        line.start("worker", [sys.executable, "-c", "raise SystemExit(3)"]).wait()

        with pytest.raises(say.CannotGoOn, match="worker ended with exit code 3"):
            run.must_all_run(line)


def test_output_of_a_process_carries_its_name(monkeypatch, capsys):
    monkeypatch.setenv("NO_COLOR", "1")

    assert [processes.label(name) for name in processes.COMMANDS] == [
        "web    |",
        "worker |",
        "reader |",
        "poster |",
        "beat   |",
    ]


# --- refusals --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("port", ["abc", "0", "65536", "-1", "80.5", ""])
def test_run_refuses_a_port_that_is_none(monkeypatch, port):
    monkeypatch.setenv("PORT", port)

    with pytest.raises(say.CannotGoOn, match="PORT must be a number"):
        run.wanted_port()


def test_run_says_that_the_port_is_taken():
    port = addresses.free_port()
    with (
        addresses.socket.create_server(("127.0.0.1", port)),
        pytest.raises(say.CannotGoOn, match=f"make run PORT={port + 1}"),
    ):
        run.must_be_free(port)


def test_run_twice_says_where_the_first_one_is(monkeypatch, tmp_path):
    monkeypatch.setattr(run, "RUN_DIR", tmp_path)
    sentence = f"already running from this folder at http://127.0.0.1:8000 .process {os.getpid()}."

    with run.take_lock("http://127.0.0.1:8000"), pytest.raises(say.CannotGoOn, match=sentence):
        run.take_lock("http://127.0.0.1:8001")


def test_reset_spares_a_database_that_is_not_ours(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://db.example/precious")

    with pytest.raises(say.CannotGoOn, match="make demo-reset FORCE=1"):
        reset.reset(force=False)


def test_user_without_a_name_is_told_what_to_do():
    with pytest.raises(say.CannotGoOn, match="User number 4242 has no entry in /etc/passwd"):
        account.must_have_a_name(4242)


def test_missing_chromium_by_name_is_an_error_and_not_a_skip(monkeypatch):
    monkeypatch.setenv("CHROMIUM", "/nowhere/chromium")

    with pytest.raises(FileNotFoundError, match="CHROMIUM names /nowhere/chromium"):
        find_chromium()


def test_step_shows_what_took_how_long(capsys):
    with say.step("Starting the engine") as line:
        line.detail = "· warm"

    begin, end = capsys.readouterr().out.splitlines()
    assert begin == "  … Starting the engine"
    assert end.startswith("  ✓ Starting the engine · warm (0.")


def test_step_that_fails_is_marked(capsys):
    with pytest.raises(say.CannotGoOn), say.step("Starting the engine"):
        raise say.CannotGoOn("No fuel.")

    assert capsys.readouterr().out.splitlines()[-1].startswith("  ✗ Starting the engine")


# --- folders -----------------------------------------------------------------------------------------------------


def test_a_link_to_a_folder_that_is_gone_is_made_anew(tmp_path):
    (tmp_path / "postgres").symlink_to(tmp_path / "gone")

    assert account.make_folder_for({}, tmp_path / "postgres") == tmp_path / "postgres"
    assert (tmp_path / "postgres").is_dir()


def test_delete_takes_the_folder_outside_too(tmp_path):
    (tmp_path / "outside").mkdir()
    (tmp_path / "postgres").symlink_to(tmp_path / "outside")

    account.delete(tmp_path / "postgres")

    assert list(tmp_path.iterdir()) == []
