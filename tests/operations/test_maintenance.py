"""Looking after Duet: announcements on every page, and a time in which everything is read and nothing changed."""

import io
from datetime import timedelta
from urllib.parse import unquote

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import CommandError, call_command
from django.db import DatabaseError, IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from common.log import events_of
from common.maintenance import state as maintenance_state
from common.maintenance.pausing import GO_ON, PausingTask
from common.maintenance.state import Known, known
from common.models import Announcement, Audience, Heartbeat, ReadOnly, TypedText
from common.tasks import sweep_forms, tick
from config.celery import app
from intake.models import IntakeRequest
from notices import tasks
from notices.models import Notice
from operations.maintenance import actions
from people import account_mails
from people.models import MailKind
from reviews.models import Comment
from tests.common.forms import form_of
from tests.notices.rows import tell

pytestmark = pytest.mark.django_db
REFUSED = "Duet is being looked after"


@pytest.fixture
def read_only(admin):
    return actions.begin_read_only(reason="A larger disk.", until=timezone.now() + timedelta(hours=1), by=admin)


def announce(by, text="On Saturday Duet moves.", *, hours=(0, 2)):
    start, end = (timezone.now() + timedelta(hours=number) for number in hours)
    return actions.announce(text=text, starts_at=start, ends_at=end, by=by)


def text_of(answer):
    return " ".join(answer.text.split())


# --- announcements ------------------------------------------------------------------------------------------


def test_announcement_shows_on_every_page_from_its_first_to_its_last_moment(client, admin, requester):
    announce(admin, hours=(1, 2))
    shown = []
    for hours in (0.5, 1.5, 2.5):
        with time_machine.travel(timezone.now() + timedelta(hours=hours)):
            known.clear()
            client.force_login(requester)
            pages = [client.get("/requests/"), client.get("/notices/"), client.get("/nowhere/")]
            pages.append(Client().get("/accounts/login/"))
            api = client.get("/api/reviews/")
            shown.append([*("On Saturday Duet moves." in page.text for page in pages), "Duet-Announcement" in api])
    assert shown == [[False] * 5, [True] * 5, [False] * 5]


def test_announcement_in_a_header_is_read_back_whatever_its_letters(client, admin, requester):
    announce(admin, "Samstag: Umzug, größere Platte\n“bis 12”")
    client.force_login(requester)
    assert unquote(client.get("/api/reviews/")["Duet-Announcement"]) == "Samstag: Umzug, größere Platte “bis 12”"


def test_announcement_shows_words_and_no_markup(client, admin, requester):
    announce(admin, "<script>alert(1)</script>")
    client.force_login(requester)
    assert "<script>alert" not in client.get("/requests/").text


def test_take_back_ends_it_at_once(client, admin, requester):
    row = announce(admin)
    actions.take_back(row, by=admin)
    client.force_login(requester)
    assert "On Saturday" not in client.get("/requests/").text
    with pytest.raises(ValidationError, match="Ada Admin has taken this back already"):
        actions.take_back(row, by=admin)


@pytest.mark.parametrize(
    ("text", "hours", "sentence"),
    [
        ("  ", (0, 1), "Say what is to be announced"),
        ("x" * 301, (0, 1), "at most 300 characters; this one has 301"),
        ("x", (2, 1), "The end must be later than the beginning"),
        ("x", (-3, -2), "This time is over already"),
    ],
)
def test_announcement_that_makes_no_sense_is_refused(admin, text, hours, sentence):
    with pytest.raises(ValidationError, match=sentence):
        announce(admin, text, hours=hours)


def test_everything_is_for_admins(lead, admin):
    row = announce(admin)
    for step in (
        lambda: announce(lead),
        lambda: actions.take_back(row, by=lead),
        lambda: actions.begin_read_only(by=lead),
        lambda: actions.end_read_only(by=lead),
    ):
        with pytest.raises(PermissionDenied, match="Only admins"):
            step()


