"""Rows for tests, made the short way. States of the workflow are reached by its actions, never by a factory."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from contracts.actions.contracts import keep_readers
from contracts.models import Contract, Document, DocumentKind, DocumentVersion
from people.models import DeskSide, Membership, Team, User, WorkingCalendar
from vendors.models import Vendor, VendorContact

# --- people -----------------------------------------------------------------------------------------


class UserFactory(DjangoModelFactory):
    """A person without a desk and without a password: sign in with `client.force_login`."""

    class Meta:
        model = User

    name = factory.Sequence(lambda n: f"Person Number{n}")
    email = factory.Sequence(lambda n: f"person{n}@duet.example")

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        return model_class.objects.create_user(*args, **kwargs)


class WorkingCalendarFactory(DjangoModelFactory):
    """The head office's hours, in a calendar of its own."""

    class Meta:
        model = WorkingCalendar

    name = factory.Sequence(lambda n: f"Office {n}")
    slug = factory.Sequence(lambda n: f"office-{n}")


class TeamFactory(DjangoModelFactory):
    """A desk beside the seeded ones."""

    class Meta:
        model = Team

    name = factory.Sequence(lambda n: f"Desk {n}")
    slug = factory.Sequence(lambda n: f"desk-{n}")
    speaks_for = DeskSide.LEGAL
    calendar = factory.SubFactory(WorkingCalendarFactory)


class MembershipFactory(DjangoModelFactory):
    """A seat on a desk."""

    class Meta:
        model = Membership

    team = factory.SubFactory(TeamFactory)
    user = factory.SubFactory(UserFactory)


# --- vendors ----------------------------------------------------------------------------------------


class VendorFactory(DjangoModelFactory):
    """A vendor nobody has assessed yet."""

    class Meta:
        model = Vendor

    name = factory.Sequence(lambda n: f"Vendor {n}")
    created_by = factory.SubFactory(UserFactory)


class VendorContactFactory(DjangoModelFactory):
    """A person at a vendor."""

    class Meta:
        model = VendorContact

    vendor = factory.SubFactory(VendorFactory)
    name = factory.Sequence(lambda n: f"Contact {n}")
    email = factory.Sequence(lambda n: f"contact{n}@vendor.example")


class ContractFactory(DjangoModelFactory):
    """A contract of one year, renewed for another each time unless somebody gives notice ninety days before."""

    class Meta:
        model = Contract

    vendor = factory.SubFactory(VendorFactory)
    title = factory.Sequence(lambda n: f"Contract {n}")
    starts_on = date(2026, 1, 1)
    first_term = "to:2026-12-31"
    renewal = "auto"
    renewal_term = "12m"
    notice = "90d"
    owner = factory.SubFactory(UserFactory)
    signed_on = date(2025, 12, 15)

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        contract = model_class(*args, **kwargs)
        contract.work_out()
        contract.save()
        keep_readers(contract)
        return contract


class DocumentFactory(DjangoModelFactory):
    """A document without any version."""

    class Meta:
        model = Document

    title = factory.Sequence(lambda n: f"Document {n}")
    kind = DocumentKind.CONTRACT
    created_by = factory.SubFactory(UserFactory)


class DocumentVersionFactory(DjangoModelFactory):
    """A small file, written to MEDIA_ROOT."""

    class Meta:
        model = DocumentVersion

    document = factory.SubFactory(DocumentFactory)
    number = factory.Sequence(lambda n: n + 1)
    file = factory.django.FileField(data=b"%PDF-1.4 small", filename="contract.pdf")
    original_name = "contract.pdf"
    size = 14
    sha256 = "0" * 64
    content_type = "application/pdf"
    uploaded_by = factory.SelfAttribute("document.created_by")
