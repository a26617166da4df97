from dataclasses import replace

import numpy as np

from tests.findings.sample_multilabel import found, outcomes, with_scores
from tests.statistics.sample_labels import sound_model


def test_a_label_that_is_missed() -> None:
    model = sound_model(600)
    deaf = with_scores(model, 2, np.where(model.y_true[:, 2], model.scores[:, 2] * 0.45, 0.01))
    finding = found(deaf)["ML001"]

    assert finding.outcome == "raised"
    assert finding.evidence["label"] == "l2"
    assert outcomes(sound_model(3))["ML001"] == "not_applicable"


def test_a_label_of_few_samples_is_not_named_in_the_place_of_one_that_is_surely_low() -> None:
    model = sound_model(600)
    y_true, scores = model.y_true.copy(), model.scores.copy()
    scores[:, 2] = np.where(y_true[:, 2], 0.3, 0.01)
    scores[y_true[:, 2].nonzero()[0][::2], 2] = 0.9  # half of many: surely low
    y_true[:, 3] = False
    y_true[:5, 3], scores[:, 3] = True, 0.01
    scores[0, 3] = scores[1, 3] = 0.9  # 2 of 5: lower still, and anything but sure
    finding = found(replace(model, y_true=y_true, scores=scores))["ML001"]

    assert finding.outcome == "raised"
    assert finding.evidence["label"] == "l2"
