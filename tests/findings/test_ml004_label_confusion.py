from dataclasses import replace

import numpy as np

from tests.findings.sample_multilabel import found
from tests.statistics.sample_labels import labels_of, sound_model


def test_labels_taken_for_each_other() -> None:
    model = sound_model(800)
    taken = model.y_true[:, 0] & ~model.y_true[:, 3] & (np.arange(800) % 4 == 0)
    scores = model.scores.copy()
    scores[taken, 0], scores[taken, 3] = 0.1, 0.9
    finding = found(replace(model, scores=scores))["ML004"]

    assert finding.outcome == "raised"
    assert (finding.evidence["missed"], finding.evidence["seen"]) == ("l0", "l3")


def test_misses_and_false_alarms_that_have_nothing_to_do_with_each_other() -> None:
    random = np.random.default_rng(5)
    y_true = random.random((800, 3)) < 0.5
    wrong = random.random((800, 3)) < 0.35
    finding = found(labels_of(y_true, np.where(y_true ^ wrong, 0.9, 0.1)))["ML004"]

    assert finding.outcome == "clear"
