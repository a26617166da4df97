"""The C files of this package → a library beside them.

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

FOLDER = Path(__file__).parent
# No -ffast-math, and no fusing of a product and a sum: results are those of NumPy to the last bit.
# That no float operation traps changes none, and lets both sides of a choice be computed.
_FLAGS = ("-std=c99", "-O3", "-ffp-contract=off", "-fno-trapping-math", "-fPIC", "-shared")
_SUFFIX = ".dll" if sys.platform == "win32" else ".so"


def library_path() -> Path:
    """Return where the library of the present sources is, or would be.

    The name holds a checksum of them, so that a library of other sources is never loaded.
    """
    headers = sorted(FOLDER.glob("*.h"))
    text = b"".join(source.read_bytes() for source in (*_sources(), *headers))
    return FOLDER / f"scores-{zlib.crc32(text):08x}{_SUFFIX}"


def compile_library() -> Path | None:
    """Compile the library, and return its path; None, saying why, where that cannot be done."""
    command, library = _compiler(), library_path()
    if command is None:
        _tell("no C compiler was found")
        return None
    half_done = library.with_name(f"{library.name}.{os.getpid()}")
    words = (*command, *_FLAGS, "-o", str(half_done), *map(str, _sources()))
    done = subprocess.run(words, capture_output=True, text=True)  # noqa: S603  # the user's own
    if done.returncode:
        _tell(f"{shlex.join(words)} failed:\n{done.stderr.strip()}")
        return None
    for other in FOLDER.glob(f"scores-*{_SUFFIX}"):
        other.unlink()
    return half_done.replace(library)


def _sources() -> list[Path]:
    return sorted(FOLDER.glob("*.c"))


def _compiler() -> list[str] | None:
    """Return the command of the compiler: what CC says, or the first that is found."""
    named = shlex.split(os.environ.get("CC", ""))
    known = [named] if named else [["cc"], ["gcc"], ["clang"]]
    return next((command for command in known if shutil.which(command[0])), None)


def _tell(reason: str) -> None:
    print(f"afterfit is built without compiled loops: {reason}", file=sys.stderr)  # noqa: T201


if __name__ == "__main__":
    sys.exit(compile_library() is None)
