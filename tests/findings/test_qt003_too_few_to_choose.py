from dataclasses import replace

import pytest

from afterfit.findings.qt003_too_few_to_choose import RULE
from afterfit.pipeline.analyze import analyze_predictions
from afterfit.pipeline.shipping import Shipping
from afterfit.results import Analysis, Budget, CostFigure, VariantCosts
from tests.analyses.test_quantization import models


def analysis(b: int, c: int, n: int, candidate_flash: float = 10) -> Analysis:
    costs = {
        name: replace(VariantCosts.unknown(name, ""), flash_bytes=CostFigure.of(flash, "given"))
        for name, flash in (("float32", 40), ("int8", candidate_flash))
    }
    return analyze_predictions(models(b, c, n), shipping=Shipping(Budget(), costs))


@pytest.mark.parametrize(
    ("b", "c", "n", "flash", "outcome"),
    [
        (40, 18, 1000, 10, "raised"),
        (40, 18, 1000, 99, "clear"),
        (10, 4, 1500, 10, "clear"),
        (200, 4, 1000, 10, "clear"),
    ],
    ids=["undecided", "undecided, but dearer", "non-inferior", "inferior"],
)
def test_outcome(b: int, c: int, n: int, flash: float, outcome: str) -> None:
    assert RULE(analysis(b, c, n, flash)).outcome == outcome


def test_the_claim_says_how_many_samples_are_needed() -> None:
    found = RULE(analysis(40, 18, 1000))
    assert found.claim == (
        "The test cannot tell whether int8 loses more than 1 point of accuracy against float32; "
        "about 3,135 samples in all would settle it."
    )
    assert found.evidence["n_needed"] == 3135


def test_a_claim_about_two_variants_is_in_the_plural() -> None:
    found = analysis(40, 18, 1000)
    assert found.decision is not None
    advice = found.decision.recommendation
    twins = tuple(replace(one, variant="int4") for one in advice.standings[1:])
    several = replace(advice, standings=(*advice.standings, *twins))
    decided = replace(found, decision=replace(found.decision, recommendation=several))
    assert "whether int8 and int4 lose more than 1 point" in RULE(decided).claim


def test_one_variant_is_no_choice() -> None:
    assert RULE(replace(analysis(1, 1, 50), decision=None)).outcome == "not_applicable"
