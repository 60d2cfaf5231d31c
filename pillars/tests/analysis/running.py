"""How tests ask a calculator."""

import pytest

from pillars.analysis.catalogue import CALCULATORS
from pillars.analysis.findings import Refused


def outputs(calculator, **inputs):
    return CALCULATORS[calculator].run(inputs).outputs


def refused(calculator, inputs):
    """The problems, by the path of their place."""
    with pytest.raises(Refused) as caught:
        CALCULATORS[calculator].run(inputs)
    return {problem.path: problem.message for problem in caught.value.problems}
