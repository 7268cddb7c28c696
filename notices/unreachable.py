"""When somebody's address takes no mail any more, the leads of their desk hear of it: nobody else would notice."""

from django.urls import reverse
from django.utils import timezone

from notices.actions import notify
from notices.models import NoticeKind
from people.models import User


def tell_leads(person):
    """Tell the leads of the person's desks, or the admins where there are none; once a day however many mails fail."""
    notify(
        _who_looks_after(person),
        key=f"unreachable-{person.pk}-{timezone.now():%Y%m%d}",
        kind=NoticeKind.ESCALATION,
        title=f"Mails do not reach {person.name}",
        body=(
            f"The mail server refuses the address {person.email} for good. Until it is corrected, {person.name} reads "
            "of their work only in Duet itself. Please tell them, and whoever looks after Duet."
        ),
        url=reverse("notices:notice_list"),
    )


def _who_looks_after(person):
    leads = User.objects.filter(
        memberships__is_lead=True, memberships__team__in=[team.pk for team in person.teams], is_active=True
    )
    return set(leads.exclude(pk=person.pk)) or set(
        User.objects.filter(is_admin=True, is_active=True).exclude(pk=person.pk)
    )
