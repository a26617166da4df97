"""XGBoost and LightGBM: evaluation results as JSON. python boosting_logs.py OUT"""

import json
import sys
from pathlib import Path

import lightgbm as lgb
import numpy as np
import xgboost as xgb

out = Path(sys.argv[1])
random = np.random.default_rng(1)
x = random.normal(size=(300, 5))
y = (x[:, 0] * x[:, 1] + 0.3 * random.normal(size=300) > 0).astype(int)

results: dict = {}
train, valid = xgb.DMatrix(x[:200], y[:200]), xgb.DMatrix(x[200:], y[200:])
settings = {"objective": "binary:logistic", "eval_metric": ["logloss", "auc"], "max_depth": 3}
xgb.train(
    settings,
    train,
    12,
    evals=[(train, "train"), (valid, "valid")],
    evals_result=results,
    verbose_eval=False,
)
(out / "xgboost").mkdir(parents=True, exist_ok=True)
(out / "xgboost/evals_result.json").write_text(json.dumps(results))
(out / "xgboost/expected.json").write_text(
    json.dumps({"version": xgb.__version__, "results": results}, indent=1)
)

record: dict = {}
train, valid = lgb.Dataset(x[:200], y[:200]), lgb.Dataset(x[200:], y[200:])
lgb.train(
    {"objective": "binary", "metric": ["binary_logloss", "auc"], "verbose": -1, "num_threads": 1},
    train,
    12,
    valid_sets=[train, valid],
    valid_names=["training", "valid_1"],
    callbacks=[lgb.record_evaluation(record)],
)
(out / "lightgbm").mkdir(parents=True, exist_ok=True)
(out / "lightgbm/evals_result.json").write_text(json.dumps(record))
(out / "lightgbm/expected.json").write_text(
    json.dumps({"version": lgb.__version__, "results": record}, indent=1)
)
