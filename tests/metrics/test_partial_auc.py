import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import roc_auc_score

from afterfit.metrics import PARTIAL_ROC_AUC
from afterfit.statistics import ScoreCounts


@given(
    st.lists(st.tuples(st.integers(0, 9), st.booleans()), min_size=2, max_size=60).filter(
        lambda rows: len({positive for _, positive in rows}) == 2
    )
)
def test_it_is_that_of_scikit_learn(rows: list[tuple[int, bool]]) -> None:
    score, positive = np.array([r[0] for r in rows], float), np.array([r[1] for r in rows])
    ours = PARTIAL_ROC_AUC.function(ScoreCounts.from_scores(score, positive))

    assert ours == pytest.approx(roc_auc_score(positive, score, max_fpr=0.1), abs=1e-12)
