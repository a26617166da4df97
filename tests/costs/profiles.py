"""A profile to estimate from."""

from afterfit.records import DtypeClass, LayerProfile, ModelProfile


def profile(dtype_class: DtypeClass = "int8", n_macs: int | None = 12_501_632) -> ModelProfile:
    """ResNet-8 of MLPerf Tiny, as one layer."""
    layer = LayerProfile("all", "CONV_2D", (1, 10), 77_706, n_macs, 78_736, 10)
    shape = (1, 32, 32, 3)
    return ModelProfile(
        "ic", "int8", shape, 98_496, (layer,), "tflite", dtype_class, 78_768, 8_292, None
    )