def test_log_says_what_was_announced_and_switched(admin, read_only):
    row = announce(admin)
    actions.end_read_only(by=admin)
    lines = [str(event) for subject in (row, read_only) for event in events_of(subject, audiences=Audience.values)]
    assert lines == [
        "Ada Admin announced on every page: On Saturday Duet moves.",
        "Ada Admin let Duet be changed again",
        "Ada Admin made Duet read-only: A larger disk.",
    ]


# --- read-only: every write is refused, nothing typed is lost ----------------------------------------------------


def test_pages_are_read_and_say_that_nothing_can_be_changed(client, review, requester, buyer, read_only):
    for person, pages in ((requester, ["/requests/", review.get_absolute_url()]), (buyer, ["/queue/", "/vendors/"])):
        client.force_login(person)
        for page in pages:
            answer = client.get(page)
            assert (answer.status_code, REFUSED in answer.text, "A larger disk." in answer.text) == (200, True, True)
            assert answer["Duet-Read-Only"].startswith("since=2026-")


def test_form_is_refused_with_a_sentence_and_what_was_typed_is_back_later(client, review, buyer, admin):
    client.force_login(buyer)
    page = client.get(review.get_absolute_url(), {"side": "comments"})
    form = form_of(page, "/comment/")
    actions.begin_read_only(by=admin)
    sent = dict(form.fields) | {"body": "Our words, long thought about.", "form_page": review.get_absolute_url()}
    answer = client.post(f"{review.get_absolute_url()}comment/", sent)
    assert (answer.status_code, answer["Retry-After"]) == (503, "300")
    assert REFUSED in answer.text
    assert "Our words, long thought about." in answer.text
    assert Comment.objects.count() == 0

    kept = TypedText.objects.get()
    assert (kept.person, kept.why) == (buyer, "read_only")
    actions.end_read_only(by=admin)
    back = client.get(f"/typed/{kept.token}/", follow=True)
    assert "Our words, long thought about." in back.text
    assert "can be sent once changes are taken again" in back.text


def test_htmx_is_led_to_what_was_typed(client, review, buyer, admin):
    client.force_login(buyer)
    form = form_of(client.get(review.get_absolute_url(), {"side": "comments"}), "/comment/")
    actions.begin_read_only(by=admin)
    headers = {"HX-Request": "true"}
    answer = client.post(
        f"{review.get_absolute_url()}comment/", dict(form.fields) | {"body": "Words."}, headers=headers
    )
    assert (answer.status_code, answer["HX-Redirect"]) == (503, f"/typed/{TypedText.objects.get().token}/")
    wait = review.waits.open().get(desk__slug="procurement")
    button = client.post(f"/waits/{wait.pk}/claim/", headers=headers)
    assert (button.status_code, button["HX-Refresh"], REFUSED in button.text) == (503, "true", True)


def test_draft_that_saves_itself_is_told_to_try_again(client, draft, requester, read_only):
    client.force_login(requester)
    headers = {"HX-Request": "true", "Duet-Saves-Itself": "yes"}
    answer = client.post(f"/requests/{draft.pk}/save/", {"title": "Newer"}, headers=headers)
    assert (answer.status_code, answer["Retry-After"]) == (503, "3600")
    assert "HX-Redirect" not in answer
    assert IntakeRequest.objects.get().title == "Survey tool"


def test_api_refuses_in_the_same_sentence(client, review, buyer, read_only):
    client.force_login(buyer)
    wait = review.waits.open().get(desk__slug="procurement")
    answer = client.post(f"/api/waits/{wait.pk}/claim/")
    assert (answer.status_code, answer["Retry-After"]) == (503, "3600")
    assert answer.json()["refused"][0].startswith(REFUSED)
    assert client.get(f"/api/waits/{wait.pk}/").status_code == 200
    wait.refresh_from_db()
    assert wait.claimed_at is None


