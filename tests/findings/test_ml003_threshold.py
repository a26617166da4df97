from tests.findings.sample_multilabel import found, outcomes, with_scores
from tests.statistics.sample_labels import sound_model


def test_a_threshold_that_gives_away_f1() -> None:
    models = [sound_model(600, 0), sound_model(600, 1, split="validation")]
    shy = [with_scores(one, 1, one.scores[:, 1] * 0.5) for one in models]
    finding = found(*shy)["ML003"]

    assert finding.outcome == "raised"
    assert finding.evidence["label"] == "l1"
    assert float(finding.evidence["threshold"]) < 0.5
    assert outcomes(shy[0])["ML003"] == "not_applicable"
