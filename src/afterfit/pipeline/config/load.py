"""A YAML file → a checked `Config`, or one sentence for each thing that is wrong with it."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from afterfit.errors import InputError, did_you_mean, why_unreadable
from afterfit.pipeline.config.section import Section
from afterfit.pipeline.config.sections import Config
from afterfit.pipeline.config.strict_yaml import parse_strict_yaml
from afterfit.training import TaskKind


def read_config(path: Path) -> Config:
    """Return the configuration in the YAML file *path*.

    Raises
    ------
    InputError
        When the file is not there, is not YAML, or has keys or values that are not allowed;
        the message has one line a problem, each with the path of its key.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise InputError(f"no such configuration file: {path}") from None
    except (OSError, UnicodeDecodeError) as error:
        why = why_unreadable(error)
        raise InputError(f"cannot read the configuration: {why}", where=str(path)) from None
    return parse_config(text, where=str(path))


def parse_config(text: str, *, where: str = "configuration") -> Config:
    """Return the configuration in YAML *text*; *where* names it in errors."""
    keys = parse_strict_yaml(text, where=where)
    if not isinstance(keys, dict):
        sections = ", ".join(Config.model_fields)
        raise InputError(f"a configuration has the sections {sections}", where=where)
    # A section written without any key (`compilation:`) means its defaults.
    keys = {name: {} if value is None else value for name, value in keys.items()}
    try:
        return Config.model_validate(keys)
    except ValidationError as error:
        raise InputError("\n".join(map(_sentence, error.errors())), where=None) from None


def _sentence(error: ErrorDetails) -> str:
    """Return one problem as ``section -> key: what is wrong``."""
    path = [str(step) for step in error["loc"] if not _is_type_tag(step)]
    return f"{' -> '.join(path) or 'configuration'}: {_problem(error, path)}"


def _is_type_tag(step: int | str) -> bool:
    """Say whether pydantic put *step* into the path to name a branch of a union."""
    return isinstance(step, str) and (step in ("int", "float", "bool", "str") or "[" in step)


def _problem(error: ErrorDetails, path: list[str]) -> str:
    if error["type"] == "extra_forbidden":
        return _unknown_key(path)
    message = error["msg"].removeprefix("Value error, ")
    if error["type"] == "value_error":
        return message
    return f"{message[:1].lower()}{message[1:]}, got {error['input']!r}"


def _unknown_key(path: list[str]) -> str:
    *parents, key = path
    known = tuple(_keys(_section(Config, parents)))
    if not parents:
        for name, section in _subsections(Config):
            if key in _keys(section):
                return f"this key belongs under {name}; indent it"
    near = did_you_mean(key, known)
    return f"unknown key{near or '; known: ' + ', '.join(known)}"


def _section(section: type[Section], path: list[str]) -> type[Section]:
    for name in path:
        section = dict(_subsections(section))[name]
    return section


def _subsections(section: type[Section]) -> Iterator[tuple[str, type[Section]]]:
    for name, field in section.model_fields.items():
        if isinstance(field.annotation, type) and issubclass(field.annotation, Section):
            yield name, field.annotation


def _keys(section: type[Section]) -> Iterator[str]:
    return (field.alias or name for name, field in section.model_fields.items())


def config_warnings(config: Config) -> tuple[str, ...]:
    """Return one sentence for each key that was set and that nothing acts on yet.

    Examples
    --------
    >>> config_warnings(parse_config("training: {dual_op: true}"))
    ('training -> dual_op: accepted, but has no effect: not offered yet',)
    """
    return (*_later_keys(config, ()), *_keys_of_other_tasks(config), *_unused_model(config))


_KEYS_OF: Mapping[tuple[str, str], tuple[TaskKind, ...]] = {
    ("data_processing_feature_extraction", "target_variables"): ("regression", "forecasting"),
    ("data_processing_feature_extraction", "forecast_horizon"): ("forecasting",),
    ("dataset", "anomalies_in_validation"): ("anomaly",),
    ("training", "class_weights"): ("classification",),
    ("testing", "season"): ("forecasting",),
}
"""Keys that mean something for some tasks alone."""


def _keys_of_other_tasks(config: Config) -> Iterator[str]:
    kind = config.common.kind
    for (section, key), kinds in _KEYS_OF.items():
        part = getattr(config, section)
        is_default = getattr(part, key) == type(part).model_fields[key].default
        if kind not in kinds and not is_default:
            yield f"{section} -> {key}: has no effect on {kind}; it is of {' and '.join(kinds)}"


def _unused_model(config: Config) -> Iterator[str]:
    if config.testing.model_path is not None and config.trains:
        yield (
            "testing -> model_path: has no effect, since the model that is trained is tested; set "
            "training -> enable to false to test this one"
        )


def _later_keys(section: Section, path: tuple[str, ...]) -> Iterator[str]:
    for name in section.model_fields_set:
        field, value = type(section).model_fields[name], getattr(section, name)
        here = (*path, field.alias or name)
        extra = field.json_schema_extra
        if isinstance(value, Section):
            yield from _later_keys(value, here)
        elif isinstance(extra, Mapping) and "later" in extra and value != field.default:
            yield f"{' -> '.join(here)}: accepted, but has no effect: {extra['later']}"
