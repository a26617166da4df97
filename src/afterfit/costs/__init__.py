"""A model's graph → what it costs on a device."""

from afterfit.costs.devices import find_device, known_devices, read_devices
from afterfit.costs.latency import estimate_latency
from afterfit.costs.memory import lower_bound, place_greedily, plan_memory
from afterfit.costs.profile import profile_graph

__all__ = [
    "estimate_latency",
    "find_device",
    "known_devices",
    "lower_bound",
    "place_greedily",
    "plan_memory",
    "profile_graph",
    "read_devices",
]
