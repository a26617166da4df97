from dataclasses import replace

import numpy as np

from tests.findings.sample_multilabel import found, outcomes, with_scores
from tests.statistics.sample_labels import sound_model


def test_a_label_that_quantisation_loses() -> None:
    model = sound_model(600)
    lossy = replace(with_scores(model, 1, np.full(600, 0.4)), variant="int8")
    finding = found(model, lossy)["ML007"]

    assert finding.outcome == "raised"
    assert "l1" in finding.claim
    assert outcomes(model)["ML007"] == "not_applicable"
