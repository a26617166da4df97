from dataclasses import replace
from pathlib import Path

import pytest

from afterfit.errors import InputError
from afterfit.pipeline.compare import compare
from afterfit.pipeline.facts import Facts, read_facts, write_facts
from afterfit.pipeline.folder import RunFolder
from afterfit.readers import write_predictions, write_windows
from afterfit.results import Analysis
from tests.report.sample_run import make_windows, score

WINDOWS = make_windows("test", 72)


@pytest.fixture
def run(tmp_path: Path) -> RunFolder:
    folder = RunFolder(tmp_path / "one")
    for variant in ("float32", "int8"):
        predictions = score(WINDOWS, variant, noise=1.2).predictions
        write_predictions(predictions, folder.predictions(variant, "test"))
    write_windows(WINDOWS, folder.test_windows)
    return folder


def analysis_of(outcome: object) -> Analysis:
    assert isinstance(outcome, Analysis)
    return outcome


def test_two_variants_of_one_run_are_compared_and_their_flips_drawn(
    run: RunFolder, tmp_path: Path
) -> None:
    outcome = compare(
        run.root,
        run.root,
        reference_variant="float32",
        candidate_variant="int8",
        output=tmp_path / "out",
    )
    analysis = analysis_of(outcome.analysis)
    (pair,) = analysis.paired
    assert (pair.reference.variant, pair.candidate.variant) == ("float32", "int8")
    assert pair.flips.n_lost == 2
    page = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    assert "2 samples right in float32 and wrong in int8" in page


def test_equal_names_are_told_apart_by_their_folders(run: RunFolder, tmp_path: Path) -> None:
    other = RunFolder(tmp_path / "two")
    predictions = score(WINDOWS, "int8", noise=1.0).predictions
    write_predictions(predictions, other.predictions("int8", "test"))
    outcome = compare(run.root, other.root, reference_variant="int8", output=tmp_path / "out")
    names = [one.variant for one in analysis_of(outcome.analysis).variants]
    assert names == ["int8 (one)", "int8 (two)"]


def test_runs_are_called_as_everywhere_else(run: RunFolder, tmp_path: Path) -> None:
    other = RunFolder(tmp_path / "two")
    write_predictions(
        score(WINDOWS, "int8", noise=1.0).predictions, other.predictions("int8", "test")
    )
    write_facts(Facts("fan · CLS_4k_NPU", {}, ()), run.facts)
    outcome = compare(run.root, other.root, reference_variant="int8", output=tmp_path / "out")
    facts = read_facts(outcome.folder.facts)
    assert facts.title == "fan · CLS_4k_NPU (one), two"
    assert ".parquet" not in (tmp_path / "out" / "report.html").read_text(encoding="utf-8")


def test_a_run_is_compared_from_inside_its_folder(
    run: RunFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = RunFolder(tmp_path / "two")
    write_predictions(
        score(WINDOWS, "int8", noise=1.0).predictions, other.predictions("int8", "test")
    )
    monkeypatch.chdir(run.root)
    outcome = compare(".", "../two", reference_variant="int8", output=tmp_path / "out")
    names = [one.variant for one in analysis_of(outcome.analysis).variants]
    assert names == ["int8 (one)", "int8 (two)"]
    with pytest.raises(InputError, match="but both are int8"):
        compare(".", "../one", reference_variant="int8", candidate_variant="int8")


@pytest.mark.parametrize(
    ("names", "said"),
    [
        ((None, None), "holds the variants float32, int8; say which with --reference-variant"),
        (("float23", None), "did you mean 'float32'"),
        (("int8", "int8"), "but both are int8"),
    ],
)
def test_a_choice_that_is_missing_or_wrong(
    run: RunFolder, names: tuple[str | None, str | None], said: str
) -> None:
    with pytest.raises(InputError) as refusal:
        compare(run.root, run.root, reference_variant=names[0], candidate_variant=names[1])
    assert said in str(refusal.value)


def test_other_splits_cannot_be_compared(run: RunFolder, tmp_path: Path) -> None:
    other = RunFolder(tmp_path / "two")
    predictions = score(WINDOWS, "int4", noise=1.0).predictions
    write_predictions(replace(predictions, split="train"), other.predictions("int4", "train"))
    with pytest.raises(InputError, match="not tested on a common split"):
        compare(run.root, other.root, reference_variant="int8", output=tmp_path / "out")
    assert not (tmp_path / "out").exists()
