import typing
from dataclasses import replace

import pytest

from afterfit.errors import InputError
from afterfit.pipeline.anomaly import analyze_anomaly_scores
from afterfit.pipeline.forecasting import analyze_forecasts
from afterfit.pipeline.multilabel import analyze_multilabel
from afterfit.pipeline.regression import analyze_regressions
from afterfit.results import (
    Analysis,
    Estimate,
    NoDrift,
    NoSeparability,
    ReachedAccuracy,
    Result,
    Scope,
    ScoreQuality,
    TemperatureOffer,
    UncertainAnswers,
    UnreachedAccuracy,
)
from afterfit.views import Chart, Table, chart, table
from tests.analyses.data.sample_data import sample_checks
from tests.analyses.detection.sample_detections import detector_results
from tests.findings.sample_alarms import alarms
from tests.findings.sample_curves import curves_of, healthy
from tests.findings.sample_slices import sliced_models
from tests.findings.test_qt010_float_layers import LOUD, sensitivity_of
from tests.findings.test_wi_of_numbers import tried
from tests.report.sample_run import sample_analysis
from tests.statistics.sample_anomalies import detector, three_splits, with_places
from tests.statistics.sample_labels import sound_model
from tests.statistics.sample_numbers import healthy_forecasts, healthy_numbers
from tests.views.sample_costs import sample_comparison
from tests.views.sample_record import sample_record
from tests.views.sample_sweep import sample_sweep
from tests.views.sample_task_traces import sample_numbers, sample_score
from tests.views.sample_traces import sample_pipeline, sample_prediction
from tests.views.sample_what_if import sample_what_if
from tests.views.test_anomaly_slices import SLICES as ANOMALY_SLICES
from tests.views.test_anomaly_slices import changes as anomaly_slice_changes
from tests.views.test_error_slices import SLICES as ERROR_SLICES

ANALYSIS = sample_analysis()
VARIANT = ANALYSIS.variants[0]
assert ANALYSIS.decision is not None
DECISION = ANALYSIS.decision
SCOPE = Scope("float32", "test", 40, 4)
LABELS = analyze_multilabel([sound_model(60), sound_model(60, variant="int8", noise=2.0)])
LABEL_VARIANT = LABELS.variants[0]
OFFER = TemperatureOffer(
    SCOPE, SCOPE, 2.5, ScoreQuality(0.8, 0.2, 0.3), ScoreQuality(0.5, 0.1, 0.2), -0.3, -0.4, -0.2
)
ANSWERS = UncertainAnswers(
    0.6, ((9, 1, 2), (0, 20, 8)), 30, Estimate("accuracy", 29 / 30, 0.8, 1.0, 30, "wilson")
)
REACHED = ReachedAccuracy(SCOPE, SCOPE, ("a", "b"), 0.95, 0.96, 0.8, ANSWERS)
UNREACHED = UnreachedAccuracy(SCOPE, 0.95, 0.8)
DETECTORS, _ = analyze_anomaly_scores(
    [*map(with_places, three_splits()), detector(seed=2, variant="int8", noise=1.0)]
)
DETECTOR, UNTRAINED = DETECTORS.variants[2], DETECTORS.variants[3]
CHECKS = sample_checks()
WHAT_IF = sample_what_if()
SLICED = sliced_models()
RESULTS: list[Result] = [
    WHAT_IF,
    ERROR_SLICES,
    tried(-0.1, -0.2),
    WHAT_IF.samples[0],
    DETECTORS,
    DETECTOR,
    DETECTOR.quality,
    DETECTOR.distribution,
    DETECTOR.thresholds,
    UNTRAINED.thresholds,
    DETECTOR.detection,
    UNTRAINED.detection,
    DETECTOR.normal,
    UNTRAINED.normal,
    DETECTOR.location,
    DETECTORS.comparisons[0],
    *DETECTORS.chosen,
    ANALYSIS,
    VARIANT,
    VARIANT.confusion,
    VARIANT.quality,
    VARIANT.thresholds,
    VARIANT.margins,
    VARIANT.files,
    LABELS,
    LABEL_VARIANT,
    LABEL_VARIANT.quality,
    LABEL_VARIANT.mistakes,
    LABEL_VARIANT.files,
    LABEL_VARIANT.errors,
    LABELS.comparisons[0],
    VARIANT.errors,
    ANALYSIS.comparisons[0],
    VARIANT.calibration,
    VARIANT.uncertainty,
    VARIANT.label_suspects,
    ANALYSIS.variants[2].label_suspects,
    VARIANT.independence,
    ANALYSIS.temperatures[0],
    OFFER,
    ANALYSIS.operating_points[0],
    REACHED,
    UNREACHED,
    ANALYSIS.duplicates[0],
    sample_comparison(),
    sensitivity_of(LOUD),
    curves_of(healthy()),
    ANALYSIS.paired[0],
    DECISION,
    DECISION.variants,
    DECISION.front,
    DECISION.recommendation,
    SLICED.slices[0],
    SLICED.slice_changes[0],
    ANOMALY_SLICES,
    anomaly_slice_changes(),
    sample_sweep(),
    sample_record(),
    CHECKS,
    CHECKS.separability,
    NoSeparability("only one class"),
    replace(CHECKS, drift=NoDrift("one split")),
    analyze_regressions([healthy_numbers(1)]),
    analyze_forecasts([healthy_forecasts(1)]),
    *detector_results(),
    sample_pipeline(),
    sample_prediction(),
    sample_numbers(),
    sample_score(),
    alarms(),
]


@pytest.mark.parametrize("result", RESULTS, ids=lambda result: result.kind)
def test_every_result_shows_itself(result: Result) -> None:
    assert isinstance(chart(result), Chart)
    assert isinstance(table(result), Table)
    assert result.chart().spec == chart(result).spec


def test_the_list_above_is_the_whole_union() -> None:
    assert {type(result) for result in RESULTS} == set(typing.get_args(Result))


def test_one_variant_alone_is_drawn_alone() -> None:
    assert "hconcat" not in chart(Analysis(("a",), (VARIANT,), (), ())).spec


def test_nothing_tested_is_an_error_with_words() -> None:
    with pytest.raises(InputError, match="without any tested variant"):
        chart(Analysis(("a",), (), (), ()))
