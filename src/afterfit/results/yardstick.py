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
    """How a loss is read: points of a share, a difference, or growth in relation to the reference.
    """
    parts: Literal["class", "label", "output", ""] = ""
    """What is looked at one by one, beside the number as a whole."""

    @property
    def sign(self) -> int:
        """1 where higher is better, else -1."""
        return 1 if self.better == "higher" else -1


ACCURACY = Yardstick("accuracy", "Accuracy", "higher", parts="class")
"""What classifiers are chosen by."""
