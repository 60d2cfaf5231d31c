"""Published and brute-forced reference results."""

import pytest

from pillars.analysis.catalogue import CALCULATORS
from pillars.tests.analysis.vectors import VECTORS, differences

OF_DESIGNS = [vector for vector in VECTORS if vector["calculator"] in CALCULATORS]


@pytest.mark.parametrize("vector", OF_DESIGNS, ids=lambda v: f"{v['calculator']}-{v['name']}")
def test_a_reference_result(vector):
    finding = CALCULATORS[vector["calculator"]].run(vector["inputs"])
    assert not finding.unknown
    assert differences(finding.outputs, vector["expected"], vector["tolerance"]) == []


def test_every_calculator_has_reference_results():
    assert {vector["calculator"] for vector in OF_DESIGNS} == set(CALCULATORS)
    assert len(OF_DESIGNS) == 123


def test_the_comparison_can_fail():
    assert differences({"p": 1.0}, {"p": 1.1}, 0.01)
    assert differences({"p": True}, {"p": 1})
    assert differences({"p": 1}, {"p": True})
    assert differences({}, {"p": 1})
    assert differences({"p": [1, 2]}, {"p": [1]})
    assert differences({"p": 0.0}, {"p": None})
    assert not differences({"p": 1.0, "more": 2}, {"p": 1.05}, {"p": 0.1})
    assert differences({"p": 1.0, "q": 1.0}, {"p": 1.05, "q": 1.05}, {"p": 0.1})
