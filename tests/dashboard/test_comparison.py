from pathlib import Path

import numpy as np
import pytest

from afterfit.dashboard.answers import comparison_answer
from afterfit.dashboard.comparison import Comparison, Wanted, compare_runs
from afterfit.dashboard.comparison_page import comparison_document
from afterfit.dashboard.entries import Entry, find_entries
from afterfit.errors import InputError
from afterfit.pipeline.compare import compare
from afterfit.report import write_markdown
from afterfit.results import Analysis
from tests.dashboard.run_folders import predictions_of, two_runs, write_manifest, write_run


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("runs")
    two_runs(root)
    write_run(root / "fewer", [predictions_of("float32", 1.0, n=60)])
    write_run(root / "others", [predictions_of("float32", 1.0, classes=("a", "b"))])
    write_manifest(root / "empty")
    return root


def found(root: Path, name: str) -> Entry:
    return next(one for one in find_entries([root]) if one.name == name)


def compared(root: Path, *names: str) -> Comparison:
    pairs = [name.partition(":") for name in names]
    return compare_runs([Wanted(found(root, name), variant or None) for name, _, variant in pairs])


def page(comparison: Comparison) -> str:
    return write_markdown(comparison_document(comparison), lambda chart: f"{chart.title}.png")


def test_the_change_is_that_of_the_same_samples(runs: Path) -> None:
    comparison = compared(runs, "one:float32", "two")
    one, other = predictions_of("float32", 1.2), predictions_of("float32", 0.8)
    right = [(p.scores.argmax(axis=1) == p.y_true).astype(float) for p in (one, other)]
    row = comparison.runs[1].row
    assert row.change is not None
    assert row.change.value == pytest.approx(float(np.mean(right[1] - right[0])))
    assert row.change.method == "paired"
    assert row.change.low < row.change.value < row.change.high


def test_the_change_is_what_the_command_compare_says(runs: Path, tmp_path: Path) -> None:
    comparison = compared(runs, "one:int8", "two")
    said = compare(
        runs / "one", runs / "two", reference_variant="int8", output=tmp_path / "out"
    ).analysis
    assert isinstance(said, Analysis)
    assert comparison.runs[1].row.change == said.paired[0].accuracy_change
    assert comparison.runs[1].row.p_value == said.paired[0].p_value


def test_names_tell_place_and_variant(runs: Path) -> None:
    comparison = compared(runs, "one:float32", "one:int8", "two")
    assert [one.name for one in comparison.runs] == ["one · float32", "one · int8", "two · float32"]
    assert comparison.runs[0].row.change is None
    assert set(comparison.runs[0].variants) == {"float32", "int8"}


@pytest.mark.parametrize("name", ["fewer", "others"])
def test_other_samples_give_a_reason_and_no_difference(runs: Path, name: str) -> None:
    comparison = compared(runs, "two", name)
    (refusal,) = comparison.refusals
    assert refusal.startswith(f"{name} · float32: ")
    assert comparison.runs[1].row.change is None
    assert comparison.front is None
    text = page(comparison)
    assert "no difference can be told" in text
    assert refusal.partition(": ")[2][:20] in text
    assert "none of the runs can be said to beat another" in text


def test_the_numbers_of_runs_on_other_samples_still_stand_side_by_side(runs: Path) -> None:
    table = compared(runs, "two", "fewer").table
    assert table is not None
    assert [row.quality.n for row in table.rows] == [72, 60]


def test_only_settings_that_differ_are_listed(runs: Path) -> None:
    comparison = compared(runs, "one", "two")
    assert [(one.key, one.values) for one in comparison.settings] == [
        ("training.learning_rate", ("0.01", "0.1")),
        ("training.model_name", ("CLS_1k", "CLS_4k")),
    ]
    assert "training → learning_rate" in page(comparison)


def test_trainings_lie_over_each_other(runs: Path) -> None:
    comparison = compared(runs, "one", "two")
    assert [one.name for one in comparison.curves] == ["one", "two"]
    titles = [
        block.title
        for section in comparison_document(comparison).sections
        for block in section.blocks
        if section.anchor == "curves" and hasattr(block, "title")
    ]
    assert titles == ["2 trainings: train loss", "2 trainings: evaluation loss"]


def test_the_page_holds_what_the_report_of_the_pair_says(runs: Path) -> None:
    text = page(compared(runs, "one:float32", "two"))
    assert "two · float32 against one · float32" in text
    assert "exact McNemar" in text


def test_programs_are_told_the_same(runs: Path) -> None:
    comparison = compared(runs, "one:float32", "two", "fewer")
    answer = comparison_answer(comparison)
    change = comparison.runs[1].row.change
    assert change is not None
    told = answer["runs"]
    assert [one["name"] for one in told] == [one.name for one in comparison.runs]
    assert told[1]["change"]["value"] == change.value
    assert told[1]["comparison"]["kind"] == "analysis"
    assert told[0]["p_value"] is None
    assert told[2]["not_compared"] == comparison.runs[2].refusal
    assert answer["front"] is None


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (["one"], "needs two runs"),
        (["one", "empty"], "no analysis here"),
        (["one:int4", "two"], "no variant is called 'int4'; it has"),
    ],
)
def test_what_cannot_be_compared_is_told(runs: Path, names: list[str], said: str) -> None:
    with pytest.raises(InputError, match=said):
        compared(runs, *names)


def test_a_variant_with_itself_is_no_comparison(runs: Path) -> None:
    comparison = compared(runs, "two", "two")
    assert "a variant is compared with another" in comparison.refusals[0]
