"""Multi-label predictions, or the tally of them → results."""

from afterfit.analyses.multilabel.comparison import compare_multilabel
from afterfit.analyses.multilabel.points import choose_label_points
from afterfit.analyses.multilabel.variant import analyze_multilabel_variant

__all__ = ["analyze_multilabel_variant", "choose_label_points", "compare_multilabel"]
