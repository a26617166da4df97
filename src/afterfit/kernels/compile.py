"""The C file of this package → a library beside it.

Needs nothing but Python and the system's C compiler: the build of the wheel runs it, and so can
whoever has the sources: ``python src/afterfit/kernels/compile.py``.
"""

import os
import shlex
import shutil
import subprocess
import sys
import zlib
from pathlib import Path

SOURCE = Path(__file__).with_name("scores.c")
# No -ffast-math, and no fusing of a product and a sum: results are those of NumPy to the last bit.
_FLAGS = ("-std=c99", "-O3", "-ffp-contract=off", "-fPIC", "-shared")
_SUFFIX = ".dll" if sys.platform == "win32" else ".so"


def library_path() -> Path:
    """Return where the library of the present source is, or would be.

    The name holds a checksum of the source, so that a library of other source is never loaded.
    """
    return SOURCE.with_name(f"scores-{zlib.crc32(SOURCE.read_bytes()):08x}{_SUFFIX}")


def compile_library() -> Path | None:
    """Compile the library, and return its path; None, saying why, where that cannot be done."""
    command, library = _compiler(), library_path()
    if command is None:
        _tell("no C compiler was found")
        return None
    half_done = library.with_name(f"{library.name}.{os.getpid()}")
    words = (*command, *_FLAGS, "-o", str(half_done), str(SOURCE))
    done = subprocess.run(words, capture_output=True, text=True)  # noqa: S603  # the user's own
    if done.returncode:
        _tell(f"{shlex.join(words)} failed:\n{done.stderr.strip()}")
        return None
    for other in SOURCE.parent.glob(f"scores-*{_SUFFIX}"):
        other.unlink()
    return half_done.replace(library)


def _compiler() -> list[str] | None:
    """Return the command of the compiler: what CC says, or the first that is found."""
    named = shlex.split(os.environ.get("CC", ""))
    known = [named] if named else [["cc"], ["gcc"], ["clang"]]
    return next((command for command in known if shutil.which(command[0])), None)


def _tell(reason: str) -> None:
    print(f"afterfit is built without compiled loops: {reason}", file=sys.stderr)  # noqa: T201


if __name__ == "__main__":
    sys.exit(compile_library() is None)
