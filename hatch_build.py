"""The build of the wheel: loops in C are compiled where there is a compiler.

Without one the wheel is pure Python, and NumPy counts, with the same results.
"""

from pathlib import Path
from runpy import run_path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from packaging.tags import sys_tags

KERNELS = "src/afterfit/kernels"


class CompileKernels(BuildHookInterface):  # type: ignore[type-arg, misc, unused-ignore]
    """Puts the library into the wheel, and its platform into the name of the wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile before files are gathered; an editable wheel finds the library in the tree."""
        library = run_path(str(Path(self.root, KERNELS, "compile.py")))["compile_library"]()
        if library is None:
            return
        build_data["artifacts"].append(f"/{KERNELS}/{library.name}")
        build_data["pure_python"] = False
        # ctypes loads it: one wheel for every Python of this platform.
        build_data["tag"] = f"py3-none-{_platform()}"


def _platform() -> str:
    """Return the platform as pip knows it, and not a portable one that nobody has checked."""
    platforms = (tag.platform for tag in sys_tags())
    return next(one for one in platforms if "manylinux" not in one and "musllinux" not in one)
