"""A model's graph → what it costs on a device."""

from afterfit.costs.device_tools import DeviceTools, cost_on_device, tools_for
from afterfit.costs.devices import device_of_tensorlab, find_device, known_devices, read_devices
from afterfit.costs.latency import estimate_latency
from afterfit.costs.memory import lower_bound, place_greedily, plan_memory
from afterfit.costs.profile import profile_graph

__all__ = [
    "DeviceTools",
    "cost_on_device",
    "device_of_tensorlab",
    "estimate_latency",
    "find_device",
    "known_devices",
    "lower_bound",
    "place_greedily",
    "plan_memory",
    "profile_graph",
    "read_devices",
    "tools_for",
]
