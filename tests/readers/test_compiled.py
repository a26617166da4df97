import shutil
import subprocess
from pathlib import Path

import pytest

from afterfit.errors import InputError
from afterfit.readers.tensorlab_run.compiled import read_compiled
from afterfit.readers.tensorlab_run.static_library import LibrarySize, read_library_size
from tests.readers.elf_library import (
    BSS,
    CONSTANTS,
    DATA,
    DEBUG,
    TEXT,
    elf_object,
    library,
)

BOTH = (elf_object([TEXT, CONSTANTS, DEBUG]), elf_object([DATA, BSS]))


def write(folder: Path, content: bytes, header: str | None = None) -> Path:
    artifacts = folder / "artifacts"
    artifacts.mkdir(parents=True)
    (artifacts / "mod.a").write_bytes(content)
    if header is not None:
        (artifacts / "tvmgen_default.h").write_text(header)
    return artifacts / "mod.a"


@pytest.mark.parametrize("big", [False, True], ids=["little-endian", "big-endian"])
@pytest.mark.parametrize("wide", [False, True], ids=["32 bits", "64 bits"])
def test_sections_are_summed(tmp_path: Path, wide: bool, big: bool) -> None:
    members = [
        elf_object([TEXT, CONSTANTS, DEBUG], wide=wide, big=big),
        elf_object([DATA, BSS], wide=wide, big=big),
    ]
    path = write(tmp_path, library(*members))
    assert read_library_size(path) == LibrarySize(3940, 2088, 2)


@pytest.mark.parametrize(
    ("header", "ram_bytes"),
    [
        ("#define TVMGEN_DEFAULT_WORKSPACE_SIZE 512\n", 2600),
        ("#define TVMGEN_DEFAULT_WORKSPACE_SIZE 0\n", 2088),
        ("// #define TVMGEN_DEFAULT_WORKSPACE_SIZE 512\n", 2088),
        (None, 2088),
    ],
    ids=["of the application", "in the library", "comment", "no header"],
)
def test_workspace_is_ram(tmp_path: Path, header: str | None, ram_bytes: int) -> None:
    write(tmp_path, library(*BOTH), header)
    found = read_compiled(tmp_path)
    assert found is not None
    assert (found.flash_bytes, found.ram_bytes) == (3940, ram_bytes)


def test_nothing_compiled(tmp_path: Path) -> None:
    assert read_compiled(tmp_path) is None


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "no static library"),
        (b"PK\x03\x04", "no static library"),
        (library(*BOTH)[:-30], "cut short"),
        (library(b"\x7fELF\x01\x01"), "cut short"),
        (library(b"hello\n"), "holds no ELF object"),
    ],
    ids=["empty", "zip", "cut off", "object cut off", "text"],
)
def test_other_files_are_refused(tmp_path: Path, content: bytes, told: str) -> None:
    with pytest.raises(InputError, match=told):
        read_library_size(write(tmp_path, content))


@pytest.mark.skipif(not (shutil.which("gcc") and shutil.which("size")), reason="needs binutils")
def test_sizes_are_those_of_binutils(tmp_path: Path) -> None:
    source = tmp_path / "model.c"
    source.write_text(
        "const int weights[300] = {1}; int state[7] = {2}; char arena[1000];\n"
        "int run(int i) { return weights[i] + state[i % 7]++ + arena[i]; }\n"
    )
    subprocess.run(["gcc", "-c", "-O1", source, "-o", tmp_path / "model.o"], check=True)
    path = tmp_path / "mod.a"
    subprocess.run(["ar", "rc", path, tmp_path / "model.o"], check=True)
    told = subprocess.run(["size", "-t", path], check=True, capture_output=True, text=True).stdout
    text, data, bss = map(int, told.splitlines()[-1].split()[:3])
    assert read_library_size(path) == LibrarySize(text + data, data + bss, 1)
