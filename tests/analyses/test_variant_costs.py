from dataclasses import replace

import pytest

from afterfit.analyses import cost_figures
from afterfit.records import ActivationMemory, ArenaReport, Latency, LatencyRange, VariantCost
from tests.report.sample_run import sample_profiles

PROFILE = replace(
    sample_profiles()[1],
    memory=ActivationMemory("computed", 900, 1200, 2, (), ()),
    file_format="tflite",
)
FAST = LatencyRange("fast kernels", 1, 2, 3, 4, "bench")
SLOW = LatencyRange("slow kernels", 5, 6, 7, 4, "bench")
LATENCY = Latency("board", (FAST, SLOW), "")


def test_figures_come_with_their_basis() -> None:
    costs = cost_figures(VariantCost(PROFILE, None, LATENCY))
    assert (costs.flash_bytes.typical, costs.flash_bytes.basis) == (6_212, "measured")
    assert (costs.ram_bytes.typical, costs.ram_bytes.basis) == (1200, "computed")
    assert (costs.latency_ms.low, costs.latency_ms.high) == (1, 3)
    assert (costs.latency_ms.basis, costs.latency_ms.note) == ("estimated", "board, fast kernels")
    assert costs.unsupported == ""


def test_a_measured_arena_comes_before_a_plan() -> None:
    ram = cost_figures(VariantCost(PROFILE, ArenaReport(1200, 500, 4096), None)).ram_bytes
    assert (ram.typical, ram.high, ram.basis) == (1200, 1700, "measured")


@pytest.mark.parametrize(
    ("latency", "reason"),
    [(None, "no device was named"), (Latency("board", (), "its clock is not known"), "its clock")],
)
def test_what_is_not_known_says_why(latency: Latency | None, reason: str) -> None:
    costs = cost_figures(VariantCost(replace(PROFILE, memory=None), None, latency))
    assert not costs.latency_ms.is_known
    assert costs.latency_ms.note.startswith(reason)
    assert costs.ram_bytes.note == "the file does not tell the shape of every tensor"
