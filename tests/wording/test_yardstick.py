import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from afterfit.metrics import METRICS
from afterfit.results import Estimate, Yardstick
from afterfit.results.yardstick import ACCURACY, R2, ROC_AUC, SKILL
from afterfit.wording import (
    accepted_loss,
    one_quality,
    quality_change,
    quality_change_range,
    quality_gap,
    quality_noun,
    quality_text,
)

RMSE = Yardstick("rmse", "RMSE of torque", "lower", "Nm", "relative", "output")
LABELS = Yardstick("subset_accuracy", "All labels right", "higher", parts="label")
ALL = (ACCURACY, R2, SKILL, ROC_AUC, RMSE, LABELS)


@pytest.mark.parametrize("yardstick", ALL, ids=lambda one: one.metric)
def test_it_promises_what_its_metric_declares(yardstick: Yardstick) -> None:
    declared = METRICS[yardstick.metric]
    assert yardstick.better == declared.better
    assert yardstick.is_share == (declared.unit == "share")


@pytest.mark.parametrize(
    ("yardstick", "noun", "value"),
    [
        (ACCURACY, "an accuracy", "94.2 %"),
        (R2, "an R²", "0.942"),
        (SKILL, "a skill against persistence", "0.942"),
        (ROC_AUC, "an ROC AUC", "0.942"),
        (RMSE, "an RMSE of torque", "0.942 Nm"),
    ],
    ids=lambda one: one.metric if isinstance(one, Yardstick) else "",
)
def test_each_is_named_and_written_in_its_way(yardstick: Yardstick, noun: str, value: str) -> None:
    assert one_quality(yardstick) == noun
    assert quality_text(0.942, yardstick) == value
    assert quality_noun(yardstick) in noun


@given(st.floats(-1, 1), st.sampled_from((ACCURACY, R2, SKILL, ROC_AUC)))
def test_a_change_is_its_gap_with_a_sign(change: float, yardstick: Yardstick) -> None:
    told, size = quality_change(change, yardstick), quality_gap(change, yardstick)
    numbers = [text.partition(" ")[0] for text in (told.lstrip("+−"), size)]
    assert numbers[0] == numbers[1]
    if float(numbers[1]):
        assert told[0] == ("+" if change > 0 else "−")


@pytest.mark.parametrize("yardstick", ALL, ids=lambda one: one.metric)
def test_what_is_not_known_is_a_dash(yardstick: Yardstick) -> None:
    unknown = Estimate("change", math.nan, math.nan, math.nan, 0, "none")
    assert quality_text(math.nan, yardstick) == "–"
    assert quality_change_range(unknown, yardstick) == "–"


def test_an_accepted_loss_names_the_metric_as_sentences_do() -> None:
    assert accepted_loss(0.01, ROC_AUC).startswith("a loss of ROC AUC of at most 0.01 of ROC AUC")
    assert accepted_loss(0.01, ACCURACY).startswith("a loss of accuracy of at most 1 point")
