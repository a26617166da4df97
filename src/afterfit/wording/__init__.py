"""Numbers, names and policies → the words every page, file and message uses for them."""

from afterfit.wording.names import listing, some_names
from afterfit.wording.numbers import counted, fine_percent, percent, points, signed_points
from afterfit.wording.policies import describe_policy, policy_text

__all__ = [
    "counted",
    "describe_policy",
    "fine_percent",
    "listing",
    "percent",
    "points",
    "policy_text",
    "signed_points",
    "some_names",
]
