"""From sensor readings to model input: which steps, with which numbers."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from afterfit.datasets import settings
from afterfit.datasets.chain_checks import (
    check_fixed_point,
    check_mel,
    check_spectrum,
    check_summary,
)
from afterfit.datasets.settings import wrong
from afterfit.datasets.steps import (
    NOT_OFFERED,
    PIR_FEATURES,
    PIR_PADDING,
    PIR_STEPS,
    STEP_ORDER,
    SUMMARY_STEPS,
)
from afterfit.records.arrays import settle
from afterfit.signals import LogMel

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
        "q15_scale_factor": settings.whole_number(0),
        "window_count": settings.whole_number(1),
        "chunk_size": settings.whole_number(1),
        "fft_size": settings.whole_number(1),
        "mel_bands": settings.whole_number(1),
        "mel_frame_ms": settings.positive_number,
        "mel_hop_ms": settings.positive_number,
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
    """Rate of the recordings; its ratio to ``new_sr`` counts, and it is the unit of DOM_FE."""
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
    q15_scale_factor: int = 4
    """Bits by which Q15_SCALE shifts the spectrum to the left."""
    window_count: int = 1
    """Windows that KURT_FE and PIR_FE cut a frame into."""
    chunk_size: int = 1
    """Elements over which each kurtosis is taken."""
    fft_size: int = 1
    """Points of the spectrum of ENT_FE, DOM_FE and PIR_FE."""
    mel_bands: int = LogMel().bands
    """Bands of LOG_MEL, from 0 to half of ``sampling_rate`` (in Hz)."""
    mel_frame_ms: float = LogMel().frame_ms
    """Milliseconds of sound in each of its short frames."""
    mel_hop_ms: float = LogMel().hop_ms
    """Milliseconds from one short frame to the next."""
    image_size: tuple[int, int] | None = None
    """Height and width where a sample is an image, and its rows are the pixels line by line."""

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
        check_mel(self)
        check_spectrum(self)
        check_fixed_point(self)
        check_summary(self)

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
        if "FFT_Q15" in self.steps:
            size = size // 2 + 1
        if "FFT_POS_HALF" in self.steps:
            size = min(size, self.frame_size // 2 + (self.min_bin or 1))
        if self.summary is not None:
            size = self._summary_size(self.summary)
        return size - 1 if "DC_REMOVE" in self.steps else size

    @property
    def summary(self) -> str | None:
        """The one of ``SUMMARY_STEPS`` that the chain has; None without one."""
        return next((step for step in SUMMARY_STEPS if step in self.steps), None)

    @property
    def summary_stride(self) -> int:
        """Elements from one window of KURT_FE and PIR_FE to the next."""
        return int(self.frame_size * self.stride_size)

    @property
    def summary_window(self) -> int:
        """Elements of each such window: what the others leave of the padded frame."""
        return self.frame_size + sum(PIR_PADDING) - self.window_count * self.summary_stride

    @property
    def mel(self) -> LogMel:
        """How LOG_MEL makes a spectrogram."""
        return LogMel(self.mel_bands, self.mel_frame_ms, self.mel_hop_ms)

    @property
    def mel_frame(self) -> int:
        """Rows of a short frame of LOG_MEL."""
        return self.mel.frame(self.sampling_rate)

    @property
    def mel_hop(self) -> int:
        """Rows from one short frame of LOG_MEL to the next."""
        return self.mel.hop(self.sampling_rate)

    @property
    def mel_frames(self) -> int:
        """Short frames of LOG_MEL."""
        return (self.frame_size - self.mel_frame) // self.mel_hop + 1

    def _summary_size(self, summary: str) -> int:
        if summary == "LOG_MEL":
            return self.mel_frames * self.mel_bands
        if summary in PIR_STEPS:
            return self.window_count * PIR_FEATURES
        if summary == "KURT_FE":
            return self.window_count * (self.summary_window // self.chunk_size)
        return 2 if summary == "DOM_FE" else 1

    @property
    def has_bins(self) -> bool:
        """Whether BINNING or BIN_Q15 add up the spectrum."""
        return "BINNING" in self.steps or "BIN_Q15" in self.steps

    @property
    def feature_shape(self) -> tuple[int, int, int]:
        """Shape of the features of one sample.

        (C, W, 1); (C, windows, 25) of a PIR chain, (C, frames, bands) of LOG_MEL, and
        (C, height, width) of an image.
        """
        if self.image_size is not None:
            return (self.n_variables, *self.image_size)
        if self.summary == "LOG_MEL":
            return (self.n_variables, self.mel_frames, self.mel_bands)
        if self.summary in PIR_STEPS:
            return (self.n_variables, self.window_count, PIR_FEATURES)
        per_frame = self.feature_size_per_frame if self.has_bins else self.spectrum_size
        width = (per_frame or 0) * self.n_frames
        if self.stacking == "1D":
            return (1, width * self.n_variables, 1)
        return (self.n_variables, width, 1)
