"""Files → records, one format a file."""

from afterfit.readers.anomaly_options import AnomalyOptions
from afterfit.readers.anomaly_parquet import (
    is_anomaly_parquet,
    read_anomaly_scores_parquet,
    write_anomaly_scores,
)
from afterfit.readers.anomaly_table import read_anomaly_scores, read_sliced_anomaly_scores
from afterfit.readers.coco import read_coco_detections, read_coco_truth
from afterfit.readers.column_shards import read_columns
from afterfit.readers.costs_json import read_costs, write_costs
from afterfit.readers.embedding_npz import (
    read_embedding,
    read_target_embedding,
    write_embedding,
)
from afterfit.readers.forecast_files import read_forecasts, read_sliced_forecasts
from afterfit.readers.history_csv import HISTORY_COLUMNS, best_epoch, read_history_csv
from afterfit.readers.joining import (
    join_records,
    join_rows,
    read_multilabel,
    read_predictions,
)
from afterfit.readers.known_objects import KnownObjects
from afterfit.readers.named_paths import name_and_path
from afterfit.readers.numbers_parquet import write_forecasts, write_regression
from afterfit.readers.object_files import read_detections, read_objects
from afterfit.readers.prediction_files import find_prediction_files, repeated_files
from afterfit.readers.prediction_table import PredictionTable, open_predictions
from afterfit.readers.predictions_parquet import read_predictions_parquet, write_predictions
from afterfit.readers.profiles_json import read_profiles, write_profiles
from afterfit.readers.read_options import ReadOptions
from afterfit.readers.regressions import read_regressions, read_sliced_regressions
from afterfit.readers.shards import read_multilabel_shard, read_shard
from afterfit.readers.slice_columns import (
    find_slice_columns,
    read_sliced_shard,
    slices_of,
    survey_cells,
    survey_shard,
)
from afterfit.readers.sliced_records import SlicedRecords
from afterfit.readers.stated_variants import look_at_predictions, variants_of_table
from afterfit.readers.table_file import Shard, TableFile
from afterfit.readers.windows_npz import read_windows_npz, write_windows

__all__ = [
    "HISTORY_COLUMNS",
    "AnomalyOptions",
    "KnownObjects",
    "PredictionTable",
    "ReadOptions",
    "Shard",
    "SlicedRecords",
    "TableFile",
    "best_epoch",
    "find_prediction_files",
    "find_slice_columns",
    "is_anomaly_parquet",
    "join_records",
    "join_rows",
    "look_at_predictions",
    "name_and_path",
    "open_predictions",
    "read_anomaly_scores",
    "read_anomaly_scores_parquet",
    "read_coco_detections",
    "read_coco_truth",
    "read_columns",
    "read_costs",
    "read_detections",
    "read_embedding",
    "read_forecasts",
    "read_history_csv",
    "read_multilabel",
    "read_multilabel_shard",
    "read_objects",
    "read_predictions",
    "read_predictions_parquet",
    "read_profiles",
    "read_regressions",
    "read_shard",
    "read_sliced_anomaly_scores",
    "read_sliced_forecasts",
    "read_sliced_regressions",
    "read_sliced_shard",
    "read_target_embedding",
    "read_windows_npz",
    "repeated_files",
    "slices_of",
    "survey_cells",
    "survey_shard",
    "variants_of_table",
    "write_anomaly_scores",
    "write_costs",
    "write_embedding",
    "write_forecasts",
    "write_predictions",
    "write_profiles",
    "write_regression",
    "write_windows",
]
