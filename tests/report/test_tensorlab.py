import csv
import json
from dataclasses import replace
from io import StringIO
from pathlib import Path

import polars as pl
import pytest

from afterfit.errors import InputError
from afterfit.report import tensorlab
from afterfit.report.tensorlab import write_testing_folder
from afterfit.results import Analysis
from tests.report.sample_run import analyze, make_windows, sample_analysis, score

ANALYSIS = sample_analysis()
WINDOWS = make_windows("test", 72)
EVERYTHING = tensorlab.TestingSwitches()


def names(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def test_writes_the_files_of_the_guide(tmp_path: Path) -> None:
    paths = write_testing_folder(tmp_path, ANALYSIS, "int8", WINDOWS, EVERYTHING)
    assert {
        "confusion_matrix_test.png",
        "One_vs_Rest_MultiClass_ROC_test.png",
        "Histogram_Class_Score_differences_test.png",
        "fpr_tpr_thresholds.csv",
        "classification_report.txt",
        "test_results.json",
        "error_samples/error_001.csv",
    } <= names(tmp_path)
    assert {str(path.relative_to(tmp_path)) for path in paths} == names(tmp_path)
    for picture in tmp_path.glob("*.png"):
        assert picture.read_bytes().startswith(b"\x89PNG")


PICTURES_AND_TABLES = {
    "confusion_matrix": {"confusion_matrix_test.png"},
    "roc_curve": {"One_vs_Rest_MultiClass_ROC_test.png", "fpr_tpr_thresholds.csv"},
    "class_histograms": {"Histogram_Class_Score_differences_test.png"},
}
ALWAYS = {"classification_report.txt", "test_results.json"}


@pytest.mark.parametrize("switch", PICTURES_AND_TABLES)
def test_a_switched_off_output_is_neither_written_nor_left_over(
    tmp_path: Path, switch: str
) -> None:
    for name in PICTURES_AND_TABLES[switch]:
        (tmp_path / name).write_text("of an earlier run")
    switches = replace(EVERYTHING, **{switch: False, "save_errors": False})
    write_testing_folder(tmp_path, ANALYSIS, "int8", WINDOWS, switches)
    others = [files for name, files in PICTURES_AND_TABLES.items() if name != switch]
    assert names(tmp_path) == ALWAYS.union(*others)


@pytest.mark.parametrize(
    ("classes", "n", "noise"),
    [
        (("only one",), 12, 1.0),
        (("a", "b"), 6, 0.1),
        (("a", "b"), 24, 0.01),
        (("a", "b"), 24, 50.0),
        (("a", "b", "c"), 1, 1.0),
    ],
    ids=["one class", "a class missing", "perfect", "useless", "one sample"],
)
def test_every_kind_of_test_gives_every_file(
    tmp_path: Path, classes: tuple[str, ...], n: int, noise: float
) -> None:
    scored = score(make_windows("test", n, classes), "float32", noise)
    analysis = Analysis(classes, (analyze(scored),), (), ())
    write_testing_folder(tmp_path, analysis, "float32", scored.windows, EVERYTHING)
    assert ALWAYS.union(*PICTURES_AND_TABLES.values()) <= names(tmp_path)
    n_saved = sum(name.startswith("error_samples") for name in names(tmp_path))
    assert n_saved == analysis.variants[0].errors.n_errors


@pytest.mark.parametrize("switch", ["save_errors", "error_analysis"])
def test_errors_are_saved_only_when_asked_for(tmp_path: Path, switch: str) -> None:
    quick = replace(EVERYTHING, confusion_matrix=False, roc_curve=False, class_histograms=False)
    write_testing_folder(tmp_path, ANALYSIS, "int8", WINDOWS, quick)
    assert "error_samples/error_001.csv" in names(tmp_path)
    write_testing_folder(tmp_path, ANALYSIS, "int8", WINDOWS, replace(quick, **{switch: False}))
    assert not [name for name in names(tmp_path) if name.startswith("error_samples")]
    summary = json.loads((tmp_path / "test_results.json").read_text())
    assert ("errors" in summary) == (switch == "save_errors")


def test_at_most_so_many_errors_a_class_and_none_of_an_earlier_run(tmp_path: Path) -> None:
    quick = replace(EVERYTHING, confusion_matrix=False, roc_curve=False, class_histograms=False)
    write_testing_folder(tmp_path, ANALYSIS, "float32", WINDOWS, quick)
    assert len(list((tmp_path / "error_samples").iterdir())) == 18
    few = replace(quick, max_errors_per_class=1)
    write_testing_folder(tmp_path, ANALYSIS, "float32", WINDOWS, few)
    saved = sorted((tmp_path / "error_samples").iterdir())
    labels = [pl.read_csv(path)["true_label"][0] for path in saved]
    assert len(labels) == len(set(labels)) == 4


def test_thresholds_of_every_class(tmp_path: Path) -> None:
    write_testing_folder(tmp_path, ANALYSIS, "float32", WINDOWS, EVERYTHING)
    table = pl.read_csv(tmp_path / "fpr_tpr_thresholds.csv")
    assert table.columns == ["class", "threshold", "tpr", "fpr", "precision", "recall", "f1"]
    assert table["class"].unique(maintain_order=True).to_list() == [
        "walking",
        "<script>alert(1)</script>",
        "'=cmd()",
        "standing still | resting",
    ]


def test_results_of_both_variants_and_their_comparison(tmp_path: Path) -> None:
    write_testing_folder(tmp_path, ANALYSIS, "int8", WINDOWS, EVERYTHING)
    summary = json.loads((tmp_path / "test_results.json").read_text())
    assert list(summary["variants"]) == ["float32", "int8"]
    for one in summary["variants"].values():
        assert sum(map(sum, one["confusion"])) == one["n_samples"] == 72
    (cost,) = summary["comparisons"]
    assert cost["degradation"] == pytest.approx(1 / 72)


def test_comparison_can_be_switched_off(tmp_path: Path) -> None:
    quick = replace(EVERYTHING, confusion_matrix=False, roc_curve=False, class_histograms=False)
    write_testing_folder(tmp_path, ANALYSIS, "int8", WINDOWS, replace(quick, compare_results=False))
    assert "comparisons" not in json.loads((tmp_path / "test_results.json").read_text())


def test_an_untested_variant_is_an_error_that_names_the_tested(tmp_path: Path) -> None:
    with pytest.raises(
        InputError, match="'int4' was not tested on the test split; tested: float32"
    ):
        write_testing_folder(tmp_path, ANALYSIS, "int4", WINDOWS, EVERYTHING)


def test_no_cell_starts_a_formula(tmp_path: Path) -> None:
    write_testing_folder(tmp_path, ANALYSIS, "int8", WINDOWS, EVERYTHING)
    for path in tmp_path.rglob("*.csv"):
        for row in csv.reader(StringIO(path.read_text())):
            texts = [cell for cell in row if not _is_number(cell)]
            assert not [cell for cell in texts if cell.startswith(("=", "+", "@", "-"))]


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True
