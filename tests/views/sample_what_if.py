"""Two models on windows of two channels, under every change."""

from functools import cache

from afterfit.pipeline.choose_window import Candidates
from afterfit.pipeline.progress import Silent
from afterfit.pipeline.what_if import WhatIfWish
from afterfit.pipeline.what_if.carry_out import try_all
from afterfit.pipeline.what_if.trial import Trial
from afterfit.results import WhatIf
from tests.analyses.what_if.sample_subject import by_level, windows_of_levels


@cache
def sample_what_if() -> WhatIf:
    """The second model has its threshold where an everyday gain can reach it."""
    trial = Trial(
        subject="levels",
        candidates=Candidates(windows_of_levels(120, 30), "float32", lambda: None),
        has_sources=True,
        models={"float32": by_level(threshold=0.92), "int8": by_level(threshold=0.6)},
        acts_on="readings",
        notes=("A note.",),
    )
    return try_all(trial, WhatIfWish(sample="1"), Silent())
