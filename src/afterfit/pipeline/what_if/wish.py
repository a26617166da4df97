"""What is asked of a trial."""

from collections.abc import Iterable
from dataclasses import dataclass

from afterfit.analyses.what_if import Change
from afterfit.errors import InputError, did_you_mean


@dataclass(frozen=True, slots=True)
class WhatIfWish:
    """Which changes are tried on how many windows, and what loss matters.

    Examples
    --------
    >>> WhatIfWish(loss=0.02, changes=("gain", "noise")).most_windows
    1000
    """

    loss: float = 0.05
    """Loss of accuracy that matters, as a share."""
    sample: str | None = None
    """One window to look into, in the words of `choose_window`."""
    changes: tuple[str, ...] = ()
    """Keys of the changes to try; all that windows of the layout meet where none is named."""
    variants: tuple[str, ...] = ()
    """Names of the variants of a run to try; see `trial_of_run`."""
    importance: bool = True
    """Whether channels and stretches of time are shuffled."""
    most_windows: int = 1000
    """Of a larger test set the same share of every recording is drawn."""
    seed: int = 20_241

    def __post_init__(self) -> None:
        if not 0 <= self.loss < 1:
            raise InputError(f"must be from 0 to below 100 points, got {100 * self.loss:g}",
                             where="--loss")  # fmt: skip
        if self.most_windows < 2:
            raise InputError(f"must be at least 2, got {self.most_windows}", where="--most-windows")

    def refuse_sample(self, told: str) -> None:
        """Refuse a single window where only classifiers are looked into with one.

        Raises
        ------
        InputError
            When one is asked for; `afterfit trace` shows how *told* came about instead.
        """
        if self.sample is not None:
            raise InputError(
                "a single window is looked into for classifiers alone; afterfit trace RUN "
                f"--sample shows how {told} came about",
                where="--sample",
            )

    def chosen(self, possible: Iterable[Change]) -> tuple[Change, ...]:
        """Return the changes to try of those that are *possible*.

        Raises
        ------
        InputError
            When one that is asked for is not.
        """
        known = {one.key: one for one in possible}
        for key in self.changes:
            if key not in known:
                raise InputError(
                    f"no such change of these windows: {key!r}{did_you_mean(key, known)}; there "
                    f"are {', '.join(known)}",
                    where="--change",
                )
        return tuple(one for key, one in known.items() if not self.changes or key in self.changes)
