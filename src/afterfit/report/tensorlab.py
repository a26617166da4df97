"""Results → the testing folder that §8.6 of the Tensorlab user guide names."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from afterfit.errors import InputError
from afterfit.files import write_bytes, write_text
from afterfit.records import Windows
from afterfit.report.classification_report import classification_report
from afterfit.report.error_files import limited, write_error_files, write_error_pictures
from afterfit.report.png import render_png
from afterfit.report.results_file import results_json
from afterfit.report.threshold_file import thresholds_csv
from afterfit.results import Analysis, VariantAnalysis
from afterfit.views import Chart, chart_confusion, chart_margins, chart_roc

CONFUSION_PICTURE = "confusion_matrix_test.png"
ROC_PICTURE = "One_vs_Rest_MultiClass_ROC_test.png"
MARGINS_PICTURE = "Histogram_Class_Score_differences_test.png"
THRESHOLDS_FILE = "fpr_tpr_thresholds.csv"
REPORT_FILE = "classification_report.txt"
RESULTS_FILE = "test_results.json"
ERRORS_FOLDER = "error_samples"


@dataclass(frozen=True, slots=True)
class TestingSwitches:
    """Which outputs a test writes; the keys of ``testing.analysis`` and ``testing``."""

    confusion_matrix: bool = True
    """The picture of the confusion matrix."""
    roc_curve: bool = True
    """The picture of the ROC curves and the table of thresholds."""
    class_histograms: bool = True
    """The picture of score differences."""
    error_analysis: bool = True
    """The list of errors in test_results.json."""
    save_errors: bool = True
    """One file an error, with its signals; needs error_analysis."""
    max_errors_per_class: int | None = None
    """Most errors listed and saved for a true class; None for all that the analysis kept."""
    compare_results: bool = True
    """The block in test_results.json that compares the variants."""


def write_testing_folder(
    folder: Path,
    analysis: Analysis,
    variant: str,
    windows: Windows | None,
    switches: TestingSwitches,
    split: str = "test",
) -> list[Path]:
    """Write the test of one variant into *folder* and return the paths, in order.

    *windows* are those that were tested, in the order of the predictions; None where they are not
    at hand, and then no error can be saved with its signals. Pictures, thresholds, the text
    report and the errors are those of *variant*; test_results.json holds every variant that was
    tested on the split. Outputs that are switched off, and those of an earlier run, are removed.

    Raises
    ------
    InputError
        When *variant* was not tested on the split, or the windows are not those of the test.
    """
    tested = analysis.of(variant, split)
    if tested is None:
        known = ", ".join(f"{one.variant} on {one.split}" for one in analysis.variants) or "none"
        raise InputError(f"{variant!r} was not tested on the {split} split; tested: {known}")
    paths = [
        *_write_pictures(folder, tested, switches),
        *_write_tables(folder, tested, switches),
        *_write_errors(folder, tested, windows, switches),
        _write_results(folder, analysis, tested, switches),
    ]
    _remove_left_over(folder, paths)
    return paths


def _write_pictures(folder: Path, one: VariantAnalysis, switches: TestingSwitches) -> list[Path]:
    pictures: list[tuple[bool, str, Callable[[], Chart]]] = [
        (switches.confusion_matrix, CONFUSION_PICTURE, lambda: chart_confusion(one.confusion)),
        (switches.roc_curve, ROC_PICTURE, lambda: chart_roc(one.thresholds)),
        (switches.class_histograms, MARGINS_PICTURE, lambda: chart_margins(one.margins)),
    ]
    paths = []
    for wanted, name, draw in pictures:
        if wanted:
            write_bytes(folder / name, render_png(draw()))
            paths.append(folder / name)
    return paths


def _write_tables(folder: Path, one: VariantAnalysis, switches: TestingSwitches) -> list[Path]:
    report = folder / REPORT_FILE
    write_text(report, classification_report(one.quality))
    if not switches.roc_curve:
        return [report]
    thresholds = folder / THRESHOLDS_FILE
    write_text(thresholds, thresholds_csv(one.thresholds))
    return [thresholds, report]


def _write_errors(
    folder: Path, one: VariantAnalysis, windows: Windows | None, switches: TestingSwitches
) -> list[Path]:
    wanted = switches.error_analysis and switches.save_errors
    if windows is None:
        if wanted:
            raise InputError("errors are saved with their signals; without windows, save none")
        return []
    samples = limited(one.errors, switches.max_errors_per_class) if wanted else ()
    place = folder / ERRORS_FOLDER
    tables = write_error_files(place, samples, windows)
    return [*tables, *write_error_pictures(place, samples, windows)]


def _write_results(
    folder: Path, analysis: Analysis, one: VariantAnalysis, switches: TestingSwitches
) -> Path:
    errors = limited(one.errors, switches.max_errors_per_class)
    text = results_json(
        analysis,
        one.variant,
        one.split,
        errors=errors if switches.error_analysis else None,
        compare=switches.compare_results,
    )
    write_text(folder / RESULTS_FILE, text)
    return folder / RESULTS_FILE


def _remove_left_over(folder: Path, written: list[Path]) -> None:
    for name in (CONFUSION_PICTURE, ROC_PICTURE, MARGINS_PICTURE, THRESHOLDS_FILE):
        if folder / name not in written:
            (folder / name).unlink(missing_ok=True)
