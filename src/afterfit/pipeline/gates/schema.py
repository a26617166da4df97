"""A YAML file of gates → checked gates."""

from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator
from pydantic_core import ErrorDetails

from afterfit.errors import InputError, did_you_mean
from afterfit.pipeline.config.strict_yaml import read_strict_yaml

Part = Literal["class", "label", "output", "variable", "step", "kind", "machine"]
"""What a model's answers fall into: classes, labels, outputs, variables and their steps, kinds of
anomaly, machines."""
_LIMITS = ("min", "max", "max_loss", "max_relative_loss")


class _Keys(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Gate(_Keys):
    """One limit on one metric, of all that its patterns match."""

    metric: str
    """A name of `afterfit.metrics.METRICS`, or false_alarms_per_hour, flash_bytes, ram_bytes,
    latency_ms."""
    name: str = ""
    """What reports call it; the metric and the limit where it is empty."""
    variant: str = "*"
    """Pattern of variants: "int8", "int*"; every variant that was tested without it."""
    split: str = "test"
    class_name: str | None = Field(None, alias="class")
    """Pattern of classes, each held against the limit; the whole split without it."""
    label: str | None = None
    """The same of labels, in multi-label data."""
    output: str | None = None
    """The same of outputs of a regression."""
    variable: str | None = None
    """The same of variables of a forecast; all of them where only a step is given."""
    step: int | str | None = None
    """Number of a forecast step from 1, or a pattern of such; the whole horizon without it."""
    kind: str | None = None
    """The same of kinds of anomaly."""
    machine: str | None = None
    """The same of machines, in anomaly detection."""
    files: str | None = None
    """Pattern of recordings, held together against the limit."""
    min: float | None = None
    max: float | None = None
    max_loss: float | None = Field(None, ge=0)
    """Most that the metric may be worse than in the baseline, in its own unit."""
    max_relative_loss: float | None = Field(None, ge=0)
    """The same as a share of the baseline's value."""
    against: str = "baseline"
    """What losses are measured against: the baseline run, or a variant of the same run."""
    judge: Literal["value", "interval"] = "value"
    """interval: the end of the 95 % interval that is worse must keep to the limit."""

    @model_validator(mode="after")
    def _means_something(self) -> "Gate":
        if not self.limits:
            raise ValueError(f"a gate needs a limit: {', '.join(_LIMITS)}")
        self._refuse_mixtures()
        if self.judge == "interval" and self.max_relative_loss is not None:
            raise ValueError("max_relative_loss is held against the value; use max_loss")
        return self

    def _refuse_mixtures(self) -> None:
        """Allow one sort of part, with steps those of variables, with files those of numbers."""
        together = set(self.parts)
        if self.files is None:
            fits = len(together) < 2 or together == {"variable", "step"}
        else:
            fits = not together or self.parts in (("output",), ("variable",))
        if not fits:
            named = [*self.parts, *(["files"] if self.files is not None else [])]
            raise ValueError(f"{' and '.join(named)} cannot be combined; make two gates")

    @property
    def parts(self) -> tuple[Part, ...]:
        """The sorts of parts that it names."""
        given: dict[Part, object] = {
            "class": self.class_name,
            "label": self.label,
            "output": self.output,
            "variable": self.variable,
            "step": self.step,
            "kind": self.kind,
            "machine": self.machine,
        }
        return tuple(part for part, pattern in given.items() if pattern is not None)

    @property
    def part(self) -> tuple[Part, str] | None:
        """The sort of part that it looks at and its pattern; None where it looks at the whole."""
        given: dict[Part, str | None] = {
            "class": self.class_name,
            "label": self.label,
            "output": self.output,
            "variable": "*" if self.variable is None and self.step is not None else self.variable,
            "kind": self.kind,
            "machine": self.machine,
        }
        named = ((part, pattern) for part, pattern in given.items() if pattern is not None)
        return next(named, None)

    @property
    def limits(self) -> tuple[tuple[str, float], ...]:
        """The limits that are set, by name."""
        named = ((name, getattr(self, name)) for name in _LIMITS)
        return tuple((name, limit) for name, limit in named if limit is not None)

    @property
    def is_change(self) -> bool:
        """Whether it is about a loss against something else."""
        return self.max_loss is not None or self.max_relative_loss is not None

    @property
    def title(self) -> str:
        """What reports call it."""
        if self.name:
            return self.name
        return f"{self.metric} " + ", ".join(f"{name} {limit:g}" for name, limit in self.limits)


class GatesFile(_Keys):
    """What was agreed."""

    gates: tuple[Gate, ...] = Field(min_length=1)
    baseline: str | None = None
    """Folder of an earlier run, relative to this file."""


def read_gates(path: Path) -> GatesFile:
    """Return the gates in the YAML file *path*.

    Raises
    ------
    InputError
        When the file is not there, is not YAML, or has keys or values that are not allowed;
        the message has one line a problem, each with the path of its key.
    """
    content = read_strict_yaml(path)
    if not isinstance(content, dict):
        raise InputError("expected `gates:` with a list of gates", where=str(path))
    try:
        return GatesFile.model_validate(content)
    except ValidationError as error:
        # of a list whose items are wrong, pydantic says that it is too short as well
        every = error.errors()
        told = [one for one in every if one["type"] != "too_short"] or every
        raise InputError("\n".join(_sentence(one, path) for one in told)) from None


def _sentence(error: ErrorDetails, path: Path) -> str:
    steps = [str(step + 1) if isinstance(step, int) else step for step in error["loc"]]
    where = " -> ".join([path.name, *steps])
    if error["type"] == "extra_forbidden":
        known = _keys(Gate if len(steps) > 1 else GatesFile)
        hint = did_you_mean(steps[-1], known) or f"; known: {', '.join(known)}"
        return f"{where}: unknown key{hint}"
    if error["type"] == "missing":
        return f"{where}: this key is needed"
    if error["type"] == "too_short":
        return f"{where}: expected a list of gates, got none"
    message = error["msg"].removeprefix("Value error, ")
    if error["type"] == "value_error":
        return f"{where}: {message}"
    return f"{where}: {message[:1].lower()}{message[1:]}, got {error['input']!r}"


def _keys(model: type[BaseModel]) -> list[str]:
    return [field.alias or name for name, field in model.model_fields.items()]
