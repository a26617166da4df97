import pytest

from afterfit.results import FileRow, FileSummary, Scope
from afterfit.views import chart_files, table_files
from afterfit.views.files import usual_mistake

ROWS = (
    FileRow("classes/b/0.csv", "b", 10, 10, (9, 0, 1)),
    FileRow("classes/a/1.csv", "a", 10, 1, (9, 0, 1)),
    FileRow("classes/a/2.csv", "a", 10, 0, (10, 0, 0)),
)
FILES = FileSummary(Scope("int8", "test", 30, 3), ("a", "b", "c"), ROWS)


@pytest.mark.parametrize(("row", "mistake"), [(0, "a"), (1, "c"), (2, "")])
def test_usual_mistake(row: int, mistake: str) -> None:
    assert usual_mistake(ROWS[row], FILES.class_names) == mistake


def test_a_file_of_mixed_classes_has_no_usual_mistake() -> None:
    assert usual_mistake(FileRow("x", "mixed", 2, 1, (1, 1, 0)), FILES.class_names) == ""


def test_the_worst_come_first_and_the_rest_is_counted() -> None:
    chart = chart_files(FILES, most=2)
    assert [bar["source"] for bar in chart.spec["data"]["values"]] == [
        "classes/b/0.csv",
        "classes/a/1.csv",
    ]
    assert "the worst 2 of 3 shown" in str(chart.spec["title"]["subtitle"])
    assert table_files(FILES, most=2).note.endswith("1 more in the file-level summary.")


def test_table_has_one_column_a_predicted_class() -> None:
    table = table_files(FILES)
    assert [column.name for column in table.columns[5:]] == [
        "Predicted as a",
        "Predicted as b",
        "Predicted as c",
    ]
    assert table.rows[0] == ("b", "classes/b/0.csv", "10", "10", "100 %", "9", "0", "1")
    assert "more" not in table.note
