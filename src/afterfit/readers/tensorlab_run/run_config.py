"""run.yaml or run.json → its sections, as Tensorlab filled them in."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from afterfit.errors import InputError

Sections = Mapping[str, Mapping[str, Any]]


def read_run_config(path: Path) -> Sections:
    """Return the sections of a run's configuration; unknown keys are kept, they are Tensorlab's.

    Raises
    ------
    InputError
        When the file is not there, or holds no sections.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot be read: {error}", where=str(path)) from None
    try:
        content = json.loads(text) if path.suffix == ".json" else yaml.safe_load(text)
    except (ValueError, yaml.YAMLError) as error:
        raise InputError(f"damaged: {' '.join(str(error).split())}", where=str(path)) from None
    if not isinstance(content, dict):
        raise InputError("expected sections such as common and training", where=str(path))
    return {
        str(name): section if isinstance(section, dict) else {} for name, section in content.items()
    }
