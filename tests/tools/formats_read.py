"""Files of rows as pandas, polars and DuckDB read them, held against the pages of JSON to the cent."""

import datetime
import io
import json
import sys
import tempfile
from decimal import Decimal

import duckdb
import pandas
import polars
import pyarrow.parquet
import requests

base = sys.argv[1]
AGGREGATE = "aggregate?groupBy=municipality,account,fiscalYear&scenario=actual&unitKind=municipality&period=year"
COMPARE = "compare?function=01.3&fiscalYear=2022..2024&scenario=actual,budget_in_force&pricesOf=2024"
BUDGETS = "compare?function=01&fiscalYear=2021..2026&scenario=budget,forecast&base=kemi"
SERIES = "series?function=01.3&scenario=actual"
# What is asked, and where the items stand in its answer.
QUESTIONS = [
    ("budget-lines", ["items"]),
    ("budget-execution", ["items"]),
    ("changes", ["items"]),
    ("findings", ["items"]),
    (AGGREGATE, ["items"]),
    (COMPARE, ["cells"]),
    (BUDGETS, ["cells"]),
    (SERIES, ["series", "points"]),
]
# The number that may be missing, and what says why.
REASONS = {
    "amount": "missingReason",
    "values_value": "values_missingReason",
    "oldValue": "oldMissingReason",
    "variance": "varianceMissingReason",
    "variancePercent": "percentMissingReason",
    "executionRate": "percentMissingReason",
}
# The number that is missing beside a figure that is there, and the caveat that says why.
CAVEATS = {
    "perInhabitant": {"population_unknown"},
    "share": {"share_unknown"},
    "realAmount": {"price_index_unknown"},
    "index": {"base_unknown", "population_unknown"},
}


def address(question, **more):
    mark = "&" if "?" in question else "?"
    return f"{base}/{question}{mark}" + "&".join(f"{k}={v}" for k, v in more.items())


def pages(question, path):
    if path != ["items"]:
        items = [requests.get(address(question, language="fi"), timeout=60).json()]
        for name in path:
            items = [one for item in items for one in item[name]]
        return items
    items, url = [], address(question, first=500)
    while url:
        page = requests.get(url, timeout=60).json()
        items, url = items + page["items"], page["next"]
    assert len(items) == page["totalCount"]
    return items


def scalars(item, name=""):
    """The scalars of an item that stand in no list, by the names of their columns."""
    for field, value in item.items():
        path = f"{name}_{field}" if name else field
        if isinstance(value, dict):
            yield from scalars(value, path)
        elif not isinstance(value, list):
            yield path, value


def same(cell, value, numbers):
    if value is None:
        return cell is None
    if isinstance(cell, bool) or isinstance(value, bool):
        return cell == value
    if isinstance(cell, (Decimal, int)) and not isinstance(cell, bool):
        return Decimal(cell) == Decimal(value)
    if isinstance(cell, datetime.date):
        return cell.isoformat() == value
    if numbers is None:
        return cell == value
    # CSV tells no empty text from none, and keeps formulas from being run.
    return cell == (value or None) or cell == f"'{value}"


def check(rows, items, numbers=None):
    """Every scalar of every item stands in its cell; a number that is missing says why."""
    assert len(rows) == len(items), (len(rows), len(items))
    for row, item in zip(rows, items):
        for name, value in scalars(item):
            if value is None and name not in row:
                continue  # A whole object that is null has a column for each of its fields.
            assert same(row[name], value, numbers), (name, row[name], value)
        check_reasons(row)


def check_reasons(row):
    for name, reason in REASONS.items():
        if reason in row and name in row:
            assert (row[name] is None) == (row[reason] is not None), (name, row[name], row[reason])
    for name in ("budgetInForce", "outturn"):
        assert row.get(name, 0) is not None or row["varianceMissingReason"], name
    for name in row:
        figure = name.removesuffix("_missingReason")
        if f"{figure}_amount" in row and row.get(f"{figure}_printed"):
            assert (row[f"{figure}_amount"] is None) == (row[name] is not None), name
    caveats = {code for name in ("caveats_code", "comparison_caveats_code", "series_caveats_code")
               for code in (row.get(name) or "").split(";")}
    for name, codes in CAVEATS.items():
        is_asked = name != "realAmount" or any(row.get(f"{of}_pricesOf_year") for of in ("comparison", "series"))
        if is_asked and name in row and row[name] is None and row["amount"] is not None:
            assert codes & caveats, (name, caveats)


def texts(frame):
    """Rows of a frame in which every cell is a text."""
    return [{k: v if isinstance(v, str) and v else None for k, v in row.items()}
            for row in frame.to_dict("records")]


def fails(rows, items, numbers=None):
    """A check that cannot fail proves nothing: one cent, one row and one null too many are found."""
    name = next(n for n in ("amount", "newValue", "printedValue", "variance") if n in rows[0])
    at = next(i for i, row in enumerate(rows) if row[name] is not None)
    cent = Decimal(rows[at][name]) + Decimal("0.01")
    for damaged in ([*rows[:at], {**rows[at], name: str(cent) if numbers else cent}, *rows[at + 1:]],
                    [*rows[:at], {**rows[at], name: None}, *rows[at + 1:]],
                    rows[1:]):
        try:
            check(damaged, items, numbers)
        except AssertionError:
            continue
        sys.exit(f"a damaged file passed: {name}")


