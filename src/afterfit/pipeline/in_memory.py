"""What the analyses of every task share: arrays in memory, the page, the facts, comparisons."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from html import escape
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import numpy as np

from afterfit.errors import InputError
from afterfit.files import write_text
from afterfit.pipeline.facts import Facts, title_of
from afterfit.pipeline.folder import RunFolder
from afterfit.results import TaskAnalysis
from afterfit.results.lookup import OfPlace
from afterfit.wording import some_names

if TYPE_CHECKING:
    import polars as pl


A = TypeVar("A", bound=TaskAnalysis)


class ShownAnalysis(ABC, Generic[A]):
    """An analysis that shows itself in a notebook and can be written to a page."""

    __slots__ = ()
    analysis: A

    def table(self) -> "pl.DataFrame":
        """Return the metrics of the analysis in typed columns; null where the data cannot tell.

        Each part of the analysis, as ``found.analysis.variants[0].confusion``, has a table too.

        Examples
        --------
        >>> import afterfit
        >>> found = afterfit.analyze([0, 1, 1], [0.1, 0.8, 0.4], classes=["idle", "fault"])
        >>> found.table()["metric"][0], round(found.table()["value"][0], 3)
        ('accuracy', 0.667)
        """
        return self.analysis.table()

    @abstractmethod
    def page(self) -> str:
        """Return the report as one HTML page."""

    def write(self, path: str | Path) -> None:
        """Write the report as one HTML page, whole or not at all."""
        write_text(Path(path), self.page())

    def _repr_html_(self) -> str:
        frame = 'style="width: 100%; height: 44rem; border: 0" sandbox="allow-scripts"'
        return f'<iframe {frame} srcdoc="{escape(self.page())}"></iframe>'


def arranged(source: Sequence[str] | None, n: int) -> dict[str, Any]:
    """Return where *n* rows in memory come from, as records want it.

    Raises
    ------
    InputError
        When *source* does not name one recording a row.
    """
    if source is not None and len(source) != n:
        raise InputError(f"source must name the recording of each of {n} rows, got {len(source)}")
    names = [""] if source is None else sorted(set(source))
    places = {name: place for place, name in enumerate(names)}
    codes = [places[name] for name in (source if source is not None else [""] * n)]
    return {
        "source": np.array(codes, dtype=np.int64),
        "source_names": tuple(names),
        "offset": np.arange(n),
        "has_sources": source is not None,
    }


def facts_of_files(
    paths: Iterable[str | Path], n_rows: int, predicted: tuple[str, str], notes: Sequence[str]
) -> Facts:
    """Return what the report says of files, or of runs that are compared.

    *predicted* is what they predict, and its name.
    """
    given = [Path(path) for path in dict.fromkeys(map(str, paths))]
    shown = some_names(map(_called, given), 4)
    word, text = predicted
    are_runs = all(RunFolder(path).facts.is_file() for path in given)
    facts = {
        "Runs" if are_runs else "Files": shown,
        "Rows": f"{n_rows:,}",
        word: text,
        "Made": datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC"),
        "Made with": f"afterfit {version('afterfit')}",
    }
    return Facts(shown, facts, tuple(notes))


def _called(path: Path) -> str:
    """Return the name of a file, or what a run is called beside its folder."""
    folder, name = RunFolder(path), path.name or path.resolve().name
    title = title_of(folder) if folder.facts.is_file() else name
    return title if title == name else f"{title} ({name})"


R = TypeVar("R", bound=OfPlace)
C = TypeVar("C")


def compare_with_first(
    rows: Sequence[R], compare: Callable[[R, R], C]
) -> tuple[list[C], list[str]]:
    """Return the comparisons with the first variant, and why others could not be made."""
    compared: list[C] = []
    refused: list[str] = []
    for reference, candidate in pairs_with_first(rows):
        try:
            compared.append(compare(reference, candidate))
        except InputError as error:
            names = f"{candidate.variant} is not compared with {reference.variant}"
            refused.append(f"{names} on {candidate.split}: {error}")
    return compared, refused


def pairs_with_first(rows: Sequence[R]) -> Iterator[tuple[R, R]]:
    """Yield the first variant and another one, for each split that both were tested on."""
    by_split = {one.split: one for one in rows if one.variant == rows[0].variant}
    for candidate in rows:
        reference = by_split.get(candidate.split)
        if reference is not None and candidate.variant != reference.variant:
            yield reference, candidate
