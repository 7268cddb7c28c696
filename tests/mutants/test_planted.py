"""Each planted fault still fits the code that it is planted in, and names tests that exist. Whether those fall is for
`make mutants`, which takes minutes."""

import pytest
from django.conf import settings

from tests.mutants.planted import FAULTS


def test_there_are_two_dozen_of_them_at_least():
    assert len(FAULTS) >= 24
    assert len({fault.name for fault in FAULTS}) == len(FAULTS)


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_fault_can_be_planted(fault):
    text = (settings.BASE_DIR / fault.file).read_text()
    assert text.count(fault.before) == 1, f"{fault.file} has changed: plant this fault anew."
    compile(text.replace(fault.before, fault.after), fault.file, "exec")


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_fault_names_tests_that_exist(fault):
    path, _, name = fault.tests.split(" ")[0].partition("::")
    text = (settings.BASE_DIR / path).read_text()
    assert f"def {name}(" in text if name else "def test_" in text
