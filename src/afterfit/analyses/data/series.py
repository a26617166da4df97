"""What the series of a forecast are like, and what a linear model forecasts of them."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from afterfit.analyses.data.dependence import MOST_WINDOWS, N_COMPONENTS, flat_features
from afterfit.analyses.data.number_probes import ridge_numbers, share_explained
from afterfit.analyses.data.probes import deal_folds, thinned_rows
from afterfit.analyses.data.projections import principal_components, standardized
from afterfit.analyses.data.seasons import season_of, seasonal_strength
from afterfit.analyses.data.unit_root import is_stationary
from afterfit.records import TargetWindows
from afterfit.results import Estimate, NoTargetChecks, SeriesChecks, SeriesVariable

Array = NDArray[np.float64]
Codes = NDArray[np.int64]


def measure_series(
    splits: Sequence[TargetWindows], features: Sequence[NDArray[np.float32]], step: int = 1
) -> SeriesChecks | NoTargetChecks:
    """Return season, stationarity and expected skill of each variable that is forecast.

    The skill is that of a ridge regression which tells the change from the last value, on
    recordings that it did not see; on the later splits where there is one recording only.

    Parameters
    ----------
    splits
        Windows of each split, training first.
    features
        Their features, each of shape (n_samples, ...), same order.
    step
        Rows of the recording that one step of a window spans (downsampling).
    """
    source = np.concatenate([one.source for one in splits])
    n_sources = len(np.unique(source))
    later = np.concatenate([np.full(len(one), one.split != "train") for one in splits])
    if n_sources < 2 and (later.all() or not later.any()):
        return NoTargetChecks("There is one recording, and one split, so nothing is unseen.")
    rows = thinned_rows(source, MOST_WINDOWS)
    fold = (
        deal_folds(np.zeros(len(rows), np.int64), source[rows])
        if n_sources > 1
        else np.where(later[rows], 0, -1)
    )
    skills = _skills(splits, features, rows, fold, source[rows])
    recordings = [_recordings(splits, place, step) for place in range(len(skills))]
    names = splits[0].target_names
    return SeriesChecks(
        n_used=int((fold >= 0).sum()),
        n_sources=n_sources,
        horizon=splits[0].horizon,
        unseen="recordings" if n_sources > 1 else "splits",
        variables=tuple(map(_variable, names, recordings, skills)),
    )


def _skills(
    splits: Sequence[TargetWindows],
    features: Sequence[NDArray[np.float32]],
    rows: Codes,
    fold: Codes,
    source: Codes,
) -> list[Estimate]:
    """Return the skill of each variable; rows of fold -1 are learned from alone."""
    X, _, _ = principal_components(standardized(flat_features(features)[rows]), N_COMPONENTS)
    change = np.concatenate([one.targets - one.history[:, -1:] for one in splits])[rows]
    flat = change.reshape(len(change), -1)
    said = np.zeros_like(flat)
    for held in np.unique(fold[fold >= 0]):
        mine = fold == held
        said[mine] = ridge_numbers(X[~mine], flat[~mine], X[mine])
    kept = fold >= 0
    missed = (flat - said).reshape(change.shape)
    return [
        share_explained("skill_persistence", missed[kept][:, :, i], change[kept][:, :, i],
                        source[kept])
        for i in range(change.shape[2])
    ]  # fmt: skip


def _recordings(splits: Sequence[TargetWindows], place: int, step: int) -> list[Array]:
    """Return the longest unbroken stretch of one variable in each recording."""
    n_names = len(splits[0].source_names)
    found = (_rows_of(splits, name, place, step) for name in range(n_names))
    return [one for one in map(_longest_known, found) if len(one)]


def _rows_of(splits: Sequence[TargetWindows], source: int, place: int, step: int) -> Array:
    pieces = []
    for one in splits:
        mine = one.source == source
        values = np.concatenate([one.history[mine, :, place], one.targets[mine, :, place]], axis=1)
        pieces.append((one.offset[mine] // step, values))
    length = max((int(starts.max()) + v.shape[1] for starts, v in pieces if len(starts)), default=0)
    rows = np.full(length, np.nan)
    for starts, values in pieces:
        rows[starts[:, np.newaxis] + np.arange(values.shape[1])] = values
    return rows


def _longest_known(rows: Array) -> Array:
    edges = np.flatnonzero(np.diff(np.isfinite(rows).astype(np.int8), prepend=0, append=0))
    starts, stops = edges[::2], edges[1::2]
    if not len(starts):
        return rows[:0]
    longest = int((stops - starts).argmax())
    return rows[starts[longest] : stops[longest]]


def _variable(name: str, recordings: Sequence[Array], skill: Estimate) -> SeriesVariable:
    judged = [one for one in map(is_stationary, recordings) if one is not None]
    seasons = [one for one in map(season_of, recordings) if one is not None]
    repeats = 2 * len(seasons) > len(recordings)
    season = int(np.median(seasons)) if repeats else None
    strengths = [seasonal_strength(one, season) for one in recordings] if season else []
    known = [one for one in strengths if one == one]
    return SeriesVariable(
        name=name,
        n_series=len(judged),
        n_stationary=sum(judged),
        season=season,
        seasonal_strength=float(np.median(known)) if known else float("nan"),
        skill=skill,
    )
