import json
from pathlib import Path

import pytest

from afterfit.cli.main import main


def test_what_is_no_folder_of_runs_is_told_in_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["serve", str(tmp_path / "none")])
    assert stopped.value.code == 2
    said = capsys.readouterr().err
    assert said == f"afterfit: {tmp_path / 'none'}: no such folder; give a folder that holds runs\n"


def test_words_reach_the_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: dict[str, object] = {}
    monkeypatch.setattr(
        "afterfit.dashboard.server.serve", lambda runs, **options: asked.update(options, runs=runs)
    )
    with pytest.raises(SystemExit):
        main(["serve", str(tmp_path), "--port", "9000", "--open"])
    assert callable(asked.pop("told"))
    assert callable(asked.pop("opened"))
    assert asked == {"runs": [tmp_path], "host": "127.0.0.1", "port": 9000, "open_browser": True}


def test_the_address_is_one_json_document(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("uvicorn.Server.run", lambda server, sockets: None)
    with pytest.raises(SystemExit) as ended:
        main(["serve", str(tmp_path), "--format", "json"])
    said = capsys.readouterr()
    document = json.loads(said.out)
    assert (ended.value.code, document["runs"]) == (0, [str(tmp_path)])
    assert document["address"].startswith("http://127.0.0.1:")
    assert document["address"] in said.err
