"""ModelProfile and Device → how long one inference may take."""

from collections.abc import Mapping
from types import MappingProxyType

from afterfit.records import (
    ComputeDtype,
    Device,
    DtypeClass,
    Latency,
    LatencyRange,
    ModelProfile,
    Speed,
)

_COMPUTES: Mapping[DtypeClass, ComputeDtype] = MappingProxyType(
    {"float": "float32", "int8": "int8", "int8 with float ends": "int8"}
)


def estimate_latency(profile: ModelProfile, device: Device) -> Latency:
    """Return, for each runtime that was measured on *device*, a range for one inference.

    Latency = multiply-accumulates × cycles a multiply-accumulate / clock. One coefficient a device,
    runtime and number format; a model whose layers are unlike those of the measured ones can lie
    outside. int8 is not faster everywhere: each number format has its own measurements or none.

    References
    ----------
    Latencies in the logs of mlcommons/tiny_results v0.5 to v1.3 (Apache-2.0). Leaving one of four
    models out on 51 systems, its latency was off by 1.2 in the median and by at most 1.58 in 90 %.
    """
    dtype = _COMPUTES.get(profile.dtype_class)
    reason = _why_not(profile, device, dtype)
    if reason or dtype is None or profile.n_macs is None or device.clock_mhz is None:
        return Latency(device.name, (), reason)
    cycle_ms = 1 / (device.clock_mhz * 1000)
    mac_ms = profile.n_macs * cycle_ms
    ranges = [_range(speed, mac_ms) for speed in device.speeds if speed.dtype == dtype]
    return Latency(device.name, tuple(sorted(ranges, key=lambda one: one.typical_ms)), "")


def _why_not(profile: ModelProfile, device: Device, dtype: ComputeDtype | None) -> str:
    if dtype is None:
        return f"no latency was measured for {profile.dtype_class} models"
    if not any(speed.dtype == dtype for speed in device.speeds):
        return f"no latency of {dtype} models was measured on {device.name}"
    if device.clock_mhz is None:
        return f"the clock of {device.name} is not known"
    if profile.n_macs is None:
        return "the multiply-accumulates of a layer cannot be counted"
    return ""


def _range(speed: Speed, mac_ms: float) -> LatencyRange:
    typical = mac_ms * speed.cycles_per_mac
    return LatencyRange(
        runtime=speed.runtime,
        low_ms=typical / speed.factor,
        typical_ms=typical,
        high_ms=typical * speed.factor,
        n_models=speed.n_models,
        source=speed.source,
    )