def typed(columns, of):
    """Numbers are numbers, dates are dates, and texts are texts."""
    for name, kind in columns.items():
        last = name.rsplit("_", 1)[-1]
        if last in ("amount", "correctedAmount", "variance", "oldValue", "newValue", "share", "outturn"):
            assert kind in of["decimal"], (name, kind)
        elif last in ("fiscalYear", "line", "count", "persons"):
            assert kind in of["integer"], (name, kind)
        elif last in ("periodStart", "periodEnd", "knownFrom"):
            assert kind in of["date"], (name, kind)
        elif last in ("printed", "document", "name", "missingReason", "code"):
            assert kind in of["text"], (name, kind)
        elif last in ("corrected", "favourable"):
            assert kind in of["truth"], (name, kind)


def read_csv(question, items):
    body = requests.get(address(question, format="csv"), timeout=60).content
    rows = texts(pandas.read_csv(io.BytesIO(body), dtype=str, keep_default_na=False))
    check(rows, items_as_texts(items), True)
    fails(rows, items_as_texts(items), True)
    with tempfile.NamedTemporaryFile(suffix=".csv") as file:
        file.write(body)
        file.flush()
        frame = polars.read_csv(file.name, infer_schema=False)
        check(frame.to_dicts(), items_as_texts(items), True)
        found = duckdb.sql(f"select * from read_csv('{file.name}', all_varchar = true)")
        names = found.columns
        check([dict(zip(names, row)) for row in found.fetchall()], items_as_texts(items), True)
    finnish = requests.get(address(question, dialect="fi"), timeout=60).content
    # A code such as 01.3 is a text that looks like a number.
    codes = {name: str for name in rows[0] if name.endswith("code")}
    frame = pandas.read_csv(
        io.BytesIO(finnish), sep=";", decimal=",", encoding="utf-8-sig", dtype=codes)
    plain = pandas.read_csv(io.BytesIO(body), dtype=codes)
    pandas.testing.assert_frame_equal(frame, plain)


def items_as_texts(items):
    """CSV has no booleans: they are the words of JSON."""
    def text(value):
        if isinstance(value, dict):
            return {k: text(v) for k, v in value.items()}
        return json.dumps(value) if isinstance(value, (bool, int)) else value
    return [text(item) for item in items]


def read_parquet(question, items):
    body = requests.get(address(question, format="parquet"), timeout=60).content
    assert body == requests.get(address(question, format="parquet"), timeout=60).content
    rows = polars.read_parquet(io.BytesIO(body)).to_dicts()
    check(rows, items)
    fails(rows, items)
    frame = pandas.read_parquet(io.BytesIO(body), dtype_backend="pyarrow")
    rows = pyarrow.parquet.read_table(io.BytesIO(body)).to_pylist()
    assert len(frame) == len(rows)
    check(rows, items)
    with tempfile.NamedTemporaryFile(suffix=".parquet") as file:
        file.write(body)
        file.flush()
        found = duckdb.sql(f"select * from '{file.name}'")
        check([dict(zip(found.columns, row)) for row in found.fetchall()], items)
        typed(dict(zip(found.columns, map(str, found.types))), {
            "decimal": ["DECIMAL(18,2)", "DECIMAL(18,6)"], "integer": ["BIGINT"], "date": ["DATE"],
            "text": ["VARCHAR"], "truth": ["BOOLEAN"]})
    told = pyarrow.parquet.read_metadata(io.BytesIO(body)).metadata
    assert told[b"licence"] == b"CC-BY-4.0" and len(told[b"release"]) == 12, told
    try:
        polars.read_parquet(io.BytesIO(body[:-9]))
    except polars.exceptions.PolarsError:
        return
    sys.exit("a file without its end passed")


def read_ndjson(question, items):
    lines = requests.get(address(question, format="ndjson"), timeout=60).text.splitlines()
    found = [json.loads(line) for line in lines]
    for line, item in zip(found, items, strict=True):
        assert {k: line[k] for k in item} == item


def read_elements():
    """A row for each value of an indicator; a value without a number says why."""
    body = requests.get(f"{base}/indicators.parquet", timeout=60).content
    rows = [row for row in polars.read_parquet(io.BytesIO(body)).to_dicts() if row["values_id"]]
    values = [v for item in pages("indicators", ["items"]) for v in item["values"]]
    for row, value in zip(rows, values, strict=True):
        check_reasons(row)
        assert row["values_id"] == value["id"] and same(row["values_value"], value["value"], None)
    assert any(row["values_missingReason"] for row in rows)


def read_addresses():
    """Readers that ask for parts of files get them."""
    items = pages("budget-lines", ["items"])
    total = sum(Decimal(i["amount"]) for i in items if i["amount"])
    frame = polars.read_parquet(f"{base}/budget-lines.parquet")
    assert frame["amount"].sum() == total and len(frame) == len(items)
    part = polars.scan_parquet(f"{base}/budget-lines.parquet").select("amount").sum().collect()
    assert part.item() == total
    frame = polars.read_csv(f"{base}/budget-lines.csv", infer_schema=False)
    assert sum(Decimal(a) for a in frame["amount"] if a) == total and len(frame) == len(items)
    frame = pandas.read_csv(f"{base}/budget-lines.csv", dtype={"amount": str, "municipality_code": str})
    assert sum(Decimal(a) for a in frame["amount"].dropna()) == total
    assert set(frame["municipality_code"]) == {i["municipality"]["code"] for i in items}


for question, path in QUESTIONS:
    items = pages(question, path)
    assert items, question
    read_csv(question, items)
    read_parquet(question, items)
    read_ndjson(question, items)
    print(question, len(items))
read_elements()
read_addresses()
