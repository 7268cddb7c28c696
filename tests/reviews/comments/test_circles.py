"""Privileged conversations: a list of named people, kept by the lawyers inside."""

import pytest
from django.db import IntegrityError, transaction

from common.models import Event
from notices.models import Notice
from people.models import Membership
from reviews.comments import actions as comment_actions
from reviews.comments import circles
from reviews.models import Circle, Comment
from tests.factories import MembershipFactory, UserFactory
from tests.reviews.few_terms import software  # noqa: F401  (its reviews have a few terms)
from tests.reviews.reading import denied, refused, row


def write(review, body="Careful.", *, inside=(), by, **more):
    return comment_actions.comment(review, body, audience="privileged", people=inside, by=by, **more)


def reads(person, comment):
    person.refresh_from_db()
    return Comment.objects.visible_to(person).filter(pk=comment.pk).exists()


def test_privileged_note_is_read_by_the_people_named_and_nobody_else(
    review, counsel, requester, buyer, lead, admin, specialists
):
    note = write(review, inside=[requester], by=counsel)

    people = (counsel, requester, buyer, lead, admin, *specialists.values())
    readers = [person for person in people if reads(person, note)]

    assert readers == [counsel, requester]
    assert set(note.circle.readers()) == {counsel, requester}


def test_privileged_note_is_begun_by_legal_alone(review, buyer, counsel, requester):
    for person in (buyer, requester):
        with denied("Only legal begins a privileged conversation."):
            write(review, by=person)


def test_lawyer_who_asks_for_something_begins_nothing_privileged_there(review, requester, desks):
    MembershipFactory(team=desks["legal"], user=requester, is_lead=True)
    requester.refresh_from_db()
    with denied("Only legal begins a privileged conversation."):
        write(review, by=requester)


def test_whoever_is_inside_answers_inside(review, counsel, requester, buyer):
    circle = write(review, inside=[requester], by=counsel).circle

    answer = comment_actions.comment(review, "I understand.", audience="privileged", circle=circle, by=requester)

    assert row(answer, "audience", "circle") == ("privileged", circle.pk)
    with denied("Only the people inside can write here."):
        comment_actions.comment(review, "Me too.", audience="privileged", circle=circle, by=buyer)


def test_circle_of_another_review_is_refused_by_the_action_and_the_database(review, another_review, counsel):
    circle = write(another_review(), by=counsel).circle
    with denied("Only the people inside can write here."):
        comment_actions.comment(review, "Here.", audience="privileged", circle=circle, by=counsel)
    with pytest.raises(IntegrityError, match="belongs to another review"), transaction.atomic():
        Comment.objects.create(review=review, author=counsel, body="Here.", audience="privileged", circle=circle)


def test_only_who_sees_the_review_can_be_let_in(review, counsel, stranger):
    with refused("Stefan Stranger cannot see this review."):
        write(review, inside=[stranger], by=counsel)
    circle = write(review, by=counsel).circle
    with refused("Stefan Stranger cannot see this review."):
        circles.add_to_circle(circle, stranger, by=counsel)


def test_person_let_in_reads_from_the_first_word_on(review, counsel, buyer, lead, requester):
    note = write(review, inside=[lead], by=counsel)

    circles.add_to_circle(note.circle, buyer, by=lead)

    assert reads(buyer, note)
    with denied("Only the lawyers inside can change who reads this."):
        circles.add_to_circle(note.circle, requester, by=buyer)
    with refused("Ben Buyer is inside already."):
        circles.add_to_circle(note.circle, buyer, by=counsel)


def test_person_taken_out_reads_no_more(review, counsel, buyer):
    note = write(review, inside=[buyer], by=counsel)

    circles.take_out_of_circle(note.circle, buyer, by=counsel)

    assert not reads(buyer, note)


def test_one_lawyer_stays_inside(review, counsel, buyer, lead):
    circle = write(review, inside=[buyer], by=counsel).circle
    with refused("One lawyer stays inside, so that somebody can answer for it. Add another one first."):
        circles.take_out_of_circle(circle, counsel, by=counsel)
    circles.add_to_circle(circle, lead, by=counsel)
    circles.take_out_of_circle(circle, counsel, by=counsel)
    assert set(circle.readers()) == {buyer, lead}


def test_lawyer_who_leaves_legal_reads_no_more_and_can_be_named_again(review, counsel, lead, desks):
    note = write(review, inside=[lead], by=counsel)
    Membership.objects.filter(user=counsel).delete()
    MembershipFactory(team=desks["procurement"], user=counsel)

    assert not reads(counsel, note)
    assert set(note.circle.readers()) == {lead}
    circles.add_to_circle(note.circle, counsel, by=lead)
    assert reads(counsel, note)


def test_person_named_loses_the_view_with_that_of_the_review(review, counsel, specialists):
    note = write(review, inside=[specialists["privacy"]], by=counsel)
    assert reads(specialists["privacy"], note)
    Membership.objects.filter(user=specialists["privacy"]).delete()
    assert not reads(specialists["privacy"], note)


def test_person_who_left_the_company_reads_no_more(review, counsel, lead):
    note = write(review, inside=[lead], by=counsel)
    lead.is_active = False
    lead.save()
    assert not reads(lead, note)
    assert set(note.circle.readers()) == {counsel}


def test_new_lawyer_is_not_inside_by_being_a_lawyer(review, counsel, desks):
    note = write(review, by=counsel)
    newcomer = MembershipFactory(team=desks["legal"], user=UserFactory(), is_lead=True).user
    assert not reads(newcomer, note)


def test_what_happens_inside_is_logged_about_the_circle_and_never_about_the_review(review, counsel, buyer):
    before = Event.objects.filter(subject_type__model="review").count()

    note = write(review, inside=[buyer], by=counsel)
    comment_actions.edit_comment(note, "Be careful.", by=counsel)
    circles.take_out_of_circle(note.circle, buyer, by=counsel)
    comment_actions.retract_comment(note, by=counsel)

    lines = Event.objects.filter(subject_type__model="circle", subject_id=note.circle_id).order_by("pk")
    assert [(line.audience, line.sentence) for line in lines] == [
        ("circle", "opened the circle for Ben Buyer and Clara Counsel"),
        ("circle", "wrote a privileged note"),
        ("circle", "changed what a comment says"),
        ("circle", "took Ben Buyer out"),
        ("circle", "took a comment back"),
    ]
    assert Event.objects.filter(subject_type__model="review").count() == before


def test_circle_alone_is_told_and_without_a_word(review, counsel, buyer, lead, requester):
    Notice.objects.all().delete()

    circle = write(review, "Careful, @Ben.", inside=[buyer, requester], by=counsel).circle
    circles.add_to_circle(circle, lead, by=counsel)

    notices = Notice.objects.order_by("recipient__name")
    assert list(notices.values_list("recipient__name", "title", "body", "privileged", "mail")) == [
        ("Ben Buyer", review.reference, "", True, True),
        ("Lena Lead", review.reference, "", True, True),
        ("Rosa Requester", review.reference, "", True, True),
    ]


def test_second_conversation_is_closed_to_those_of_the_first(review, counsel, requester, lead):
    first = write(review, inside=[requester], by=counsel)
    second = write(review, inside=[lead], by=counsel)
    assert (reads(requester, first), reads(requester, second)) == (True, False)
    assert Circle.objects.visible_to(counsel).count() == 2
