"""A healthy data set in memory, and what can be planted in it."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from afterfit.analyses.data import check_data, measure_separability
from afterfit.datasets.survey import channel_facts
from afterfit.findings import diagnose_data
from afterfit.records import SPLITS, ChannelFacts, RecordingFacts, Windows
from afterfit.results import DataChecks, Finding

CLASSES = ("fast", "middle", "slow")
FRAME = 32
SHARES = {"train": 6, "validation": 3, "test": 3}

Signal = NDArray[np.float64]


@dataclass
class Sample:
    """One recording with its label and its split."""

    source: str
    class_name: str
    split: str
    rows: Signal
    """Shape (n_channels, n_rows)."""
    period: float = 0.05
    n_missing: int = 0


@dataclass
class DataSetInMemory:
    """Recordings, and the checks of them."""

    samples: list[Sample] = field(default_factory=list)

    def checks(self) -> DataChecks:
        splits = [self.windows(split) for split in SPLITS]
        features = [spectrum(one.values) for one in splits]
        names = [f"bin {i} of {c}" for c in ("x", "y") for i in range(features[0].shape[-1])]
        measured = measure_separability(splits, features, names)
        return check_data([facts_of(one) for one in self.samples], splits, measured)

    def windows(self, split: str) -> Windows:
        names = tuple(one.source for one in self.samples)
        values, y, source, offset = [], [], [], []
        for i, one in enumerate(self.samples):
            if one.split != split:
                continue
            for start in range(0, one.rows.shape[1] - FRAME + 1, FRAME // 2):
                values.append(one.rows[:, start : start + FRAME])
                y.append(CLASSES.index(one.class_name))
                source.append(i)
                offset.append(start)
        array = np.array(values, np.float32).reshape(-1, 2, FRAME)
        return Windows(
            values=array,
            channel_names=("x", "y"),
            class_names=CLASSES,
            y_true=np.array(y, np.int64),
            source=np.array(source, np.int64),
            source_names=names,
            offset=np.array(offset, np.int64),
            split=split,
        )

    def finding(self, code: str) -> Finding:
        return next(one for one in diagnose_data(self.checks()) if one.code == code)

    def named(self, source: str) -> Sample:
        return next(one for one in self.samples if one.source == source)


def spectrum(values: NDArray[np.float32]) -> NDArray[np.float32]:
    magnitude = np.abs(np.fft.rfft(values - values.mean(axis=-1, keepdims=True), axis=-1))[..., 1:]
    return np.log(1e-3 + magnitude).astype(np.float32)


def facts_of(one: Sample) -> RecordingFacts:
    channels: Sequence[ChannelFacts] = [
        channel_facts(name, rows) for name, rows in zip("xy", one.rows, strict=True)
    ]
    return RecordingFacts(
        one.source,
        one.rows.shape[1],
        one.n_missing,
        one.period,
        tuple(channels),
        str(hash(one.rows.tobytes())),
        one.class_name,
    )


def healthy(seed: int = 0, n_rows: int = 160) -> DataSetInMemory:
    """Return twelve recordings of each of three tones, that differ as recordings do."""
    rng = np.random.default_rng(seed)
    data = DataSetInMemory()
    for name, cycles in zip(CLASSES, (9, 5, 2), strict=True):
        splits = [split for split, n in SHARES.items() for _ in range(n)]
        for i, split in enumerate(splits):
            rows = recording(rng, cycles, n_rows)
            data.samples.append(Sample(f"{name}/rec_{i}.csv", name, split, rows))
    return data


def recording(rng: np.random.Generator, cycles: float, n_rows: int) -> Signal:
    """Return two channels of a tone with a gain, an offset and a noise of their own."""
    time = np.arange(n_rows) / FRAME
    gain, offset = rng.lognormal(0, 0.2, (2, 1)), rng.normal(0, 0.3, (2, 1))
    tone = np.sin(2 * np.pi * cycles * time + rng.uniform(0, 6)) * [[1.0], [0.6]]
    noise = rng.normal(0, rng.uniform(0.2, 0.4), (2, n_rows))
    return np.asarray(gain * (tone + noise) + offset)


def sample_checks() -> DataChecks:
    """Return the checks of a healthy data set, without the map that takes seconds."""
    from unittest.mock import patch

    from afterfit.analyses.data import separability

    with patch.object(separability, "neighbour_embedding", lambda X, seed: "left out"):
        checks = healthy().checks()
    return replace(checks, findings=diagnose_data(checks))
