"""Names of columns → what each one means, by convention or as the user says."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Literal

from afterfit.errors import InputError, did_you_mean
from afterfit.files import natural_order
from afterfit.readers.read_options import ReadOptions
from afterfit.wording import some_names

Form = Literal["one a class", "list", "positive class"]

ROLES: dict[str, tuple[tuple[str, ...], ...]] = {
    "label": (
        (
            *("label", "labels", "y_true", "target", "true", "truth", "ground_truth"),
            *("true_label", "actual", "class"),
        ),
    ),
    "prediction": (
        ("prediction", "predictions", "predicted", "pred", "y_pred", "predicted_label"),
    ),
    # A name for each sample makes each sample its own source, where no column names recordings.
    "source": (
        ("source", "file", "filename", "file_name", "recording", "path"),
        ("sample", "sample_id"),
    ),
    "offset": (("offset",),),
    "variant": (("variant",),),
    "split": (("split",),),
}
"""Role → names that stand for it, in upper or lower case; later groups only without the first."""

_PREFIXES = ("score_", "prob_", "proba_", "probability_", "p_")
_LISTS = ("scores", "probabilities", "probs", "proba", "y_score", "y_prob")
_POSITIVE = ("score", "p", "probability", "prob")
_LABEL_PREFIXES = ("label_", "true_", "y_true_", "target_")


@dataclass(frozen=True, slots=True)
class Scores:
    """Where the scores are."""

    columns: tuple[str, ...]
    """One column for each class, in the order of the classes; one alone in the other forms."""
    form: Form
    """One column a class, one column of lists, or the probability of the second of two classes."""
    suffixes: tuple[str, ...] = ()
    """What is left of each column's name without what all share; empty in the other forms."""


@dataclass(frozen=True, slots=True)
class Columns:
    """What the columns of a table of predictions mean."""

    label: tuple[str, ...]
    """The column of the true class; in multi-label data one column a class, or one of lists."""
    scores: Scores | None
    """None where there are only predicted classes."""
    prediction: str | None
    source: str | None
    offset: str | None
    variant: str | None
    split: str | None
    label_suffixes: tuple[str, ...] = ()
    """What tells the columns of labels apart in multi-label data; empty otherwise."""

    @property
    def names(self) -> tuple[str, ...]:
        """All columns that are read, each once."""
        single = (self.prediction, self.source, self.offset, self.variant, self.split)
        scores = self.scores.columns if self.scores else ()
        given = (name for name in single if name is not None)
        return tuple(dict.fromkeys((*self.label, *scores, *given)))


def find_columns(
    names: Sequence[str], lists: frozenset[str], options: ReadOptions, where: str
) -> Columns:
    """Return what each of the columns *names* means; *lists* are those that hold lists.

    Raises
    ------
    InputError
        A role without a column, or with two candidates; the message names the option to pass.
    """
    search = _Search(tuple(names), lists, options, where)
    roles = {role: search.role(role) for role in ROLES if role != "label"}
    taken = [name for name in roles.values() if name]
    labels, suffixes = search.labels(taken)
    scores = search.scores([*taken, *labels])
    if scores is None and (roles["prediction"] is None or options.task == "multilabel"):
        raise search.complaint("no column of scores was found", "scores")
    prediction = None if scores else roles.pop("prediction")
    roles.pop("prediction", None)
    return Columns(labels, scores, prediction, **roles, label_suffixes=suffixes)


def find_origin(
    names: Sequence[str], lists: frozenset[str], options: ReadOptions, where: str
) -> dict[str, str | None]:
    """Return the columns that tell where a row is from: source, offset, variant and split."""
    search = _Search(tuple(names), lists, options, where)
    return {role: search.role(role) for role in ("source", "offset", "variant", "split")}


