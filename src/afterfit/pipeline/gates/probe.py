"""What a gate looks at: a variant as a whole, one of its parts, or a group of files."""

from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase

from afterfit.pipeline.gates.schema import Gate, Part
from afterfit.pipeline.gates.task_figures import TaskFigures, Tested


@dataclass(frozen=True, slots=True)
class Probe:
    """One place of a variant, which can be looked up in another variant or run too."""

    part: Part | None = None
    """What sort of part; None for the whole."""
    name: str = ""
    """Name of the part."""
    step: str = ""
    """Number of the forecast step; empty for all of them."""
    files: str = ""
    """Pattern of recordings; empty for all of them."""

    @property
    def place(self) -> str:
        """What stands between metric and variant: "", " of walking", " of load, step 3"."""
        name = f" of {self.name}" if self.part else ""
        step = f", step {self.step}" if self.step else ""
        joint = " in" if self.part else " of"
        return name + step + (f"{joint} {self.files}" if self.files else "")


def probes_of(gate: Gate, task: TaskFigures, at: Tested) -> Iterator[Probe]:
    """Yield what *gate* looks at in one variant on one split."""
    files = gate.files or ""
    if gate.part is None:
        yield Probe(files=files)
        return
    part, pattern = gate.part
    for name in _matching(pattern, task.names(part, at)):
        if gate.step is None:
            yield Probe(part, name, files=files)
        else:
            steps = _matching(str(gate.step), task.names("step", at))
            yield from (Probe(part, name, step) for step in steps)


def _matching(pattern: str, names: tuple[str, ...]) -> list[str]:
    # a pattern that matches nothing is looked up as it is, and the answer says what there is
    return [name for name in names if fnmatchcase(name, pattern)] or [pattern]
