import csv
import math
from dataclasses import replace

import pytest

from afterfit.costs import estimate_latency, find_device, known_devices
from afterfit.records import DtypeClass
from tests.costs.profiles import profile
from tests.shared_data import MLPERF_TINY

MEASURED = MLPERF_TINY / "measured_latency.csv"
MACS = {"kws": 2_656_768, "vww": 7_489_664, "ic": 12_501_632, "ad": 264_192}


def test_a_range_by_hand() -> None:
    ranges = estimate_latency(profile(), find_device("NUCLEO-L4R5ZI")).ranges
    slowest = ranges[-1]
    assert slowest.runtime == "TFLite Micro reference kernels"
    assert slowest.typical_ms == pytest.approx(12_501_632 * 7.03 / 120e3)
    assert slowest.high_ms / slowest.typical_ms == pytest.approx(1.58)
    assert slowest.typical_ms / slowest.low_ms == pytest.approx(1.58)
    assert slowest.low_ms < 704.2 < slowest.high_ms  # what the board took
    assert [one.typical_ms for one in ranges] == sorted(one.typical_ms for one in ranges)
    assert {one.basis for one in ranges} == {"estimated"}


@pytest.mark.parametrize(
    ("dtype_class", "n_macs", "device", "reason"),
    [
        ("hybrid", 1, "NUCLEO-L4R5ZI", "no latency was measured for hybrid models"),
        ("float", 1, "NUCLEO-L4R5ZI", "no latency of float32 models was measured on NUCLEO-L4R5ZI"),
        ("int8", None, "NUCLEO-L4R5ZI", "the multiply-accumulates of a layer cannot be counted"),
        ("int8", 1, "AM13E2", "no latency of int8 models was measured on AM13E2"),
    ],
)
def test_no_range_has_a_reason(
    dtype_class: DtypeClass, n_macs: int | None, device: str, reason: str
) -> None:
    latency = estimate_latency(profile(dtype_class, n_macs), find_device(device))
    assert (latency.ranges, latency.reason) == ((), reason)


def test_an_unknown_clock_is_a_reason() -> None:
    device = replace(find_device("NUCLEO-L4R5ZI"), clock_mhz=None)
    assert estimate_latency(profile(), device).reason == "the clock of NUCLEO-L4R5ZI is not known"


def test_int8_is_slower_than_float_where_it_was_measured_so() -> None:
    device = find_device("RH850-F1KM-S4")
    (integer,) = estimate_latency(profile("int8"), device).ranges
    (real,) = estimate_latency(profile("float"), device).ranges
    assert integer.typical_ms > real.typical_ms


@pytest.mark.skipif(not MEASURED.exists(), reason=f"{MEASURED} is absent")
def test_coefficients_are_those_of_the_measurements() -> None:
    with MEASURED.open(newline="") as stream:
        rows = [row for row in csv.DictReader(stream) if row["bench"] in MACS]
    checked = 0
    for device in known_devices().values():
        for speed in device.speeds:
            if "tiny_results" not in speed.source:
                continue
            log, _, folder = speed.source.partition(" ")
            division, submitter, system = folder.split("/")
            stem = f"mlcommons/{log}:{division}/{submitter}/results/{system}/"
            measured = [
                float(row["latency_ms"]) * 1e3 * (device.clock_mhz or 0) / MACS[row["bench"]]
                for row in rows
                if row["source"].startswith(stem)
            ]
            assert len(measured) == speed.n_models, stem
            mean = math.exp(sum(map(math.log, measured)) / len(measured))
            assert speed.cycles_per_mac == pytest.approx(mean, abs=0.0051), stem
            inside = [mean / speed.factor <= one <= mean * speed.factor for one in measured]
            assert sum(inside) >= len(inside) - 1, stem
            checked += 1
    assert checked == 24
