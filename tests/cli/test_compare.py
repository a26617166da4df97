import json
from pathlib import Path

import pytest

from tests.cli.test_analyze import answer
from tests.shared_data import MLPERF_TINY

HEADER = "label,score_a,score_b\n"
FLOAT = HEADER + "a,0.9,0.1\nb,0.3,0.7\nb,0.6,0.4\n" * 30
INT8 = HEADER + "a,0.9,0.1\nb,0.7,0.3\nb,0.6,0.4\n" + "a,0.9,0.1\nb,0.3,0.7\nb,0.6,0.4\n" * 29


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, str]:
    monkeypatch.chdir(tmp_path)
    for name, text in (("float32", FLOAT), ("int8", INT8)):
        Path(f"{name}.csv").write_text(text)
    return "float32.csv", "int8.csv"


@pytest.mark.skipif(not MLPERF_TINY.is_dir(), reason="no MLPerf Tiny logs beside this checkout")
def test_keyword_spotting_is_worse_in_int8(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pair = [str(MLPERF_TINY / f"kws__v0.5_latentai_rpi4_{name}.csv") for name in ("fp32", "int8")]
    words = ["compare", *pair, "--scores-are", "weights", "--output", str(tmp_path / "out")]
    code, out, _ = answer(words, capsys)
    assert code == 0
    assert "by 2.2 points (interval −3.7 to −0.7, p = 0.0054)" in out
    assert "Ship kws__v0.5_latentai_rpi4_fp32 for now" in out
    page = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    assert page.index("Which variant to ship") < page.index("What to look at")


def test_json_holds_the_verdicts_and_the_recommendation(
    files: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    costs = ["--cost", "float32=flash:64k,latency:3", "--cost", "int8=flash:16k,latency:1"]
    words = ["compare", *files, *costs, "--max-flash", "32k", "--margin", "0.2"]
    code, out, _ = answer([*words, "--format", "json"], capsys)
    assert code == 0
    found = json.loads(out)
    assert found["paired"][0]["non_inferiority"]["verdict"] == "non_inferior"
    assert found["paired"][0]["flips"]["n_lost"] == 1
    advice = found["recommendation"]
    assert advice["recommendation"]["variant"] == "int8"
    assert advice["sentence"].startswith("Ship int8: ")
    assert [one["standing"] for one in advice["recommendation"]["standings"]] == [
        "over_budget",
        "acceptable",
    ]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["float32.csv", "float32.csv"], "but both are float32"),
        (["float32.csv", "gone.csv"], "gone.csv"),
        (["float32.csv", "other.csv"], "only on the same samples"),
        (["float32.csv", "empty"], "no predictions here"),
        (["float32.csv", "int8.csv", "--max-ram", "lots"], "--max-ram: expected bytes"),
        (["float32.csv", "int8.csv", "--max-latency", "-1"], "--max-latency: a limit must be"),
        (["float32.csv", "int8.csv", "--margin", "1"], "--margin: margin must be a share"),
        (["float32.csv", "int8.csv", "--device", "F28P5"], "did you mean 'F28P55'"),
        (["float32.csv", "int8.csv", "--cost", "int4=ram:1"], "did you mean 'int8'"),
        (["float32.csv", "int8.csv", "--costs", "costs.yaml"], "costs.yaml, int8: no cost is"),
    ],
)
def test_mistakes_are_one_sentence_and_exit_code_2(
    files: tuple[str, str], words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("other.csv").write_text(HEADER + "b,0.9,0.1\n" * 90)
    Path("empty").mkdir()
    Path("costs.yaml").write_text("int8: {flahs: 3}\n")
    code, out, err = answer(["compare", *words], capsys)
    assert (code, out) == (2, "")
    assert said in err
    assert "Traceback" not in err
    assert not Path("afterfit-comparison").exists()
