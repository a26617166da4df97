"""DC017: series without a mean to return to."""

from afterfit.findings.rule import Rule, Verdict, clear, not_applicable, raised
from afterfit.findings.wording import agreeing, count, listing
from afterfit.results import DataChecks, SeriesChecks


def _judge(checks: DataChecks) -> Verdict:
    if not isinstance(checks.expected, SeriesChecks):
        return not_applicable("The task is no forecast, or its series could not be judged.")
    judged = [one for one in checks.expected.variables if one.n_series]
    if not judged:
        return not_applicable("Every series is constant or shorter than 30 rows.")
    wandering = [one for one in judged if 2 * one.n_stationary < one.n_series]
    if not wandering:
        return clear(f"Most series of {count(len(judged), 'variable')} return to their mean.")
    first = wandering[0]
    n_without = first.n_series - first.n_stationary
    return raised(
        f"{listing([one.name for one in wandering])} may wander without a mean: of "
        f"{first.name}, {count(n_without, 'recording')} of {first.n_series:,} "
        f"{agreeing(n_without, 'shows', 'show')} none.",
        n_variables=len(wandering),
        variable=first.name,
        n_stationary=first.n_stationary,
        n_series=first.n_series,
    )


RULE = Rule(
    code="DC017",
    title="Series wander without a mean",
    severity="info",
    judge=_judge,
    next_steps=(
        "Test on later recordings than those of training: levels that were never seen will come.",
        "Let the model tell the change from the last value instead of the value.",
        "Take trend and season off first, and add them to the forecast.",
    ),
    source="Said & Dickey (1984), Biometrika 71(3), 599-607 (augmented Dickey-Fuller test)",
)
