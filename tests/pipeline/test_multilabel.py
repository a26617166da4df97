import json
from pathlib import Path

import polars as pl
import pytest

from afterfit.cli.main import main
from afterfit.errors import InputError
from afterfit.pipeline.analysis_run import analyze_files
from afterfit.pipeline.multilabel import analyze_multilabel, analyze_multilabel_table
from afterfit.readers import ReadOptions, open_predictions
from afterfit.records import MultilabelPredictions
from afterfit.results import MultilabelAnalysis, from_json, to_json
from tests.statistics.sample_labels import sound_model

OPTIONS = ReadOptions(task="multilabel", label="label_*", split="split")


def write_csv(path: Path, *parts: MultilabelPredictions, escape: str = "") -> Path:
    frames = [
        pl.DataFrame(
            {
                "source": [one.source_names[place] for place in one.source.tolist()],
                "offset": one.offset,
                "split": [one.split] * len(one),
                **{f"label_{escape}{k}": one.y_true[:, k].astype(int) for k in range(4)},
                **{f"score_{escape}{k}": one.scores[:, k] for k in range(4)},
            }
        )
        for one in parts
    ]
    pl.concat(frames).write_csv(path)
    return path


def both_splits(variant: str, noise: float = 0.8) -> list[MultilabelPredictions]:
    return [
        sound_model(200, seed, variant=variant, split=split, noise=noise)
        for seed, split in ((1, "validation"), (2, "test"))
    ]


def test_files_say_the_same_as_records_however_they_are_cut(tmp_path: Path) -> None:
    paths = [write_csv(tmp_path / f"{name}.csv", *both_splits(name)) for name in ("a", "b")]
    whole = analyze_multilabel_table(open_predictions(paths, OPTIONS)).analysis
    cut = analyze_multilabel_table(open_predictions(paths, OPTIONS, rows_per_shard=37)).analysis

    assert to_json(cut) == to_json(whole)
    ours = analyze_multilabel([*both_splits("a"), *both_splits("b")])
    for one, other in zip(whole.variants, ours.variants, strict=True):
        assert repr(one.quality.overall) == repr(other.quality.overall)  # nan is not itself


def test_many_scores_are_binned_and_it_is_said(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", *both_splits("a"))
    found = analyze_multilabel_table(open_predictions(path, OPTIONS), exact_scores=100)

    assert "fine bins" in found.notes[0]
    assert found.analysis.operating_points == ()


def test_the_whole_way_on_the_command_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paths = [
        write_csv(tmp_path / "float32.csv", *both_splits("float32"), escape="<b>"),
        write_csv(tmp_path / "int8.csv", *both_splits("int8", 2.0), escape="<b>"),
    ]
    words = [*map(str, paths), "--task", "multilabel", "--label", "label_*", "--split", "split"]
    with pytest.raises(SystemExit, match="0"):
        main(["analyze", *words, "-o", str(tmp_path / "out"), "--format", "json"])
    told = json.loads(capsys.readouterr().out)

    assert {one["code"] for one in told["findings"]} >= {"ML001", "ML007"}
    assert told["comparisons"][0]["sets"]["candidate"]["variant"] == "int8"
    page = (tmp_path / "out" / "report.html").read_text()
    assert "Missed here, seen there" in page
    assert "<b>0" not in page
    analysis = from_json((tmp_path / "out" / "analysis.json").read_bytes())
    assert isinstance(analysis, MultilabelAnalysis)
    assert (tmp_path / "out" / "testing" / "afterfit_thresholds.h").is_file()


def test_a_summary_names_what_matters(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write_csv(tmp_path / "a.csv", *both_splits("a"))
    words = ["--task", "multilabel", "--label", "label_*", "--split", "split"]
    with pytest.raises(SystemExit, match="0"):
        main(["analyze", str(path), *words, "-o", str(tmp_path / "out")])
    told = capsys.readouterr().out

    assert "all labels right" in told
    assert told.splitlines()[-1].endswith("report.html")


def test_variants_on_other_samples_are_not_compared(tmp_path: Path) -> None:
    short = sound_model(100, 2, variant="b")
    paths = [
        write_csv(tmp_path / "a.csv", *both_splits("a")),
        write_csv(tmp_path / "b.csv", short),
    ]
    found = analyze_multilabel_table(open_predictions(paths, OPTIONS))

    assert found.analysis.comparisons == ()
    assert "b is not compared with a" in found.notes[0]
    with pytest.raises(InputError, match="not compared"):
        analyze_multilabel([*both_splits("a"), short])


def test_without_predictions_there_is_nothing_to_say() -> None:
    with pytest.raises(InputError, match="no predictions"):
        analyze_multilabel([])


def test_one_sample_of_one_label_is_answered(tmp_path: Path) -> None:
    path = tmp_path / "one.csv"
    path.write_text("label_a,label_b,score_a,score_b\n1,0,0.9,0.2\n")
    outcome = analyze_files(path, ReadOptions(task="multilabel", label="label_*"),
                            output=tmp_path / "out", formats=("markdown",))  # fmt: skip

    assert isinstance(outcome.analysis, MultilabelAnalysis)
