import math

import numpy as np
import pytest

from afterfit.errors import InputError
from afterfit.results import (
    ConfusionMatrix,
    Estimate,
    QuantizationCost,
    Scope,
    ThresholdSweep,
    ThresholdSweeps,
    from_json,
    to_json,
)

SCOPE = Scope("int8", "test", 3, 2)


def test_numbers_that_json_lacks_come_back() -> None:
    sweep = ThresholdSweep(
        class_name="=cmd()",
        n_positives=0,
        n_negatives=2,
        thresholds=np.array([np.inf, 0.5]),
        tp=np.array([0, 0]),
        fp=np.array([0, 2]),
        auc=math.nan,
    )
    text = to_json(ThresholdSweeps(SCOPE, (sweep,)))
    back = from_json(text)
    assert isinstance(back, ThresholdSweeps)
    assert back.classes[0].thresholds.tolist() == [math.inf, 0.5]
    assert math.isnan(back.classes[0].auc)
    assert to_json(back) == text


def test_each_kind_comes_back_as_itself() -> None:
    accuracy = Estimate("accuracy", 0.5, 0.1, 0.9, 3, "wilson")
    cost = QuantizationCost(
        reference=SCOPE,
        candidate=SCOPE,
        reference_accuracy=accuracy,
        candidate_accuracy=accuracy,
        reference_macro_f1=accuracy,
        candidate_macro_f1=accuracy,
        accuracy_change=accuracy,
        n_reference_only_right=1,
        n_candidate_only_right=1,
        n_disagreements=2,
        p_value=1.0,
        reference_bytes=None,
        candidate_bytes=12,
    )
    for result in (cost, ConfusionMatrix(SCOPE, ("a", "b"), ((1, 0), (1, 1)))):
        assert from_json(to_json(result)) == result


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", '{"kind": "confusion_matrix"}', '{"kind": "zebra"}', '{"kind": "confu'],
    ids=["empty", "list", "no kind", "no fields", "unknown kind", "cut off"],
)
def test_other_texts_are_refused_with_a_reason(text: str) -> None:
    with pytest.raises(InputError, match="not a result that afterfit wrote"):
        from_json(text)
