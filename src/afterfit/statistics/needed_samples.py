"""How many samples would settle what an interval leaves open."""

import math

from afterfit.statistics.wilson import Z_95

POWER = 0.8
"""Chance that so many samples would indeed settle it."""
_Z_POWER = 0.8416212335729143  # 80 % point of the normal distribution
_ALWAYS = 1e-12  # a gap this small is the limit itself, which no number of samples tells apart


def samples_to_tell(n: int, half_width: float, gap: float) -> int | None:
    """Return how many samples in all would tell a value from a limit, None where none would.

    Taken that the value stays as it is, and that the interval narrows with the root of the number
    of samples: n · ((1 + z_power / z) · half width / gap)², with a chance of 80 % to succeed.

    Parameters
    ----------
    n : int
        Independent samples, or recordings, that the interval rests on.
    half_width : float
        Of the 95 % interval.
    gap : float
        Distance of the value from the limit.

    References
    ----------
    Connor (1987), Biometrics 43(1), 207-211: sample size for paired proportions.

    Examples
    --------
    A change of -0.4 points whose interval reaches 0.49 points to either side:

    >>> samples_to_tell(1500, 0.00488, 0.004)
    4562
    """
    if math.isnan(half_width) or math.isnan(gap) or abs(gap) < _ALWAYS:
        return None
    return math.ceil(n * ((1 + _Z_POWER / Z_95) * half_width / gap) ** 2)


def samples_without_flips(margin: float) -> int | None:
    """Return how many samples without any flip would rule out a loss of *margin*.

    Wilson's upper bound of a share of 0, z² / (n + z²), is then at most the margin. None for a
    margin of 0, which no number rules out.

    Examples
    --------
    >>> samples_without_flips(0.01)
    381
    """
    return math.ceil(Z_95**2 * (1 / margin - 1)) if margin > 0 else None
