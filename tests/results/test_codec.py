import json
import math
from importlib.metadata import version

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
from afterfit.results.codec import FORM

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
    ("text", "reason"),
    [
        ("", "not JSON"),
        ("[]", "not a result that afterfit wrote"),
        ("{}", "not a result that afterfit wrote"),
        (f'{{"kind": "confusion_matrix", "form": {FORM}}}', "afterfit wrote: Field required"),
        (f'{{"kind": "zebra", "form": {FORM}}}', "not a result that afterfit wrote"),
        ('{"kind": "confu', "not JSON"),
        ('{"kind": "confusion_matrix"}', "an older afterfit wrote this in form 1, and this is"),
        (
            '{"kind": "confusion_matrix", "form": 99, "afterfit": "9.8"}',
            "afterfit 9.8 wrote this in form 99, and this is afterfit .* make it again with",
        ),
    ],
    ids=[
        *("empty", "list", "no kind", "no fields", "unknown kind", "cut off"),
        *("an older form", "a later form"),
    ],
)
def test_other_texts_are_refused_with_a_reason(text: str, reason: str) -> None:
    with pytest.raises(InputError, match=f"here: .*{reason}"):
        from_json(text, where="here")


def test_what_is_written_says_by_whom_and_in_which_form() -> None:
    text = to_json(ConfusionMatrix(SCOPE, ("a", "b"), ((1, 0), (1, 1))))
    content = json.loads(text)
    assert (content["form"], content["afterfit"]) == (FORM, version("afterfit"))
