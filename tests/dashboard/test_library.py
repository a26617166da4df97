from pathlib import Path

import pytest

from afterfit.dashboard.entries import Entry
from afterfit.dashboard.library import Library
from afterfit.dashboard.summary import RunSummary, summarize
from tests.dashboard.run_folders import predictions_of, write_manifest, write_run, write_running


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of the entries that were read, as they are read."""
    read: list[str] = []

    def counted(entry: Entry) -> RunSummary:
        read.append(entry.name)
        return summarize(entry)

    monkeypatch.setattr("afterfit.dashboard.library.summarize", counted)
    return read


def test_a_run_is_read_again_only_when_it_has_changed(tmp_path: Path, looks: list[str]) -> None:
    write_manifest(tmp_path / "a")
    write_manifest(tmp_path / "b")
    clock = Clock()
    library = Library([tmp_path], clock)
    first = library.shelf().version
    clock.now = 5.0
    assert library.shelf().version == first
    assert sorted(looks) == ["a", "b"]
    write_manifest(tmp_path / "b", ("train",))
    clock.now = 10.0
    assert library.shelf().version != first
    assert looks[2:] == ["b"]


def test_within_a_second_the_folders_are_not_looked_at_again(tmp_path: Path) -> None:
    clock = Clock()
    library = Library([tmp_path], clock)
    assert library.shelf().entries == ()
    write_manifest(tmp_path / "a")
    clock.now = 0.9
    assert library.shelf().entries == ()
    clock.now = 1.1
    assert [one.name for one in library.shelf().entries] == ["a"]


def test_a_run_that_dies_without_a_word_is_seen_to_have_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_running(tmp_path / "a")
    clock = Clock()
    library = Library([tmp_path], clock)
    assert library.shelf().summaries[0].state == "running"
    first = library.shelf().version
    monkeypatch.setattr("afterfit.pipeline.running.is_alive", lambda process: False)
    clock.now = 2.0
    assert library.shelf().summaries[0].state == "stopped"
    assert library.shelf().version != first


def test_the_newest_comes_first_and_what_vanished_is_forgotten(tmp_path: Path) -> None:
    write_run(tmp_path / "old", [predictions_of("float32", 1.0)])  # made in May, its facts say
    write_manifest(tmp_path / "new")
    clock = Clock()
    library = Library([tmp_path], clock)
    shelf = library.shelf()
    assert [one.name for one in shelf.summaries] == ["new", "old"]
    assert [one.id for one in shelf.entries] == [one.id for one in shelf.summaries]
    (tmp_path / "new" / "manifest.json").unlink()
    clock.now = 2.0
    assert [one.name for one in library.shelf().summaries] == ["old"]
    assert library.entry(shelf.entries[0].id) is None
    assert library.summary(shelf.entries[1].id) == shelf.summaries[1]
