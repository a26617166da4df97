from afterfit.report.text_table import text_table
from afterfit.views import make_table


def test_a_table_without_rows_keeps_its_heading() -> None:
    assert text_table(make_table("t", ["a"], [])) == "+---+\n| a |\n+---+"


def test_a_line_break_in_a_name_does_not_break_the_table() -> None:
    lines = text_table(make_table("t", ["File"], [["a\nb.csv"]])).splitlines()
    assert len(lines) == 5
    assert lines[3] == "| a\\nb.csv |"
