"""What all sections of a configuration have in common."""

from typing import Any

from pydantic import BaseModel, ConfigDict, Field


def later(default: Any, reason: str) -> Any:
    """Return a field that is accepted and warned about, never silently ignored."""
    return Field(default, json_schema_extra={"later": reason})


class Section(BaseModel):
    """A part of the configuration; unknown keys are errors."""

    model_config = ConfigDict(extra="forbid", frozen=True, protected_namespaces=())
