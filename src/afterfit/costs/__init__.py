"""A model's graph → what it costs on a device."""

from afterfit.costs.memory import lower_bound, place_greedily, plan_memory
from afterfit.costs.profile import profile_graph

__all__ = ["lower_bound", "place_greedily", "plan_memory", "profile_graph"]
