from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from afterfit.pipeline.follow_curves import follow_curves
from afterfit.report.outline_curves import CurvesReport
from tests.findings.sample_curves import overfit
from tests.pipeline.test_curves import write_log


class EndOfTestError(Exception):
    pass


def pauses(*steps: Callable[[], object]) -> Callable[[], object]:
    """Return a pause that does one of *steps* each time, and ends when none is left."""
    left: Iterator[Callable[[], object]] = iter(steps)

    def pause() -> object:
        step = next(left, None)
        if step is None:
            raise EndOfTestError
        return step()

    return pause


def looks(path: Path, *steps: Callable[[], object]) -> list[str]:
    found: list[str] = []
    with pytest.raises(EndOfTestError):
        found.extend(map(told, follow_curves([path], pauses(*steps))))
    return found


def told(look: tuple[CurvesReport, ...] | str) -> str:
    return look if isinstance(look, str) else f"epoch {look[0].curves.last_step:g}"


def grow(path: Path, n: int) -> None:
    write_log(path, {name: values[:n] for name, values in overfit().items()})


def test_a_log_is_waited_for_and_read_when_it_grows(tmp_path: Path) -> None:
    path = tmp_path / "run/log.csv"
    seen = looks(
        path,
        lambda: None,
        lambda: grow(path, 3),
        lambda: None,
        lambda: grow(path, 4),
        lambda: None,
    )
    assert seen == [f"no such file or folder yet: {path}", "epoch 3", "epoch 4"]


def test_an_empty_log_is_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.touch()
    seen = looks(path, lambda: grow(path, 2))
    assert seen[0] == f"{path}: the file is empty"
    assert seen[1:] == ["epoch 2"]


def test_a_page_beside_the_logs_is_no_news(tmp_path: Path) -> None:
    grow(tmp_path / "log.csv", 3)
    seen = looks(tmp_path, lambda: (tmp_path / "curves.html").write_text("new"))
    assert seen == ["epoch 3"]


def test_a_file_that_vanishes_is_waited_for_again(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    grow(path, 3)
    seen = looks(path, path.unlink, lambda: grow(path, 5))
    assert seen == ["epoch 3", f"no such file or folder yet: {path}", "epoch 5"]
