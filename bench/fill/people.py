"""People, desks and seats; absences, preferences and channels. Few rows, so Django writes them."""

import random
from datetime import timedelta

from django.contrib.auth.hashers import make_password

from bench.fill.sql import words
from notices.models import Delivery, NoticeKind, NoticePreference, Webhook
from people.models import (
    Absence,
    AccountMail,
    Allowance,
    FeedToken,
    KnownDevice,
    MailKind,
    Membership,
    SignInLink,
    Team,
    User,
    WorkingCalendar,
)
from people.seeds import DESKS as SEEDED_DESKS

PASSWORD = "duet-demo"

DESKS = {
    # slug: (name, the seeded desk that it is like, share of the work); those without are for people who have little
    "procurement": ("Procurement", "procurement", 60),
    "procurement-it": ("Procurement, IT", "procurement", 25),
    "procurement-marketing": ("Procurement, marketing", "procurement", 12),
    "procurement-works": ("Procurement, buildings", "procurement", 3),
    "legal": ("Legal", "legal", 65),
    "legal-americas": ("Legal, Americas", "legal", 22),
    "legal-asia": ("Legal, Asia", "legal", 12),
    "legal-patents": ("Legal, patents", "legal", 1),
    "privacy": ("Privacy", "privacy", 90),
    "privacy-health": ("Privacy, health data", "privacy", 10),
    "privacy-japan": ("Privacy, Japan", "privacy", 0),
    "security": ("Security", "security", 80),
    "security-cloud": ("Security, cloud", "security", 20),
    "security-lab": ("Security, laboratory", "security", 0),
    "finance": ("Finance", "finance", 85),
    "finance-tax": ("Finance, tax", "finance", 15),
}

RARE_DESK = "privacy-japan"
"""Holds three waits, whatever the size."""

CAST = {
    # address before the @: (name, desks, what else)
    "buyer": ("Ben Buyer", ["procurement"], {}),
    "counsel": ("Clara Counsel", ["legal"], {}),
    "lead": ("Lena Lead", ["procurement", "legal"], {"leads": True}),
    "security": ("Sami Security", ["security"], {}),
    "finance": ("Fiona Finance", ["finance"], {"leads": True}),
    "rare": ("Rika Rare", [RARE_DESK], {"leads": True}),
    "newcomer": ("Nils Newcomer", ["security-lab"], {"leads": True}),
    "requester": ("Rosa Requester", [], {}),
    "stranger": ("Sten Stranger", [], {}),
    "auditor": ("Aino Auditor", [], {"is_auditor": True}),
    "outside": ("Otto Outside", [], {"is_outside": True}),
    "admin": ("Ada Admin", [], {"is_admin": True, "is_staff": True}),
}

FIRST = words(
    "Anna Amir Beata Björn Carla Chidi Dana Dmitri Elif Emil Farah Felix Greta Gustavo Hana Henrik Ines "
    "Ivo Jana João Kaito Karin Lars Leila Mads Maja Nadia Noah Olga Omar Paula Pedro Qing Renée Ravi Sara "
    "Søren Tara Tomasz Uma Viktor Wanda Wei Xenia Yara Yusuf Zoë Zoran"
)
LAST = words(
    "Abel Álvarez Baker Becker Çelik Chen Dubois Dvořák Eriksen Esposito Fischer Fofana García Gruber "
    "Haas Hansen Ito Ivanova Jansen Jones Kaya Kowalska Larsen Lefèvre Meyer Müller Nakamura Novák Okafor "
    "Olsen Patel Petrov Quinn Rossi Ruiz Sato Schmidt Silva Smith Tanaka Taylor Ueda Varga Vogel Weber "
    "Wójcik Yılmaz Zimmermann"
)


def fill(size, moment):
    """The cast, everybody else, and the seats. Ids run without a gap: the cast, then reviewers, then requesters."""
    pick = random.Random(size.terms)
    desks = _desks()
    cast = _users(_cast_people(), pick)
    reviewers = _users([_anybody(pick, f"desk{number}") for number in range(size.reviewers)], pick)
    _users([_anybody(pick, f"person{number}") for number in range(size.requesters)], pick)
    Membership.objects.bulk_create([*_seats_of_cast(cast, desks), *_seats(reviewers, desks, pick)])
    _absences(reviewers, moment, pick)
    NoticePreference.objects.bulk_create(
        NoticePreference(person=person, kind=NoticeKind.REMINDER, delivery=Delivery.DAILY) for person in reviewers[::3]
    )
    FeedToken.objects.bulk_create(
        FeedToken(person=person, digest=f"{person.pk:064x}", created_at=moment) for person in reviewers[::5]
    )
    _sign_in([*cast, *reviewers], moment)
    for slug in ("legal", "procurement"):
        Webhook.objects.create(team=desks[slug], url=f"https://chat.example/{slug}", is_active=False)


