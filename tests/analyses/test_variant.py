import numpy as np

from afterfit.analyses import analyze_variant
from afterfit.results import VariantAnalysis, from_json, to_json
from tests.report.sample_run import sample_analysis
from tests.statistics.sample_predictions import fan_predictions, predictions_of


def test_all_parts_speak_of_the_same_samples() -> None:
    analysis = analyze_variant(fan_predictions(), max_errors_per_class=10)

    assert (analysis.variant, analysis.split) == ("float32", "test")
    parts = (analysis.quality, analysis.confusion, analysis.thresholds, analysis.margins,
             analysis.files, analysis.errors)  # fmt: skip
    assert {part.scope for part in parts} == {analysis.quality.scope}
    assert len(analysis.errors.samples) == 10
    assert analysis.quality.classes[0].roc_auc.value == analysis.thresholds.classes[0].auc


def test_goes_to_json_and_back() -> None:
    text = to_json(analyze_variant(fan_predictions(), max_errors_per_class=3))

    assert to_json(from_json(text)) == text


def test_no_samples_at_all() -> None:
    analysis = analyze_variant(predictions_of([], np.zeros((0, 3))), None)

    assert isinstance(analysis, VariantAnalysis)
    assert analysis.files.rows == ()
    assert analysis.errors.samples == ()


def test_whole_analysis_with_answers_across_splits_goes_to_json_and_back() -> None:
    text = to_json(sample_analysis())

    assert to_json(from_json(text)) == text
    for part in ("temperatures", "operating_points", "wished_accuracies", "duplicates"):
        assert f'"{part}":[{{' in text
