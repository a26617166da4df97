"""Numbers, names and policies → the words every page, file and message uses for them."""

from afterfit.wording.names import listing, some_names
from afterfit.wording.numbers import counted, fine_percent, percent, points, signed_points
from afterfit.wording.policies import describe_policy, policy_text
from afterfit.wording.ranking import (
    ranking_change,
    ranking_change_range,
    ranking_gap,
    ranking_noun,
    ranking_title,
    ranking_value,
)

__all__ = [
    "counted",
    "describe_policy",
    "fine_percent",
    "listing",
    "percent",
    "points",
    "policy_text",
    "ranking_change",
    "ranking_change_range",
    "ranking_gap",
    "ranking_noun",
    "ranking_title",
    "ranking_value",
    "signed_points",
    "some_names",
]
