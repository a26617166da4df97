import json
from pathlib import Path

import pytest

from afterfit.analyses.data import separability
from afterfit.cli.main import main
from afterfit.errors import InputError
from afterfit.pipeline.data_checks import check_dataset, read_checks
from afterfit.pipeline.folder import RunFolder
from afterfit.results import ClassSeparability, NoDrift, NoSeparability
from tests.pipeline.sensor_data import config_text, write_recordings

NAMED_BY_THE_DOCUMENT = (
    "gof_pca_2d.png",
    "gof_lda_2d.png",
    "gof_tsne_2d.png",
    "class_separability.csv",
    "confusion_potential.csv",
    "feature_importance.csv",
)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(separability, "neighbour_embedding", lambda X, seed: "left out")
    write_recordings(tmp_path / "data", files=4, rows=120)
    (tmp_path / "config.yaml").write_text(config_text())
    return tmp_path


def outcomes(home: Path) -> dict[str, str]:
    checked = check_dataset(home / "config.yaml", home / "out")
    return {one.code: one.outcome for one in checked.checks.findings}


def test_the_files_of_the_document_exist(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(separability, "neighbour_embedding", lambda X, seed: X[:, :2])
    checked = check_dataset(home / "config.yaml", home / "out")
    assert checked.page.is_file()
    assert {path.name for path in (home / "out/gof").iterdir()} == {
        *NAMED_BY_THE_DOCUMENT,
        "data_checks.json",
    }
    read = read_checks(RunFolder(home / "out"))
    assert read is not None
    assert read.findings == checked.checks.findings
    assert isinstance(read.separability, ClassSeparability)
    assert len(read.separability.importance) == 80
    header = (home / "out/gof/class_separability.csv").read_text().splitlines()[0]
    assert header == "class,n_samples,n_sources,silhouette,knn_recall,probe_recall"


def test_a_map_that_is_no_more_is_removed(home: Path) -> None:
    (home / "out/gof").mkdir(parents=True)
    (home / "out/gof/gof_tsne_2d.png").touch()
    check_dataset(home / "config.yaml", home / "out")
    assert not (home / "out/gof/gof_tsne_2d.png").exists()


def test_gaps_are_counted_where_a_training_would_stop(home: Path) -> None:
    path = home / "data/classes/slow/rec_1.csv"
    lines = path.read_text().splitlines()
    lines[5] = lines[5].rsplit(",", 1)[0] + ","
    lines[6] = lines[6].rsplit(",", 1)[0] + ",nan"
    path.write_text("\n".join(lines) + "\n")
    checked = check_dataset(home / "config.yaml", home / "out")
    found = next(one for one in checked.checks.findings if one.code == "DC010")
    assert "slow/rec_1.csv (2)" in found.claim
    assert isinstance(checked.checks.separability, NoSeparability)


def test_a_recording_of_another_rate(home: Path) -> None:
    path = home / "data/classes/slow/rec_1.csv"
    header, *rows = path.read_text().splitlines()
    slower = [f"{2 * float(row.split(',')[0])},{row.split(',', 1)[1]}" for row in rows]
    path.write_text("\n".join([header, *slower]) + "\n")
    assert outcomes(home)["DC004"] == "raised"


def test_recordings_cut_in_three_are_shared(home: Path) -> None:
    write_recordings(home / "data", files=4, rows=240)
    text = config_text().replace("dataset_name: tones", "split_type: within_files")
    (home / "config.yaml").write_text(text)
    checked = check_dataset(home / "config.yaml", home / "out")
    codes = {one.code: one.outcome for one in checked.checks.findings}
    assert (codes["DC001"], codes["DC002"]) == ("clear", "raised")
    assert isinstance(checked.checks.drift, NoDrift)


def test_the_command_prints_findings_as_json(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["data", str(home / "config.yaml"), "-o", str(home / "out"), "--format", "json"])
    assert stopped.value.code == 0
    answer = json.loads(capsys.readouterr().out)
    assert [one["code"] for one in answer["findings"]] == [f"DC{i:03}" for i in range(1, 18)]
    assert answer["checks"]["kind"] == "data_checks"


def test_training_switched_off_checks_the_data_alone(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (home / "config.yaml").write_text(config_text(enable=False))
    with pytest.raises(SystemExit) as stopped:
        main(["run", str(home / "config.yaml"), "-o", str(home / "out")])
    assert stopped.value.code == 0
    assert "Report: " in capsys.readouterr().out
    assert not (home / "out/training").exists()


def test_no_data_set(tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_text(config_text())
    with pytest.raises(InputError, match="dataset -> input_data_path: nothing is at"):
        check_dataset(tmp_path / "config.yaml")
