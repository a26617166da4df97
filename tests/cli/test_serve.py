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
    told = asked.pop("told")
    assert callable(told)
    assert asked == {"runs": [tmp_path], "host": "127.0.0.1", "port": 9000, "open_browser": True}
