"""What your model really does after fit: where it fails, why, what to change, which to ship."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from afterfit.pipeline.run import run

__version__ = "0.1.0"
__all__ = ["__version__", "run"]

# Public name → module that holds it; loaded when first used, so `import afterfit` stays light.
_PLACES = {"run": "afterfit.pipeline.run"}


def __getattr__(name: str) -> Any:
    from importlib import import_module

    if name not in _PLACES:
        raise AttributeError(f"module 'afterfit' has no attribute {name!r}")
    return getattr(import_module(_PLACES[name]), name)
