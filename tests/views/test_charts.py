"""Every chart is valid Vega-Lite, draws without a warning, and says in words what it shows."""

import json
import warnings
from collections.abc import Mapping
from functools import cache
from typing import Any

import altair as alt
import pytest

from afterfit.analyses import choose_operating_points, find_duplicate_windows, reach_accuracy
from afterfit.analyses.scope import scope_of
from afterfit.records import Windows
from afterfit.results import ScoreQuality, TemperatureOffer
from afterfit.views import (
    Chart,
    chart_calibration,
    chart_classes,
    chart_confusion,
    chart_confusion_pair,
    chart_duplicates,
    chart_errors,
    chart_files,
    chart_independence,
    chart_label_suspects,
    chart_losses,
    chart_margins,
    chart_operating_points,
    chart_precision_recall,
    chart_quantization,
    chart_roc,
    chart_temperature,
    chart_uncertainty,
    chart_window,
    chart_wished_accuracy,
)
from afterfit.views.charts import shortened
from tests.report.sample_run import (
    CLASSES,
    analyze,
    compare,
    make_windows,
    sample_training,
    score,
)

CLASS_LISTS = {
    "four hostile names": CLASSES,
    "one class": ("only one",),
    "fifty long names": tuple(f"class number {i} with a rather long name" for i in range(50)),
    "quotes and backslashes": ("it's", 'a "b"', "c\\d"),
}


@cache
def charts_of(case: str) -> dict[str, Chart]:
    classes = CLASS_LISTS[case]
    windows = make_windows("test", 6 * max(len(classes), 4), classes)
    reference, candidate = (score(windows, name, 1.2) for name in ("float32", "int8"))
    one, other = analyze(reference), analyze(candidate)
    losses = chart_losses(sample_training().curves)
    assert losses is not None
    return {
        "confusion": chart_confusion(one.confusion),
        "pair": chart_confusion_pair(one.confusion, other.confusion),
        "roc": chart_roc(one.thresholds),
        "precision_recall": chart_precision_recall(one.thresholds),
        "margins": chart_margins(one.margins),
        "classes": chart_classes(one.quality),
        "errors": chart_errors(one.errors),
        "files": chart_files(one.files),
        "quantization": chart_quantization(compare(reference, candidate)),
        "losses": losses,
        "calibration": chart_calibration(one.calibration),
        "uncertainty": chart_uncertainty(one.uncertainty),
        "label suspects": chart_label_suspects(one.label_suspects),
        "independence": chart_independence(one.independence),
        **charts_across_splits(windows, classes),
        "window": chart_window(windows, 3, "The fourth window"),
    }


def charts_across_splits(test: Windows, classes: tuple[str, ...]) -> dict[str, Chart]:
    validation = make_windows("validation", len(test), classes)
    tuned, tested = (score(split, "float32", 1.2).predictions for split in (validation, test))
    scores = ScoreQuality(0.8, 0.2, 0.3)
    scopes = scope_of(tuned), scope_of(tested)
    return {
        "operating points": chart_operating_points(choose_operating_points(tuned, tested)),
        "wished accuracy": chart_wished_accuracy(reach_accuracy(tuned, tested, 0.2)),
        "temperature": chart_temperature(
            TemperatureOffer(*scopes, 2.5, scores, scores, -0.3, -0.4, -0.2)
        ),
        "duplicates": chart_duplicates(find_duplicate_windows([validation, test])),
    }


def with_little_data(part: Any) -> Any:
    """Return a specification with three rows a data set: checking each row takes minutes."""
    if isinstance(part, Mapping):
        return {
            key: value[:3] if key == "values" else with_little_data(value)
            for key, value in part.items()
        }
    return [with_little_data(one) for one in part] if isinstance(part, list) else part


NAMES = list(charts_of("one class"))


@pytest.mark.parametrize("case", CLASS_LISTS)
@pytest.mark.parametrize("name", NAMES)
def test_spec_is_valid_vega_lite(name: str, case: str) -> None:
    spec = charts_of(case)[name].spec
    alt.Chart.from_dict(with_little_data(spec))
    json.dumps(spec, allow_nan=False)


@pytest.mark.parametrize("name", NAMES)
def test_draws_without_a_warning(name: str, capfd: pytest.CaptureFixture[str]) -> None:
    import vl_convert

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        svg = vl_convert.vegalite_to_svg(dict(charts_of("four hostile names")[name].spec))
    assert svg.startswith("<svg")
    assert "<script>" not in svg
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize("case", CLASS_LISTS)
@pytest.mark.parametrize("name", NAMES)
def test_says_in_one_sentence_what_it_shows(name: str, case: str) -> None:
    chart = charts_of(case)[name]
    assert chart.description.endswith(".")
    assert any(letter.isdigit() for letter in chart.description)
    assert chart.spec["description"] == chart.description


def test_shortened_keeps_what_fits() -> None:
    assert shortened("walking", 7) == "walking"
    assert shortened("walking", 6) == "walki…"
