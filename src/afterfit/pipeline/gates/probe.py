"""What a gate looks at: a variant as a whole, one of its classes, or a group of files."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase

from afterfit.errors import did_you_mean
from afterfit.pipeline.gates.figures import accuracy_of_files, class_figures, overall_figures
from afterfit.pipeline.gates.schema import Gate
from afterfit.results import Analysis, Estimate, PairedComparison, VariantAnalysis

Figures = Mapping[str, Estimate]


@dataclass(frozen=True, slots=True)
class Probe:
    """One place of a variant, which can be looked up in another variant or run too."""

    place: str
    """What stands between metric and variant: "", " of walking"."""
    look: Callable[[Analysis, VariantAnalysis], Figures | str]
    """Figures by metric, or the reason why there are none."""
    change: Callable[[PairedComparison, str], Estimate | None]
    """The paired change of a metric there; None where only independent intervals tell it."""


def probes_of(gate: Gate, one: VariantAnalysis) -> Iterator[Probe]:
    """Yield what *gate* looks at in one variant."""
    if gate.files is not None:
        yield _of_files(gate.files)
    elif gate.class_name is None:
        yield Probe("", overall_figures, _overall_change)
    else:
        names = [row.class_name for row in one.quality.classes]
        matching = [name for name in names if fnmatchcase(name, gate.class_name)]
        # a pattern that matches nothing is looked up as it is, and the answer says what there is
        yield from map(_of_class, matching or [gate.class_name])


def _overall_change(pair: PairedComparison, metric: str) -> Estimate | None:
    return pair.accuracy_change if metric == "accuracy" else None


def _of_class(name: str) -> Probe:
    def look(_: Analysis, one: VariantAnalysis) -> Figures | str:
        rows = {row.class_name: row for row in one.quality.classes}
        if name in rows:
            return class_figures(rows[name])
        return f"no class {name!r}{did_you_mean(name, rows)}; classes are {', '.join(rows)}"

    def change(pair: PairedComparison, metric: str) -> Estimate | None:
        if metric != "recall":
            return None
        return next((one.change for one in pair.classes if one.class_name == name), None)

    return Probe(f" of {name}", look, change)


def _of_files(pattern: str) -> Probe:
    def look(_: Analysis, one: VariantAnalysis) -> Figures | str:
        found = accuracy_of_files(one, pattern)
        if found is not None:
            return {"accuracy": found}
        some = ", ".join(row.source for row in one.files.rows[:3])
        return f"no file matches {pattern!r}, of {len(one.files.rows)} such as {some}"

    return Probe(f" of {pattern}", look, lambda *_: None)
