"""Where the tests of documents begin: one that was read, and a reviewer who is signed in."""

import pytest

from contracts.tasks import read_document
from intake.demo.paper import contract_pdf
from reviews.papers import documents
from tests.groundwork import groundwork, harmless


@pytest.fixture
@groundwork
def version(review, buyer):
    version = documents.add_document(review, contract_pdf("Quill Surveys", "Survey tool"), by=buyer).latest
    read_document(version.pk)
    return version


@pytest.fixture
@harmless
def pages(client, counsel):
    client.force_login(counsel)
    return client
