import json
from pathlib import Path

import numpy as np
import pytest
from sklearn.metrics import average_precision_score, roc_auc_score

import afterfit
from afterfit.cli.main import main
from afterfit.errors import InputError
from afterfit.pipeline.anomaly import analyze_anomaly_scores
from afterfit.readers import AnomalyOptions, ReadOptions, read_anomaly_scores, write_anomaly_scores
from afterfit.results import AnomalyAnalysis, from_json, to_json
from tests.shared_data import MLPERF_TINY
from tests.statistics.sample_anomalies import detector, three_splits, with_places

TOY_CARS = MLPERF_TINY
TOY_OPTIONS = ["--no-header", "--label-from", "^(normal|anomaly)", "--group-from", "id_[0-9]+"]


def write_splits(folder: Path, variant: str, noise: float = 0.0) -> None:
    for one in three_splits(variant=variant, noise=noise):
        write_anomaly_scores(with_places(one), folder / f"{variant}_{one.split}.parquet")


def test_the_whole_way_on_the_command_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_splits(tmp_path / "scores", "float<b>32")
    write_splits(tmp_path / "scores", "int8", noise=4.0)
    words = [str(tmp_path / "scores"), "--task", "anomaly", "-o", str(tmp_path / "out")]
    with pytest.raises(SystemExit, match="0"):
        main(["analyze", *words, "--format", "json"])
    told = json.loads(capsys.readouterr().out)

    outcomes = {one["code"]: one["outcome"] for one in told["findings"]}
    assert outcomes["AD008"] == "raised"
    assert told["comparisons"][0]["candidate"]["variant"] == "int8"
    page = (tmp_path / "out" / "report.html").read_text()
    assert "Where the error lies" in page
    assert "float<b>32" not in page
    analysis = from_json((tmp_path / "out" / "analysis.json").read_bytes())
    assert isinstance(analysis, AnomalyAnalysis)
    assert to_json(from_json(to_json(analysis))) == to_json(analysis)
    written = tmp_path / "out" / "post_training_analysis"
    assert (written / "reconstruction_error_histogram.png").is_file()
    assert (written / "threshold_performance.csv").is_file()


def test_a_wish_about_false_alarms_decides_k(tmp_path: Path) -> None:
    write_splits(tmp_path / "scores", "float32")
    words = [str(tmp_path / "scores"), "--task", "anomaly", "-o", str(tmp_path / "out")]
    ks = []
    for rate in ("0.4", "0.05"):
        with pytest.raises(SystemExit, match="0"):
            main(["analyze", *words, "--max-false-positive-rate", rate])
        analysis = afterfit.read_analysis(tmp_path / "out")
        assert isinstance(analysis, AnomalyAnalysis)
        ks += [one.k for one in analysis.chosen if one.kind == "chosen_k"]

    train, validation, _ = three_splits()
    z = (validation.score - train.score.mean()) / train.score.std(ddof=1)
    normal = z[~validation.is_anomaly]
    assert ks == [
        min(k / 2 for k in range(10) if (normal > k / 2).mean() <= rate) for rate in (0.4, 0.05)
    ]