def _cast_people():
    people = []
    for address, (name, _, more) in CAST.items():
        people.append({"email": f"{address}@bench.example", "name": name, **more, "leads": None})
    return people


def _desks():
    calendar = WorkingCalendar.objects.get(slug="head-office")
    there = set(Team.objects.values_list("slug", flat=True))
    Team.objects.bulk_create(
        Team(slug=slug, name=name, calendar=calendar, **_like(kind))
        for slug, (name, kind, _) in DESKS.items()
        if slug not in there
    )
    return {team.slug: team for team in Team.objects.all()}


def _like(kind):
    """What a desk of this kind may do, and its colour: as the seeded one."""
    return {name: value for name, value in SEEDED_DESKS[kind].items() if name != "name"}


def _anybody(pick, address):
    return {"email": f"{address}@bench.example", "name": f"{pick.choice(FIRST)} {pick.choice(LAST)}"}


def _users(people, pick):
    password = make_password(PASSWORD, salt="of-the-bench-alone")
    zones = ["Europe/Berlin"] * 6 + ["Europe/London", "America/New_York", "Asia/Tokyo"]
    users = []
    for columns in people:
        columns.pop("leads", None)
        users.append(User(password=password, time_zone=pick.choice(zones), **columns))
    return User.objects.bulk_create(users)


def _seats_of_cast(cast, desks):
    for user, (_, slugs, more) in zip(cast, CAST.values(), strict=True):
        for slug in slugs:
            yield Membership(user=user, team=desks[slug], is_lead=more.get("leads", False))


def _seats(reviewers, desks, pick):
    """Two leads for each desk that has work, then members by the share of the work; one in twelve has a second seat."""
    working = {slug: share for slug, (_, _, share) in DESKS.items() if share}
    leads = [slug for slug in working for _ in range(2)]
    for number, user in enumerate(reviewers):
        is_lead = number < len(leads)
        slug = leads[number] if is_lead else pick.choices(list(working), list(working.values()))[0]
        yield Membership(user=user, team=desks[slug], is_lead=is_lead, may_override=is_lead)
        if number % 12 == 11:
            other = pick.choice([other for other in working if other != slug])
            yield Membership(user=user, team=desks[other])


def _sign_in(people, moment):
    """Browsers that are known, links that were mailed, and what the limits remember: old enough to open nothing."""
    old = moment - timedelta(days=3)
    KnownDevice.objects.bulk_create(
        KnownDevice(person=person, digest=f"{person.pk:064x}", password="of another password", used_at=old)
        for person in people
    )
    SignInLink.objects.bulk_create(
        SignInLink(person=person, digest=f"{person.pk:064x}", password="of another password", made_at=old, used_at=old)
        for person in people[::10]
    )
    AccountMail.objects.bulk_create(
        AccountMail(kind=MailKind.SIGN_IN, address=person.email, made_at=old, mailed_at=old, next_attempt_at=old)
        for person in people[::10]
    )
    Allowance.objects.bulk_create(Allowance(key=f"sign-in:{person.pk:064x}", used_until=old) for person in people[::10])


def _absences(reviewers, moment, pick):
    """One in ten is away now, some of them with a delegate, and one in ten will be."""
    rows = []
    for number, person in enumerate(reviewers):
        if number % 10 in (3, 7):
            begins = moment.date() + timedelta(days=-2 if number % 10 == 3 else 12)
            delegate = pick.choice(reviewers)
            rows.append(
                Absence(
                    person=person,
                    delegate=delegate if delegate != person and number % 20 < 10 else None,
                    starts_on=begins,
                    ends_on=begins + timedelta(days=pick.randint(1, 9)),
                    created_by=person,
                    created_at=moment - timedelta(days=5),
                    begun_at=moment - timedelta(days=2) if begins <= moment.date() else None,
                )
            )
    Absence.objects.bulk_create(rows)
