from dataclasses import replace
from pathlib import Path

import pytest

from afterfit.costs import find_device
from afterfit.errors import InputError, MissingExtraError
from afterfit.records import NpuEstimate
from afterfit.runtimes.vela import (
    VELA_VARIABLE,
    estimate_npu,
    npu_latency,
    read_summary,
    vela_command,
)
from tests.shared_data import MLPERF_TINY

RECORDED = Path(__file__).parent / "vela"
U55, U85 = find_device("Ethos-U55-128"), find_device("ethos-u85-256")
ALL_ON_NPU = "CPU operators = 0 (0.0%)\nNPU operators = 39 (100.0%)\n"

needs_vela = pytest.mark.skipif(
    vela_command() is None or not MLPERF_TINY.is_dir(),
    reason=f"needs Vela (pip install ethos-u-vela, or {VELA_VARIABLE}) and models of MLPerf Tiny",
)


def recorded(said: str = ALL_ON_NPU) -> NpuEstimate:
    return read_summary(RECORDED / "kws_int8_summary.csv", said, U55, "Vela 5.2.0")


def test_a_recorded_summary() -> None:
    found = recorded()
    assert (found.cycles, found.clock_mhz) == (89_900, 500)
    assert found.latency_ms == pytest.approx(0.1798) == 89_900 / 500e3
    assert found.sram_bytes == 21.671875 * 1024
    assert (found.storage, found.storage_bytes) == ("Off-chip Flash", 30.375 * 1024)
    assert (found.npu_share, found.basis) == (1, "estimated")


def test_an_npu_with_its_weights_in_dram() -> None:
    found = read_summary(RECORDED / "kws_int8_u85_summary.csv", ALL_ON_NPU, U85, "Vela 5.2.0")
    assert (found.storage, found.clock_mhz) == ("DRAM", 1000)
    assert found.latency_ms == pytest.approx(0.054, abs=0.0005)
    assert found.storage_bytes == pytest.approx(31.09 * 1024, abs=5)


def test_latency_is_one_figure_that_says_who_estimated_it() -> None:
    (only,) = npu_latency(recorded()).ranges
    assert only.low_ms == only.typical_ms == only.high_ms == pytest.approx(0.1798)
    assert (only.runtime, only.n_models, only.basis) == ("Vela 5.2.0", 0, "estimated")
    assert only.source == "its estimate for ethos-u55-128 at 500 MHz"


@pytest.mark.parametrize(
    ("n_cpu", "n_npu", "said"),
    [(12, 0, "12 of 12 operators"), (1, 38, "1 of 39 operators"), (0, 0, "0 of 0 operators")],
    ids=["float model", "one falls back", "no operators"],
)
def test_no_latency_where_operators_are_left_to_the_cpu(n_cpu: int, n_npu: int, said: str) -> None:
    found = npu_latency(recorded(f"CPU operators = {n_cpu} (x)\nNPU operators = {n_npu} (x)\n"))
    assert found.ranges == ()
    assert found.reason.startswith(said)


@pytest.mark.parametrize(
    ("content", "said"),
    [("", ALL_ON_NPU), ("a,b\n1,2\n", ALL_ON_NPU), (None, "nothing about operators")],
    ids=["empty", "other columns", "no operators told"],
)
def test_summaries_of_another_form(content: str | None, said: str, tmp_path: Path) -> None:
    text = (RECORDED / "kws_int8_summary.csv").read_text() if content is None else content
    (tmp_path / "summary.csv").write_text(text)
    with pytest.raises(InputError, match="wrote no summary that can be read"):
        read_summary(tmp_path / "summary.csv", said, U55, "Vela 9")


def test_without_vela_the_install_line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv(VELA_VARIABLE, raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("sys.executable", str(tmp_path / "python"))
    with pytest.raises(MissingExtraError, match=r"pip install 'afterfit\[ethos\]'"):
        estimate_npu(tmp_path / "model.tflite", U55)


def test_a_command_that_is_not_there(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(VELA_VARIABLE, str(tmp_path / "vela"))
    with pytest.raises(InputError, match=f"{VELA_VARIABLE}: no such command"):
        estimate_npu(tmp_path / "model.tflite", U55)


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("echo; echo 'Error: no such file' >&2; exit 1", "cannot compile the model: Error: no"),
        ("exit 0", "wrote 0 summaries"),
    ],
)
def test_a_vela_that_fails(
    script: str, said: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    command = tmp_path / "vela"
    command.write_text(f"#!/bin/sh\n{script}\n")
    command.chmod(0o755)
    monkeypatch.setenv(VELA_VARIABLE, str(command))
    with pytest.raises(InputError, match=said):
        estimate_npu(tmp_path / "model.tflite", U55)


@needs_vela
@pytest.mark.parametrize(
    ("model", "u55_ms", "sram_kib", "flash_kib", "u85_ms"),
    [
        ("kws_int8", 0.180, 21.7, 30.4, 0.054),
        ("ic01_resnet8_int8", 0.403, 50.6, 77.4, 0.099),
        ("ad01_int8", 0.402, 0.75, 196.5, 0.063),
        ("sww_dscnn1d_int8", 0.119, 8.8, 55.7, 0.027),
    ],
)
def test_models_of_mlperf_tiny(
    model: str, u55_ms: float, sram_kib: float, flash_kib: float, u85_ms: float
) -> None:
    path = MLPERF_TINY / f"{model}.tflite"
    small, large = estimate_npu(path, U55), estimate_npu(path, U85)
    assert (round(small.latency_ms, 3), round(large.latency_ms, 3)) == (u55_ms, u85_ms)
    assert small.sram_bytes / 1024 == pytest.approx(sram_kib, abs=0.06)
    assert small.storage_bytes / 1024 == pytest.approx(flash_kib, abs=0.06)
    assert small.npu_share == large.npu_share == 1


@needs_vela
@pytest.mark.parametrize("model", ["kws_float32", "kws_hybrid"])
def test_models_that_the_npu_does_not_take(model: str) -> None:
    found = estimate_npu(MLPERF_TINY / f"{model}.tflite", U55)
    assert found.n_npu_operators == 0
    assert npu_latency(found).ranges == ()


@needs_vela
def test_what_is_no_model(tmp_path: Path) -> None:
    (tmp_path / "broken.tflite").write_bytes(b"TFL3 no")
    with pytest.raises(InputError, match="cannot compile the model"):
        estimate_npu(tmp_path / "broken.tflite", U55)


@needs_vela
def test_an_accelerator_that_vela_does_not_know() -> None:
    with pytest.raises(InputError, match="invalid choice"):
        estimate_npu(MLPERF_TINY / "kws_int8.tflite", replace(U55, accelerator="ethos-u99"))
