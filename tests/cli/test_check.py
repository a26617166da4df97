import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tests.cli.test_analyze import HEADER, ROWS, answer


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> str:
    monkeypatch.chdir(tmp_path)
    Path("p.csv").write_text(HEADER + ROWS * 20)
    assert answer(["analyze", "p.csv", "--output", "run"], capsys)[0] == 0
    return "run"


def gates(text: str) -> str:
    Path("gates.yaml").write_text(f"gates: [{text}]\n")
    return "gates.yaml"


def test_exit_code_0_when_all_hold(run: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = answer(["check", run, gates("{metric: accuracy, min: 0.6}")], capsys)
    assert code == 0
    assert out.splitlines()[-1] == "1 of 1 gate holds"


def test_exit_code_1_when_one_does_not(run: str, capsys: pytest.CaptureFixture[str]) -> None:
    both = gates("{metric: accuracy, min: 0.6}, {name: 'a <b>', metric: recall, class: b, min: 1}")
    words = ["check", run, both, "--format", "json", "--junit", "out/gates.xml"]
    code, out, _ = answer(words, capsys)
    assert code == 1
    found = json.loads(out)
    assert found["passed"] is False
    assert [one["passed"] for one in found["outcomes"]] == [True, False]
    suite = ET.parse("out/gates.xml").getroot()  # noqa: S314 (our own output)
    assert (suite.get("tests"), suite.get("failures")) == ("2", "1")
    assert [case.get("name") for case in suite][1] == "a <b>"


def test_failures_come_first_in_text(run: str, capsys: pytest.CaptureFixture[str]) -> None:
    both = gates("{metric: accuracy, min: 0.6}, {metric: f2, min: 1}")
    code, out, _ = answer(["check", run, both], capsys)
    assert code == 1
    assert out.startswith("FAIL  f2 min 1 (f2, p, test): no metric 'f2' here")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["nowhere", "gates.yaml"], "nowhere"),
        (["run", "gone.yaml"], "no such file: gone.yaml"),
        (["run", "gates.yaml", "--baseline", "gone"], "gone"),
    ],
)
def test_mistakes_are_one_sentence_and_exit_code_2(
    run: str, words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    gates("{metric: accuracy, min: 0.6}")
    code, out, err = answer(["check", *words], capsys)
    assert (code, out) == (2, "")
    assert said in err
    assert "Traceback" not in err
