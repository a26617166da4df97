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
