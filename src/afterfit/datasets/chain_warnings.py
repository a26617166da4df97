"""What a user may not expect of a chain."""

from afterfit.datasets.chain import DEFAULT_STRIDE_SIZE, FeatureChain
from afterfit.datasets.steps import PIR_STEPS, STEP_ORDER


def chain_warnings(chain: FeatureChain) -> tuple[str, ...]:
    """Return what a user may not expect of *chain*, one sentence each.

    Examples
    --------
    >>> for warning in chain_warnings(FeatureChain(frame_size=8, feat_ext_transform=("ABS",
    ...     "FFT_FE"))):
    ...     print(warning)
    feat_ext_transform is executed in a fixed order, as FFT_FE → ABS; the list says ABS → FFT_FE
    """
    surprises = (_order_surprise(chain), _aliasing_surprise(chain))
    return (*filter(None, surprises), *_settings_without_effect(chain))


def _order_surprise(chain: FeatureChain) -> str | None:
    executed = tuple(step for step in STEP_ORDER if step in chain.feat_ext_transform)
    if executed == chain.feat_ext_transform:
        return None
    return (
        f"feat_ext_transform is executed in a fixed order, as {' → '.join(executed)}; "
        f"the list says {' → '.join(chain.feat_ext_transform)}"
    )


def _aliasing_surprise(chain: FeatureChain) -> str | None:
    if chain.decimation == 1:
        return None
    return (
        f"Downsample keeps one row in {chain.decimation} without an anti-alias filter; "
        f"frequencies above half of new_sr ({chain.new_sr:g}) fold back into the signal"
    )


def _settings_without_effect(chain: FeatureChain) -> list[str]:
    idle = {
        "resampling_factor": (chain.resampling_factor != 1, "use Downsample with new_sr"),
        "stride_size": (
            chain.stride_size != DEFAULT_STRIDE_SIZE
            and "SimpleWindow" not in chain.data_proc_transforms
            and chain.summary not in (*PIR_STEPS, "KURT_FE"),
            "frames overlap only with SimpleWindow in data_proc_transforms",
        ),
        "num_frame_concat": (
            chain.num_frame_concat > chain.n_frames,
            "frames are joined only with CONCAT in feat_ext_transform",
        ),
        "frame_skip": (
            chain.frame_skip > 1 and "CONCAT" not in chain.feat_ext_transform,
            "frames are skipped only with CONCAT in feat_ext_transform",
        ),
        "offset": (
            chain.offset >= chain.stride and chain.offset > 0,
            f"frames already start each {chain.stride} rows; choose a smaller offset",
        ),
        "new_sr": (
            chain.new_sr != chain.sampling_rate
            and chain.new_sr != 1
            and "Downsample" not in chain.data_proc_transforms,
            "rows are dropped only with Downsample in data_proc_transforms",
        ),
    }
    return [f"{key} has no effect: {why}" for key, (without, why) in idle.items() if without]
