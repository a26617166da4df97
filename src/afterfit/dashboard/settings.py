"""The configurations of runs → the keys in which they differ."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from afterfit.pipeline.folder import RunFolder

_OF_ONE_RUN = frozenset({"common.run_name", "common.projects_path", "common.download_path"})
"""Keys that name places, not how a model is made."""
ABSENT = "–"


@dataclass(frozen=True, slots=True)
class SettingDifference:
    """One key with its value in each run."""

    key: str
    """Sections and key, with dots: "training.learning_rate"."""
    values: tuple[str, ...]
    """One a run, as YAML says it; a dash where the run has no such key."""


def read_settings(folder: RunFolder) -> Mapping[str, str]:
    """Return the configuration of a run as keys with dots; empty where it has none to be read."""
    try:
        content = yaml.safe_load(folder.config.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError, yaml.YAMLError):
        return {}
    return dict(_flat(content, "")) if isinstance(content, dict) else {}


def _flat(content: Mapping[Any, Any], before: str) -> Iterator[tuple[str, str]]:
    for key, value in content.items():
        name = f"{before}{key}"
        if isinstance(value, dict) and value:
            yield from _flat(value, f"{name}.")
        else:
            yield name, _said(value)


def _said(value: Any) -> str:
    text = yaml.safe_dump(value, default_flow_style=True, width=10_000, allow_unicode=True)
    return text.removesuffix("\n").removesuffix("\n...")


def differing_settings(runs: Sequence[Mapping[str, str]]) -> tuple[SettingDifference, ...]:
    """Return the keys whose values are not the same in all *runs*, in the order of the first.

    Names and places of the runs themselves are left out.

    Examples
    --------
    >>> differing_settings([{"training.seed": "1", "a": "x"}, {"training.seed": "2", "a": "x"}])
    (SettingDifference(key='training.seed', values=('1', '2')),)
    """
    keys = dict.fromkeys(key for one in runs for key in one if key not in _OF_ONE_RUN)
    found = (SettingDifference(key, tuple(one.get(key, ABSENT) for one in runs)) for key in keys)
    return tuple(one for one in found if len(set(one.values)) > 1)
