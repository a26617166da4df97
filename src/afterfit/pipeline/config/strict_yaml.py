"""YAML in which a key that is given twice is a mistake."""

from pathlib import Path
from typing import Any

import yaml

from afterfit.errors import InputError, why_unreadable


def read_strict_yaml(path: Path) -> Any:
    """Return what the YAML file *path* holds.

    Raises
    ------
    InputError
        When the file is not there, is not YAML, or gives a key twice.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise InputError(f"no such file: {path}") from None
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot be read: {why_unreadable(error)}", where=str(path)) from None
    return parse_strict_yaml(text, where=str(path))


def parse_strict_yaml(text: str, *, where: str) -> Any:
    """Return what YAML *text* holds; *where* names it in errors."""
    try:
        return yaml.load(text, Loader=_StrictLoader)  # noqa: S506 (a SafeLoader underneath)
    except yaml.YAMLError as error:
        raise InputError(f"not valid YAML: {_yaml_problem(error)}", where=where) from None


class _StrictLoader(yaml.SafeLoader):
    """A safe loader that refuses a key given twice instead of keeping the last."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[Any] = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if key in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"the key {key!r} is given twice", key_node.start_mark
                )
            seen.add(key)
        return super().construct_mapping(node, deep)


def _yaml_problem(error: yaml.YAMLError) -> str:
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or str(error)
    if "'\\t'" in problem:
        problem = "a tab; YAML is indented with spaces"
    return f"line {mark.line + 1}, column {mark.column + 1}: {problem}" if mark else problem
