"""The section testing -> operating_point."""

from pydantic import Field, model_validator

from afterfit.pipeline.config.section import Section
from afterfit.results.policies import (
    HighestF1,
    LeastCost,
    Policy,
    RecallAtFalseAlarms,
    RecallAtFalsePositiveRate,
    RecallAtPrecision,
)


class OperatingPointSection(Section):
    """What the thresholds for the deployed code are wanted for; afterfit's own section.

    One wish, by its own key or keys; without any, thresholds are those of highest F1.
    """

    cost_fp: float | None = Field(None, ge=0)
    cost_fn: float | None = Field(None, gt=0)
    max_false_positive_rate: float | None = Field(None, ge=0, le=1)
    min_precision: float | None = Field(None, ge=0, le=1)
    max_false_alarms_per_hour: float | None = Field(None, ge=0)
    windows_per_hour: float | None = Field(None, gt=0)

    @model_validator(mode="after")
    def _one_wish(self) -> "OperatingPointSection":
        """Refuse half of a wish, and two of them."""
        # a key without a value is no wish: the configuration of a run folder has them all
        given = {key for key in self.model_fields_set if getattr(self, key) is not None}
        wishes = (
            {"cost_fp", "cost_fn"},
            {"max_false_positive_rate"},
            {"min_precision"},
            {"max_false_alarms_per_hour", "windows_per_hour"},
        )
        for wish in wishes:
            if given & wish and given & wish != wish:
                raise ValueError(f"{' and '.join(sorted(wish))} belong together; give both")
        if sum(bool(given & wish) for wish in wishes) > 1:
            raise ValueError(f"one wish at a time, got {', '.join(sorted(given))}")
        return self

    @property
    def policy(self) -> Policy:
        """The wish as the analysis takes it."""
        if self.cost_fp is not None and self.cost_fn is not None:
            return LeastCost(self.cost_fp, self.cost_fn)
        if self.max_false_positive_rate is not None:
            return RecallAtFalsePositiveRate(self.max_false_positive_rate)
        if self.min_precision is not None:
            return RecallAtPrecision(self.min_precision)
        if self.max_false_alarms_per_hour is not None and self.windows_per_hour is not None:
            return RecallAtFalseAlarms(self.max_false_alarms_per_hour, self.windows_per_hour)
        return HighestF1()
