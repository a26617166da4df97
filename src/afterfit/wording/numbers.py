"""Shares, their differences, quantities and counts as people read them."""

from math import isinf, isnan

NO_VALUE = "–"
"""Shown where the data cannot tell."""


def missing(reason: str) -> str:
    """Return the dash that stands for a value that is not there, with the reason if one is known.

    Examples
    --------
    >>> missing("no samples"), missing("")
    ('– (no samples)', '–')
    """
    return f"{NO_VALUE} ({reason})" if reason else NO_VALUE


def true_zero(text: str) -> str:
    """Return a formatted number with a minus sign for a hyphen, and no sign before zero."""
    if float(text) == 0:
        return text.lstrip("+-")
    return text.replace("-", "−")


def percent(share: float, *, reason: str = "") -> str:
    """Return a share of 1 in percent; only a whole reads 100 %, only nothing reads 0 %.

    *reason* follows the dash that stands for nan.

    Examples
    --------
    >>> percent(0.9423), percent(0.99996), percent(1.0)
    ('94.2 %', '> 99.9 %', '100 %')
    >>> percent(float("nan"), reason="no samples")
    '– (no samples)'
    """
    if isnan(share):
        return missing(reason)
    if share in (0, 1):
        return "100 %" if share else "0 %"
    if 0 < share < 0.001:
        return "< 0.1 %"
    if 0.999 < share < 1:
        return "> 99.9 %"
    return f"{true_zero(f'{share * 100:.1f}')} %"


def fine_percent(share: float) -> str:
    """Return a share in percent, with as many decimals as tell it from 0 and 100 %.

    For sentences, which have room for them and set two shares against each other.

    Examples
    --------
    >>> fine_percent(0.77369), fine_percent(1.0), fine_percent(0.99987)
    ('77.4 %', '100 %', '99.99 %')
    """
    value = 100 * share
    if value in (0, 100):
        return f"{value:.0f} %"
    decimals = next((d for d in range(1, 6) if 0 < round(value, d) < 100), 6)
    return f"{value:.{decimals}f} %"


def points(share: float) -> str:
    """Return the size of a difference of shares in percentage points.

    Examples
    --------
    >>> points(-0.022), points(0.01)
    ('2.2 points', '1.0 point')
    """
    text = f"{100 * abs(share):.1f}"
    return f"{text} {'point' if text == '1.0' else 'points'}"


def signed_points(change: float) -> str:
    """Return a difference of two shares in signed percentage points.

    Examples
    --------
    >>> signed_points(-0.004), signed_points(0.012), signed_points(0.0)
    ('−0.4 points', '+1.2 points', '0.0 points')
    """
    if isnan(change):
        return NO_VALUE
    return f"{true_zero(f'{change * 100:+.1f}')} points"


def margin_text(margin: float) -> str:
    """Return a margin in points.

    Examples
    --------
    >>> margin_text(0.01), margin_text(0.005)
    ('1 point', '0.5 points')
    """
    text = f"{100 * margin:.3g}"
    return f"{text} point" if text == "1" else f"{text} points"


def plain_number(value: float) -> str:
    """Return a number without a unit: R², a skill, an AUC.

    Examples
    --------
    >>> plain_number(0.94234), plain_number(-1234.5), plain_number(float("nan"))
    ('0.942', '−1234', '–')
    """
    if isnan(value):
        return NO_VALUE
    # R² falls without bound below 0, where decimals say nothing.
    return true_zero(f"{value:.3f}" if abs(value) < 100 else f"{value:.0f}")


def quantity(value: float, unit: str = "", *, reason: str = "") -> str:
    """Return a number with four digits that mean something, and its unit.

    Examples
    --------
    >>> quantity(0.0123456, "Nm"), quantity(-1234.567), quantity(20_000.0)
    ('0.01235 Nm', '−1235', '20000')
    >>> quantity(float("nan"), reason="never changes")
    '– (never changes)'
    """
    if isnan(value):
        return missing(reason)
    return f"{digits(value)} {unit}".rstrip()


def digits(value: float, n_digits: int = 4) -> str:
    """Return a number with so many digits that mean something; very large ones with an exponent."""
    if isinf(value):
        return "∞" if value > 0 else "−∞"
    size = abs(value)
    if size >= 1e7 or 0 < size < 1e-4:
        return f"{value:.3e}".replace("-", "−")
    text = f"{value:.{n_digits}g}" if size < 1000 else f"{value:.0f}"
    return text.replace("-", "−") if float(text) else "0"


def counted(n: int, noun: str, plural: str | None = None) -> str:
    """Return a count with its noun in the right number.

    Examples
    --------
    >>> counted(1498, "sample"), counted(0, "error"), counted(1, "class", "classes")
    ('1,498 samples', '0 errors', '1 class')
    """
    return f"{n:,} {noun if n == 1 else plural or noun + 's'}"


def agreeing(n: int, one: str, several: str) -> str:
    """Return the word that agrees with a count, a verb for the most part.

    Of "1 of 40 files" the first number counts.

    Examples
    --------
    >>> f"1 file {agreeing(1, 'has', 'have')}, 2 files {agreeing(2, 'has', 'have')}"
    '1 file has, 2 files have'
    """
    return one if n == 1 else several
