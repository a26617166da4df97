from dataclasses import replace

import pytest

from afterfit.errors import InputError
from afterfit.report import RunReport, outline_run
from afterfit.report.document import Alternatives, ChartRow, Document, Paragraph
from afterfit.report.errors_section import in_turn
from afterfit.results import Analysis
from tests.report.sample_run import (
    analyze,
    errors_of,
    make_windows,
    sample_analysis,
    sample_report,
    score,
)

RUN = sample_report()


def anchors(document: Document) -> list[str]:
    return [section.anchor for section in document.sections]


def test_verdict_first_then_evidence_then_method() -> None:
    assert anchors(outline_run(RUN)) == [
        "recommendation",
        "findings",
        "comparison",
        "classes",
        "thresholds",
        "confidence",
        "files",
        "errors",
        "labels",
        "training",
        "model",
        "rules",
        "method",
    ]


def test_what_was_not_recorded_is_left_out() -> None:
    bare = RunReport("bare", replace(RUN.analysis, findings=()))
    assert {"training", "model", "rules"}.isdisjoint(anchors(outline_run(bare)))


def test_nothing_tested_is_said() -> None:
    document = outline_run(RunReport("empty", Analysis(("a",), (), (), ())))
    assert document.verdict == "No variant was tested, so there is nothing to judge yet."
    assert anchors(document) == ["findings", "method"]


@pytest.mark.parametrize(
    ("splits", "judged"),
    [({"train", "validation", "test"}, "test"), ({"train", "validation"}, "validation")],
)
def test_the_test_split_is_judged_where_there_is_one(splits: set[str], judged: str) -> None:
    analysis = sample_analysis()
    kept = tuple(one for one in analysis.variants if one.split in splits)
    run = RunReport("x", replace(analysis, variants=kept))
    assert run.split == judged
    assert run.comparison is not None
    assert run.comparison.reference.split == judged


def test_a_single_perfect_variant() -> None:
    perfect = score(make_windows("test", 24, ("a", "b")), "float32", 0.01)
    document = outline_run(RunReport("x", Analysis(("a", "b"), (analyze(perfect),), (), ())))
    assert document.verdict.startswith("float32 gets 100 % (86.2–100.0) of 24 test samples right.")
    errors = next(one for one in document.sections if one.anchor == "errors")
    assert errors.blocks == (Paragraph("float32 makes no error."),)


def test_errors_of_all_classes_are_drawn_in_turn() -> None:
    section = next(one for one in outline_run(RUN).sections if one.anchor == "errors")
    (choice,) = section.blocks
    assert isinstance(choice, Alternatives)
    assert [part.name for part in choice.parts] == ["float32", "int8"]
    text, row, *_ = choice.parts[0].blocks
    assert isinstance(row, ChartRow)
    assert len(row.charts) == 12
    first = [chart.title.split(" → ")[0] for chart in row.charts[:4]]
    assert len(set(first)) == 4
    assert isinstance(text, Paragraph)
    assert text.text.endswith("6 more are not drawn.")


def test_in_turn_loses_nothing() -> None:
    samples = errors_of(score(make_windows("test", 72), "float32", 1.2)).samples
    assert sorted(one.index for one in in_turn(samples)) == sorted(one.index for one in samples)


def test_windows_of_another_test_are_refused() -> None:
    other = make_windows("test", 60)
    wrong = replace(RUN, windows={"test": replace(other, offset=other.offset + 1)})
    with pytest.raises(InputError, match="those that were tested"):
        outline_run(wrong)


@pytest.mark.parametrize(
    ("change", "p", "words"),
    [
        (-0.02, 0.001, "int8 loses 2.0 points against float32"),
        (0.02, 0.001, "int8 gains 2.0 points against float32"),
        (-0.02, 0.3, "int8 shows no clear difference from float32"),
        (0.0, 1.0, "int8 is as accurate as float32"),
        (float("nan"), float("nan"), "int8 cannot be compared with float32"),
    ],
    ids=["lost", "gained", "unclear", "equal", "no data"],
)
def test_verdict_on_quantisation(change: float, p: float, words: str) -> None:
    cost = RUN.analysis.comparisons[2]
    changed = replace(cost, accuracy_change=replace(cost.accuracy_change, value=change), p_value=p)
    run = RunReport("x", replace(RUN.analysis, comparisons=(changed,)))
    assert outline_run(run).verdict.startswith(words)
