import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from typer.testing import CliRunner

from afterfit.cli.main import app
from afterfit.errors import InputError
from afterfit.pipeline.compare import compare
from afterfit.pipeline.facts import Facts, read_facts, write_facts
from afterfit.pipeline.folder import RunFolder
from afterfit.readers import ReadOptions, write_predictions, write_windows
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


def test_a_side_may_be_the_parts_of_one_variant(run: RunFolder, tmp_path: Path) -> None:
    parts = tmp_path / "kws" / "part-*.parquet"
    rows = score(WINDOWS, "int8", noise=1.0).predictions
    write_predictions(rows, tmp_path / "kws" / "part-0.parquet")
    outcome = compare(parts, run.root, candidate_variant="float32", output=tmp_path / "out")
    assert [one.variant for one in analysis_of(outcome.analysis).variants] == ["int8", "float32"]
    with pytest.raises(InputError, match="no file matches"):
        compare(tmp_path / "gone-*.parquet", run.root, candidate_variant="int8")


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


class TestBySlice:
    def written(self, folder: Path, name: str, loss: float = 0.0, seed: int = 1) -> Path:
        """Return a file of 60 recordings of which those in the yard lose a share of their hits."""
        random = np.random.default_rng(seed)
        source = np.repeat(np.arange(60), 20)
        right = np.random.default_rng(0).random(1200) < 0.9
        right &= ~((source % 3 == 1) & (random.random(1200) < loss))
        label = source // 3 % 2
        rows = pl.DataFrame(
            {
                "source": [f"{code}.csv" for code in source.tolist()],
                "offset": np.arange(1200),
                "label": [("idle", "run")[code] for code in label.tolist()],
                "score_idle": np.where((label == 0) == right, 0.9, 0.1),
                "score_run": np.where((label == 0) == right, 0.1, 0.9),
                "site": [("hall", "yard", "lab")[code] for code in (source % 3).tolist()],
            }
        )
        path = folder / f"{name}.csv"
        rows.write_csv(path)
        return path

    def test_where_the_candidate_is_worse(self, tmp_path: Path) -> None:
        files = [self.written(tmp_path, "old"), self.written(tmp_path, "new", 0.2)]
        words = ["compare", *map(str, files), "--slice", "site", "-o", str(tmp_path / "out")]
        result = CliRunner().invoke(app, [*words, "--format", "json"])

        assert result.exit_code == 0, result.output
        (changes,) = json.loads(result.stdout)["slice_changes"]
        sure = [row["value"] for row in changes["rows"] if row["p_no_change"] < 0.05]
        assert sure == ["yard"]
        page = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
        assert "What changes by slice" in page
        assert "new is surely worse than old in 1 (most in site = yard: " in page

    @pytest.mark.parametrize(
        ("wanted", "said"),
        [
            ("sight", r"--slice: there is no column 'sight'.* \(did you mean 'site'\?\)"),
            ("label*x", r"no column matches 'label\*x'"),
        ],
        ids=["misspelt", "glob"],
    )
    def test_columns_that_are_not_there(self, wanted: str, said: str, tmp_path: Path) -> None:
        one, other = self.written(tmp_path, "old"), self.written(tmp_path, "new")
        with pytest.raises(InputError, match=said):
            compare(one, other, output=tmp_path / "out", slices=[wanted])

    def test_samples_must_lie_in_the_same_slices(self, tmp_path: Path) -> None:
        one, other = self.written(tmp_path, "old"), self.written(tmp_path, "new")
        rows = pl.read_csv(other).with_columns(site=pl.col("site").reverse())
        rows.write_csv(other)
        with pytest.raises(InputError, match="--slice: site must hold the same values for the sam"):
            compare(one, other, output=tmp_path / "out", slices=["site"])

    def test_other_tasks_are_not_compared_by_slice(self, tmp_path: Path) -> None:
        path = tmp_path / "a.csv"
        path.write_text("target,prediction,site\n1,2,hall\n2,2,yard\n", encoding="utf-8")
        with pytest.raises(InputError, match="--slice: only classifications are compared by slice"):
            compare(path, path, ReadOptions(task="regression"), slices=["site"])
