"""Anomaly scores, from files or arrays → their analysis, its files and its report."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike

from afterfit.analyses import DEFAULT_POLICIES
from afterfit.analyses.anomaly import analyze_anomaly_variant, choose_k, compare_anomaly
from afterfit.errors import InputError
from afterfit.files import write_text
from afterfit.findings import diagnose_anomaly
from afterfit.pipeline.analyze import in_report_order
from afterfit.pipeline.anomaly_slicing import slice_alarms
from afterfit.pipeline.documents import FORMATS
from afterfit.pipeline.facts import write_facts
from afterfit.pipeline.folder import RunFolder
from afterfit.pipeline.in_memory import ShownAnalysis, compare_with_first, facts_of_files
from afterfit.pipeline.outcome import Outcome
from afterfit.pipeline.repeated_files import repeated_notes
from afterfit.pipeline.reports import write_reports
from afterfit.pipeline.shipping import Shipping, decide_on
from afterfit.pipeline.slice_codes import frame_of_columns, with_columns
from afterfit.readers import (
    AnomalyOptions,
    ReadOptions,
    SlicedRecords,
    name_and_path,
    read_sliced_anomaly_scores,
)
from afterfit.records import AnomalyScores
from afterfit.report import (
    About,
    judged_detectors,
    outline_anomaly,
    write_anomaly_folder,
    write_html,
)
from afterfit.results import (
    AnomalyAnalysis,
    Policy,
    to_json,
)

if TYPE_CHECKING:
    import polars as pl


def analyze_anomaly_files(
    paths: str | Path | Sequence[str | Path],
    options: ReadOptions | None = None,
    more: AnomalyOptions | None = None,
    *,
    output: str | Path = "afterfit-analysis",
    policy: Policy = DEFAULT_POLICIES[0],
    formats: Sequence[str] = tuple(FORMATS),
    shipping: Shipping | None = None,
    slices: Sequence[str] = (),
) -> Outcome:
    """Analyse files of anomaly scores; write results, reports and the files of §8.6.13.

    Parameters
    ----------
    paths : path, glob, folder or NAME=path, or several
        See `read_anomaly_scores`.
    options, more : ReadOptions and AnomalyOptions, optional
        What the names of the columns do not say.
    output : path
        Folder for ``analysis.json``, the reports and ``post_training_analysis``.
    policy : Policy
        What the recommended threshold is wanted for.
    formats : sequence of "html", "pdf" and "markdown"
    shipping : Shipping, optional
        Costs and budget of the variants, to choose one by.
    slices : sequence of str
        Columns to look for weak parts of the data in; see `analyze_files`.

    Raises
    ------
    InputError
        When files, columns or rows cannot be used.
    """
    given = (paths,) if isinstance(paths, str | Path) else tuple(paths)
    read = read_sliced_anomaly_scores(given, options, more, slices)
    analysis, refused = analyze_sliced_scores(read, policy=policy, shipping=shipping)
    folder = RunFolder(Path(output))
    plain = [path for path in map(str, given) if name_and_path(path)[0] is None]
    notes = (*repeated_notes(plain), *refused)
    write_anomaly_analysis(given, read.rows, analysis, notes, folder)
    return Outcome(folder, analysis, tuple(write_reports(folder, formats)[: len(formats)]))


def write_anomaly_analysis(
    given: Sequence[str | Path],
    scores: Sequence[AnomalyScores],
    analysis: AnomalyAnalysis,
    refused: Sequence[str],
    folder: RunFolder,
) -> None:
    """Write results, what was read from *given*, and the files of §8.6.13."""
    write_text(folder.analysis, to_json(analysis) + "\n")
    kinds = ", ".join(dict.fromkeys(name for one in scores for name in one.kind_names))
    facts = facts_of_files(map(str, given), sum(map(len, scores)), ("Kinds", kinds), refused)
    write_facts(facts, folder.facts)
    write_anomaly_files(folder, analysis)


def write_anomaly_files(folder: RunFolder, analysis: AnomalyAnalysis) -> list[Path]:
    """Write the files of §8.6.13 for the last variant on the split that reports judge."""
    chosen = {one.variant: one for one in analysis.chosen}
    return [
        path
        for one in judged_detectors(analysis)[-1:]
        for path in write_anomaly_folder(folder.post_training, one, chosen[one.variant])
    ]


def analyze_anomaly_scores(
    scores: Sequence[AnomalyScores],
    *,
    policy: Policy = DEFAULT_POLICIES[0],
    shipping: Shipping | None = None,
) -> tuple[AnomalyAnalysis, tuple[str, ...]]:
    """Return the analysis of *scores*, and why some variants could not be compared.

    Parameters
    ----------
    scores : sequence of AnomalyScores
        One a variant and split; the first variant is the reference.
    policy : Policy
        What the recommended threshold is wanted for.
    shipping : Shipping, optional
        Costs and budget of the variants, to choose one by.

    Raises
    ------
    InputError
        When there are no scores, or two of one variant and split.
    """
    whole = SlicedRecords(tuple(scores), tuple(map(_no_columns, scores)), ())
    return analyze_sliced_scores(whole, policy=policy, shipping=shipping)


def _no_columns(scores: AnomalyScores) -> "pl.DataFrame":
    return frame_of_columns({}, len(scores))


def analyze_sliced_scores(
    read: SlicedRecords[AnomalyScores],
    *,
    policy: Policy = DEFAULT_POLICIES[0],
    shipping: Shipping | None = None,
) -> tuple[AnomalyAnalysis, tuple[str, ...]]:
    """Return the same of scores with columns to slice by; see `analyze_anomaly_scores`."""
    scores = read.rows
    if not scores:
        raise InputError("there are no scores to analyse")
    parts = {(one.variant, one.split): one for one in scores}
    if len(parts) < len(scores):
        raise InputError("a variant is there twice on one split; each needs a name of its own")
    ordered = in_report_order(scores, [one.variant for one in scores])
    variants = dict.fromkeys(one.variant for one in ordered)
    chosen = {
        name: choose_k(parts.get((name, "train")), parts.get((name, "validation")), policy, name)
        for name in variants
    }
    compared, refused = compare_with_first(
        ordered,
        lambda reference, candidate: compare_anomaly(
            reference, candidate, chosen[reference.variant], chosen[candidate.variant]
        ),
    )
    slices, slice_changes = slice_alarms(read, chosen)
    analysis = AnomalyAnalysis(
        variants=tuple(
            analyze_anomaly_variant(one, parts.get((one.variant, "train")), chosen[one.variant])
            for one in ordered
        ),
        comparisons=tuple(compared),
        findings=(),
        chosen=tuple(chosen.values()),
        slices=tuple(in_report_order(slices, list(variants))),
        slice_changes=slice_changes,
    )
    decision = decide_on(analysis, shipping or Shipping())
    found = replace(analysis, findings=diagnose_anomaly(analysis), decision=decision)
    return found, tuple(refused)


@dataclass(frozen=True, slots=True, eq=False)
class AnalyzedAnomalies(ShownAnalysis[AnomalyAnalysis]):
    """An analysis of anomaly scores that can be written to a page."""

    analysis: AnomalyAnalysis
    title: str

    def page(self) -> str:
        """Return the report as one HTML page."""
        return write_html(outline_anomaly(self.analysis, About(self.title)))


def analyze_anomaly(
    scores: ArrayLike,
    is_anomaly: ArrayLike,
    *,
    train_scores: ArrayLike | None = None,
    source: Sequence[str] | None = None,
    window_seconds: float | None = None,
    policy: Policy = DEFAULT_POLICIES[0],
    variant: str = "model",
    slices: Mapping[str, Sequence[object]] | None = None,
) -> AnalyzedAnomalies:
    """Return the analysis of anomaly scores that are in memory.

    Parameters
    ----------
    scores : array of shape (n_samples,)
        Score of each test sample, higher for what is more unusual.
    is_anomaly : array of shape (n_samples,)
        0 or False for normal samples, 1 or True for anomalies; or names of kinds, "normal" among
        them.
    train_scores : array of shape (n_train,), optional
        Scores of normal training samples; without them there is no threshold.
    source : sequence of str, optional
        The recording each test sample was cut from; without it, samples are independent.
    window_seconds : float, optional
        How long a sample lasts, for false alarms an hour and delays.
    policy : Policy
        What the recommended threshold is wanted for.
    variant : str
        What the report calls the model.
    slices : mapping of str to sequence, optional
        Columns to look for weak parts of the data in: name to one value a test sample.

    Raises
    ------
    InputError
        When shapes do not fit, or a score is not finite.

    Examples
    --------
    >>> found = analyze_anomaly([1.1, 0.9, 7.0, 1.2], [0, 0, 1, 0], train_scores=[0.8, 1.0, 1.2])
    >>> found.analysis.variants[-1].quality.estimate("roc_auc").value
    1.0
    """
    kinds = _kinds_of(np.asarray(is_anomaly))
    kind_names = ("normal", *sorted(set(kinds) - {"normal"}))
    names = tuple(dict.fromkeys(source)) if source is not None else ("",)
    places = {name: place for place, name in enumerate(names)}
    test = AnomalyScores(
        score=np.asarray(scores, dtype=np.float64),
        kind=np.array([kind_names.index(kind) for kind in kinds], dtype=np.int64),
        kind_names=kind_names,
        variant=variant,
        split="test",
        window_seconds=window_seconds,
        source=np.array([places[name] for name in source or [""] * len(kinds)], dtype=np.int64),
        source_names=names,
        offset=np.arange(len(kinds)),
        has_sources=source is not None,
    )
    read = with_columns(test, len(test), slices)
    if train_scores is not None:
        training = _training(train_scores, test)
        none = frame_of_columns({}, len(training))
        read = replace(read, rows=(training, test), cells=(none, *read.cells))
    return AnalyzedAnomalies(analyze_sliced_scores(read, policy=policy)[0], f"{variant} on test")


def _kinds_of(labels: np.ndarray[tuple[int, ...], np.dtype[np.generic]]) -> list[str]:
    if labels.dtype.kind in "biuf":
        return ["anomaly" if label else "normal" for label in labels.tolist()]
    return [str(label) for label in labels.tolist()]


def _training(train_scores: ArrayLike, test: AnomalyScores) -> AnomalyScores:
    values = np.asarray(train_scores, dtype=np.float64)
    none = np.zeros(len(values), dtype=np.int64)
    return AnomalyScores(
        values, none, test.kind_names, none, ("",), np.arange(len(values)), test.variant, "train",
        has_sources=False,
    )  # fmt: skip
