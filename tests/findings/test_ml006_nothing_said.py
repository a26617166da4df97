from dataclasses import replace

import numpy as np

from tests.findings.sample_multilabel import outcomes
from tests.statistics.sample_labels import sound_model


def test_worse_than_seeing_nothing() -> None:
    model = sound_model(300)
    assert outcomes(replace(model, scores=1 - model.scores))["ML006"] == "raised"
    empty = replace(model, y_true=np.zeros_like(model.y_true))
    assert outcomes(empty)["ML006"] == "not_applicable"
