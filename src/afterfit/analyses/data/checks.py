"""Recordings, windows and features → everything that is looked for in a data set."""

from collections.abc import Sequence

import numpy as np

from afterfit.analyses.data.describe import describe_windows
from afterfit.analyses.data.drift import measure_drift
from afterfit.analyses.data.outliers import file_distances
from afterfit.analyses.data.shared import find_shared_data
from afterfit.analyses.duplicates import find_duplicate_windows
from afterfit.records import RecordingFacts, Windows
from afterfit.results import (
    ChannelFault,
    ClassSeparability,
    DataChecks,
    FileCheck,
    NoDrift,
    NoSeparability,
)


def check_data(
    facts: Sequence[RecordingFacts],
    splits: Sequence[Windows],
    separability: ClassSeparability | NoSeparability,
    step: int = 1,
    seed: int = 0,
) -> DataChecks:
    """Return what was looked for in a data set; the findings are not filled in.

    Parameters
    ----------
    facts
        What each file holds; empty where the windows come from elsewhere.
    splits
        The windows of each split, training first; empty where files with gaps could not be cut.
    separability
        As `measure_separability` gives it.
    step
        Rows of the recording that one step of a window spans (downsampling).
    """
    class_names = splits[0].class_names if splits else _classes_of(facts)
    duplicates = find_duplicate_windows(splits) if splits else None
    return DataChecks(
        class_names=class_names,
        splits=tuple(one.split for one in splits),
        n_files=tuple(
            tuple(len(np.unique(one.source[one.y_true == c])) for one in splits)
            for c in range(len(class_names))
        ),
        n_windows=tuple(
            tuple(int((one.y_true == c).sum()) for one in splits) for c in range(len(class_names))
        ),
        files=_files(facts, splits),
        faults=_faults(facts),
        shared=find_shared_data(facts, splits, duplicates, step),
        drift=measure_drift(splits, seed) if splits else NoDrift("There are no windows."),
        separability=separability,
    )


def _classes_of(facts: Sequence[RecordingFacts]) -> tuple[str, ...]:
    return tuple(sorted({one.class_name for one in facts}))


def _faults(facts: Sequence[RecordingFacts]) -> tuple[ChannelFault, ...]:
    found = []
    for one in facts:
        for channel in one.channels:
            high = channel.share_highest >= channel.share_lowest
            share = channel.share_highest if high else channel.share_lowest
            value = channel.highest if high else channel.lowest
            if channel.constant and one.n_rows > 1:
                found.append(ChannelFault(one.source, channel.name, "constant", share, value))
            elif channel.clipped:
                found.append(ChannelFault(one.source, channel.name, "clipped", share, value))
    return tuple(found)


def _files(facts: Sequence[RecordingFacts], splits: Sequence[Windows]) -> tuple[FileCheck, ...]:
    if not splits:
        nothing = (float("nan"), float("nan"))
        return tuple(_file(one, {}, nothing) for one in facts)
    names = splits[0].source_names
    y = np.concatenate([one.y_true for one in splits])
    source = np.concatenate([one.source for one in splits])
    class_of_source = np.full(len(names), -1, np.int64)
    class_of_source[source] = y
    described = np.concatenate([describe_windows(one.values) for one in splits])
    distance, score = file_distances(described, source, class_of_source)
    held = [np.bincount(one.source, minlength=len(names)) for one in splits]
    known = {one.source: one for one in facts}
    return tuple(
        _file(
            known.get(name) or _unread(name, splits, class_of_source[i]),
            {one.split: int(n[i]) for one, n in zip(splits, held, strict=True) if n[i]},
            (float(distance[i]), float(score[i])),
        )
        for i, name in enumerate(names)
    )


def _unread(name: str, splits: Sequence[Windows], class_index: int) -> RecordingFacts:
    """Return the facts of a sample that is no table of rows: an image, or a sound."""
    n_steps = splits[0].values.shape[-1]
    class_name = splits[0].class_names[class_index]
    return RecordingFacts(name, n_steps, 0, float("nan"), (), name, class_name)


def _file(
    facts: RecordingFacts, n_windows: dict[str, int], outlier: tuple[float, float]
) -> FileCheck:
    return FileCheck(
        source=facts.source,
        class_name=facts.class_name,
        splits=tuple(n_windows),
        n_rows=facts.n_rows,
        n_windows=sum(n_windows.values()),
        n_missing=facts.n_missing,
        period=facts.period,
        distance=outlier[0],
        outlier_score=outlier[1],
    )
