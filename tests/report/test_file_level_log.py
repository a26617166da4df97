from dataclasses import replace

from afterfit.report import file_level_log, quantization_block
from tests.report.sample_run import sample_analysis

ANALYSIS = sample_analysis()
LOG = file_level_log(ANALYSIS)


def test_one_table_a_variant_of_train_and_test() -> None:
    headings = [line.split(",")[0] for line in LOG.splitlines() if " split, n = " in line]
    assert headings[:4] == [
        "FloatTrain (float32",
        "QuantTrain (int8",
        "TestData (float32",
        "TestData (int8",
    ]


def test_columns_of_the_guide_and_paths_of_the_files() -> None:
    head = next(line for line in LOG.splitlines() if "True Class" in line)
    for name in ("True Class", "File", "Total Samples", "Predicted as walking"):
        assert name in head
    assert "classes/walking/train_0.csv" in LOG


def test_the_worst_file_comes_first() -> None:
    table = LOG[LOG.index("TestData (float32") :].splitlines()
    assert "classes/=cmd()/test_2.csv" in table[4]


def test_the_block_of_the_guide() -> None:
    block = quantization_block(ANALYSIS.comparisons[2])
    assert block.splitlines() == [
        "Float32 Model:",
        "  Accuracy: 75.0 %",
        "  F1-Score: 0.746 (macro)",
        "INT8 Quantized Model:",
        "  Accuracy: 73.6 %",
        "  F1-Score: 0.728 (macro)",
        "Degradation: 1.4 %",
        "  95 % interval: +1.4 points (−3.3 to +6.1); p = 1 (exact McNemar), n = 72, test split",
    ]
    assert block in LOG


def test_no_loss_is_no_degradation() -> None:
    cost = ANALYSIS.comparisons[2]
    equal = replace(cost, accuracy_change=replace(cost.accuracy_change, value=0.0))
    assert "Degradation: 0 %" in quantization_block(equal)
