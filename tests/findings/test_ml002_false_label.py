from dataclasses import replace

import numpy as np

from tests.findings.sample_multilabel import found, outcomes, with_scores
from tests.statistics.sample_labels import sound_model


def test_a_label_that_is_mostly_a_false_alarm() -> None:
    model = sound_model(600)
    finding = found(with_scores(model, 2, np.maximum(model.scores[:, 2], 0.6)))["ML002"]

    assert finding.outcome == "raised"
    assert finding.evidence["label"] == "l2"
    silent = replace(model, scores=np.zeros_like(model.scores))
    assert outcomes(silent)["ML002"] == "not_applicable"
