"""Write amplification: the keys decide what is computed."""

import pytest

from pillars.analysis.write_amplification import WRITE_AMPLIFICATION
from pillars.tests.analysis.running import outputs, refused

MEASURED = {"tx_a": 780_000, "io_per_tx_a": 7.4, "tx_b": 27_378_000, "io_per_tx_b": 0.95}


def test_the_published_table():
    found = outputs("write_amplification", **MEASURED, copies_b=6, seconds=1800)
    assert found["tps_a"] == pytest.approx(433.33, abs=0.01)
    assert found["tps_b"] == 15_210
    assert found["tx_ratio"] == pytest.approx(35.1)
    assert found["io_per_tx_ratio"] == pytest.approx(7.79, abs=0.005)
    assert found["storage_node_io_ratio"] == pytest.approx(46.7, abs=0.05)
    assert found["total_io_b"] > found["total_io_a"] == pytest.approx(5_772_000)


@pytest.mark.parametrize(
    ("more", "mirrored", "shipped"),
    [
        ({"pages": 1}, 132_672, 1200),
        ({"pages": 0}, 1600, 1200),
        ({"pages": 1, "double_write": False}, 67_136, 1200),
        ({"pages": 1, "page_b": 0, "meta_b": 50, "copies_mirrored": 1, "copies_log": 1}, 450, 200),
    ],
)
def test_bytes_of_a_commit(more, mirrored, shipped):
    found = outputs("write_amplification", log_b=200, binlog_b=200, **more)
    assert (found["mirrored_bytes"], found["logship_bytes"]) == (mirrored, shipped)
    assert found["ratio"] == pytest.approx(mirrored / shipped)


def test_nothing_shipped_has_no_ratio():
    assert outputs("write_amplification", log_b=0, binlog_b=1, pages=0)["ratio"] is None


@pytest.mark.parametrize(
    ("inputs", "op"),
    [
        ({"aurora": 2, "mysql": 1}, "writes"),
        ({**MEASURED, "copies_b": 6, "seconds": 1}, "transactions"),
        ({"log_b": 1, "binlog_b": 1, "pages": 1}, "bytes"),
    ],
)
def test_the_keys_decide(inputs, op):
    assert WRITE_AMPLIFICATION.run(inputs).op == op


def test_what_is_missing_is_named():
    assert list(refused("write_amplification", {"aurora": 1})) == ["/mysql"]
    assert list(refused("write_amplification", {"log_b": 1, "pages": 1})) == ["/binlog_b"]
