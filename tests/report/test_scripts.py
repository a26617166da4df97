from collections.abc import Iterator
from pathlib import Path

import pytest

from afterfit.report import scripts


@pytest.fixture(autouse=True)
def made(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Count how often the scripts are made, which takes seconds when real."""
    times: list[str] = []

    def make() -> str:
        times.append("made")
        return "draw();"

    monkeypatch.setattr(scripts, "_make_scripts", make)
    scripts.chart_scripts.cache_clear()
    yield times
    scripts.chart_scripts.cache_clear()


def test_made_once_then_read(
    made: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    for _ in range(2):
        scripts.chart_scripts.cache_clear()
        assert scripts.chart_scripts() == "draw();"
    assert made == ["made"]
    (kept,) = (tmp_path / "afterfit").iterdir()
    assert kept.read_text() == "draw();"


def test_a_cache_that_cannot_be_written_costs_time_only(
    made: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    blocked = tmp_path / "a file, not a folder"
    blocked.touch()
    monkeypatch.setenv("XDG_CACHE_HOME", str(blocked))
    assert scripts.chart_scripts() == "draw();"
    assert made == ["made"]
