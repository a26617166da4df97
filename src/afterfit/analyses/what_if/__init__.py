"""Windows and models → what models answer when what sensors deliver changes."""

from afterfit.analyses.what_if.catalogue import changes_of
from afterfit.analyses.what_if.change import Change, Reading
from afterfit.analyses.what_if.draw_windows import drawn_rows
from afterfit.analyses.what_if.importance import N_REPEATS, measure_importance, parts_of
from afterfit.analyses.what_if.one_sample import try_sample
from afterfit.analyses.what_if.robustness import accuracy_of, try_change
from afterfit.analyses.what_if.subject import AnswerOf, Subject

__all__ = [
    "N_REPEATS",
    "AnswerOf",
    "Change",
    "Reading",
    "Subject",
    "accuracy_of",
    "changes_of",
    "drawn_rows",
    "measure_importance",
    "parts_of",
    "try_change",
    "try_sample",
]
