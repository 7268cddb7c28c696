"""Each part is taken away once while people work: no page fails without a sentence, nothing is lost or doubled.

The parts come back, and what waited for them goes on by itself. Longer things are in tests/soak/.
"""

import resource
import signal
import time
from contextlib import contextmanager

import psutil
import pytest

from intake.demo.paper import contract_pdf
from local import valkey
from tests.soak.installation import Installation, free_port
from tests.soak.installation import installation as installed
from tests.standing.visitors import Crowd, Visitor
from tests.standing.world import address_of

SLOWEST = 2  # seconds; and on a machine that is busy with other things, some times as long as without trouble
TIMES_AS_LONG = 3
NO_DATABASE = "Duet cannot reach its data at the moment."
PATIENCE = 60  # seconds for what should go on by itself

pytestmark = [pytest.mark.soak, pytest.mark.timeout(280)]


class Duet:
    """The installation with people on its pages."""

    def __init__(self, installation: Installation):
        self.installation, self.ask = installation, installation.ask
        installation.environment |= {
            "MEDIA_ROOT": str(installation.folder / "uploads"),
            "READING_SECONDS": "1",
            "PORT": str(free_port()),
            "WEB_CONCURRENCY": "1",
        }
        self.site = f"http://127.0.0.1:{installation.environment['PORT']}"
        self.uploads = installation.folder / "uploads"
        self.review = int(installation.run("-m", "tests.standing.world"))
        installation.start("web", "gunicorn", "--config", "config/gunicorn.py", "config.wsgi")
        self.start_worker("worker", "celery")
        installation.start_beat()
        self.visitors = {name: Visitor(self.site, name) for name in ("buyer", "counsel", "requester")}
        self.until(lambda: self.answers(), "the web process answers")
        for visitor in self.visitors.values():
            assert visitor.sign_in().landed_on != "/accounts/login/"
        self.crowd = Crowd([self.visitors["buyer"], self.visitors["counsel"]], self.review)
        self.slowest = max(SLOWEST, TIMES_AS_LONG * self.slowest_without_trouble())

    def slowest_without_trouble(self):
        with self.crowd:
            Visitor(self.site, "requester").sign_in()
            self.until(lambda: len(self.crowd.sent) > 3 or self.crowd.failures, "people comment")
        assert self.crowd.failures == []
        return max(answer.seconds for answer in self.take_log())

    def start_worker(self, name, queue):
        options = ["--loglevel=WARNING", "--concurrency=1", "--without-mingle", f"--queues={queue}"]
        self.installation.start(
            name, "celery", "--quiet", "--app", "config", "worker", *options, f"--hostname={name}@%h"
        )

    def answers(self):
        try:
            return Visitor(self.site).get("/healthz").status == 200
        except OSError:
            return False

    def until(self, condition, what):
        give_up_at = time.monotonic() + PATIENCE
        while not condition():
            assert time.monotonic() < give_up_at, f"Not so after {PATIENCE} s: {what}"
            time.sleep(0.1)

    def count(self, table, condition="true"):
        return self.ask(f"SELECT count(*) FROM {table} WHERE {condition}")[0][0]

    def mails_to(self, name):
        return len(self.installation.mail.taken[address_of(name)])

    def files(self):
        return sorted(path.name for path in self.uploads.rglob("*") if path.is_file())

    def attach(self, name="terms.pdf"):
        """The requester attaches a contract to a draft."""
        requester = self.visitors["requester"]
        page = requester.get("/requests/new/software/")
        action, fields = page.form("/files/")
        return requester.post(
            action, {**fields, "title": f"About {name}"}, [("file", name, contract_pdf("Quill", "Terms").read())]
        )

    @contextmanager
    def without_redis(self):
        """First it says nothing, which is worse than not being there; then it is gone; then a new, empty one comes."""
        server = self.installation.lifeline.processes["Valkey"]
        server.send_signal(signal.SIGSTOP)
        try:
            yield lambda: (server.kill(), server.wait())
        finally:
            server.kill()
            server.wait()
            valkey.start(self.installation.folder, self.installation.lifeline)

    @contextmanager
    def full_disk(self):
        """No file of the web process may grow beyond some bytes: it gets the error in the middle, as on a full disk."""
        processes = psutil.Process(self.installation.processes["web"].pid)
        processes = [processes, *processes.children(recursive=True)]
        for process in processes:
            process.rlimit(resource.RLIMIT_FSIZE, (2000, resource.RLIM_INFINITY))
        try:
            yield
        finally:
            for process in processes:
                process.rlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))

    @contextmanager
    def uploads_unreachable(self):
        """A file stands where the folder was."""
        away = self.uploads.with_name("uploads-away")
        self.uploads.mkdir(exist_ok=True)
        self.uploads.rename(away)
        self.uploads.write_text("")
        try:
            yield
        finally:
            self.uploads.unlink()
            away.rename(self.uploads)

    def take_log(self):
        answers = [answer for visitor in self.visitors.values() for answer in visitor.log]
        for visitor in self.visitors.values():
            visitor.log.clear()
        return answers

    def must_have_stood(self):
        """What every trouble has to leave behind, and nobody may have noticed more than a sentence."""
        answers = self.take_log()
        assert self.crowd.failures == []
        assert [str(answer) for answer in answers if answer.status >= 500 and NO_DATABASE not in answer.words] == []
        assert [str(answer) for answer in answers if answer.seconds > self.slowest] == []
        comments = dict(self.ask("SELECT body, count(*) FROM reviews_comment GROUP BY body"))
        assert {words: comments.get(words) for words in self.crowd.sent} == dict.fromkeys(self.crowd.sent, 1)
        assert max(comments.values(), default=1) == 1
        return answers


