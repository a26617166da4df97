"""Run folder, or models and data → what they answer when what sensors deliver changes."""

from afterfit.pipeline.what_if.carry_out import AnyWhatIf, summarize, what_if, write_what_if
from afterfit.pipeline.what_if.wish import WhatIfWish

__all__ = ["AnyWhatIf", "WhatIfWish", "summarize", "what_if", "write_what_if"]
