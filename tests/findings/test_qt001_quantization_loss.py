from dataclasses import replace

import pytest

from afterfit.findings.qt001_quantization_loss import RULE
from afterfit.pipeline.analyze import analyze_predictions
from afterfit.pipeline.shipping import Shipping
from afterfit.records import Predictions
from afterfit.results import Budget
from tests.analyses.test_quantization import answers, models
from tests.findings.sample_analysis import analysis_of


@pytest.mark.parametrize(
    ("b", "c", "n", "outcome"),
    [
        (40, 18, 1000, "raised"),
        (33, 13, 5000, "clear"),
        (10, 4, 1500, "clear"),
        (3, 2, 100, "not_applicable"),
        (0, 0, 50, "not_applicable"),
        (0, 0, 1000, "clear"),
        (2, 40, 1000, "clear"),
    ],
    ids=["lost", "lost, but little", "no more than a point", "cannot tell", "few, the same",
         "many, the same", "better"],
)  # fmt: skip
def test_outcome(b: int, c: int, n: int, outcome: str) -> None:
    assert RULE(analysis_of(*models(b, c, n))).outcome == outcome


def test_loss_in_one_recording_does_not_count_as_many() -> None:
    right = [False] * 30 + [True] * 970
    source = [row // 50 for row in range(1000)]
    reference = answers([True] * 1000, "float32", source)

    assert RULE(analysis_of(*models(30, 0, 1000))).outcome == "raised"
    assert RULE(analysis_of(reference, answers(right, "int8", source))).outcome == "not_applicable"


def test_no_quantised_variant() -> None:
    reference, _ = models(3, 2, 100)

    assert RULE(analysis_of(reference)).outcome == "not_applicable"


def test_claims() -> None:
    assert RULE(analysis_of(*models(40, 18, 1000))).claim == (
        "int8 is right in 96.0 % of 1,000 samples, 2.2 points less than float32 "
        "(95 % interval of the change -3.7 to -0.7 points), p = 0.0054."
    )
    assert RULE(analysis_of(*models(3, 2, 100))).claim.endswith(
        "which neither shows nor rules out a loss of 1.0 point; about 1,917 test samples would."
    )


@pytest.mark.parametrize(
    ("sources", "ending"),
    [(None, "about 381 test samples would."), (25, "about 381 test recordings would.")],
)
def test_how_much_more_data_where_the_models_never_differ(sources: int | None, ending: str) -> None:
    source = None if sources is None else [row % sources for row in range(50)]

    def model(variant: str) -> Predictions:
        return answers([True] * 50, variant, source)

    assert RULE(analysis_of(model("float32"), model("int8"))).claim.endswith(ending)


@pytest.mark.parametrize(
    ("others", "outcome", "variant", "more"),
    [
        ([(4, 4), (60, 4)], "raised", "int4", ""),
        ([(60, 4), (60, 4)], "raised", "int8", " The same is raised for int4."),
        ([(4, 4), (18, 12)], "not_applicable", "int4", ""),
        ([(4, 4), (4, 4)], "clear", "int8", ""),
    ],
    ids=["the second", "both", "one cannot be told", "none"],
)
def test_every_candidate_is_judged_and_the_worst_counts(
    others: list[tuple[int, int]], outcome: str, variant: str, more: str
) -> None:
    reference, first = models(*others[0], 1000)
    second = replace(models(*others[1], 1000)[1], variant="int4")
    base = models(*others[1], 1000)[0]
    analysis = analysis_of(reference, first)
    other = analysis_of(base, second)
    both = replace(
        analysis,
        variants=(*analysis.variants, other.variants[1]),
        comparisons=(*analysis.comparisons, *other.comparisons),
    )
    finding = RULE(both)
    assert (finding.outcome, finding.evidence["variant"]) == (outcome, variant)
    assert finding.evidence["n_variants"] == 2
    assert finding.claim.endswith("." + more)


@pytest.mark.parametrize(
    ("margin", "outcome"), [(0.01, "not_applicable"), (0.1, "clear")], ids=["a point", "ten"]
)
def test_the_margin_of_the_budget_is_what_is_accepted(margin: float, outcome: str) -> None:
    shipping = Shipping(Budget(margin=margin))
    (finding,) = [
        one
        for one in analyze_predictions(models(3, 2, 100), shipping=shipping).findings
        if one.code == "QT001"
    ]
    assert finding.outcome == outcome
