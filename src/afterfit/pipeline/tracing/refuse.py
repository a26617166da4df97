"""Which folders cannot be traced, and what to do then."""

from pathlib import Path

from afterfit.errors import InputError
from afterfit.pipeline.folder import RunFolder


def traceable(root: Path) -> RunFolder:
    """Return the run folder at *root*.

    Raises
    ------
    InputError
        When no run wrote the folder; says what it is and what can be traced instead.
    """
    folder = RunFolder(root)
    reason = _why_not(folder)
    if reason:
        raise InputError(reason, where=str(root))
    return folder


def _why_not(folder: RunFolder) -> str:
    root = folder.root
    if not root.is_dir():
        return "no such folder; pass the folder of a finished run: afterfit trace RUN"
    if (root / "sweep.json").is_file():
        runs = sorted(path.parent.relative_to(root) for path in root.glob("*/*/manifest.json"))
        such = f", for example {root / runs[0]}" if runs else ""
        return f"a sweep holds several runs, and one is traced at a time: pass one of them{such}"
    if folder.tensorlab.is_file():
        return (
            "a run of Tensorlab cannot be traced, since nobody wrote down what its stages did; "
            "run its configuration here: afterfit run CONFIG"
        )
    if folder.manifest.is_file():
        return ""
    if folder.analysis.is_file():
        return (
            "an analysis of predictions or of models has no stages to trace; a run has them: "
            "afterfit run CONFIG"
        )
    return "no run here, since it has no manifest.json; afterfit run CONFIG makes one"
