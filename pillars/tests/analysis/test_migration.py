"""Convergence against a queue simulated in steps, and its edges."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pillars.analysis.migration import MIGRATION, changes, converges_at
from pillars.tests.analysis.running import outputs, refused

BASE = {"records": 1e6, "load_rate": 1000, "change_rate": 300, "apply_rate": 500}
YEAR = 31_536_000


def simulated(*, step, records, load_rate, change_rate, apply_rate, retry=0.0, growth=0.0):
    """The moment when the waiting changes are gone; None when they grow for ever."""
    rate, waiting, now = change_rate, 0.0, 0.0
    loaded = records / (load_rate * (1 - retry))
    faster = (1 + growth) ** (step / YEAR)
    while now < loaded or waiting > 0:
        waiting += rate * step - (apply_rate * (1 - retry) * step if now >= loaded else 0)
        now, rate = now + step, rate * faster
        if now > loaded and rate >= apply_rate * (1 - retry):
            return None
    return now


@pytest.mark.parametrize(
    "more",
    [
        {},
        {"retry": 0.2},
        {"growth": 400},
        {"growth": 900, "records": 2e6, "change_rate": 450},
        {"apply_rate": 300.1},
    ],
)
def test_convergence_is_what_a_simulated_queue_does(more):
    inputs = {**BASE, **more}
    expected = simulated(step=1.0, **inputs)
    found = outputs("migration", **inputs)["converge_s"]
    assert found == (None if expected is None else pytest.approx(expected, rel=2e-3))


def test_growth_can_overtake():
    assert outputs("migration", **{**BASE, "growth": 900, "apply_rate": 301})["converge_s"] is None


def test_never_leaves_the_rest_computed():
    finding = MIGRATION.run({**BASE, "apply_rate": 300, "retry": 0.5, "verify_h": 1})
    assert finding.outputs["converge_s"] is finding.outputs["catchup_s"] is None
    assert finding.outputs["dual_write_window_s"] is None
    assert finding.outputs["full_load_s"] == 2000
    assert finding.outputs["backlog_at_load_end"] == 600_000
    assert finding.outputs["attempts_per_record"] == 2
    assert finding.outputs["extra_writes_from_retries"] == 1e6
    assert finding.outputs["peak_target_writes_per_s"] == 1300
    assert "never converges" in finding.warnings[0].told()


def test_nothing_to_catch_up():
    found = outputs("migration", **{**BASE, "change_rate": 0, "apply_rate": 0, "soak_h": 2})
    assert (found["converge_s"], found["catchup_s"]) == (1000, 0)
    assert found["dual_write_window_s"] == 7200


def test_shrinking_changes_count_as_constant():
    assert outputs("migration", **BASE, growth=-0.5) == outputs("migration", **BASE)


@given(rate=st.floats(1, 499), more=st.floats(0, 100), growth=st.floats(0, 1e-7))
def test_faster_applying_never_converges_later(rate, more, growth):
    slow = converges_at(1000, rate, 500, growth)
    fast = converges_at(1000, rate, 500 + more, growth)
    assert slow is None or (fast is not None and fast <= slow * (1 + 1e-9))
    if slow is not None:
        assert changes(rate, growth, slow) == pytest.approx(500 * (slow - 1000), rel=1e-6)


def test_the_apply_rate_needed_leads_to_the_target():
    needed = outputs(
        "migration", op="apply_needed", change_rate=300, full_load_s=86_400, target_days=3
    )["apply_rate"]
    assert converges_at(86_400, 300, needed, 0) == pytest.approx(3 * 86_400)
    late = {"op": "apply_needed", "change_rate": 300, "full_load_s": 86_400, "target_days": 1}
    assert outputs("migration", **late) == {"apply_rate": None}


def test_more_than_half_retried_is_refused():
    assert list(refused("migration", {**BASE, "retry": 0.51})) == ["/retry"]
    assert set(refused("migration", {})) == {f"/{key}" for key in BASE}
