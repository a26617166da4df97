"""Columns that a run derives from its windows, in words."""

_WORDS = {
    "attr_rms_sensor_units": "RMS level (sensor units)",
    "attr_high_frequency_share": "high-frequency share",
    "attr_channel_spread_ratio": "channel spread (ratio)",
    "attr_flat_share": "share of flat steps",
    "attr_position_share": "place in recording (0 to 1)",
    "attr_recording_windows": "windows of the recording",
}


def column_words(name: str) -> str:
    """Return what a column to slice by is called; those of the user as they call them.

    Examples
    --------
    >>> column_words("attr_flat_share"), column_words("site,hour")
    ('share of flat steps', 'site, hour')
    """
    return ", ".join(_WORDS.get(part, part) for part in name.split(","))


def slice_words(column: str, value: str) -> str:
    """Return a slice as people read it.

    Examples
    --------
    >>> slice_words("site", "yard"), slice_words("attr_flat_share", "below 0.2")
    ('site = yard', 'share of flat steps: below 0.2')
    """
    words = column_words(column)
    return f"{words} = {value}" if words == column else f"{words}: {value}"
