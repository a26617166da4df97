"""Numbers, names and policies → the words every page, file and message uses for them."""

from afterfit.wording.names import listing, some_names
from afterfit.wording.numbers import (
    agreeing,
    counted,
    fine_percent,
    margin_text,
    percent,
    points,
    quantity,
    signed_points,
)
from afterfit.wording.policies import describe_policy, policy_text
from afterfit.wording.yardstick import (
    accepted_loss,
    loss_noun,
    loss_verb,
    one_quality,
    quality_change,
    quality_change_range,
    quality_gap,
    quality_noun,
    quality_text,
    why_unknown,
)

__all__ = [
    "accepted_loss",
    "agreeing",
    "counted",
    "describe_policy",
    "fine_percent",
    "listing",
    "loss_noun",
    "loss_verb",
    "margin_text",
    "one_quality",
    "percent",
    "points",
    "policy_text",
    "quality_change",
    "quality_change_range",
    "quality_gap",
    "quality_noun",
    "quality_text",
    "quantity",
    "signed_points",
    "some_names",
    "why_unknown",
]
