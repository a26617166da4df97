from dataclasses import replace

import pytest

from afterfit.analyses import measure_quality, sweep_thresholds
from afterfit.statistics import TallySettings, tally_batch
from afterfit.views import chart_roc, table_classes, table_thresholds
from afterfit.views.bin_errors import at_most, bin_error_note
from tests.statistics.sample_predictions import fan_predictions

EXACT = sweep_thresholds(fan_predictions())
BINNED = replace(
    EXACT,
    classes=tuple(
        replace(one, auc_error=0.00012 * place, average_precision_error=0.0031)
        for place, one in enumerate(EXACT.classes)
    ),
)
SENTENCE = "a ROC AUC is off by at most 0.0004, an average precision by at most 0.004."


def test_the_largest_error_is_told_where_areas_are_shown() -> None:
    assert bin_error_note(BINNED).endswith(SENTENCE)
    assert table_thresholds(BINNED).note.endswith(SENTENCE)
    assert table_classes(measure_quality(fan_predictions()), BINNED).note.endswith(SENTENCE)
    assert SENTENCE[:-1] in chart_roc(BINNED).spec["title"]["subtitle"][-2]


def test_exact_areas_have_nothing_to_tell() -> None:
    assert bin_error_note(EXACT) == ""
    assert "bins" not in table_classes(measure_quality(fan_predictions()), EXACT).note


@pytest.mark.parametrize("error", [1e-9, 0.00099, 0.05, 0.0500001, 0.5])
def test_a_bound_is_never_rounded_down(error: float) -> None:
    assert error <= float(at_most(error)) <= 2 * error


def test_areas_without_intervals_say_why() -> None:
    tally = tally_batch(fan_predictions(), TallySettings(exact=False))
    note = table_classes(measure_quality(tally)).note
    assert "No intervals of areas: scores by recording were not kept." in note