def test_admin_pages_and_links_in_mails_are_refused_too(client, admin, read_only):
    client.force_login(admin)
    assert client.post("/admin/people/team/add/", {"name": "New"}).status_code == 503
    assert client.post("/settings/disk/look/").status_code == 503
    assert Client().post("/notices/unsubscribe/anything/").status_code == 503
    assert Client().post("/bounces/").status_code == 503


def test_signing_in_and_out_works(requester, read_only):
    requester.set_password("a-long-password")
    requester.save()
    client = Client()
    answer = client.post("/accounts/login/", {"login": requester.email, "password": "a-long-password"})
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert client.get("/requests/").status_code == 200
    assert client.post("/accounts/logout/").status_code == 302


def test_notice_is_followed_and_not_marked_as_read(client, requester, read_only):
    tell(requester)
    notice = Notice.objects.get()
    client.force_login(requester)
    assert client.post(f"/notices/{notice.pk}/open/")["Location"] == notice.url
    notice.refresh_from_db()
    assert notice.read_at is None


def test_nobody_learns_anything_new_from_it(client, requester, read_only):
    """Who may not sign in is still asked to, and what is not there is still not found."""
    assert Client().post("/requests/new/software/").status_code == 302
    client.force_login(requester)
    assert client.post("/nowhere/").status_code == 404


# --- workers -------------------------------------------------------------------------------------------------


def test_workers_pause_and_go_on_where_they_were(requester, admin, read_only):
    tell(requester)
    tasks.deliver_notices()
    sweep_forms()
    assert len(mail.outbox) == 0
    tick()  # they are there
    assert set(Heartbeat.objects.values_list("name", flat=True)) == {"deliver-notices", "tick"}
    actions.end_read_only(by=admin)
    tasks.deliver_notices()
    assert len(mail.outbox) == 1


def test_mails_about_accounts_go_out_all_the_same(requester, read_only):
    """Without them some could not sign in."""
    tell(requester)
    account_mails.ask_for(MailKind.SIGN_IN, requester.email)
    tasks.deliver_notices()
    assert [one.subject for one in mail.outbox] == ["Duet: Your link to sign in"]


def test_run_that_is_under_way_stops_after_the_mail_in_hand(requester, buyer, admin, monkeypatch):
    tell(requester, buyer)
    send = tasks.mails.mail_of

    def begin_meanwhile(row):
        if not ReadOnly.objects.exists():
            actions.begin_read_only(by=admin)
        return send(row)

    monkeypatch.setattr(tasks.mails, "mail_of", begin_meanwhile)
    tasks.deliver_notices()
    assert len(mail.outbox) == 1


def test_every_task_of_ours_pauses(admin, read_only):
    """One that was given another base would go on."""
    ours = [task for name, task in app.tasks.items() if not name.startswith("celery.")]
    assert len(ours) > 10
    assert [task.name for task in ours if not isinstance(task, PausingTask)] == []
    assert {task.name for task in ours if task.name not in GO_ON and task() is not None} == set()


# --- switching ---------------------------------------------------------------------------------------------


def test_admin_announces_and_switches_on_the_page_and_off_again(client, admin):
    client.force_login(admin)
    assert "Switch it on now" in client.get("/settings/maintenance/").text
    moment = (timezone.now() + timedelta(hours=2)).strftime("%Y-%m-%dT%H:%M")
    client.post("/settings/maintenance/read-only/", {"reason": "A larger disk.", "until": moment})
    page = client.get("/settings/maintenance/")
    assert "Let Duet be changed again" in page.text
    sent = {"text": "Nearly done.", "starts_at": "2026-11-23T00:00", "ends_at": moment}
    assert client.post("/settings/maintenance/announce/", sent).status_code == 302
    row = Announcement.objects.get()
    assert "Nearly done." in client.get("/vendors/").text
    assert client.post(f"/settings/maintenance/{row.pk}/take-back/").status_code == 302
    assert client.post("/settings/maintenance/read-only/end/").status_code == 302
    assert ReadOnly.objects.get().ended_by == admin
    assert client.post("/settings/disk/look/").status_code == 302


