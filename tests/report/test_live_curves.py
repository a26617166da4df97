from afterfit.pipeline.curves import report_curves
from afterfit.report.live_curves import live_text, news
from afterfit.report.outline_curves import CurvesReport
from tests.findings.sample_curves import Columns, log_of, overfit, three_epochs


def after(n: int, columns: Columns) -> CurvesReport:
    return report_curves(log_of({name: values[:n] for name, values in columns.items()}))


def test_the_state_shows_curves_and_verdicts() -> None:
    lines = live_text([after(60, overfit())]).splitlines()
    assert lines[0].startswith("sample: epoch 60, train loss 0.0")
    assert lines[1].startswith("  train loss   █")
    assert any(line.startswith("  warning LC001 Overfitting: val_loss") for line in lines)
    assert "    next: Keep the weights of the best step, or stop there (early stopping)." in lines


def test_a_training_that_has_just_begun_is_not_judged_as_a_short_one() -> None:
    assert live_text([after(3, three_epochs())]).splitlines()[-1] == "  nothing raised so far"


def test_news_are_new_values_and_verdicts_that_come_or_go() -> None:
    early, late = after(10, overfit()), after(60, overfit())
    assert [line.split(",")[0] for line in news([], [early])] == ["sample: epoch 10"]
    assert news([early], [early]) == ()
    latest, verdict, step = news([early], [late])
    assert latest.startswith("sample: epoch 60")
    assert verdict.startswith("  warning LC001")
    assert step.startswith("    next: Keep the weights")
    assert news([late], [early])[-1] == "  no longer raised: LC001 Overfitting"


def test_names_cannot_write_to_the_terminal() -> None:
    columns = {"loss": overfit()["train_loss"], "acc\x1b[2J": overfit()["val_accuracy"]}
    assert "\x1b" not in live_text([after(60, columns)])
