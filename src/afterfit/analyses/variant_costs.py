"""What is known of a variant's cost → the figures that a budget is held against."""

from afterfit.analyses.where_it_runs import where_it_runs
from afterfit.records import Latency, VariantCost
from afterfit.results.variants import CostFigure, VariantCosts


def cost_figures(cost: VariantCost) -> VariantCosts:
    """Return flash, RAM and latency of one variant, each with its basis and where it comes from.

    RAM is that of the activations: as TFLite Micro reported, where it ran the model, with the
    whole arena as the upper end; else the plan of its greedy planner; on an Ethos-U the SRAM that
    Vela plans. Latency is that of the fastest runtime that was measured on the device, or Vela's
    estimate. What runs the file is told too, and why a microcontroller does not (`where_it_runs`).
    """
    profile, latency, place = cost.profile, cost.latency, where_it_runs(cost)
    return VariantCosts(
        variant=profile.variant,
        flash_bytes=CostFigure.of(profile.file_bytes, "measured", "size of the model file"),
        ram_bytes=_ram(cost),
        latency_ms=_latency(latency),
        unsupported=place.unsupported,
        runs_on=place.runs_on,
    )


def _ram(cost: VariantCost) -> CostFigure:
    if cost.npu is not None and not cost.npu.n_cpu_operators:
        note = f"SRAM of {cost.npu.device}, as {cost.npu.compiler} plans"
        return CostFigure.of(cost.npu.sram_bytes, cost.npu.basis, note)
    if cost.arena is not None:
        # Other variants have only a plan of their activations: like must be compared with like,
        # while a limit has to hold for all that the runtime may take.
        head, total = float(cost.arena.head_bytes), float(cost.arena.total_bytes)
        note = "activations in TFLite Micro's arena; at most, its tables of a 64-bit machine too"
        return CostFigure(head, head, total, "measured", note)
    memory = cost.profile.memory
    if memory is None:
        return CostFigure.unknown("the file does not tell the shape of every tensor")
    return CostFigure.of(memory.planned_bytes, memory.basis, "activations, as TFLite Micro plans")


def _latency(latency: Latency | None) -> CostFigure:
    if latency is None:
        return CostFigure.unknown("no device was named")
    if not latency.ranges:
        return CostFigure.unknown(latency.reason)
    fastest = latency.ranges[0]
    return CostFigure(
        fastest.low_ms,
        fastest.typical_ms,
        fastest.high_ms,
        fastest.basis,
        f"{latency.device}, {fastest.runtime}",
    )
