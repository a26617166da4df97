"""The one number that variants are chosen by."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Yardstick:
    """A metric of a task, as the choice of a variant needs it."""

    metric: str
    """Its name, as in `Estimate.metric`."""
    title: str
    """The same for readers: "Accuracy", "RMSE of torque"."""
    better: Literal["higher", "lower"]
    unit: str = ""
    """Unit of what is predicted; empty where the metric has none of its own."""
    loss: Literal["points", "absolute", "relative"] = "points"
    """How values and losses are read: a share and its points, a number and a difference, or a
    quantity and its growth in relation to the reference."""
    parts: Literal["class", "label", "output", ""] = ""
    """What is looked at one by one, beside the number as a whole."""
    tested: str = "sample"
    """What a test is made of, in the singular."""
    counted: str = "sample"
    """What the number counts, in the singular: ``n`` of its estimates."""

    @property
    def sign(self) -> int:
        """1 where higher is better, else -1."""
        return 1 if self.better == "higher" else -1

    @property
    def is_share(self) -> bool:
        """Whether values are shares of 1, which people read in percent."""
        return self.loss == "points"


ACCURACY = Yardstick("accuracy", "Accuracy", "higher", parts="class")
"""What classifiers are chosen by."""
R2 = Yardstick("r2", "R²", "higher", loss="absolute")
"""What networks that predict numbers are ranked by: one number for all of their outputs."""
SKILL = Yardstick("skill_persistence", "Skill against persistence", "higher", loss="absolute")
"""What networks that forecast are ranked by: one number for all of their variables."""
AP = Yardstick("ap", "AP", "higher", loss="absolute", tested="image", counted="object")
"""What object detectors are chosen by."""
ROC_AUC = Yardstick("roc_auc", "ROC AUC", "higher", loss="absolute")
"""What anomaly detectors are chosen by."""
