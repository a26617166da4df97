"""Files that are named twice count once, and reports say so; whatever the task."""

from pathlib import Path
from typing import Any

import pytest

from afterfit.pipeline.analysis_run import analyze_files
from afterfit.pipeline.facts import read_facts
from afterfit.pipeline.repeated_files import repeated_notes
from afterfit.readers import ReadOptions
from afterfit.results import to_json

TABLES = {
    "classification": "label,score_a,score_b\n" + "a,0.9,0.1\nb,0.3,0.7\n" * 4,
    "multilabel": "label_a,label_b,score_a,score_b\n" + "1,0,0.9,0.1\n0,1,0.3,0.7\n" * 4,
    "regression": "target,prediction\n" + "1,2\n2,3\n4,3\n" * 4,
    "forecasting": "true_1,true_2,pred_1,pred_2\n" + "1,2,2,3\n2,4,3,1\n" * 4,
    "anomaly": "label,score\n" + "normal,1\nanomaly,3\n" * 4,
}


@pytest.mark.parametrize("task", TABLES)
def test_every_task_tells_it(task: Any, tmp_path: Path) -> None:
    path = tmp_path / "p.csv"
    path.write_text(TABLES[task])
    once, twice = (
        analyze_files(paths, ReadOptions(task=task), output=tmp_path / "out", formats=())
        for paths in ([path], [path, tmp_path])
    )
    assert once.analysis is not None
    assert twice.analysis is not None
    assert to_json(once.analysis) == to_json(twice.analysis)
    facts = read_facts(twice.folder.facts)
    assert facts.notes[0] == f"1 file is given more than once and counts once: {path}."


def test_links_are_told_with_the_file_that_counts(tmp_path: Path) -> None:
    (tmp_path / "a.csv").touch()
    (tmp_path / "b.csv").symlink_to("a.csv")
    assert repeated_notes([tmp_path, tmp_path / "a.csv"]) == (
        f"2 files are given more than once and count once: {tmp_path / 'b.csv'} (the same file as "
        f"{tmp_path / 'a.csv'}) and {tmp_path / 'a.csv'}.",
    )


def test_files_that_differ_are_no_news(tmp_path: Path) -> None:
    for name in ("a.csv", "b.csv"):
        (tmp_path / name).touch()
    assert repeated_notes(tmp_path) == ()
