"""From sensor readings to model input: which steps, with which numbers."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from afterfit.datasets import settings
from afterfit.datasets.settings import wrong
from afterfit.records.arrays import settle

STEP_ORDER = (
    "WINDOWING",
    "RAW_FE",
    "FFT_FE",
    "NORMALIZE",
    "ROUND_OFF",
    "FFT_POS_HALF",
    "ABS",
    "DC_REMOVE",
    "BINNING",
    "LOG_DB",
    "CONCAT",
)
"""Transforms that are offered, in the order in which they are always executed."""

NOT_OFFERED = (
    *("TO_Q15", "FFT_Q15", "Q15_SCALE", "Q15_MAG", "BIN_Q15", "FE_Q15", "FE_DECIMATE"),
    *("KURT_FE", "ENT_FE", "ZCR_FE", "DOM_FE", "SLOPE_FE", "PIR_FE", "PIR_FE_Q15"),
    *("HAAR", "HADAMARD", "RANGE_NORMALIZE", "ECG_NORMALIZE"),
)
"""Transforms that Tensorlab names and that are not offered."""

DEFAULT_STRIDE_SIZE = 0.01

_CHECKS: Mapping[str, settings.Check] = MappingProxyType(
    {
        "data_proc_transforms": settings.transforms(("SimpleWindow", "Downsample")),
        "feat_ext_transform": settings.transforms(STEP_ORDER, NOT_OFFERED),
        "sampling_rate": settings.positive_number,
        "new_sr": settings.positive_number,
        "resampling_factor": settings.positive_number,
        "frame_size": settings.whole_number(1),
        "stride_size": settings.positive_number,
        "variables": settings.variables,
        "num_frame_concat": settings.whole_number(1),
        "frame_skip": settings.whole_number(1),
        "min_bin": settings.whole_number(0),
        "normalize_bin": settings.switch,
        "analysis_bandwidth": settings.whole_number(1),
        "dc_remove": settings.switch,
        "log_base": settings.log_base,
        "log_mul": settings.number,
        "log_threshold": settings.number,
        "stacking": settings.one_of("2D1", "1D"),
        "offset": settings.whole_number(0),
        "scale": settings.divisor,
    }
)


@dataclass(frozen=True, slots=True)
class FeatureChain:
    """How recordings become windows, and windows become features.

    The names and defaults are those of Tensorlab's section data_processing_feature_extraction.

    Examples
    --------
    >>> chain = FeatureChain(
    ...     frame_size=256,
    ...     feat_ext_transform=("FFT_FE", "FFT_POS_HALF", "ABS", "DC_REMOVE", "CONCAT"),
    ...     num_frame_concat=2,
    ... )
    >>> chain.n_steps, chain.feature_shape
    (512, (1, 256, 1))
    """

    data_proc_transforms: tuple[str, ...] = ()
    """Of "SimpleWindow" (windows overlap by ``stride_size``) and "Downsample"."""
    feat_ext_transform: tuple[str, ...] = ()
    """Of ``STEP_ORDER``; executed in that order, whatever the order here."""
    sampling_rate: float = 1
    """Rate of the recordings; only its ratio to ``new_sr`` counts."""
    new_sr: float = 1
    """Rate after "Downsample", which keeps each int(sampling_rate / new_sr)-th row."""
    resampling_factor: float = 1
    """Accepted, without effect, as in Tensorlab."""
    frame_size: int = 1
    """Rows of one frame."""
    stride_size: float = DEFAULT_STRIDE_SIZE
    """Distance between frames as a share of ``frame_size``; with "SimpleWindow" only."""
    variables: int | tuple[int, ...] | tuple[str, ...] = 1
    """Number of columns from the left, or their places from 0, or their names."""
    feature_size_per_frame: int | None = None
    """Number of bins of BINNING."""
    num_frame_concat: int = 1
    """Frames that CONCAT joins into one sample."""
    frame_skip: int = 1
    """CONCAT keeps the samples whose last frame has a number divisible by this."""
    min_bin: int = 1
    """Index where BINNING starts, and elements that FFT_POS_HALF keeps beyond half a frame."""
    normalize_bin: bool = False
    """BINNING divides each sum by the bin width."""
    analysis_bandwidth: int = 1
    """BINNING covers the first 1/analysis_bandwidth of the spectrum."""
    dc_remove: bool = True
    """RAW_FE subtracts the mean of the frame."""
    log_base: float | Literal["e"] = 10
    """Base of LOG_DB."""
    log_mul: float = 20
    """Factor of LOG_DB."""
    log_threshold: float = 1e-100
    """Added by LOG_DB before the logarithm, so that 0 has one."""
    stacking: Literal["2D1", "1D"] = "2D1"
    """"2D1" keeps variables as channels; "1D" puts one behind the other."""
    offset: int = 0
    """Above 0, recordings are cut again from this row, twice this row, … below one stride."""
    scale: float | None = None
    """Readings are divided by it before the first transform."""

    def __post_init__(self) -> None:
        settle(self, **{key: check(key, getattr(self, key)) for key, check in _CHECKS.items()})
        if self.feature_size_per_frame is not None:
            settings.whole_number(1)("feature_size_per_frame", self.feature_size_per_frame)
        if self.decimation < 1:
            raise wrong(
                "new_sr",
                f"must be at most sampling_rate ({self.sampling_rate:g}), got "
                f"{self.new_sr:g}; Downsample cannot add rows",
            )
        _check_spectrum(self)

    @property
    def steps(self) -> tuple[str, ...]:
        """The transforms of each frame, in the order of execution; CONCAT is not among them."""
        return tuple(
            step for step in STEP_ORDER if step in self.feat_ext_transform and step != "CONCAT"
        )

    @property
    def decimation(self) -> int:
        """Each how many-th row of a recording is kept."""
        if "Downsample" not in self.data_proc_transforms:
            return 1
        return int(self.sampling_rate // self.new_sr)

    @property
    def stride(self) -> int:
        """Rows from one frame to the next, after downsampling.

        A stride_size that gives less than one row means frames without overlap, and so does
        the absence of "SimpleWindow".
        """
        if "SimpleWindow" not in self.data_proc_transforms:
            return self.frame_size
        return int(self.frame_size * self.stride_size) or self.frame_size

    @property
    def n_frames(self) -> int:
        """Frames of one sample."""
        return self.num_frame_concat if "CONCAT" in self.feat_ext_transform else 1

    @property
    def n_steps(self) -> int:
        """Rows that one sample spans, after downsampling, from its first frame to its last."""
        return self.frame_size + (self.n_frames - 1) * self.stride

    @property
    def n_variables(self) -> int:
        """Columns of a recording that are used."""
        return self.variables if isinstance(self.variables, int) else len(self.variables)

    @property
    def bin_width(self) -> int:
        """Elements that BINNING adds up; frame_size // 2 // features // analysis_bandwidth."""
        if self.feature_size_per_frame is None:
            raise wrong("feature_size_per_frame", "BINNING needs the number of bins, got none")
        return self.frame_size // 2 // self.feature_size_per_frame // self.analysis_bandwidth

    @property
    def spectrum_size(self) -> int:
        """Elements of a frame before BINNING."""
        size = self.frame_size
        if "FFT_POS_HALF" in self.steps:
            size = min(size, size // 2 + (self.min_bin or 1))
        return size - 1 if "DC_REMOVE" in self.steps else size

    @property
    def feature_shape(self) -> tuple[int, int, int]:
        """Shape (C, W, 1) of the features of one sample."""
        per_frame = self.feature_size_per_frame if "BINNING" in self.steps else self.spectrum_size
        width = (per_frame or 0) * self.n_frames
        if self.stacking == "1D":
            return (1, width * self.n_variables, 1)
        return (self.n_variables, width, 1)


def _check_spectrum(chain: FeatureChain) -> None:
    if "FFT_FE" in chain.steps and "ABS" not in chain.steps:
        raise wrong("feat_ext_transform", "FFT_FE gives complex numbers; add ABS to the list")
    if chain.spectrum_size < 1:
        raise wrong("frame_size", f"DC_REMOVE leaves nothing of a frame of {chain.frame_size} rows")
    if "BINNING" in chain.steps:
        _check_bins(chain)


def _check_bins(chain: FeatureChain) -> None:
    bins = chain.feature_size_per_frame
    if chain.bin_width < 1:
        most = chain.frame_size // 2 // chain.analysis_bandwidth
        raise wrong(
            "feature_size_per_frame",
            f"must be at most {most}, which is frame_size // 2 // analysis_bandwidth, got {bins}",
        )
    last = chain.min_bin + chain.bin_width * ((bins or 0) - 1)
    if last >= chain.spectrum_size:
        raise wrong(
            "min_bin",
            f"the last of {bins} bins starts at element {last}, but a frame has only "
            f"{chain.spectrum_size}; lower min_bin or raise analysis_bandwidth",
        )


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
            and "SimpleWindow" not in chain.data_proc_transforms,
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
