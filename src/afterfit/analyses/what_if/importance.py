"""Which channels and which stretches of time a model rests on, over all windows."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from afterfit.analyses.what_if.robustness import mean_estimate, worth_of
from afterfit.analyses.what_if.subject import Subject, right
from afterfit.records import ImageLayout, Predictions, SpectrogramLayout, WindowLayout
from afterfit.results.what_if import PartImportance, PartKind
from afterfit.statistics.source_numbers import SourceNumbers

N_STRETCHES = 8
"""A window's time is cut into so many stretches at most."""
N_SIDE = 4
"""An image is cut into so many patches along each side, at most."""
N_REPEATS = 5


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """Some numbers of a window that belong together."""

    name: str
    kind: PartKind
    mask: NDArray[np.bool_]
    """Which numbers, shape (n_channels, n_steps)."""


def parts_of(
    layout: WindowLayout, channel_names: tuple[str, ...], n_steps: int
) -> tuple[Part, ...]:
    """Return channels, where there are several, and the pieces of time or of the picture."""
    shape = (len(channel_names), n_steps)
    channels = tuple(_channels(channel_names, shape)) if len(channel_names) > 1 else ()
    if isinstance(layout, ImageLayout):
        return (*channels, *_patches(layout, shape))
    per_step = layout.n_bands if isinstance(layout, SpectrogramLayout) else 1
    return (*channels, *_stretches(shape, per_step))


def _channels(names: tuple[str, ...], shape: tuple[int, int]) -> Iterator[Part]:
    for place, name in enumerate(names):
        mask = np.zeros(shape, np.bool_)
        mask[place] = True
        yield Part(name, "channel", mask)


def _stretches(shape: tuple[int, int], per_step: int) -> Iterator[Part]:
    """Cut time, whose moments are *per_step* numbers long, into pieces."""
    edges = cuts(shape[1] // per_step, N_STRETCHES)
    noun = "frames" if per_step > 1 else "steps"
    if len(edges) < 3:  # one piece is the whole window
        return
    for start, end in pairwise(edges):
        mask = np.zeros(shape, np.bool_)
        mask[:, start * per_step : end * per_step] = True
        yield Part(f"{noun} {start}–{end - 1}", "stretch", mask)


def _patches(layout: ImageLayout, shape: tuple[int, int]) -> Iterator[Part]:
    rows, columns = cuts(layout.height, N_SIDE), cuts(layout.width, N_SIDE)
    for top, bottom in pairwise(rows):
        for left, right_end in pairwise(columns):
            mask = np.zeros((shape[0], layout.height, layout.width), np.bool_)
            mask[:, top:bottom, left:right_end] = True
            name = f"lines {top}–{bottom - 1}, columns {left}–{right_end - 1}"
            yield Part(name, "patch", mask.reshape(shape))


def cuts(length: int, most: int) -> list[int]:
    """Return the edges of at most *most* pieces of about the same length.

    Examples
    --------
    >>> cuts(10, 4), cuts(2, 8)
    ([0, 2, 5, 8, 10], [0, 1, 2])
    """
    n = min(length, most)
    return [round(length * place / n) for place in range(n + 1)]


def measure_importance(
    subject: Subject, parts: tuple[Part, ...], seed: int, n_repeats: int = N_REPEATS
) -> Mapping[str, tuple[PartImportance, ...]]:
    """Return what each variant loses when each part comes from other windows, drawn at random.

    The part's numbers move together, so each window keeps a part that was really recorded, only
    with another window around it. Every variant sees the same shuffles.

    References
    ----------
    Breiman (2001), Machine Learning 45(1), 5-32, section 10; Fisher, Rudin & Dominici (2019),
    Journal of Machine Learning Research 20(177), 1-81 (model reliance).
    """
    answers = subject.answers(_trials(subject.values, parts, seed, n_repeats))
    found: dict[str, list[PartImportance]] = {name: [] for name in subject.models}
    for part in parts:
        trials = list(islice(answers, n_repeats))
        for name, before in subject.unchanged.items():
            after = [one[name] for one in trials]
            found[name].append(_importance(part, before, after, subject.sources))
    return {name: tuple(ranked) for name, ranked in found.items()}


def _trials(
    values: NDArray[Any], parts: tuple[Part, ...], seed: int, n_repeats: int
) -> Iterator[NDArray[Any]]:
    for place, part in enumerate(parts):
        luck = np.random.default_rng([seed, place])
        for _ in range(n_repeats):
            yield shuffled(values, part.mask, luck)


def _importance(
    part: Part, before: Predictions, trials: list[Predictions], sources: SourceNumbers
) -> PartImportance:
    lost = np.stack([right(before).astype(np.float64) - right(one) for one in trials])
    moved = [np.abs(one.scores - before.scores).sum(axis=1) / 2 for one in trials]
    by_repeat = lost.mean(axis=1)
    worth = worth_of(sources, before)
    return PartImportance(
        name=part.name,
        part=part.kind,
        drop=mean_estimate("accuracy_change", lost.mean(axis=0), sources, worth),
        lowest=float(by_repeat.min()),
        highest=float(by_repeat.max()),
        moved=float(np.mean(moved)),
    )


def shuffled(
    values: NDArray[Any], mask: NDArray[np.bool_], luck: np.random.Generator
) -> NDArray[Any]:
    """Return windows whose numbers under *mask* are those of other windows."""
    return np.where(mask, values[luck.permutation(len(values))], values)
