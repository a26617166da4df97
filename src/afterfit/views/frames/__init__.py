"""Result → polars frame: numbers in typed columns, for more computing."""

from afterfit.views.frames.of_result import frame_of

__all__ = ["frame_of"]
