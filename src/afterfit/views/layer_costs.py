"""What each layer of a model costs."""

from afterfit.records import LayerProfile, ModelProfile
from afterfit.views.layers import shape_text
from afterfit.views.numbers import NO_VALUE, count, percent, size
from afterfit.views.tables import Table, make_table
from afterfit.wording import counted


def table_layer_costs(profile: ModelProfile) -> Table:
    """Return one row a layer, in order: parameters, multiply-accumulates, bytes of both kinds."""
    columns = [
        "Layer",
        "Operator",
        "Output",
        ">Parameters",
        ">Multiply-accumulates",
        ">Share of them",
        ">Weights",
        ">Output in memory",
    ]
    total = profile.n_macs
    rows = [_row(layer, total) for layer in profile.layers]
    macs = "not all countable" if total is None else count(total)
    note = (
        f"{profile.name}, {profile.variant}: {counted(profile.n_parameters, 'parameter')}, "
        f"multiply-accumulates {macs}. Bias, pooling and activation functions count none."
    )
    return make_table(f"Cost of the layers of {profile.variant}", columns, rows, note=note)


def _row(layer: LayerProfile, total: int | None) -> list[str]:
    counted = layer.n_macs is not None
    return [
        layer.name,
        layer.operator,
        shape_text(layer.output_shape),
        count(layer.n_parameters),
        count(layer.n_macs) if layer.n_macs is not None else NO_VALUE,
        percent((layer.n_macs or 0) / total) if counted and total else NO_VALUE,
        size(layer.weight_bytes),
        size(layer.output_bytes),
    ]
