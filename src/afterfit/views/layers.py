"""What a model file is made of."""

from afterfit.records import ModelProfile
from afterfit.views.numbers import NO_VALUE, count, size
from afterfit.views.tables import Table, make_table
from afterfit.wording import counted


def table_layers(profile: ModelProfile) -> Table:
    """Return one row an operator, in order, with its output shape and parameters."""
    rows = [
        [layer.name, layer.operator, shape_text(layer.output_shape), count(layer.n_parameters)]
        for layer in profile.layers
    ]
    note = (
        f"{profile.name}, {profile.variant}: input {shape_text(profile.input_shape)}, "
        f"{counted(profile.n_parameters, 'parameter')}, file {size(profile.file_bytes)}."
    )
    title = f"Layers of {profile.variant}"
    return make_table(title, ["Layer", "Operator", "Output", ">Parameters"], rows, note=note)


def shape_text(shape: tuple[int, ...]) -> str:
    """Return a shape with × between its sides; a dash where the file does not tell.

    Examples
    --------
    >>> shape_text((1, 3, 256))
    '1 × 3 × 256'
    """
    return " × ".join(map(str, shape)) or NO_VALUE
