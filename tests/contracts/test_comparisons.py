"""What the database keeps true of comparisons."""

import pytest
from django.db import IntegrityError
from django.utils import timezone

from contracts.models import Comparison
from tests.factories import DocumentVersionFactory


def keep(old, new):
    now = timezone.now()
    return Comparison.objects.create(old=old, new=new, old_read_at=now, new_read_at=now, changes=[], counts={})


@pytest.mark.django_db
def test_comparison_is_kept_once_for_two_versions():
    old, new = DocumentVersionFactory(), DocumentVersionFactory()
    keep(old, new)
    with pytest.raises(IntegrityError, match="comparison_is_once_for_two_versions"):
        keep(old, new)


@pytest.mark.django_db
def test_comparison_is_of_two_versions():
    version = DocumentVersionFactory()
    with pytest.raises(IntegrityError, match="comparison_is_of_two_versions"):
        keep(version, version)
