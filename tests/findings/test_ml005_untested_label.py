from dataclasses import replace

from tests.findings.sample_multilabel import found
from tests.statistics.sample_labels import sound_model


def test_a_label_in_few_samples() -> None:
    model = sound_model(600)
    rare = model.y_true.copy()
    rare[7:, 3] = False
    finding = found(replace(model, y_true=rare))["ML005"]

    assert finding.outcome == "raised"
    assert finding.evidence["label"] == "l3"
