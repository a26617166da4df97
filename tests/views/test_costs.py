from dataclasses import replace

from afterfit.records import Latency, LatencyRange, NpuEstimate
from afterfit.views import table_costs, table_layer_costs
from tests.views.sample_costs import sample_costs, sample_profile

NPU_LATENCY = Latency(
    "Ethos-U55-128", (LatencyRange("Vela 5.2.0", 0.18, 0.18, 0.18, 0, "its estimate"),), ""
)


def sample_npu() -> NpuEstimate:
    return NpuEstimate(
        *("Ethos-U55-128", "ethos-u55-128", "Vela 5.2.0"),
        n_npu_operators=39,
        n_cpu_operators=0,
        cycles=89_900,
        clock_mhz=500,
        latency_ms=0.1798,
        sram_bytes=22_192,
        storage="Off-chip Flash",
        storage_bytes=31_104,
    )


def test_every_figure_stands_beside_how_it_was_found() -> None:
    table = table_costs(sample_costs())
    assert [column.name for column in table.columns] == ["", "float32", "int8", "Found by"]
    rows = {row[0].strip(): row[1:] for row in table.rows}
    assert rows["Computes in"] == ("float", "int8", "read from the tensors")
    assert rows["Multiply-accumulates"] == ("10,000", "10,000", "computed")
    assert rows["Model file"] == ("7.8 KiB", "2.0 KiB", "measured")
    assert rows["of it scales and zero points"] == ("0 B (0 %)", "180 B (9.0 %)", "computed")
    assert rows["Activation memory"] == ("640 B (estimated)", "160 B (computed)", "see cell")
    assert rows["TFLite Micro arena"] == ("–", "1.2 KiB (160 B + 1.0 KiB)", "measured, at most")
    latency = rows["Latency on NUCLEO, X-CUBE-AI 10.2"]
    assert latency == ("–", "1.58 ms (1.0–2.5)", "estimated")


def test_the_note_names_sources_reasons_and_caveats() -> None:
    note = table_costs(sample_costs()).note
    assert "X-CUBE-AI 10.2: tiny_results_v1.3 (4 models)" in note
    assert "float32: no float was measured." in note
    assert note.endswith("An estimate only.")


def test_no_device_no_latency() -> None:
    costs = [replace(one, latency=None) for one in sample_costs()]
    assert not any("Latency" in row[0] for row in table_costs(costs).rows)


def test_layers_share_the_multiply_accumulates() -> None:
    table = table_layer_costs(sample_profile())
    assert table.rows[0] == (
        *("conv1", "CONV_2D", "1 × 8 × 12 × 1", "88", "9,600", "96.0 %", "88 B", "96 B"),
    )
    assert "10,000" in table.note


def test_what_cannot_be_counted_is_a_dash() -> None:
    profile = sample_profile()
    lstm = replace(profile.layers[0], n_macs=None, output_bytes=None, output_shape=())
    table = table_layer_costs(replace(profile, layers=(lstm, profile.layers[1])))
    assert table.rows[0][2:] == ("–", "88", "–", "–", "88 B", "–")
    assert table.rows[1][5] == "–"
    assert "not all countable" in table.note


def test_what_vela_estimates_of_an_npu() -> None:
    reference, candidate = sample_costs()
    table = table_costs([reference, replace(candidate, npu=sample_npu(), latency=NPU_LATENCY)])
    rows = {row[0].strip(): row[2:] for row in table.rows}
    assert rows["Ethos-U55-128: operators on the NPU"] == ("39 of 39 (100 %)", "estimated")
    assert rows["Ethos-U55-128: cycles"] == ("89,900", "estimated")
    assert rows["Ethos-U55-128: SRAM"] == ("21.7 KiB", "estimated")
    assert rows["Ethos-U55-128: weights and commands"] == (
        *("30.4 KiB (Off-chip Flash)", "estimated"),
    )
    assert rows["Latency on Ethos-U55-128, Vela 5.2.0"] == ("0.18 ms", "estimated")
    assert "Vela 5.2.0: its estimate" in table.note
    assert "(0 models)" not in table.note


def test_cycles_of_a_part_are_not_shown() -> None:
    (_, candidate) = sample_costs()
    partly = replace(sample_npu(), n_cpu_operators=1, n_npu_operators=38)
    rows = {row[0]: row[1] for row in table_costs([replace(candidate, npu=partly)]).rows}
    assert rows["Ethos-U55-128: operators on the NPU"] == "38 of 39 (97.4 %)"
    assert rows["Ethos-U55-128: cycles"] == "–"


def test_nothing_is_said_of_what_an_npu_does_not_take() -> None:
    (_, candidate) = sample_costs()
    none = replace(sample_npu(), n_cpu_operators=39, n_npu_operators=0, sram_bytes=0)
    rows = {row[0]: row[1] for row in table_costs([replace(candidate, npu=none)]).rows}
    assert rows["Ethos-U55-128: operators on the NPU"] == "0 of 39 (0 %)"
    assert rows["Ethos-U55-128: SRAM"] == rows["Ethos-U55-128: weights and commands"] == "–"
