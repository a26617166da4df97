"""Two files of predictions, or two runs → a folder with the comparison of two variants."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from afterfit.engines import engine_named
from afterfit.errors import InputError, did_you_mean
from afterfit.files import write_bytes
from afterfit.pipeline.analysis_run import write_analysis
from afterfit.pipeline.folder import RunFolder
from afterfit.pipeline.outcome import Outcome
from afterfit.pipeline.shipping import Shipping
from afterfit.pipeline.tables import analyze_table
from afterfit.readers import PredictionTable, ReadOptions, open_predictions


@dataclass(frozen=True, slots=True)
class _Side:
    """One variant of a comparison: its files, and what it is called."""

    files: tuple[Path, ...]
    name: str


def compare(
    reference: str | Path,
    candidate: str | Path,
    options: ReadOptions | None = None,
    *,
    reference_variant: str | None = None,
    candidate_variant: str | None = None,
    output: str | Path = "afterfit-comparison",
    engine: str = "local",
    max_errors_per_class: int | None = 20,
    exact_scores: int | None = None,
    shipping: Shipping | None = None,
) -> Outcome:
    """Compare two variants on the same samples and write the report into the folder *output*.

    Parameters
    ----------
    reference, candidate : path
        A file of predictions each, or the folder of a run; both of one format, with the same
        columns and the same samples in the same order.
    options : ReadOptions, optional
        What the names of the columns do not say.
    reference_variant, candidate_variant : str, optional
        Which variant of a run that has several.
    output : path
        Folder for ``analysis.json`` and the reports.
    engine, max_errors_per_class, exact_scores
        See `afterfit.analyze_files`.
    shipping : Shipping, optional
        Costs and budget of the variants, to choose one by.

    Raises
    ------
    InputError
        When the two cannot be read, or were not tested on the same samples.
    """
    sides = _named_apart(
        _side(Path(reference), reference_variant, "--reference-variant"),
        _side(Path(candidate), candidate_variant, "--candidate-variant"),
        (Path(reference), Path(candidate)),
    )
    table = _open(sides, options)
    found = analyze_table(
        table,
        engine=engine_named(engine),
        max_errors_per_class=max_errors_per_class,
        exact_scores=exact_scores,
        shipping=shipping,
    )
    if not found.analysis.comparisons:
        raise InputError(found.notes[-1] if found.notes else _no_common_split(sides))
    folder = RunFolder(Path(output))
    _keep_windows(folder, (Path(reference), Path(candidate)))
    return write_analysis(folder, table, found)


def _no_common_split(sides: Sequence[_Side]) -> str:
    return f"{sides[0].name} and {sides[1].name} were not tested on a common split"


def _keep_windows(folder: RunFolder, sides: Sequence[Path]) -> None:
    """Copy the recorded signals of a run's test split, so that flips are drawn."""
    folder.test_windows.unlink(missing_ok=True)
    for side in sides:
        windows = RunFolder(side).test_windows
        if windows.is_file():
            write_bytes(folder.test_windows, windows.read_bytes())
            return


def _side(path: Path, variant: str | None, option: str) -> _Side:
    if not path.is_dir():
        return _Side((path,), variant or path.stem)
    files = sorted((path / "predictions").glob("*.parquet"))
    if not files:
        raise InputError(
            "no predictions here; give a file of predictions, or the folder of a run that kept "
            "them (testing -> save_predictions)",
            where=str(path),
        )
    by_variant: dict[str, list[Path]] = {}
    for file in files:
        by_variant.setdefault(file.stem.rpartition("_")[0], []).append(file)
    name = _chosen(variant, tuple(by_variant), path, option)
    return _Side(tuple(by_variant[name]), name)


def _chosen(variant: str | None, known: tuple[str, ...], path: Path, option: str) -> str:
    if variant is None and len(known) == 1:
        return known[0]
    if variant is None:
        raise InputError(
            f"holds the variants {', '.join(known)}; say which with {option}", where=str(path)
        )
    if variant not in known:
        raise InputError(
            f"no variant is called {variant!r}{did_you_mean(variant, known)}; "
            f"it holds {', '.join(known)}",
            where=f"{option}, {path}",
        )
    return variant


def _named_apart(one: _Side, other: _Side, paths: tuple[Path, Path]) -> tuple[_Side, _Side]:
    """Return the sides with names that differ, with the name of the folder where need be."""
    if one.name != other.name:
        return one, other
    if set(one.files) == set(other.files):
        raise InputError(
            f"a variant is compared with another, but both are {one.name} of {paths[0]}"
        )
    homes = tuple(path.name if path.is_dir() else path.resolve().parent.name for path in paths)
    if homes[0] == homes[1]:
        homes = ("reference", "candidate")
    names = (f"{one.name} ({homes[0]})", f"{other.name} ({homes[1]})")
    return replace(one, name=names[0]), replace(other, name=names[1])


def _open(sides: Sequence[_Side], options: ReadOptions | None) -> PredictionTable:
    files = [file for side in sides for file in side.files]
    table = open_predictions(files, options)
    owners = {file.resolve(): side.name for side in sides for file in side.files}
    return replace(table, variants=tuple(owners[file.path.resolve()] for file in table.files))
