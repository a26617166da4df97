"""What the variants of a model cost, side by side."""

from collections.abc import Callable, Sequence

from afterfit.records import Latency, LatencyRange, NpuEstimate, VariantCost
from afterfit.views.numbers import NO_VALUE, count, percent, significant, size
from afterfit.views.tables import Table, make_table
from afterfit.wording import counted

_ROWS: tuple[tuple[str, str, Callable[[VariantCost], str]], ...] = (
    ("Computes in", "read from the tensors", lambda one: one.profile.dtype_class),
    ("Parameters", "computed", lambda one: count(one.profile.n_parameters)),
    ("Multiply-accumulates", "computed", lambda one: _macs(one.profile.n_macs)),
    ("Model file", "measured", lambda one: size(one.profile.file_bytes)),
    ("of it weights and constants", "computed", lambda one: _part(one, one.profile.weight_bytes)),
    (
        "of it scales and zero points",
        "computed",
        lambda one: _part(one, one.profile.quantization_bytes),
    ),
    ("of it names, shapes, graph", "computed", lambda one: _part(one, one.profile.other_bytes)),
    ("Activation memory", "see cell", lambda one: _planned(one)),
    ("No planner needs less than", "see cell", lambda one: _lower_bound(one)),
    ("TFLite Micro arena", "measured, at most", lambda one: _arena(one)),
)


def table_costs(costs: Sequence[VariantCost]) -> Table:
    """Return one column a variant: size, operations, memory, and a latency range a runtime.

    Every figure says whether it was measured, computed or estimated.
    """
    variants = [one.profile.variant for one in costs]
    rows = [[name, *(show(one) for one in costs), how] for name, how, show in _ROWS]
    rows += [*_npu_rows(costs), *_latency_rows(costs)]
    columns = ["", *(f">{variant}" for variant in variants), "Found by"]
    return make_table("Cost of each variant", columns, rows, note=_note(costs), folds=True)


def _macs(n_macs: int | None) -> str:
    return NO_VALUE if n_macs is None else count(n_macs)


def _part(cost: VariantCost, n_bytes: int) -> str:
    return f"{size(n_bytes)} ({percent(n_bytes / cost.profile.file_bytes)})"


def _planned(cost: VariantCost) -> str:
    memory = cost.profile.memory
    return NO_VALUE if memory is None else f"{size(memory.planned_bytes)} ({memory.basis})"


def _lower_bound(cost: VariantCost) -> str:
    memory = cost.profile.memory
    return NO_VALUE if memory is None else f"{size(memory.lower_bound_bytes)} ({memory.basis})"


def _arena(cost: VariantCost) -> str:
    if cost.arena is None:
        return NO_VALUE
    head, tail = size(cost.arena.head_bytes), size(cost.arena.tail_bytes)
    return f"{size(cost.arena.total_bytes)} ({head} + {tail})"


def _operators(npu: NpuEstimate) -> str:
    n = npu.n_npu_operators + npu.n_cpu_operators
    return f"{npu.n_npu_operators} of {n} ({percent(npu.npu_share)})"


_NPU_ROWS: tuple[tuple[str, Callable[[NpuEstimate], str]], ...] = (
    ("operators on the NPU", _operators),
    ("cycles", lambda one: NO_VALUE if one.n_cpu_operators else count(one.cycles)),
    ("SRAM", lambda one: size(one.sram_bytes)),
    ("weights and commands", lambda one: f"{size(one.storage_bytes)} ({one.storage})"),
)


def _npu_rows(costs: Sequence[VariantCost]) -> list[list[str]]:
    """Return what Vela says of each variant; nothing where no device has an Ethos-U."""
    devices = dict.fromkeys(one.npu.device for one in costs if one.npu is not None)
    return [
        [f"{device}: {name}", *(_of_npu(one.npu, device, show) for one in costs), "estimated"]
        for device in devices
        for name, show in _NPU_ROWS
    ]


def _of_npu(npu: NpuEstimate | None, device: str, show: Callable[[NpuEstimate], str]) -> str:
    if npu is None or npu.device != device:
        return NO_VALUE
    # Vela says 0 of all that it leaves to the other processor
    return show(npu) if npu.n_npu_operators or show is _operators else NO_VALUE


def _latency_rows(costs: Sequence[VariantCost]) -> list[list[str]]:
    found = [_ranges(one.latency) for one in costs]
    return [
        [
            f"Latency on {device}, {runtime}",
            *(_latency(one.get((device, runtime))) for one in found),
            "estimated",
        ]
        for device, runtime in dict.fromkeys(key for one in found for key in one)
    ]


def _ranges(latency: Latency | None) -> dict[tuple[str, str], LatencyRange]:
    if latency is None:
        return {}
    return {(latency.device, one.runtime): one for one in latency.ranges}


def _latency(latency: LatencyRange | None) -> str:
    return NO_VALUE if latency is None else latency_text(latency)


def latency_text(latency: LatencyRange) -> str:
    """Return a typical latency with its range, where it has one.

    Examples
    --------
    >>> latency_text(LatencyRange("x", 1.2345, 2.0, 3.16, 4, "bench"))
    '2.0 ms (1.23–3.16)'
    """
    if latency.low_ms == latency.high_ms:
        return f"{significant(latency.typical_ms, 3)} ms"
    low, high = (significant(one, 3) for one in (latency.low_ms, latency.high_ms))
    return f"{significant(latency.typical_ms, 3)} ms ({low}–{high})"


def _note(costs: Sequence[VariantCost]) -> str:
    lines = [
        "Flash holds the file and the runtime's code, which is not counted.",
        "The arena's second part is for 64-bit pointers; optimised kernels may need more memory.",
    ]
    sources = {
        f"{latency.runtime}: {latency.source}"
        + (f" ({counted(latency.n_models, 'model')})" if latency.n_models else "")
        for one in costs
        if one.latency is not None
        for latency in one.latency.ranges
    }
    if sources:
        lines.append(f"Latency from {'; '.join(sorted(sources))}.")
    lines += [
        f"{one.profile.variant}: {one.latency.reason}."
        for one in costs
        if one.latency is not None and one.latency.reason
    ]
    caveats = [
        caveat for one in costs if one.profile.memory for caveat in one.profile.memory.caveats
    ]
    return " ".join([*lines, *dict.fromkeys(caveats)])
