"""The C files become a library where there is a compiler, and it is said where there is none."""

import shutil
from ctypes import CDLL
from pathlib import Path

import pytest

from afterfit.kernels import compile as compiling

needs_compiler = pytest.mark.skipif(
    not any(map(shutil.which, ("cc", "gcc", "clang"))), reason="no C compiler is at hand"
)


@pytest.fixture
def sources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    monkeypatch.delenv("CC", raising=False)
    copies = [Path(shutil.copy(one, tmp_path)) for one in sorted(compiling.FOLDER.glob("*.[ch]"))]
    monkeypatch.setattr(compiling, "FOLDER", tmp_path)
    return copies


@needs_compiler
def test_the_library_stands_beside_its_sources_alone(sources: list[Path], tmp_path: Path) -> None:
    (tmp_path / "scores-00000000.so").touch()
    library = compiling.compile_library()
    assert library is not None
    assert CDLL(str(library)).count_rows is not None
    assert CDLL(str(library)).count_cells is not None
    assert sorted(tmp_path.iterdir()) == sorted([*sources, library])


def test_other_sources_are_another_library(sources: list[Path]) -> None:
    seen = {compiling.library_path()}
    for source in sources:
        source.write_text(source.read_text() + "/* changed */\n")
        seen.add(compiling.library_path())
    assert len(seen) == len(sources) + 1


@pytest.mark.parametrize(
    ("compiler", "reason"),
    [("no-such-compiler -m64", "no C compiler was found"), ("false", "false -std=c99")],
    ids=["none", "broken"],
)
def test_without_a_compiler_it_says_so(
    compiler: str,
    reason: str,
    sources: list[Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("CC", compiler)
    assert compiling.compile_library() is None
    assert reason in capsys.readouterr().err
    assert sorted(tmp_path.iterdir()) == sources
