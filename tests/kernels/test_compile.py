"""The C file becomes a library where there is a compiler, and it is said where there is none."""

import shutil
from ctypes import CDLL
from pathlib import Path

import pytest

from afterfit.kernels import compile as compiling

needs_compiler = pytest.mark.skipif(
    not any(map(shutil.which, ("cc", "gcc", "clang"))), reason="no C compiler is at hand"
)


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("CC", raising=False)
    copy = shutil.copy(compiling.SOURCE, tmp_path)
    monkeypatch.setattr(compiling, "SOURCE", Path(copy))
    return Path(copy)


@needs_compiler
def test_the_library_stands_beside_its_source_alone(source: Path) -> None:
    older = source.with_name("scores-00000000.so")
    older.touch()
    library = compiling.compile_library()
    assert library is not None
    assert CDLL(str(library)).count_rows is not None
    assert sorted(source.parent.iterdir()) == sorted([source, library])


def test_another_source_is_another_library(source: Path) -> None:
    before = compiling.library_path()
    source.write_text(source.read_text() + "/* changed */\n")
    assert compiling.library_path() != before


@pytest.mark.parametrize(
    ("compiler", "reason"),
    [("no-such-compiler -m64", "no C compiler was found"), ("false", "false -std=c99")],
    ids=["none", "broken"],
)
def test_without_a_compiler_it_says_so(
    compiler: str,
    reason: str,
    source: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("CC", compiler)
    assert compiling.compile_library() is None
    assert reason in capsys.readouterr().err
    assert list(source.parent.iterdir()) == [source]
