"""What people said about passages, on its way to training."""

import json
import stat

import pytest
from django.core.management import call_command

from contracts.actions.documents import add_version
from contracts.tasks import read_document
from intake.demo.paper import contract_pdf
from reading.training.corrections import load_corrections
from reviews.models import Proposal, TermType
from reviews.papers import documents, proposals
from reviews.papers.corrections import corrections
from reviews.papers.proposing import propose
from tests.reviews.papers.test_proposing import read_as


@pytest.fixture
def version(review, buyer):
    version = documents.add_document(review, contract_pdf("Quill Surveys", "Survey tool"), by=buyer).latest
    read_document(version.pk)
    return version


def proposal(slug):
    return Proposal.objects.select_related("review").get(term_type__slug=slug)


@pytest.fixture
def looked_at(version, buyer, counsel, lead):
    """One confirmed, one corrected, one rejected; the rest is open."""
    proposals.confirm_proposal(proposal("liability"), by=counsel)
    proposals.correct_proposal(proposal("scope"), term_type=TermType.objects.get(slug="service-credits"), by=buyer)
    proposals.reject_proposal(proposal("publicity"), by=counsel)


def test_corrections_are_what_people_said_beside_what_was_proposed(looked_at, version):
    lines = list(corrections())
    assert [(each["state"], each["proposed"]["type"], each["type"], each["side"]) for each in lines] == [
        ("confirmed", "liability", "liability", "legal"),
        ("corrected", "scope", "service-credits", "commercial"),
        ("rejected", "publicity", None, "neither"),
    ]
    first = lines[0]
    assert first["text"].startswith("5. Liability.") and first["heading"] == "Liability"
    assert first["model"] == version.reading.model_hash
    assert {each["document"] for each in lines} == {first["document"]}


def test_corrections_name_nobody(looked_at):
    text = json.dumps(list(corrections()))
    assert not any(name in text for name in ("Clara", "Ben", "counsel", "Quill"))


def test_words_that_a_further_version_repeats_come_once(looked_at, version, buyer):
    second = add_version(version.document, contract_pdf("Quill Surveys", "Survey tool"), by=buyer)
    read_as(second, *version.reading.clauses)
    propose(second.pk)
    assert Proposal.objects.filter(version=second, state="confirmed").exists()
    assert len(list(corrections())) == 3


def test_export_writes_a_file_for_its_owner_that_training_takes(looked_at, tmp_path, capsys):
    path = tmp_path / "corrections.jsonl"
    call_command("export_corrections", str(path))
    assert "3 passages" in capsys.readouterr().out
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    samples = load_corrections(path)
    assert sorted(each.topics for each in samples) == [(), ("cap on liability",), ("service credits",)]
    assert {each.kind for each in samples} == {"correction"}
    assert len({each.family for each in samples}) == 1
