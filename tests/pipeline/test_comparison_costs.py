"""Costs and limits that a comparison takes over from runs."""

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from afterfit.errors import InputError
from afterfit.files import write_text
from afterfit.pipeline.analyze import analyze_predictions
from afterfit.pipeline.budget import BudgetWish, shipping_of
from afterfit.pipeline.compare import compare
from afterfit.pipeline.comparison_costs import KnownCosts, costs_of_sides
from afterfit.pipeline.comparison_sides import Side, find_side, named_apart
from afterfit.pipeline.folder import RunFolder
from afterfit.pipeline.reports import read_analysis
from afterfit.pipeline.shipping import Shipping
from afterfit.readers import ReadOptions, read_costs, write_costs, write_predictions
from afterfit.records import Device, NpuEstimate, VariantCost
from afterfit.results import (
    Budget,
    CostFigure,
    Limit,
    VariantCosts,
    to_json,
)
from tests.report.sample_run import make_windows, score
from tests.views.sample_costs import sample_costs, sample_profile

WINDOWS = make_windows("test", 72)
LIMIT = Budget((Limit("flash_bytes", 7_000, "--max-flash"),), "NUCLEO")
NO_FORMS: Mapping[str, str] = {}
FLOAT, INT8 = sample_costs()


def run_of(
    root: Path,
    costs: Sequence[VariantCost],
    shipping: Shipping,
    forms: Mapping[str, str] = NO_FORMS,
) -> Path:
    """Write what a finished run leaves, of both variants and of *forms* in which int8 ships."""
    folder = RunFolder(root)
    names = ["float32", "int8", *forms.values()]
    tested = [score(WINDOWS, name, noise=1.2).predictions for name in names]
    for one in tested:
        write_predictions(one, folder.predictions(one.variant, "test"))
    write_costs(costs, folder.costs)
    wanted = shipping.with_models(costs).shipped_as(forms)
    write_text(folder.analysis, to_json(analyze_predictions(tested, shipping=wanted)))
    return root


def taken(
    reference: tuple[Path, str], candidate: tuple[Path, str], asked: Shipping | None = None
) -> KnownCosts:
    """Return what a comparison takes over, without making its report."""
    sides = [Side(path, "--option", name) for path, name in (reference, candidate)]
    paths = reference[0], candidate[0]
    one, other = (find_side(side, ReadOptions()) for side in sides)
    return costs_of_sides(paths, named_apart(one, other, paths), asked or Shipping())


@pytest.fixture
def run(tmp_path: Path) -> Path:
    return run_of(tmp_path / "one", (FLOAT, INT8), Shipping(LIMIT))


def test_the_choice_is_that_of_the_run(run: Path) -> None:
    outcome = compare(
        run, run, reference_variant="float32", candidate_variant="int8", output=run.parent / "out"
    )
    own = read_analysis(run)
    assert outcome.analysis is not None
    assert own.decision is not None
    assert repr(outcome.analysis.decision) == repr(own.decision)  # nan is not equal to itself
    kept = read_costs(RunFolder(run.parent / "out").costs)
    assert [one.profile.variant for one in kept] == ["float32", "int8"]


def test_flash_ram_and_latency_are_known(run: Path) -> None:
    costs = taken((run, "float32"), (run, "int8")).shipping.costs
    flash = [costs[name].flash_bytes.typical for name in ("float32", "int8")]
    assert flash == [8e3, 2e3]
    assert costs["int8"].ram_bytes.high == 1_184
    assert costs["int8"].latency_ms.typical == 1.58
    assert costs["float32"].latency_ms.note == "no float was measured"


def test_of_a_file_nothing_is_known(run: Path) -> None:
    alone = RunFolder(run).predictions("int8", "test")
    found = taken((run, "float32"), (alone, "int8"))
    assert list(found.shipping.costs) == ["float32"]
    assert found.shipping.budget == LIMIT


def test_what_the_user_says_counts_before_the_runs(run: Path) -> None:
    given = VariantCosts.unknown("int8", "not given")
    asked = Shipping.given(
        Budget((Limit("ram_bytes", 100, "--max-ram"),), margin=0.02),
        [replace(given, flash_bytes=CostFigure.of(9_000, "given"))],
    )
    found = taken((run, "float32"), (run, "int8"), asked).shipping
    assert found.budget == asked.budget
    int8 = found.costs["int8"]
    assert (int8.flash_bytes.basis, int8.flash_bytes.typical) == ("given", 9_000)
    assert int8.ram_bytes.basis == "measured"


