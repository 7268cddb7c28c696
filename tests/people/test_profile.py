"""A person's profile."""

from django.urls import reverse

from common.words import OURS, Form
from people.models import User


def test_profile_sends_signed_out_people_to_the_sign_in(client, db):
    response = client.get(reverse("people:profile"))
    assert (response.status_code, response.url.split("?")[0]) == (302, reverse("account_login"))


def test_profile_refuses_the_wrong_method(client, requester):
    client.force_login(requester)
    assert client.delete(reverse("people:profile")).status_code == 405


def test_profile_saves_name_and_time_zone_and_nothing_else(client, requester):
    client.force_login(requester)
    facts = {"name": "Rosa R.", "time_zone": "Asia/Tokyo", "email": "x@evil.example", "is_admin": "on"}
    response = client.post(reverse("people:profile"), facts)
    assert (response.status_code, response.url) == (302, reverse("people:profile"))
    requester.refresh_from_db()
    saved = (requester.name, requester.time_zone, requester.email, requester.is_admin)
    assert saved == ("Rosa R.", "Asia/Tokyo", "requester@duet.example", False)


def test_profile_explains_what_is_wrong(client, requester):
    client.force_login(requester)
    response = client.post(reverse("people:profile"), {"name": "", "time_zone": "Mars/Crater"})
    assert response.status_code == 422
    assert "Rosa Requester" in response.content.decode()  # the top bar keeps the saved name
    assert "This field is required." in response.content.decode()
    requester.refresh_from_db()
    assert requester.name == "Rosa Requester"


def test_profile_shows_desks_and_the_way_to_a_new_password(client, lead):
    client.force_login(lead)
    page = client.get(reverse("people:profile")).content.decode()
    assert "Legal (lead), Procurement (lead)" in page
    assert reverse("account_change_password") in page


def test_profile_chooses_how_days_and_numbers_are_written(client, requester):
    client.force_login(requester)
    data = {
        "name": "Rosa",
        "time_zone": "America/New_York",
        "day_form": "us",
        "clock_form": "12",
        "number_form": "point",
    }
    client.post(reverse("people:profile"), data)
    requester.refresh_from_db()
    assert requester.form == Form("F j, Y", "g:i A", ".", ",")


def test_profile_shows_the_forms_that_are_stored(client, requester):
    User.objects.filter(pk=requester.pk).update(day_form="iso", number_form="swiss")
    client.force_login(requester)
    form = client.get(reverse("people:profile")).context["form"]
    assert (form["day_form"].value(), form["clock_form"].value(), form["number_form"].value()) == ("iso", "", "swiss")


def test_profile_of_whoever_chose_nothing_is_ours(requester):
    assert requester.form == OURS