def test_page_shows_what_was_typed_wrongly(client, admin):
    client.force_login(admin)
    answer = client.post("/settings/maintenance/announce/", {"text": "", "starts_at": "soon", "ends_at": ""})
    assert (answer.status_code, answer.text.count("is-invalid") >= 3) == (422, True)
    answer = client.post("/settings/maintenance/read-only/", {"until": "2020-01-01T00:00"})
    assert (answer.status_code, "This time is over already" in answer.text) == (422, True)
    assert not ReadOnly.objects.exists()


def test_read_only_is_one_at_a_time(admin, read_only):
    with pytest.raises(ValidationError, match="Duet is read-only already"):
        actions.begin_read_only(by=admin)
    with pytest.raises(IntegrityError), transaction.atomic():
        ReadOnly.objects.create()
    actions.end_read_only(by=admin)
    with pytest.raises(ValidationError, match="Duet is not read-only"):
        actions.end_read_only(by=admin)


def test_operator_switches_at_the_machine(db):
    said = io.StringIO()
    call_command("read_only", "on", reason="Restore", until=None, stdout=said)
    assert (ReadOnly.objects.get().began_by, known.get().read_only.reason) == (None, "Restore")
    with pytest.raises(CommandError, match="read-only already"):
        call_command("read_only", "on", stdout=said)
    call_command("read_only", "off", stdout=said)
    assert known.get().read_only is None


def test_bounces_are_handed_in_again_later(read_only, tmp_path):
    (tmp_path / "one").write_bytes(b"")
    with pytest.raises(CommandError, match="takes no changes now") as refusal:
        call_command("take_bounces", tmp_path / "one")
    assert refusal.value.returncode == 75


def test_api_announces_switches_and_says_what_holds(client, admin, requester):
    client.force_login(admin)

    def post(address, **data):
        return client.post(f"/api/maintenance/{address}", data, content_type="application/json")

    start, end = timezone.now() + timedelta(hours=1), timezone.now() + timedelta(hours=2)
    row = post("", text="Soon.", starts_at=start.isoformat(), ends_at=end.isoformat()).json()
    assert post("read-only/", reason="Now").status_code == 200
    assert post("read-only/").status_code == 409
    assert [one["text"] for one in client.get("/api/maintenance/").json()["announcements"]] == ["Soon."]
    client.force_login(requester)
    facts = client.get("/api/maintenance/").json()
    assert (facts["announcements"], facts["read_only"]["reason"]) == ([], "Now")
    assert post("read-only/end/").status_code == 403
    client.force_login(admin)
    assert post("read-only/end/").status_code == 200
    assert post(f"{row['id']}/take-back/").status_code == 200
    assert client.get("/api/maintenance/").json() == {"announcements": [], "read_only": None}


# --- what a process knows ------------------------------------------------------------------------------------


def test_process_looks_once_a_second_and_goes_by_what_it_knew_without_a_database(admin, read_only, monkeypatch):
    clock, reads = [100.0], []
    monkeypatch.setattr(maintenance_state.time, "monotonic", lambda: clock[0])
    read = maintenance_state._read
    monkeypatch.setattr(maintenance_state, "_read", lambda: reads.append(1) or read())
    process = Known()
    for clock[0] in (100, 100.5, 100.9, 101.1):
        assert process.get().read_only == read_only
    assert len(reads) == 2

    def fail():
        raise DatabaseError

    monkeypatch.setattr(maintenance_state, "_read", fail)
    clock[0] = 200
    assert process.get().read_only == read_only


def test_pages_cost_no_query_more_while_nothing_is_announced(client, requester, django_assert_num_queries):
    client.force_login(requester)
    with django_assert_num_queries(7):
        client.get("/requests/")
