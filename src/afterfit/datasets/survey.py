"""A folder of recordings → what each file holds, gaps and all."""

from hashlib import blake2b
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from afterfit.datasets.chain import FeatureChain
from afterfit.datasets.columns import Variables, choose, data_columns, unnamed_columns
from afterfit.datasets.delimited import LARGEST, open_text
from afterfit.datasets.layout import Layout
from afterfit.datasets.recordings import SOUND_SUFFIX, read_recording
from afterfit.datasets.target_dataset import TargetPlan
from afterfit.errors import InputError
from afterfit.files import decode_wav
from afterfit.records import ChannelFacts, RecordingFacts

_CLIPPED_SHARE = 0.01
_PILE = 4.0
_RUN = 3
_FEWEST_LEVELS = 16  # fewer are a switch or a counter, not a signal

Rows = NDArray[np.float64]


def survey_recordings(
    layout: Layout, chain: FeatureChain, targets: TargetPlan | None = None
) -> tuple[RecordingFacts, ...]:
    """Return the facts of every recording of *layout*; cells that are no numbers are counted.

    With *targets*, the columns that are told are looked at as well as those that are read.

    Raises
    ------
    InputError
        A file cannot be opened, or it lacks a column asked for.
    """
    return tuple(_survey(layout, source, chain, targets) for source in layout.sources)


def _survey(
    layout: Layout, source: str, chain: FeatureChain, targets: TargetPlan | None
) -> RecordingFacts:
    path = layout.folder / source
    try:
        names, time, values = _read(path, chain, chain.variables)
        if targets is not None:
            names, values = _with_targets(names, values, path, chain, targets)
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", where=str(path)) from None
    finite = np.abs(values) <= LARGEST
    return RecordingFacts(
        source=source,
        n_rows=len(values),
        n_missing=int((~finite).sum()),
        period=_period(time),
        channels=()
        if chain.image_size  # a picture may be of one colour, and white
        else tuple(channel_facts(name, values[finite[:, i], i]) for i, name in enumerate(names)),
        digest=blake2b((values + 0.0).tobytes(), digest_size=16).hexdigest(),
        class_name=layout.class_names[layout.class_index(source)],
    )


def _with_targets(
    names: tuple[str, ...], values: Rows, path: Path, chain: FeatureChain, targets: TargetPlan
) -> tuple[tuple[str, ...], Rows]:
    told, _, numbers = _read(path, chain, targets.columns(chain.variables))
    new = [i for i, name in enumerate(told) if name not in names]
    return (*names, *(told[i] for i in new)), np.column_stack([values, numbers[:, new]])


def _read(
    path: Path, chain: FeatureChain, variables: Variables
) -> tuple[tuple[str, ...], Rows | None, Rows]:
    suffix = path.suffix.lower()
    if suffix == SOUND_SUFFIX:
        samples, rate = decode_wav(path)
        sound = read_recording(path.parent, path.name, variables)
        return sound.channel_names, np.arange(len(samples)) / rate, sound.values
    if chain.image_size is not None:
        image = read_recording(path.parent, path.name, variables, chain.image_size)
        return image.channel_names, None, image.values
    return (_read_array if suffix == ".npy" else _read_text)(path, variables)


def _read_text(path: Path, variables: Variables) -> tuple[tuple[str, ...], Rows | None, Rows]:
    import polars as pl

    text = open_text(path, str(path))
    chosen = choose(data_columns(text.n_columns, text.header), variables, str(path))
    timed = [i for i, name in enumerate(text.header or ()) if "time" in name.lower()][:1]
    names = [str(i) for i in range(text.n_columns)]
    wanted = [str(i) for i in (*chosen.places, *timed)]
    schema = {name: pl.Float64() if name in wanted else pl.String() for name in names}
    body = "\n".join(text.lines[text.first_row :]).encode()
    try:
        table = pl.read_csv(
            body, has_header=False, separator=text.delimiter, schema=schema, ignore_errors=True
        )
    except pl.exceptions.PolarsError as error:
        raise InputError(f"is no table of numbers: {error}", where=str(path)) from None
    rows = table.select(wanted).fill_null(float("nan")).to_numpy()
    time = rows[:, -1] if timed else None
    return chosen.names, time, rows[:, : len(chosen)]


def _read_array(path: Path, variables: Variables) -> tuple[tuple[str, ...], Rows | None, Rows]:
    try:
        table: NDArray[Any] = np.load(path, allow_pickle=False)
        rows = np.asarray(table, dtype=np.float64).reshape(len(table), -1)
    except (ValueError, EOFError, TypeError) as error:
        raise InputError(f"is not a plain array of numbers: {error}", where=str(path)) from None
    first = 1 if rows.shape[1] > 1 else 0
    chosen = choose(unnamed_columns(tuple(range(first, rows.shape[1]))), variables, str(path))
    return chosen.names, rows[:, 0] if first else None, rows[:, chosen.places]


def _period(time: Rows | None) -> float:
    if time is None or len(time) < 2:
        return float("nan")
    steps = np.diff(time)
    return float(np.median(steps)) if (steps > 0).all() else float("nan")


def channel_facts(name: str, values: Rows) -> ChannelFacts:
    """Return the extremes of one channel.

    It counts as clipped where an extreme holds at least 1 % of the rows, four times as many as
    the level next to it (a pure tone gives 2.4 times), with three of them in a row, and the
    channel has 16 levels or more.

    Examples
    --------
    >>> tone = np.round(100 * np.sin(np.arange(1000) / 7))
    >>> channel_facts("x", tone).clipped, channel_facts("x", np.clip(tone, -80, 80)).clipped
    (False, True)
    """
    if not len(values):
        nan = float("nan")
        return ChannelFacts(name, nan, nan, nan, nan, clipped=False)
    levels, counts = np.unique(values, return_counts=True)
    ends = ((0, 1), (-1, -2))
    clipped = len(levels) >= _FEWEST_LEVELS and any(
        counts[end] >= max(_CLIPPED_SHARE * len(values), _PILE * counts[beside])
        and _longest_run(values == levels[end]) >= _RUN
        for end, beside in ends
    )
    shares = counts / len(values)
    lowest, highest = float(levels[0]), float(levels[-1])
    return ChannelFacts(name, lowest, highest, float(shares[0]), float(shares[-1]), clipped)


def _longest_run(hit: NDArray[np.bool_]) -> int:
    edges = np.flatnonzero(np.diff(np.concatenate([[0], hit.astype(np.int8), [0]])))
    return int((edges[1::2] - edges[::2]).max(initial=0))