def test_limits_are_of_the_runs_and_the_margin_of_the_user(run: Path) -> None:
    found = taken((run, "float32"), (run, "int8"), Shipping(Budget(margin=0.03)))
    assert found.shipping.budget == replace(LIMIT, margin=0.03)


def test_another_device_has_latencies_of_its_own(run: Path) -> None:
    asked = Shipping(Budget(device="NUCLEO-L4R5ZI"))
    costs = taken((run, "float32"), (run, "int8"), asked).shipping.costs
    assert costs["int8"].latency_ms.note.startswith("NUCLEO-L4R5ZI")
    assert "take .tflite files" in costs["float32"].latency_ms.note


def own_device(path: Path) -> str:
    """Write a user's file with one device, called as a known one is."""
    lines = """
        NUCLEO-L4R5ZI:
          processor: Cortex-M4
          source: my bench
          clock_mhz: 100
          latency: [{runtime: mine, dtype: int8, cycles_per_mac: 5, n_models: 1, source: me}]
        """
    write_text(path, textwrap.dedent(lines))
    return str(path)


def test_a_device_of_the_users_own_has_latencies_of_its_own(run: Path, tmp_path: Path) -> None:
    wish = BudgetWish(device=own_device(tmp_path / "board.yaml"))
    int8 = taken((run, "float32"), (run, "int8"), shipping_of(wish)).shipping.costs["int8"]
    assert int8.latency_ms.typical == pytest.approx(10_000 * 5 / 100_000)
    assert int8.latency_ms.note == "NUCLEO-L4R5ZI, mine"


@pytest.mark.parametrize("is_kept", [True, False], ids=["at hand", "not at hand"])
def test_an_ethos_u_asks_vela_of_the_file_of_the_run(
    run: Path, is_kept: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = RunFolder(run).device_model
    asked: list[Path] = []

    def vela(path: Path, device: Device) -> NpuEstimate:
        asked.append(path)
        raise InputError(f"no Vela for {device.name}")

    monkeypatch.setattr("afterfit.pipeline.model_costs.estimate_npu", vela)
    if is_kept:
        write_text(path, "TFL3")
    wanted = shipping_of(BudgetWish(device="Ethos-U55-128"))
    costs = taken((run, "float32"), (run, "int8"), wanted).shipping.costs
    path.unlink(missing_ok=True)
    assert asked == ([path] if is_kept else [])
    assert costs["float32"].latency_ms.note == "Vela takes .tflite files, and this is onnx"
    assert costs["int8"].latency_ms.note == (
        "no Vela for Ethos-U55-128"
        if is_kept
        else "Vela reads the model file, which is not at hand"
    )


def test_runs_for_several_devices_are_not_compared_by_latency(run: Path, tmp_path: Path) -> None:
    assert INT8.latency is not None
    other = replace(INT8, latency=replace(INT8.latency, device="EVK"))
    second = run_of(tmp_path / "two", (FLOAT, other), Shipping(replace(LIMIT, device="EVK")))
    found = taken((run, "int8"), (second, "int8")).shipping
    assert found.budget.limits == ()
    assert list(found.costs) == ["int8 (one)", "int8 (two)"]
    assert not any(one.latency_ms.is_known for one in found.costs.values())
    assert found.costs["int8 (two)"].latency_ms.note.startswith("its run is for EVK")


def test_costs_that_only_a_user_knew_and_forms_of_one_run(tmp_path: Path) -> None:
    given = replace(VariantCosts.unknown("int8", "-"), latency_ms=CostFigure.of(3.5, "given"))
    onnx = replace(INT8, profile=replace(sample_profile(), file_format="onnx"), latency=None)
    on_device = replace(INT8, profile=replace(INT8.profile, variant="int8_tflm"))
    shipping, forms = Shipping.given(LIMIT, [given]), {"int8": "int8_tflm"}
    run = run_of(tmp_path / "one", (FLOAT, onnx, on_device), shipping, forms)
    both = taken((run, "int8"), (run, "int8_tflm")).shipping.costs
    assert both["int8"].latency_ms.typical == 3.5
    assert both["int8"].shipped_as == "int8_tflm"
    assert taken((run, "float32"), (run, "int8")).shipping.costs["int8"].shipped_as == ""


@pytest.mark.parametrize("name", ["costs", "analysis"])
def test_a_damaged_file_beside_the_predictions_leaves_them_comparable(run: Path, name: str) -> None:
    path: Path = getattr(RunFolder(run), name)
    path.write_text("{", encoding="utf-8")
    found = taken((run, "float32"), (run, "int8")).shipping
    assert found.costs["int8"].latency_ms.is_known
    assert found.budget.is_limited is (name == "costs")
