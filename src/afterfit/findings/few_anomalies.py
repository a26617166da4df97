"""Alarms on very few recordings with anomalies → what may be concluded from them."""

import math

from afterfit.findings.wording import count, percent
from afterfit.results import Detection, NoDetection
from afterfit.statistics import wilson_interval


def what_few_allow(found: Detection | NoDetection) -> str:
    """Return how many recordings with anomalies were found, and which shares that leaves possible.

    Empty where the share of found samples has an interval of its own, which is the better answer,
    and where no recordings are known. A recording counts as found by a single alarm in an anomaly.
    """
    if isinstance(found, NoDetection) or not math.isnan(found.rate("recall").low):
        return ""
    recordings = [one for one in found.files if one.n_anomalies]
    if not recordings:
        return ""
    n_found = sum(one.n_found > 0 for one in recordings)
    ends = wilson_interval(n_found / len(recordings), len(recordings))
    low, high = (percent(float(end)) for end in ends)
    return (
        f"{n_found} of {count(len(recordings), 'recording')} with anomalies raised an alarm there, "
        f"which leaves any share from {low} to {high} possible"
    )
