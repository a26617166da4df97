"""How unusual one model variant finds the samples of one split."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from afterfit.errors import InputError
from afterfit.records.arrays import frozen_array, frozen_codes, settle, settle_origin

NORMAL_KIND = 0
"""Place of the normal samples in ``kind_names``; every other kind is an anomaly."""


@dataclass(frozen=True, slots=True, eq=False)
class AnomalyScores:
    """Score of each sample, the higher the more unusual, beside what the sample really was.

    An autoencoder's score is its reconstruction error. Scores of the split "train" are those of
    normal samples that the model learned from: the threshold comes from them.

    Examples
    --------
    >>> AnomalyScores(
    ...     score=[0.1, 0.2, 3.5],
    ...     kind=[0, 0, 1],
    ...     kind_names=("normal", "bearing fault"),
    ...     source=[0, 0, 1],
    ...     source_names=("idle.csv", "fault.csv"),
    ...     offset=[0, 256, 0],
    ...     variant="int8",
    ...     split="test",
    ... ).is_anomaly.tolist()
    [False, False, True]
    """

    score: NDArray[np.float64]
    """Finite, higher for what is more unusual, shape (n_samples,)."""
    kind: NDArray[np.int64]
    """Index into ``kind_names`` of what each sample was, shape (n_samples,)."""
    kind_names: tuple[str, ...]
    """Normal first, then each kind of anomaly; ("normal", "anomaly") where kinds are unknown."""
    source: NDArray[np.int64]
    """Index into ``source_names`` of the file each sample was cut from, shape (n_samples,)."""
    source_names: tuple[str, ...]
    """Files or recordings; samples of one source are not independent of each other."""
    offset: NDArray[np.int64]
    """First time step of each sample in its source, shape (n_samples,)."""
    variant: str
    """Which form of the model gave the scores: "float32", "int8", …"""
    split: str
    """Which part of the data: "train", "validation" or "test"."""
    has_labels: bool = True
    """False where nobody said what the samples were; all kinds are then normal."""
    has_sources: bool = True
    """False where the file named no sources; ``source_names`` is then one empty name."""
    group: NDArray[np.int64] | None = None
    """Index into ``group_names`` of the machine each sample is of; None without machines."""
    group_names: tuple[str, ...] = ()
    """Machines that are judged apart from each other."""
    window_seconds: float | None = None
    """How long a sample lasts; None where it is unknown."""
    step_seconds: float | None = None
    """Time from one sample of a recording to the next; None: samples lie end to end."""
    channel_error: NDArray[np.float64] | None = None
    """Mean squared error of each channel of each sample, shape (n_samples, n_channels)."""
    channel_names: tuple[str, ...] = ()
    """Names of the channels of ``channel_error``."""
    part_error: NDArray[np.float64] | None = None
    """Mean squared error of equal parts of each sample, first part first, (n_samples, n_parts)."""
    is_anomaly: NDArray[np.bool_] = field(init=False)
    """Whether each sample was of another kind than normal, shape (n_samples,)."""

    def __post_init__(self) -> None:
        n = len(self.score)
        settle(
            self,
            score=frozen_array(self.score, np.float64, (n,), "score"),
            kind_names=tuple(self.kind_names),
            group_names=tuple(self.group_names),
            channel_names=tuple(self.channel_names),
            kind=frozen_codes(self.kind, n, tuple(self.kind_names), "kind"),
        )
        settle_origin(self, n)
        settle(self, is_anomaly=frozen_array(self.kind != NORMAL_KIND, np.bool_, (n,), "kind"))
        self._settle_optional(n)
        self._check_values()

    def __len__(self) -> int:
        return len(self.score)

    @property
    def seconds_per_sample(self) -> float | None:
        """Time that each sample adds to a recording; None where no duration is known."""
        return self.window_seconds if self.step_seconds is None else self.step_seconds

    def _settle_optional(self, n: int) -> None:
        if self.group is not None:
            settle(self, group=frozen_codes(self.group, n, self.group_names, "group"))
        if self.channel_error is not None:
            shape = (n, len(self.channel_names))
            settle(
                self,
                channel_error=frozen_array(self.channel_error, np.float64, shape, "channel_error"),
            )
        if self.part_error is not None:
            settle(
                self, part_error=frozen_array(self.part_error, np.float64, (n, None), "part_error")
            )

    def _check_values(self) -> None:
        if not self.kind_names:
            raise InputError('kind_names must name the normal kind first, as in ("normal",)')
        if not self.has_labels and self.is_anomaly.any():
            raise InputError("kinds of samples without labels must all be normal")
        for name in ("window_seconds", "step_seconds"):
            seconds = getattr(self, name)
            if seconds is not None and not 0 < seconds < np.inf:
                raise InputError(f"{name} must be above 0, got {seconds}")
        for row in np.flatnonzero(~np.isfinite(self.score))[:1].tolist():
            raise InputError(
                f"scores must be finite numbers, but row {row} is {self.score[row]}; a model whose "
                "reconstruction is not finite has diverged, or its input holds missing values"
            )
