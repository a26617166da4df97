import json
from pathlib import Path

import pytest

from afterfit.cli.main import main
from tests.readers.tensorlab_sample import CLASSES, write_logs, write_project
from tests.shared_data import MLPERF_TINY

HEADER = "label,score_a,score_b\n"
ROWS = "a,0.9,0.1\nb,0.3,0.7\nb,0.6,0.4\n"


def answer(words: list[str], capsys: pytest.CaptureFixture[str]) -> tuple[object, str, str]:
    with pytest.raises(SystemExit) as stopped:
        main(words)
    said = capsys.readouterr()
    return stopped.value.code, said.out, said.err


@pytest.mark.skipif(not MLPERF_TINY.is_dir(), reason="no MLPerf Tiny logs beside this checkout")
def test_published_logs_are_read_with_one_option_and_compared(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pair = [str(MLPERF_TINY / f"kws__v0.5_latentai_rpi4_{name}.csv") for name in ("fp32", "int8")]
    words = ["analyze", *pair, "--scores-are", "weights", "--format", "json"]
    code, out, _ = answer([*words, "--output", str(tmp_path / "out")], capsys)
    assert code == 0
    found = json.loads(out)
    accuracies = [variant["overall"][0]["value"] for variant in found["variants"]]
    assert accuracies == [0.919, 0.897]
    (cost,) = found["comparisons"]
    assert cost["n_disagreements"] == 68
    assert (cost["n_reference_only_right"], cost["n_candidate_only_right"]) == (40, 18)
    assert cost["p_value"] == pytest.approx(0.0054, abs=5e-5)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["gone.parquet"], "gone.parquet"),
        (["p.csv", "--label", "lable"], "did you mean 'label'?"),
        (
            ["p.csv", "--slice", "lable"],
            "--slice: there is no column 'lable' (did you mean 'label'?)",
        ),
        (
            ["p.csv", "--slice", "label", "--task", "multilabel"],
            "are sliced, not the task 'multilabel'",
        ),
        (["p.csv", "--engine", "spark"], "--engine: there is no engine 'spark'"),
        (["p.csv", "--cost-fp", "1"], "cost_fn and cost_fp belong together"),
        (["p.csv", "--min-precision", "7"], "--min-precision: Input should be less than"),
        (["logits.csv"], "--scores-are logits"),
        (["p.csv", "--variant", "label", "--variant-name", "int8"], "leave out variant or"),
    ],
)
def test_mistakes_are_one_sentence_and_exit_code_2(
    words: list[str],
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("p.csv").write_text(HEADER + ROWS)
    Path("logits.csv").write_text("label,score_a,score_b\na,3,1\nb,1,2\n")
    code, out, err = answer(["analyze", *words], capsys)
    assert code == 2
    assert out == ""
    assert said in err
    assert "Traceback" not in err
    assert not Path("afterfit-analysis").exists()


def test_parts_are_one_variant_and_names_can_be_given(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("part-0.csv", "part-1.csv"):
        (tmp_path / "kws").mkdir(exist_ok=True)
        (tmp_path / "kws" / name).write_text(HEADER + ROWS)
    words = ["analyze", str(tmp_path / "kws"), "--output", str(tmp_path / "out"), "--format=json"]
    scopes = []
    for more in ([], ["--variant-name", "int8", "--split-name", "validation"]):
        code, out, _ = answer([*words, *more], capsys)
        assert code == 0
        (variant,) = json.loads(out)["variants"]
        scopes.append([variant["scope"][key] for key in ("variant", "split", "n_samples")])
    assert scopes == [["kws", "test", 6], ["int8", "validation", 6]]


def test_rows_left_out_are_named_on_standard_error_and_in_the_report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("p.csv").write_text(HEADER + ROWS * 20 + "a,nan,1\n")
    words = ["analyze", "p.csv", "--on-bad-rows", "drop", "--format", "json"]
    code, out, err = answer(words, capsys)
    named = "1 of 61 rows was left out: it holds no probabilities. It is p.csv, row 62:"
    assert code == 0
    assert json.loads(out)["variants"]
    assert f"warning: {named}" in err
    assert named in Path("afterfit-analysis/report.html").read_text()


def test_slices_are_in_the_answer_and_in_the_report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    lines = ROWS.splitlines() * 20
    Path("p.csv").write_text(
        HEADER.replace("\n", ",meta_site,day\n")
        + "".join(
            f"{line},{'hall' if place % 2 else 'yard'},3\n" for place, line in enumerate(lines)
        )
    )
    words = ["analyze", "p.csv", "--slice", "meta_*", "--slice", "meta_site,day"]
    code, out, _ = answer([*words, "--format", "json"], capsys)
    found = json.loads(out)
    assert code == 0
    assert [row["value"] for row in found["slices"][0]["rows"]] == [
        *("hall", "yard"),
        *("hall, 3", "yard, 3"),
    ]
    assert {one["code"] for one in found["findings"]} >= {"SL001", "SL002", "SL003"}
    page = Path("afterfit-analysis/report.html").read_text()
    assert "Where it fails" in page
    assert "meta_site = yard" in page


def test_the_report_is_named_last(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("p.csv").write_text(HEADER + ROWS * 20)
    code, out, _ = answer(["analyze", "p.csv"], capsys)
    assert code == 0
    assert "66.7 %" in out
    assert out.splitlines()[-1] == "Report: afterfit-analysis/report.html"


def test_a_file_that_is_given_twice_counts_once_and_is_told_on_standard_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("p.csv").write_text(HEADER + ROWS * 5)
    code, out, err = answer(["analyze", "p.csv", "p.csv", "--format", "json"], capsys)
    assert (code, len(json.loads(out)["variants"])) == (0, 1)
    assert err == "warning: 1 file is given more than once and counts once: p.csv.\n"


def test_a_run_folder_of_tensorlab_is_not_sliced(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run = write_project(tmp_path)
    write_logs(run, 0.5, {f"{name}/rec_5.csv": (6, 3) for name in CLASSES})
    code, _, err = answer(["analyze", str(run), "--slice", "site", "-o", str(tmp_path)], capsys)

    assert code == 2
    assert "--slice: a run folder of Tensorlab has no columns to slice by" in err