def matching(
    wanted: str, names: Sequence[str], free: Sequence[str], options: ReadOptions, where: str
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the columns of *free* that *wanted* means, and what tells them apart.

    *wanted* is a name, a glob or the first and last of a range; of a name, no suffix is left.

    Raises
    ------
    InputError
        When no column matches.
    """
    search = _Search(tuple(names), frozenset(), options, where)
    found = search._matching(wanted, free, "target")
    return found, () if found == (wanted,) else _suffixes(wanted, found)


@dataclass(frozen=True, slots=True)
class _Search:
    names: tuple[str, ...]
    lists: frozenset[str]
    options: ReadOptions
    where: str

    def role(self, role: str) -> str | None:
        given: str | None = getattr(self.options, role)
        if given is not None:
            return self._present(given, role)
        for group in ROLES[role]:
            found = [name for name in self.names if name.lower() in group]
            if found:
                return self._only(found, role)
        return None

    def labels(self, taken: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        if self.options.task == "multilabel":
            return self._labels_of_classes([name for name in self.names if name not in taken])
        label = self.role("label")
        if label is None:
            raise self.complaint("no column of labels was found", "label")
        return (label,), ()

    def _labels_of_classes(self, free: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        wanted = self.options.label
        if wanted is not None:
            found = self._matching(wanted, free, "label")
            return found, () if found == (wanted,) else _suffixes(wanted, found)
        families = _families(free, self.lists, _LABEL_PREFIXES, ROLES["label"][0], ())
        if not families:
            raise self.complaint("no columns of labels, one a class, were found", "label")
        self._only([family.columns[0] for family in families], "label")
        return families[0].columns, families[0].suffixes

    def scores(self, taken: Sequence[str]) -> Scores | None:
        free = [name for name in self.names if name not in taken]
        if self.options.scores is not None:
            return self._given_scores(self.options.scores, free)
        logits = _families(free, self.lists, ("logit_",), ("logits",), ())
        usual = _families(free, self.lists, _PREFIXES, _LISTS, _POSITIVE)
        if self.options.score_kind == "logits":
            usual = logits or usual
        elif logits and not usual:
            raise InputError(
                f"column {logits[0].columns[0]!r} seems to hold logits; say so with "
                "--scores-are logits, or name the probabilities with --scores",
                where=self.where,
            )
        if usual:
            self._only([family.columns[0] for family in usual], "scores")
        return usual[0] if usual else None

    def _given_scores(self, wanted: str, free: Sequence[str]) -> Scores:
        columns = self._matching(wanted, free, "scores")
        if wanted == columns[0]:
            return Scores(columns, "list" if wanted in self.lists else "positive class")
        suffixes = _suffixes(wanted, columns)
        if not self.options.header:  # column_3, column_4, … number places of the file, not classes
            suffixes = tuple(str(place) for place in range(len(columns)))
        return _per_class(columns, suffixes)

    def _matching(self, wanted: str, free: Sequence[str], role: str) -> tuple[str, ...]:
        if wanted in self.names:
            return (wanted,)
        first, _, last = wanted.partition(":")
        if first in self.names and last in self.names:
            between = self.names[self.names.index(first) : self.names.index(last) + 1]
            found = tuple(name for name in between if name in free)
        else:
            found = tuple(name for name in free if fnmatchcase(name, wanted))
        if not found:
            raise self.complaint(f"no column matches {wanted!r}", role)
        return found

    def _present(self, name: str, role: str) -> str:
        if name not in self.names:
            hint = did_you_mean(name, self.names)
            raise self.complaint(f"there is no column {name!r}{hint}", role)
        return name

    def _only(self, found: Sequence[str], role: str) -> str:
        if len(found) > 1:
            raise InputError(
                f"columns {found[0]!r} and {found[1]!r} could both be the {role}; "
                f"say which with --{role}",
                where=self.where,
            )
        return found[0]

    def complaint(self, problem: str, role: str) -> InputError:
        shown = some_names(self.names, 20)
        headless = self.options.header and any(_is_number(name) for name in self.names)
        hint = "; if the first row is data already, pass --no-header" if headless else ""
        return InputError(
            f"{problem}; the columns are {shown or 'none'}: name one with --{role}"
            f"{did_you_mean(role, self.names)}{hint}",
            where=self.where,
        )


def _families(
    names: Sequence[str],
    lists: frozenset[str],
    prefixes: Iterable[str],
    list_names: tuple[str, ...],
    positive: tuple[str, ...],
) -> list[Scores]:
    """Return every way in which *names* could hold the scores."""
    plain = [name for name in names if name not in lists]
    found = []
    for prefix in prefixes:
        columns = tuple(name for name in plain if name.startswith(prefix) and name != prefix)
        if columns:
            found.append(_per_class(columns, tuple(name[len(prefix) :] for name in columns)))
    if positive and (numbered := tuple(n for n in plain if re.fullmatch(r"p[0-9]+", n))):
        found.append(_per_class(numbered, tuple(name[1:] for name in numbered)))
    found += [Scores((n,), "list") for n in names if n in lists and n.lower() in list_names]
    found += [Scores((n,), "positive class") for n in plain if n.lower() in positive]
    return found


def _per_class(columns: tuple[str, ...], suffixes: tuple[str, ...]) -> Scores:
    """Return one column a class: in the order of their numbers, or else as in the file."""
    pairs = list(zip(columns, suffixes, strict=True))
    if all(re.fullmatch("[0-9]+", suffix) for suffix in suffixes):
        pairs.sort(key=lambda pair: natural_order(pair[1]))
    return Scores(tuple(c for c, _ in pairs), "one a class", tuple(s for _, s in pairs))


def _suffixes(wanted: str, columns: tuple[str, ...]) -> tuple[str, ...]:
    """Return what tells *columns* apart: the rest after the glob's text, or after a shared word."""
    if re.search(r"[*?[]", wanted):
        start = len(re.split(r"[*?[]", wanted)[0])
        end = len(re.split(r"[*?\]]", wanted)[-1])
        rests = tuple(name[start : len(name) - end] for name in columns)
        return rests if all(rests) and len(set(rests)) == len(rests) else columns
    numbered = [re.fullmatch(r"(.*?)([0-9]+)", name) for name in columns]
    if len({match and match[1] for match in numbered}) == 1 and numbered[0]:
        return tuple(match[2] for match in numbered if match)
    return columns


def _is_number(text: str) -> bool:
    return re.fullmatch(r"[+-]?[0-9]*\.?[0-9]+([eE][+-]?[0-9]+)?", text) is not None
