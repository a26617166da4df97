import pytest

from afterfit.errors import InputError
from afterfit.views import (
    make_table,
    raised_findings,
    table_classes,
    table_errors,
    table_findings,
    table_layers,
    table_quality,
    table_quantization,
    table_variants,
)
from tests.report.sample_run import (
    FINDINGS,
    errors_of,
    make_windows,
    quality_of,
    sample_analysis,
    sample_profiles,
    score,
)

SCORED = score(make_windows("test", 72), "float32", 1.2)


def test_rows_must_fit_the_columns() -> None:
    with pytest.raises(InputError, match="2 cells, got 1"):
        make_table("t", ["a", ">b"], [["only one"]])


def test_quality_gives_value_interval_n_and_method() -> None:
    first = table_quality(quality_of(SCORED)).rows[0]
    assert first == ("Accuracy", "75.0 %", "63.9–83.6", "72", "wilson")


def test_a_class_without_samples_says_so() -> None:
    missing = quality_of(score(make_windows("test", 6, ("a", "b")), "float32", 0.1))
    assert table_classes(missing).rows[1] == (
        "b",
        "– (never predicted)",
        "– (no samples)",
        "– (no samples)",
        "– (samples of one kind only)",
        "– (no samples)",
        "0",
        "0",
    )


def test_errors_left_out_are_counted() -> None:
    every = errors_of(SCORED)
    assert len(table_errors(every).rows) == every.n_errors
    some = table_errors(every, most=2)
    assert f"2 of {every.n_errors} errors shown, the most confident" in some.note
    limited = table_errors(errors_of(SCORED, max_per_class=1))
    assert f"{len(limited.rows)} of {every.n_errors} errors shown" in limited.note


def test_variants_are_one_row_a_split() -> None:
    rows = table_variants(sample_analysis()).rows
    assert [(row[0], row[1]) for row in rows[:2]] == [
        ("float32", "train"),
        ("float32", "validation"),
    ]
    assert len(rows) == 6


def test_quantization_has_both_sizes_and_the_test() -> None:
    rows = {row[0]: row for row in table_quantization(sample_analysis().comparisons[2]).rows}
    assert rows["Model file"] == ("Model file", "15.1 KiB", "6.1 KiB", "40.1 % of the size")
    assert rows["Right where the other is wrong"][3] == "p = 1 (exact McNemar)"


def test_layers_tell_shape_and_parameters() -> None:
    table = table_layers(sample_profiles()[0])
    assert table.rows[0] == ("conv1", "Conv", "1 × 8 × 12 × 1", "88")
    assert "220 parameters" in table.note


def test_raised_findings_come_by_severity() -> None:
    assert [one.code for one in raised_findings(FINDINGS)] == ["FL001", "CL003"]
    assert [row[2] for row in table_findings(FINDINGS).rows] == [
        "clear",
        "error",
        "warning",
        "not applicable",
    ]
