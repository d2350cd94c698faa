"""The files of a release as DuckDB, pandas and Datasette read them; prints the budget lines."""

import json
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import duckdb
import pandas

folder = Path(sys.argv[1])
package = folder / "package"
about = json.loads((package / "datapackage.json").read_text())
tables = [r["name"] for r in about["resources"] if r["type"] == "table"]
for table in tables:
    # Both formats hold the same rows, to the last digit.
    sheet = pandas.read_csv(package / f"tables/{table}.csv", dtype=str, keep_default_na=False)
    rows = duckdb.sql(f"SELECT * FROM '{package}/parquet/{table}.parquet'").fetchall()
    assert len(sheet) == len(rows), table
    for written, row in zip(sheet.itertuples(index=False), rows):
        for text, value in zip(written, row):
            if isinstance(value, Decimal):
                assert Decimal(text) == value, (table, text, value)
            else:
                assert text == ("" if value is None else str(value)), (table, text, value)

((count, total),) = duckdb.sql(
    f"SELECT count(*), sum(amount) FROM '{package}/parquet/budget_line.parquet'"
).fetchall()
(database,) = folder.glob("*.sqlite3")
query = "select count(*) as n, sum(amount) as cents from budget_line"
told = subprocess.run(
    [Path(sys.executable).with_name("datasette"), database, "--get",
     f"/{database.stem}.json?sql={query.replace(' ', '+')}&_shape=array"],
    check=True, capture_output=True, text=True,
)
(answer,) = json.loads(told.stdout)
assert (answer["n"], Decimal(answer["cents"]) / 100) == (count, total), (answer, count, total)
views = json.loads(subprocess.run(
    [Path(sys.executable).with_name("datasette"), database, "--get",
     f"/{database.stem}.json?sql=select+count(*)+as+n+from+budget_lines&_shape=array"],
    check=True, capture_output=True, text=True,
).stdout)
assert views == [{"n": count}], views
print(count)
