"""FL002: a few recordings hold most of the errors."""

from afterfit.findings.judged import on_test
from afterfit.findings.rule import Rule, Verdict, clear, not_applicable, raised
from afterfit.findings.wording import agreeing, count, listing, percent
from afterfit.results import FileRow, VariantAnalysis

FEWEST_ERRORS = 10
FEWEST_FILES = 5
FEWEST_ERRORS_A_FILE = 3
LARGEST_SHARE_OF_SAMPLES = 0.2


def _judge(variant: VariantAnalysis) -> Verdict:
    rows, scope = variant.files.rows, variant.quality.scope
    if scope.n_sources == scope.n_samples:
        return not_applicable("Every sample is a recording of its own.")
    if len(rows) < FEWEST_FILES:
        return not_applicable(f"There are only {count(len(rows), 'recording')}.")
    n_errors = sum(row.n_wrong for row in rows)
    if n_errors < FEWEST_ERRORS:
        return clear(f"{count(n_errors, 'error')}, too few to show a pattern.", n_errors=n_errors)
    bad = [row for row in rows if _is_mostly_wrong(row)]
    n_bad_errors = sum(row.n_wrong for row in bad)
    share = sum(row.n_samples for row in bad) / scope.n_samples
    evidence = {
        "n_files": len(bad),
        "n_all_files": len(rows),
        "n_errors_there": n_bad_errors,
        "n_errors": n_errors,
        "share_of_samples": share,
    }
    if not bad:
        return clear("No recording is mostly wrong.", **evidence)
    claim = (
        f"{n_bad_errors:,} of {count(n_errors, 'error')} "
        f"{agreeing(n_bad_errors, 'comes', 'come')} from {len(bad):,} of "
        f"{count(len(rows), 'recording')} that {agreeing(len(bad), 'holds', 'hold')} "
        f"{percent(share)} of the samples: "
        f"{listing([row.source for row in bad])}."
    )
    concentrated = 2 * n_bad_errors >= n_errors and share <= LARGEST_SHARE_OF_SAMPLES
    return (raised if concentrated else clear)(claim, **evidence)


def _is_mostly_wrong(row: FileRow) -> bool:
    # Errors spread by chance rarely make most of a recording wrong, however many errors there are.
    return row.n_wrong >= FEWEST_ERRORS_A_FILE and 2 * row.n_wrong > row.n_samples


RULE = Rule(
    code="FL002",
    title="Errors gather in few recordings",
    severity="warning",
    judge=on_test(_judge),
    next_steps=(
        "Look at these recordings first: label, sensor placement, noise, operating condition.",
        "Name what sets them apart, and check that training data holds it too.",
        "Record more of that condition.",
    ),
    source="Tensorlab §8.6.11",
)
