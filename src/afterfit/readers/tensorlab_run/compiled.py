"""The folder compilation/ of a run → what the compiled model takes on the device."""

import re
from dataclasses import dataclass
from pathlib import Path

from afterfit.errors import InputError
from afterfit.readers.tensorlab_run.static_library import LibrarySize, read_library_size

LIBRARY, HEADER = "mod.a", "tvmgen_default.h"
_WORKSPACE = re.compile(r"^\s*#define\s+TVMGEN_\w*WORKSPACE_SIZE\s+(\d+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class CompiledModel:
    """What TI's compiler left of the model that goes onto the device."""

    library: LibrarySize
    workspace_bytes: int
    """RAM that the application has to give it besides; 0 where the library holds its own."""

    @property
    def flash_bytes(self) -> int:
        """Code and weights."""
        return self.library.flash_bytes

    @property
    def ram_bytes(self) -> int:
        """Variables and workspace."""
        return self.library.ram_bytes + self.workspace_bytes


def read_compiled(folder: Path) -> CompiledModel | None:
    """Return the sizes of the library in ``compilation/artifacts``; None where none was made.

    Raises
    ------
    InputError
        When the library or its header cannot be read.
    """
    artifacts = folder / "artifacts"
    library = artifacts / LIBRARY
    if not library.is_file():
        return None
    return CompiledModel(read_library_size(library), _workspace(artifacts / HEADER))


def _workspace(path: Path) -> int:
    if not path.is_file():
        return 0
    try:
        text = path.read_text(encoding="utf-8", errors="replace")
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", where=str(path)) from None
    return sum(int(size) for size in _WORKSPACE.findall(text))
