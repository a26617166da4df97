import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from afterfit.findings import EVERY_RULE, RULES, Rule, diagnose_classification
from afterfit.results import (
    Analysis,
    Finding,
    from_json,
    to_json,
)
from tests.findings.sample_analysis import analysis_of, healthy_predictions
from tests.statistics.sample_predictions import fan_predictions, predictions_of

ROOT = Path(__file__).parents[2]


def outcomes(analysis: Analysis) -> dict[str, str]:
    return {finding.code: finding.outcome for finding in diagnose_classification(analysis)}


def test_every_rule_answers_once_in_the_order_of_codes() -> None:
    codes = [finding.code for finding in diagnose_classification(analysis_of(fan_predictions()))]

    assert codes == sorted(codes) == [rule.code for rule in RULES]
    assert len(set(codes)) == len(codes)


@pytest.mark.parametrize("seed", range(8))
def test_healthy_models_raise_nothing(seed: int) -> None:
    healthy = analysis_of(
        healthy_predictions(seed=seed),
        healthy_predictions(2000, split="train", seed=seed + 100),
        healthy_predictions(seed=seed, variant="int8"),
    )

    assert "raised" not in outcomes(healthy).values()


def test_fan_blades_of_the_document() -> None:
    raised = {code for code, outcome in outcomes(analysis_of(fan_predictions())).items()
              if outcome == "raised"}  # fmt: skip

    assert raised == {"CA001", "CL002", "CL003", "CL005", "CL013", "FL001", "FL002", "LB001"}


def test_without_a_test_split_nothing_can_be_judged() -> None:
    train_only = analysis_of(healthy_predictions(split="train"))

    assert set(outcomes(train_only).values()) == {"not_applicable"}
    assert set(outcomes(Analysis(("a",), (), (), ())).values()) == {"not_applicable"}


def test_single_sample_is_answered_without_an_error() -> None:
    assert outcomes(analysis_of(predictions_of([0], [[0.4, 0.6]])))["CL007"] == "raised"


@pytest.mark.parametrize("finding", diagnose_classification(analysis_of(fan_predictions())))
def test_shape_of_a_finding(finding: Finding) -> None:
    assert finding.claim.endswith(".")
    assert "\n" not in finding.claim
    assert bool(finding.next_steps) == (finding.outcome == "raised")
    assert "nan" not in finding.claim
    assert finding.source


def test_findings_go_to_json_and_back() -> None:
    fan = analysis_of(fan_predictions())
    text = to_json(replace(fan, findings=diagnose_classification(fan)))

    assert to_json(from_json(text)) == text


@pytest.mark.parametrize("rule", EVERY_RULE, ids=lambda rule: rule.code)
def test_a_rule_has_a_file_a_test_and_a_page(rule: Rule[Any]) -> None:
    module = next(ROOT.glob(f"src/afterfit/findings/{rule.code.lower()}_*.py"))
    page = (ROOT / "docs" / "findings" / f"{rule.code}.md").read_text(encoding="utf-8")

    tests = ROOT / "tests" / "findings"
    tables = [path.read_text(encoding="utf-8") for path in tests.glob("test_*_rules.py")]
    assert (tests / f"test_{module.name}").is_file() or any(rule.code in each for each in tables)
    assert page.startswith(f"# {rule.code}: {rule.title}\n")
    assert all(step in re.sub(r"\s+", " ", page) for step in rule.next_steps)
    assert rule.source in re.sub(r"\s+", " ", page)


def test_every_page_has_a_rule() -> None:
    pages = {page.stem for page in (ROOT / "docs" / "findings").glob("[A-Z][A-Z][0-9]*.md")}

    assert pages == {rule.code for rule in EVERY_RULE}
