"""Which transforms a chain may have, in which order, and what they are fixed to."""

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
