"""Concurrency, hosts and cold starts: arithmetic, edges, and simulation against theory."""

import math

import pytest

from pillars.analysis.cold_starts import cold_share
from pillars.tests.analysis.running import outputs, refused


@pytest.mark.parametrize(("rate", "keepalive"), [(0.01, 60), (0.001, 600), (0.002, 100)])
def test_rare_short_requests_start_cold_as_the_formula_says(rate, keepalive):
    """One environment is enough there, and the simulation has nothing to add."""
    simulated = cold_share(rate, 0.001, keepalive, 60_000)
    formula = outputs("serverless", op="p_cold_single", rate_per_s=rate, keepalive_s=keepalive)
    assert simulated == pytest.approx(formula["p"], abs=0.01)


def test_simulation_is_repeatable_and_has_edges():
    assert cold_share(5, 1, 300, 1000) == cold_share(5, 1, 300, 1000)
    assert cold_share(0, 1, 300, 10) == 1
    assert cold_share(1, 1, 0, 500) == 1
    assert cold_share(1, 1, 1e9, 500) < 0.05
    assert cold_share(5, 1, 10, 20_000) > cold_share(5, 1, 100, 20_000)


def test_an_environment_that_is_busy_serves_nobody_else():
    assert cold_share(1e6, 100, 300, 50) == 1


def test_concurrency():
    assert outputs("serverless", op="concurrency", rps=3, duration_s=0.5) == {"concurrency": 1.5}
    found = outputs("serverless", op="required_concurrency", rps=100, duration_s=0.5)
    assert found == {"by_duration": 50, "by_rps_quota": 10, "required": 50}
    few = outputs("serverless", op="required_concurrency", rps=11, duration_s=0, rps_per_unit=5)
    assert few["required"] == 3


def test_scaling_out_within_the_burst_takes_no_time():
    assert outputs("serverless", op="scale_out", target=900) == {"seconds": 0}
    found = outputs("serverless", op="scale_out", target=500, start=100, burst=0, per_s=200)
    assert found == {"seconds": 2}


def test_hosts_by_memory_and_by_start_rate():
    found = outputs("serverless", op="hosts", concurrency=100_000, starts_per_s=3000)
    assert (found["per_host"], found["by_memory"], found["by_start_rate"]) == (7884, 13, 20)
    assert found["hosts"] == 20
    assert found["fill_host_s"] == pytest.approx(52.56)
    assert found["overhead_pct"] == pytest.approx(3.90625)
    tight = {"concurrency": 10, "mem_fn_mib": 1, "overhead_mib": 0, "host_mib": 100, "reserve": 0.9}
    assert outputs("serverless", op="hosts", **tight)["per_host"] == 10


def test_a_host_that_holds_nothing_is_refused():
    inputs = {"op": "hosts", "concurrency": 1, "mem_fn_mib": 200, "host_mib": 100}
    assert list(refused("serverless", inputs)) == ["/host_mib"]


def test_rare_use_is_cold():
    assert outputs("serverless", op="p_cold_single", rate_per_s=0, keepalive_s=300) == {"p": 1}
    found = outputs("serverless", op="p_cold_single", rate_per_s=1 / 600, keepalive_s=600)
    assert found["p"] == pytest.approx(math.exp(-1))
