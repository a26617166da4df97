"""TL005: Tables of training that are of validation."""

from afterfit.findings.rule import Rule, Verdict, not_applicable, raised
from afterfit.findings.wording import agreeing, count
from afterfit.results import TensorlabRecord


def _judge(record: TensorlabRecord) -> Verdict:
    if not record.n_train_tables:
        return not_applicable("The run has no file-level table of its training.")
    n = record.n_train_tables
    return raised(
        f"The file-level log gives {count(n, 'table')} as of training; "
        f"{agreeing(n, 'it is', 'they are')} of the validation split, and read as such here.",
        tables=n,
    )


RULE = Rule(
    code="TL005",
    title="Tables of training that are of validation",
    severity="info",
    judge=_judge,
    next_steps=(
        "Read them as validation; Tensorlab has no table of the files that were trained on.",
        "Judge overfitting by the predictions of this report, where the data set is at hand.",
    ),
    source="Tiny ML Tensorlab, timeseries_classification/train.py",
)
