"""A pasted list: every line is accounted for in a sentence, and nothing is half done."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from people.actions import inviting, pasted
from people.models import Invitation, User
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def told(text):
    return [(line.number, line.email, line.sentence) for line in pasted.plan(text).lines]


def test_line_may_be_an_address_a_mailbox_or_cells(desks):
    text = 'ada@x.example\n"Voss, Clara" <clara@x.example>\n\nBen Okafor; ben@x.example; Procurement; Lead\n'
    assert told(text) == [
        (1, "ada@x.example", "is invited as Ada"),
        (2, "clara@x.example", "is invited as Voss, Clara"),
        (4, "ben@x.example", "is invited as Ben Okafor, to lead Procurement"),
    ]


def test_list_of_a_mail_program_is_one_person_an_address(desks):
    assert [line[1] for line in told("Ada <ada@x.example>, Ben <ben@x.example>; Eve <eve@x.example>")] == [
        "ada@x.example",
        "ben@x.example",
        "eve@x.example",
    ]


def test_headings_are_no_person_and_columns_may_stand_in_any_order(desks):
    text = "Desk,E-mail,Name,Part\nLegal,ada@x.example,Ada,backup\n"
    [(number, _, sentence)] = told(text)
    assert number == 2
    assert sentence == "is invited as Ada, to back up the lead of Legal, once another admin has confirmed it"


def test_tabs_of_a_spreadsheet(desks):
    assert told("Ada, Countess\tada@x.example\tFinance")[0][2] == "is invited as Ada, Countess, to sit at Finance"


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("ada at x.example", "There is no e-mail address on this line."),
        ("ada@x", "“ada@x” is not an e-mail address."),
        ("ada@x.example, Ada, Marketing", "“Marketing” is no desk"),
        ("ada@x.example, ben@x.example", "two addresses"),
        ("ada@x.example, Ada, lead", "of which desk?"),
        ("ada@x.example, Ada, admin", "another admin confirms it"),
        ("ada@x.example, Ada, Legal, auditor", "sits on no desk"),
        ("ada@x.example, " + "A" * 151, "longer than 150"),
        ("requester@duet.example", "has an account already: Rosa Requester"),
        ("gone@duet.example", "who has left"),
        ("waiting@duet.example", "invited already"),
    ],
)
def test_line_that_cannot_be_used_says_why(admin, requester, line, sentence):
    UserFactory(email="gone@duet.example", is_active=False)
    inviting.invite(email="waiting@duet.example", by=admin)
    [(_, _, words)] = told(line)
    assert sentence in words


def test_second_line_with_an_address_names_the_first(desks):
    words = told("ada@x.example\nben@x.example\nADA@x.example")
    assert words[2][2] == "ada@x.example stands on line 1 already."


def test_invite_all_invites_those_who_were_seen_and_no_others(admin, requester, desks):
    text = "ada@x.example, Ada, Procurement\nrequester@duet.example\nben@x.example"
    plan = pasted.plan(text)
    assert plan.in_words == "2 people can be invited; 1 line cannot be used."
    pasted.invite_all(text, seen=plan.fingerprint, by=admin)
    assert set(Invitation.objects.values_list("person__email", flat=True)) == {"ada@x.example", "ben@x.example"}
    assert User.objects.get(email="ada@x.example").is_on(desks["procurement"])


def test_invite_all_invites_nobody_when_something_has_changed_since(admin, desks):
    text = "ada@x.example\nben@x.example"
    seen = pasted.plan(text).fingerprint
    UserFactory(email="ben@x.example")
    with pytest.raises(ValidationError, match="look at the list again"):
        pasted.invite_all(text, seen=seen, by=admin)
    assert not Invitation.objects.exists()


def test_invite_all_leaves_nothing_when_one_of_them_fails(admin, desks, monkeypatch):
    text = "ada@x.example\nben@x.example"
    seen, invite = pasted.plan(text).fingerprint, inviting.invite

    def fails_for_ben(*, email, **facts):
        if email == "ben@x.example":
            raise ValidationError(["No."])
        return invite(email=email, **facts)

    monkeypatch.setattr(inviting, "invite", fails_for_ben)
    with pytest.raises(ValidationError):
        pasted.invite_all(text, seen=seen, by=admin)
    assert not User.objects.filter(email="ada@x.example").exists()


def test_invite_all_is_for_admins(lead, desks):
    with pytest.raises(PermissionDenied):
        pasted.invite_all("ada@x.example", seen=pasted.plan("ada@x.example").fingerprint, by=lead)


def test_list_that_is_empty_or_too_long_is_refused_as_a_whole():
    for text in ("", "\n \n", "E-mail,Name\n"):
        with pytest.raises(ValidationError, match="nothing in this list"):
            pasted.plan(text)
    with pytest.raises(ValidationError, match="2001 lines"):
        pasted.plan("\n".join(f"p{n}@x.example" for n in range(2001)))


def test_file_is_read_as_spreadsheets_write_it():
    for content in ("Jörg;jo@x.example".encode("utf-8-sig"), "Jörg;jo@x.example".encode("cp1252")):
        text = pasted.text_of_file(SimpleUploadedFile("people.csv", content))
        assert told(text) == [(1, "jo@x.example", "is invited as Jörg")]


def test_file_that_is_no_text_is_refused():
    with pytest.raises(ValidationError, match="no text file"):
        pasted.text_of_file(SimpleUploadedFile("people.xlsx", b"PK\0\0"))
    with pytest.raises(ValidationError, match="megabyte"):
        pasted.text_of_file(SimpleUploadedFile("people.csv", b"a" * 1_000_001))


def test_plan_costs_the_same_for_three_lines_and_for_three_hundred(django_assert_num_queries, desks):
    UserFactory(email="p0@x.example")
    for number in (3, 300):
        with django_assert_num_queries(3):
            pasted.plan("\n".join(f"p{n}@x.example" for n in range(number)))