def test_a_summary_names_what_matters(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_splits(tmp_path / "scores", "float32")
    with pytest.raises(SystemExit, match="0"):
        main(["analyze", str(tmp_path / "scores"), "--task", "anomaly", "-o", str(tmp_path / "o")])
    told = capsys.readouterr().out

    assert "ROC AUC 1.000" in told
    assert "k = " in told
    assert told.splitlines()[-1].endswith("report.html")


@pytest.mark.skipif(not TOY_CARS.is_dir(), reason="the shared data is not here")
def test_toy_cars_by_machine_equal_scikit_learn() -> None:
    scores = read_anomaly_scores(
        [f"float32={TOY_CARS}/tflite_ToyCar*.csv", f"int8={TOY_CARS}/tflite_quant*.csv"],
        ReadOptions(task="anomaly", header=False),
        AnomalyOptions(label_from="^(normal|anomaly)", group_from="id_[0-9]+"),
    )
    analysis, refused = analyze_anomaly_scores(scores)

    assert refused == ()
    for record, found in zip(scores, analysis.variants, strict=True):
        assert record.group is not None
        for machine, ranking in zip(record.group_names, found.quality.groups, strict=True):
            rows = record.group == record.group_names.index(machine)
            truth, score = record.is_anomaly[rows], record.score[rows]
            judge = {
                "roc_auc": roc_auc_score(truth, score),
                "partial_roc_auc": roc_auc_score(truth, score, max_fpr=0.1),
                "average_precision": average_precision_score(truth, score),
            }
            assert ranking.name == machine
            for metric, value in judge.items():
                assert ranking.estimate(metric).value == pytest.approx(value, abs=1e-12)
    assert analysis.comparisons[0].p_value < 0.001


@pytest.mark.skipif(not TOY_CARS.is_dir(), reason="the shared data is not here")
def test_toy_cars_on_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = [f"float32={TOY_CARS}/tflite_ToyCar*.csv", "--task", "anomaly", *TOY_OPTIONS]
    with pytest.raises(SystemExit, match="0"):
        main(["analyze", *words, "-o", str(tmp_path / "out")])

    assert "id_01  ROC AUC 0.907" in capsys.readouterr().out


def test_in_memory_and_in_a_file_are_the_same(tmp_path: Path) -> None:
    test, train = detector(), detector(split="train", seed=5)
    found = afterfit.analyze_anomaly(
        test.score,
        np.array(test.kind_names)[test.kind],
        train_scores=train.score,
        source=[test.source_names[place] for place in test.source],
        window_seconds=0.5,
    ).analysis
    ours, _ = analyze_anomaly_scores([train, test])

    assert found.variants[-1].quality.kinds == tuple(one for one in ours.variants[-1].quality.kinds)
    assert found.chosen[0].kind == "chosen_k"


def test_python_shows_itself_as_a_page(tmp_path: Path) -> None:
    found = afterfit.analyze_anomaly([1.0, 2.0, 9.0], [False, False, True])
    found.write(tmp_path / "page.html")

    assert "ROC AUC" in (tmp_path / "page.html").read_text()
    assert found.analysis.variants[0].quality.overall.n_anomalies == 1


@pytest.mark.parametrize(
    "text",
    ["score,label\n1,0\n2,0\n", "score,label\n1,1\n", "score\n1\n2\n", "score,label\n3,0\n3,1\n"],
    ids=["no anomalies", "no normal", "no labels", "all equal"],
)
def test_what_cannot_be_told_is_reported_and_not_made_up(
    text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.csv").write_text(text)
    words = [str(tmp_path / "a.csv"), "--task", "anomaly", "-o", str(tmp_path / "out")]
    with pytest.raises(SystemExit, match="0"):
        main(["analyze", *words])

    told = capsys.readouterr().out
    assert "no threshold: there are no scores of training samples" in told
    assert "nan" not in told
    assert "nan" not in (tmp_path / "out" / "report.md").read_text()


def test_thresholds_of_tensorlab_are_no_scores(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "threshold_performance.csv"
    path.write_text("k_value,threshold,accuracy,precision\n0.0,1.66,71.4,60.0\n")
    with pytest.raises(SystemExit, match="2"):
        main(["analyze", str(path), "--task", "anomaly", "-o", str(tmp_path / "out")])

    assert "holds no scores" in capsys.readouterr().err


def test_variants_on_other_samples_are_not_compared() -> None:
    analysis, refused = analyze_anomaly_scores([detector(), detector(200, variant="int8")])

    assert analysis.comparisons == ()
    assert "int8 is not compared with float32 on test" in refused[0]


def test_scores_must_be_there_and_only_once() -> None:
    with pytest.raises(InputError, match="no scores"):
        analyze_anomaly_scores([])
    with pytest.raises(InputError, match="twice on one split"):
        analyze_anomaly_scores([detector(), detector()])