@pytest.fixture(scope="module")
def duet(tmp_path_factory):
    with installed(tmp_path_factory.mktemp("standing", numbered=True)) as installation:
        yield Duet(installation)


def reset_asked(duet, address):
    visitor = Visitor(duet.site)
    answer = visitor.send("/accounts/password/reset/", "/accounts/password/reset/", email=address)
    return answer.status, answer.landed_on, answer.words, answer.seconds


def test_people_work_while_redis_is_away(duet):
    with duet.crowd, duet.without_redis() as end_it:
        newcomer = Visitor(duet.site, "buyer")
        assert newcomer.sign_in().landed_on == "/queue/"
        wrong = [Visitor(duet.site, "counsel").sign_in("not-the-password") for _ in range(6)]
        assert "The next is possible" in wrong[-1].words or "the next is possible" in wrong[-1].words
        assert Visitor(duet.site).get("/readyz").status == 503
        end_it()
        assert Visitor(duet.site, "requester").sign_in().landed_on == "/requests/"
        *told, seconds = reset_asked(duet, address_of("requester"))
        assert told[:2] == [200, "/accounts/password/reset/done/"]
        assert seconds < duet.slowest
        assert [str(answer) for answer in [*newcomer.log, *wrong] if answer.seconds > duet.slowest] == []
    assert duet.must_have_stood()
    duet.until(lambda: duet.mails_to("requester") >= 1, "the mail that was asked for meanwhile has gone out")
    assert duet.count("people_accountmail", "mailed_at IS NULL") == 0


def test_mail_server_that_is_away_shows_to_nobody(duet):
    before = duet.mails_to("counsel")
    with duet.crowd, duet.installation.mail_server_down():
        known = reset_asked(duet, address_of("counsel"))
        unknown = reset_asked(duet, "nobody@duet.example")
        duet.until(lambda: duet.count("people_accountmail", "attempts > 0"), "the mail was tried in vain")
    duet.must_have_stood()
    assert known[:3] == unknown[:3]
    assert max(known[3], unknown[3]) < duet.slowest
    duet.ask("UPDATE people_accountmail SET next_attempt_at = now()")
    duet.until(lambda: duet.mails_to("counsel") == before + 1, "the mail has arrived")


def test_full_disk_is_told_in_a_sentence_and_keeps_nothing_half(duet):
    documents, files = duet.count("contracts_document"), duet.files()
    with duet.crowd:
        for trouble in (duet.full_disk, duet.uploads_unreachable):
            with trouble():
                refused = duet.attach()
                assert "could not be stored, and nothing of it was kept" in refused.words
            assert (duet.count("contracts_document"), duet.files()) == (documents, files)
        assert duet.attach().status == 200
    duet.must_have_stood()
    assert duet.count("contracts_document") == documents + 1
    assert len(duet.files()) == len(files) + 1


def test_database_that_restarts_is_told_in_a_sentence_and_found_again(duet):
    sessions = duet.count("django_session")
    with duet.crowd:
        for _ in range(2):
            duet.installation.restart_database()
            time.sleep(0.5)
        sent = len(duet.crowd.sent)
        duet.until(lambda: len(duet.crowd.sent) > sent, "comments are written again")
    duet.must_have_stood()
    assert duet.visitors["buyer"].get("/queue/").status == 200  # still signed in
    assert duet.count("django_session") >= sessions
    duet.until(
        lambda: (
            duet.count(
                "notices_notice", "mail AND mailed_at IS NULL AND parked_at IS NULL AND NOT daily AND attempts > 0"
            )
            == 0
        ),
        "mails go on",
    )


def test_documents_wait_for_a_reader_that_is_away_and_are_read_once_when_it_is_back(duet):
    with duet.crowd:
        assert duet.attach("waiting.pdf").status == 200
        waiting = "state <> 'read'"
        assert duet.count("contracts_reading", waiting) >= 1
        duet.start_worker("reader", "reading")
        duet.until(lambda: duet.count("contracts_reading", waiting) == 0, "every document has been read")
    duet.must_have_stood()
    assert duet.ask("SELECT max(attempts) FROM contracts_reading") == [(1,)]
