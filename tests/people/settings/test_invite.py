"""The pages on which people are asked in: one, and a list after a look at every line."""

from django.core.files.uploadedfile import SimpleUploadedFile

from people.models import Invitation, User

ONE, LIST = "/settings/people/invite/", "/settings/people/invite/list/"


def test_invite_leads_to_the_person(pages, desks):
    answer = pages.post(
        ONE, {"email": "ada@x.example", "name": "Ada", "desk": desks["finance"].pk, "part": "lead"}, follow=True
    )
    assert "a link is on its way to ada@x.example" in answer.text
    assert User.objects.get(email="ada@x.example").memberships.get().is_lead


def test_invite_keeps_what_was_typed_when_it_is_refused(pages, requester):
    answer = pages.post(ONE, {"email": requester.email, "name": "Twice", "part": "member"})
    assert answer.status_code == 422
    assert "has an account already" in answer.text and 'value="Twice"' in answer.text


def test_list_is_looked_at_before_anybody_is_invited(pages, requester, desks):
    text = "ada@x.example, Ada, Finance\nnonsense\nrequester@duet.example"
    answer = pages.post(LIST, {"text": text})
    assert "1 person can be invited; 2 lines cannot be used." in answer.text
    assert "There is no e-mail address on this line." in answer.text and "Line 3" in answer.text
    assert not Invitation.objects.exists()
    plan = answer.context["plan"]
    done = pages.post(LIST, {"text": text, "seen": plan.fingerprint, "invite": "1"}, follow=True)
    assert "1 invitation on the way. 2 lines left out." in done.text
    assert Invitation.objects.get().person.email == "ada@x.example"


def test_list_in_a_file(pages):
    upload = SimpleUploadedFile("people.csv", b"E-mail;Name\nada@x.example;Ada Lovelace\n")
    answer = pages.post(LIST, {"file": upload})
    assert "ada@x.example is invited as Ada Lovelace" in " ".join(answer.text.split())


def test_list_that_was_not_looked_at_invites_nobody(pages):
    answer = pages.post(LIST, {"text": "ada@x.example", "seen": "guessed", "invite": "1"})
    assert answer.status_code == 422 and "look at the list again" in answer.text
    assert not Invitation.objects.exists()


def test_list_without_anything_says_so(pages):
    answer = pages.post(LIST, {"text": " "})
    assert answer.status_code == 422 and "Paste a list, or choose a file." in answer.text


def test_invite_is_closed_to_others_with_a_sentence(client, buyer):
    client.force_login(buyer)
    for address in (ONE, LIST):
        assert client.get(address).status_code == client.post(address, {"email": "a@x.example"}).status_code == 403
    assert not Invitation.objects.exists()
