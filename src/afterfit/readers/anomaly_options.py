"""What a user says about a file of anomaly scores where its names do not say it."""

import re
from dataclasses import dataclass

from afterfit.errors import InputError


@dataclass(frozen=True, slots=True)
class AnomalyOptions:
    """What the columns mean; None means found by its name.

    Examples
    --------
    >>> AnomalyOptions(label_from="^(normal|anomaly)", group_from="id_[0-9]+").normal
    ('normal', '0', 'false')
    """

    normal: tuple[str, ...] = ("normal", "0", "false")
    """Labels of normal samples, in lower case; every other label is a kind of anomaly."""
    group: str | None = None
    """Column of the machine that a sample is of."""
    label_from: str | None = None
    """Regular expression that finds the label in the name of the recording."""
    group_from: str | None = None
    """Regular expression that finds the machine in the name of the recording."""
    train_paths: tuple[str, ...] = ()
    """Files of scores of normal training samples: one for all variants, or one a variant."""
    window_seconds: float | None = None
    """How long a sample lasts."""
    step_seconds: float | None = None
    """Time from one sample of a recording to the next; the window's length when not given."""

    def __post_init__(self) -> None:
        for name in ("label_from", "group_from"):
            pattern = getattr(self, name)
            try:
                re.compile(pattern or "")
            except re.error as error:
                option = "--" + name.replace("_", "-")
                raise InputError(
                    f"{option} {pattern!r} is no regular expression: {error}"
                ) from None
