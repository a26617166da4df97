"""From sensor readings to model input: which steps, with which numbers."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import prod
from types import MappingProxyType
from typing import Literal

from afterfit.datasets import settings
from afterfit.datasets.settings import wrong
from afterfit.records.arrays import settle

STEP_ORDER = (
    "WINDOWING",
    "RAW_FE",
    "TO_Q15",
    "FFT_Q15",
    "Q15_SCALE",
    "Q15_MAG",
    "FFT_FE",
    "NORMALIZE",
    "ROUND_OFF",
    "FFT_POS_HALF",
    "ABS",
    "KURT_FE",
    "ENT_FE",
    "ZCR_FE",
    "DOM_FE",
    "SLOPE_FE",
    "PIR_FE",
    "PIR_FE_Q15",
    "LOG_MEL",
    "DC_REMOVE",
    "BIN_Q15",
    "BINNING",
    "LOG_DB",
    "CONCAT",
)
"""Transforms that are offered, in the order in which they are always executed."""

NOT_OFFERED = (*("FE_Q15", "FE_DECIMATE", "HAAR", "HADAMARD"), "RANGE_NORMALIZE", "ECG_NORMALIZE")
"""Transforms that Tensorlab names and that are not offered; it computes none of them itself."""

PIR_STEPS = ("PIR_FE", "PIR_FE_Q15")
SUMMARY_STEPS = ("KURT_FE", "ENT_FE", "ZCR_FE", "DOM_FE", "SLOPE_FE", *PIR_STEPS, "LOG_MEL")
"""Transforms that put a few numbers in the place of a frame; a chain has one of them at most."""
PIR_PADDING = (4, 3)
"""Zeros before and after a frame that KURT_FE and PIR_FE cut into windows."""
PIR_POOLS = 16
"""Means of the spectrum of a PIR window."""
PIR_FEATURES = 25
"""Numbers of a PIR window."""

Q15_SIZES = (32, 64, 128, 256, 512, 1024, 2048, 4096, 8192)
"""Rows that the fixed-point FFT takes."""

DEFAULT_STRIDE_SIZE = 0.01
_FEWEST_POINTS = 4

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
    mel_bands: int = 40
    """Bands of LOG_MEL, from 0 to half of ``sampling_rate`` (in Hz)."""
    mel_frame_ms: float = 25
    """Milliseconds of sound in each of its short frames."""
    mel_hop_ms: float = 10
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
        _check_spectrum(self)
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
    def mel_frame(self) -> int:
        """Rows of a short frame of LOG_MEL."""
        return round(self.sampling_rate * self.mel_frame_ms / 1000)

    @property
    def mel_hop(self) -> int:
        """Rows from one short frame of LOG_MEL to the next."""
        return round(self.sampling_rate * self.mel_hop_ms / 1000)

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


def _check_spectrum(chain: FeatureChain) -> None:
    if "FFT_FE" in chain.steps and "ABS" not in chain.steps:
        raise wrong("feat_ext_transform", "FFT_FE gives complex numbers; add ABS to the list")
    if chain.spectrum_size < 1:
        raise wrong("frame_size", f"DC_REMOVE leaves nothing of a frame of {chain.frame_size} rows")
    if chain.has_bins:
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


def check_fixed_point(chain: FeatureChain) -> None:
    """Refuse a fixed-point chain that no device could compute."""
    if "FFT_Q15" not in chain.steps:
        alone = [step for step in ("Q15_SCALE", "Q15_MAG") if step in chain.steps]
        if alone:
            raise wrong("feat_ext_transform", f"{alone[0]} needs FFT_Q15 in the list")
        return
    if "FFT_FE" in chain.steps:
        raise wrong("feat_ext_transform", "takes FFT_FE or FFT_Q15, not both")
    if "Q15_MAG" not in chain.steps:
        raise wrong("feat_ext_transform", "FFT_Q15 gives complex numbers; add Q15_MAG to the list")
    if chain.frame_size not in Q15_SIZES:
        sizes = ", ".join(map(str, Q15_SIZES))
        raise wrong("frame_size", f"FFT_Q15 takes {sizes} rows, got {chain.frame_size}")


def check_summary(chain: FeatureChain) -> None:
    """Refuse summaries that leave nothing, or that stand beside another one."""
    present = [step for step in SUMMARY_STEPS if step in chain.steps]
    if len(present) > 1:
        raise wrong("feat_ext_transform", f"takes one summary of a frame, got {', '.join(present)}")
    if chain.summary in (*PIR_STEPS, "KURT_FE"):
        _check_windows(chain)
    if chain.summary in PIR_STEPS:
        _check_pir(chain)
    if chain.summary in ("ENT_FE", "DOM_FE") and chain.fft_size < _FEWEST_POINTS:
        raise wrong("fft_size", f"must be at least {_FEWEST_POINTS} for {chain.summary}")


def _check_windows(chain: FeatureChain) -> None:
    if chain.summary_stride < 1:
        raise wrong("stride_size", "is below one element of a frame; choose a larger one")
    if chain.chunk_size < _FEWEST_POINTS:
        raise wrong("chunk_size", f"must be at least {_FEWEST_POINTS} for a kurtosis")
    if chain.summary_window < chain.chunk_size:
        raise wrong(
            "window_count",
            f"{chain.window_count} windows each {chain.summary_stride} elements leave "
            f"{chain.summary_window} for a window, fewer than chunk_size ({chain.chunk_size})",
        )


def _check_pir(chain: FeatureChain) -> None:
    if chain.fft_size % (2 * PIR_POOLS):
        raise wrong("fft_size", f"must be a multiple of {2 * PIR_POOLS}, got {chain.fft_size}")
    kurtoses = chain.summary_window // chain.chunk_size
    if kurtoses != PIR_FEATURES - PIR_POOLS - 5:
        raise wrong("chunk_size", f"must cut a window into 4 chunks, got {kurtoses}")
    others = [step for step in chain.feat_ext_transform if step != chain.summary]
    if others or chain.stacking != "2D1":
        raise wrong("feat_ext_transform", f"{chain.summary} stands alone, with stacking 2D1")


def check_mel(chain: FeatureChain) -> None:
    """Refuse a spectrogram without frames, and an image that is cut or transformed."""
    if "LOG_MEL" in chain.feat_ext_transform:
        if chain.feat_ext_transform != ("LOG_MEL",) or chain.stacking != "2D1":
            raise wrong("feat_ext_transform", "LOG_MEL stands alone, with stacking 2D1")
        if chain.mel_hop < 1 or not 1 < chain.mel_frame <= chain.frame_size:
            raise wrong(
                "mel_frame_ms",
                f"gives frames of {chain.mel_frame} rows, every {chain.mel_hop}, in windows of "
                f"{chain.frame_size}; set sampling_rate (in Hz) and frame_size",
            )
    if chain.image_size is not None and chain.frame_size != prod(chain.image_size):
        raise wrong("frame_size", f"is {prod(chain.image_size)} for images, got {chain.frame_size}")
