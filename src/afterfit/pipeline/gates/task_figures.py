"""What gates ask of an analysis, whatever its task."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Protocol, TypeVar

from afterfit.errors import did_you_mean
from afterfit.pipeline.gates.files import matches
from afterfit.pipeline.gates.schema import Part
from afterfit.results import COST_NAMES, CostFigure, Estimate, VariantCosts
from afterfit.results.lookup import OfPlace

if TYPE_CHECKING:
    from afterfit.pipeline.gates.probe import Probe

Figures = Mapping[str, Estimate | str]
"""Figures by metric; a text says why there is none."""


@dataclass(frozen=True, slots=True)
class Tested:
    """A variant on a split."""

    variant: str
    split: str


class _Named(Protocol):
    @property
    def source(self) -> str: ...


_OfFile = TypeVar("_OfFile", bound=_Named)
_Pair = TypeVar("_Pair")


class TaskFigures(ABC):
    """The figures of one analysis."""

    __slots__ = ()
    task: ClassVar[str]
    """What the analysis is of, as a sentence calls it."""
    parts: ClassVar[tuple[Part, ...]]
    """What a gate can look at beside the whole and groups of files."""

    @property
    @abstractmethod
    def tested(self) -> tuple[Tested, ...]:
        """Every variant and split, the reference first."""

    @abstractmethod
    def names(self, part: Part, at: Tested) -> tuple[str, ...]:
        """Return the names of all parts of that sort."""

    @abstractmethod
    def look(self, probe: "Probe", at: Tested) -> Figures | str:
        """Return every figure of one place, or why there is no such place."""

    @abstractmethod
    def change(self, probe: "Probe", metric: str, reference: str, at: Tested) -> Estimate | None:
        """Return the paired change from the variant *reference* to the one at *at*.

        Candidate minus reference; None where only independent intervals tell it.
        """


def tested_of(variants: Iterable[OfPlace]) -> tuple[Tested, ...]:
    """Return where the results of an analysis were tested."""
    return tuple(Tested(one.variant, one.split) for one in variants)


def cost_figures_of(costs: VariantCosts | None) -> dict[str, Estimate]:
    """Return the costs of a variant that are known."""
    if costs is None:
        return {}
    figures = {name: costs.figure(name) for name in COST_NAMES}
    return {name: _cost(name, figure) for name, figure in figures.items() if figure.is_known}


def _cost(name: str, figure: CostFigure) -> Estimate:
    return Estimate(name, figure.typical, figure.low, figure.high, 1, figure.basis)


def no_such(word: str, name: str, known: Iterable[str], plural: str = "") -> str:
    """Return that there is no part of that name, and which there are.

    Examples
    --------
    >>> no_such("class", "wlak", ["walk", "run"], "classes")
    "no class 'wlak' (did you mean 'walk'?); classes are walk, run"
    """
    names = list(known)
    listed = f"{plural or word + 's'} are {', '.join(names)}" if names else "there are none"
    return f"no {word} {name!r}{did_you_mean(name, names)}; {listed}"


def matching(rows: Sequence[_OfFile], pattern: str) -> list[_OfFile] | str:
    """Return the rows of recordings that match *pattern*, or that there are none."""
    found = [row for row in rows if matches(row.source, pattern)]
    return found or _no_such_file(pattern, (row.source for row in rows))


def pair_at(
    pairs: Iterable[_Pair], candidate: Callable[[_Pair], OfPlace], at: Tested
) -> _Pair | None:
    """Return the comparison whose *candidate* was tested there; None where there is none."""
    here = (at.variant, at.split)
    found = (one for one in pairs if (candidate(one).variant, candidate(one).split) == here)
    return next(found, None)


def _no_such_file(pattern: str, sources: Iterable[str]) -> str:
    """Return that no recording matches a pattern, and what some are called."""
    names = [name for name in sources if name]
    if not names:
        return f"no file matches {pattern!r}: no recordings are known"
    return f"no file matches {pattern!r}, of {len(names)} such as {', '.join(names[:3])}"
