"""DC003: channels without a signal, or with its top cut off."""

from afterfit.findings.rule import Rule, Verdict, clear, not_applicable, raised
from afterfit.findings.wording import agreeing, count, percent
from afterfit.results import DataChecks


def _judge(checks: DataChecks) -> Verdict:
    if not any(one.n_rows for one in checks.files):
        return not_applicable("The recordings themselves were not at hand.")
    if not checks.faults:
        return clear(f"No channel of {count(len(checks.files), 'recording')} is flat or clipped.")
    worst = max(checks.faults, key=lambda one: (one.fault == "constant", one.share))
    n_files = len({one.source for one in checks.faults})
    n_constant = sum(one.fault == "constant" for one in checks.faults)
    state = (
        f"is {worst.value:g} throughout"
        if worst.fault == "constant"
        else f"is clipped at {worst.value:g} in {percent(worst.share)} of its rows"
    )
    return raised(
        f"{count(n_files, 'recording')} {agreeing(n_files, 'has', 'have')} constant or clipped "
        "channels, first: "
        f"{worst.channel} of {worst.source} {state}.",
        n_files=n_files,
        n_constant=n_constant,
        n_clipped=len(checks.faults) - n_constant,
        source=worst.source,
        channel=worst.channel,
    )


RULE = Rule(
    code="DC003",
    title="Channels that are dead or clipped",
    severity="warning",
    judge=_judge,
    next_steps=(
        "Look at the recording: a loose wire or a sensor at the end of its range.",
        "Widen the range of the sensor, or leave the recording out.",
    ),
    source="Tensorlab §8.6.18 (dataset quality)",
)
