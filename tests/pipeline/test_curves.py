from pathlib import Path

import numpy as np
import pytest

from afterfit.errors import InputError
from afterfit.pipeline.curves import (
    diagnose,
    diagnose_curves,
    log_of_history,
    read_and_diagnose,
    write_curves_page,
)
from afterfit.readers import read_history_csv
from afterfit.records import History
from tests.findings.sample_curves import Columns, healthy, log_of, overfit


def write_log(path: Path, columns: Columns) -> Path:
    n = max(map(len, columns.values()))
    rows = [",".join(["epoch", *columns])]
    rows += [",".join([str(i + 1), *(repr(float(v[i])) for v in columns.values())])
             for i in range(n)]  # fmt: skip
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(rows))
    return path


def test_findings_of_a_log() -> None:
    assert {one.code for one in diagnose_curves(log_of(overfit())) if one.outcome == "raised"} == {
        "LC001"
    }


def test_a_folder_of_logs_becomes_a_page(tmp_path: Path) -> None:
    write_log(tmp_path / "runs/a/metrics.csv", overfit())
    write_log(tmp_path / "runs/b/metrics.csv", healthy())
    (tmp_path / "runs/c").mkdir()
    (tmp_path / "runs/c/history.json").write_text('{"loss": [1')
    reports = read_and_diagnose([tmp_path / "runs"])
    assert [[one.code for one in report.raised] for report in reports] == [["LC001"], [], []]
    (page,) = write_curves_page(reports, tmp_path / "out")
    text = page.read_text()
    assert "1 of 3 trainings has findings." in text
    assert "was cut short" in text


def test_the_history_of_a_run_is_a_log(tmp_path: Path) -> None:
    path = write_log(tmp_path / "history.csv", overfit())
    (finding,) = (
        one
        for one in diagnose_curves(log_of_history(read_history_csv(path)))
        if one.outcome == "raised"
    )
    assert finding.code == "LC001"
    losses = {"train_loss": np.array([1.0, 0.5]), "val_loss": np.array([np.nan, np.nan])}
    unmeasured = History(np.array([1, 2]), losses)
    assert [one.name for one in log_of_history(unmeasured).series] == ["train_loss"]


def test_samples_of_a_sensor_are_no_training_log(tmp_path: Path) -> None:
    (tmp_path / "error_samples").mkdir()
    for folder in (tmp_path, tmp_path / "error_samples"):
        (folder / "one.csv").write_text("step,accel_x,value:gyro_y\n0,0.1,3\n1,0.2,2\n")
    with pytest.raises(InputError, match="no training log"):
        read_and_diagnose([tmp_path])


def test_the_page_comes_as_pdf_and_markdown_too(tmp_path: Path) -> None:
    reports = diagnose(log_of(overfit()))
    written = write_curves_page(reports, tmp_path, ("markdown", "pdf"))
    pdf, markdown, *pictures = written
    assert pdf.read_bytes().startswith(b"%PDF")
    text = markdown.read_text()
    assert "What each epoch did" in text
    assert pictures
    assert all(f"({one.relative_to(tmp_path).as_posix()})" in text for one in pictures)


def test_diagnose_takes_files_logs_and_histories(tmp_path: Path) -> None:
    columns = overfit()
    path = write_log(tmp_path / "runs/a/metrics.csv", columns)
    n = len(columns["val_loss"])
    history = History(np.arange(1, n + 1), {k: np.asarray(v) for k, v in columns.items()})
    said = diagnose(tmp_path / "runs", str(path), log_of(columns), history)
    assert [[one.code for one in each.raised] for each in said] == [["LC001"]] * 4


def test_a_diagnosis_shows_itself() -> None:
    (said,) = diagnose(log_of(overfit()))
    table = said.table()
    assert table["code"][0] == "LC001"
    assert table.height == len(said.findings)
    assert said.chart().title == "Loss"
    html = said._repr_html_()
    assert "<svg" in html
    assert "LC001" in html
