import pytest

from afterfit.findings import diagnose_multilabel
from afterfit.results import MultilabelAnalysis
from tests.findings.sample_multilabel import outcomes
from tests.statistics.sample_labels import sound_model


@pytest.mark.parametrize("seed", range(10))
def test_healthy_models_raise_nothing(seed: int) -> None:
    healthy = (
        sound_model(600, seed),
        sound_model(600, seed + 100, split="validation"),
        sound_model(600, seed, variant="int8"),
    )
    assert "raised" not in outcomes(*healthy).values()


def test_without_a_test_split_nothing_can_be_judged() -> None:
    assert set(outcomes(sound_model(50, split="train")).values()) == {"not_applicable"}
    nothing = MultilabelAnalysis(("a",), (), (), ())
    assert {one.outcome for one in diagnose_multilabel(nothing)} == {"not_applicable"}
