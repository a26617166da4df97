"""Names of columns → what each one means in a file of anomaly scores."""

from collections.abc import Sequence
from dataclasses import dataclass

from afterfit.errors import InputError, did_you_mean
from afterfit.readers.anomaly_options import AnomalyOptions
from afterfit.readers.columns import ROLES
from afterfit.readers.read_options import ReadOptions

_SCORES = ("score", "anomaly_score", "reconstruction_error", "error", "scores", "mse", "loss")
_LABELS = ("kind", "is_anomaly", "anomaly", *ROLES["label"][0])
_GROUPS = ("group", "machine", "machine_id", "device")
_CHANNEL = "channel_error_"
_PART = "part_error_"
_TENSORLAB_TABLE = {"k_value", "threshold"}


@dataclass(frozen=True, slots=True)
class AnomalyColumns:
    """Where each thing is; None where the file does not say it."""

    score: str
    label: str | None
    source: str | None
    offset: str | None
    variant: str | None
    split: str | None
    group: str | None
    channels: tuple[str, ...]
    parts: tuple[str, ...]

    @property
    def texts(self) -> tuple[str, ...]:
        """Columns that are read as text."""
        single = (self.label, self.source, self.offset, self.variant, self.split, self.group)
        return tuple(dict.fromkeys(name for name in single if name is not None))

    @property
    def numbers(self) -> tuple[str, ...]:
        """Columns that are read as numbers."""
        return (self.score, *self.channels, *self.parts)

    @property
    def known(self) -> tuple[str, ...]:
        """Columns that mean something; the others are free to slice by."""
        return (*self.numbers, *self.texts)

    @property
    def channel_names(self) -> tuple[str, ...]:
        """Names of the channels, in the order of their columns."""
        return tuple(name.removeprefix(_CHANNEL) for name in self.channels)


def find_anomaly_columns(
    names: Sequence[str], options: ReadOptions, more: AnomalyOptions, where: str
) -> AnomalyColumns:
    """Return what each column means.

    Without a header, two columns are the name of the recording and its score.

    Raises
    ------
    InputError
        No column of scores, a column that is named and not there, or Tensorlab's table of
        thresholds, which holds no scores.
    """
    if set(names) >= _TENSORLAB_TABLE:
        raise InputError(
            "is a table of thresholds, one row a k, and holds no scores; give the reconstruction "
            "error of each sample, as in score,label",
            where=where,
        )
    if not options.header and len(names) == 2 and options.scores is None:
        return AnomalyColumns(names[1], None, names[0], None, None, None, None, (), ())
    score = _column(names, options.scores, (_SCORES,), "scores", where)
    if score is None:
        raise InputError(
            f"no column of scores was found; the columns are {', '.join(names[:20])}: name one "
            f"with --scores{_headless(names, options)}",
            where=where,
        )
    usual = {role: ROLES[role] for role in ("source", "offset", "variant", "split")}
    found = {
        role: _column(names, getattr(options, role), groups, role, where)
        for role, groups in (usual | {"label": (_LABELS,)}).items()
    }
    return AnomalyColumns(
        score=score,
        **found,
        group=_column(names, more.group, (_GROUPS,), "group", where),
        channels=tuple(name for name in names if name.startswith(_CHANNEL)),
        parts=tuple(name for name in names if name.startswith(_PART)),
    )


def _column(
    names: Sequence[str],
    given: str | None,
    usual: Sequence[Sequence[str]],
    role: str,
    where: str,
) -> str | None:
    if given is not None and given not in names:
        raise InputError(
            f"there is no column {given!r}{did_you_mean(given, names)}; the columns are "
            f"{', '.join(names[:20])}: name one with --{role}",
            where=where,
        )
    if given is not None:
        return given
    found = (name for group in usual for word in group for name in names if name.lower() == word)
    return next(found, None)


def _headless(names: Sequence[str], options: ReadOptions) -> str:
    numeric = options.header and any(name.replace(".", "", 1).isdigit() for name in names)
    return "; if the first row is data already, pass --no-header" if numeric else ""
