"""Workbooks as openpyxl reads them: types, formats, links and notes, held against JSON."""

import datetime
import io
import sys
import zipfile
from decimal import Decimal

import openpyxl
import requests

base = sys.argv[1]
origin = base.removesuffix("/v1")
COMPARE = "compare?function=01.3&fiscalYear=2022..2024"
EXECUTION = "budget-execution"


def fetch(question, **more):
    mark = "&" if "?" in question else "?"
    more = {"format": "xlsx", **more}
    answer = requests.get(f"{base}/{question}{mark}" + "&".join(f"{k}={v}" for k, v in more.items()), timeout=60)
    assert answer.status_code == 200, answer.text
    return answer.content


def read(body):
    """The rows by the names of their columns, with the cells themselves, and the notes."""
    book = openpyxl.load_workbook(io.BytesIO(body))
    sheet, about = book.worksheets
    names = [cell.value for cell in sheet[1]]
    assert len(set(names)) == len(names) and all(names), names
    assert sheet.freeze_panes == "A2" and sheet.auto_filter.ref == sheet.dimensions, sheet.dimensions
    rows = [dict(zip(names, row)) for row in sheet.iter_rows(min_row=2)]
    notes = [row for row in about.iter_rows(values_only=True) if any(row)]
    return sheet, rows, notes


def has_no_formula(sheet):
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert all(cell.data_type != "f" for cell in cells), "a formula"
    return cells


def check_lines(rows, items):
    """Amounts are numbers to the cent, dates are dates, texts are texts, and links lead to the line."""
    assert len(rows) == len(items)
    for row, item in zip(rows, items):
        cell = row["amount"]
        if item["amount"] is None:
            assert cell.value is None and row["missingReason"].value == item["missingReason"]
        else:
            assert isinstance(cell.value, int | float) and cell.data_type == "n"
            assert cell.number_format == "#,##0.00"
            assert Decimal(str(cell.value)) == Decimal(item["amount"]), (item["id"], cell.value)
        assert row["periodStart"].value == datetime.datetime.fromisoformat(item["periodStart"])
        assert row["periodStart"].is_date and row["fiscalYear"].value == item["fiscalYear"]
        assert row["municipality_code"].value == item["municipality"]["code"]
        printed = row["printed"]
        assert (printed.value or "") == item["printed"] and printed.data_type in ("s", "n")
        source, line = item["source"], item["source"]["line"]
        link = list(row.values())[-1]
        assert source["document"] in link.value and str(line) in link.value
        target = f"{base}/documents/{source['document']}/lines?from={max(1, line - 3)}&to={line + 3}"
        assert link.hyperlink.target == target, link.hyperlink.target


def pages(path):
    items, url = [], f"{base}/{path}?first=500"
    while url:
        page = requests.get(url, timeout=60).json()
        items, url = items + page["items"], page["next"]
    return items


def read_lines():
    body = fetch("budget-lines", header="names", language="fi")
    assert body == fetch("budget-lines", header="names", language="fi"), "the same rows are other bytes"
    sheet, rows, notes = read(body)
    items = pages("budget-lines")
    check_lines(rows, items)
    assert sum(str(cell.value).startswith(("-", "+", "=")) and cell.data_type == "s"
               for cell in has_no_formula(sheet)) > 100
    target = next(reversed(rows[0].values())).hyperlink.target
    lines = requests.get(target, timeout=60).json()["lines"]
    assert items[0]["source"]["line"] in [line["line"] for line in lines]
    fails(sheet, rows, items)
    told = dict(note[:2] for note in notes)
    assert told["Käyttölupa"] == "CC-BY-4.0" and told["Osoite"].startswith(f"{base}/budget-lines?")
    assert len(told["Julkaisu"]) == 12 and told["Tuotu palveluun"].startswith("20")
    assert ("Määrä", "amount", "luku") in [note[:3] for note in notes]


def fails(sheet, rows, items):
    """A check that cannot fail proves nothing."""
    at = next(i for i, item in enumerate(items) if item["amount"])
    cell, amount = rows[at]["amount"], rows[at]["amount"].value
    link = list(rows[at].values())[-1].hyperlink
    target = link.target

    def passes():
        try:
            has_no_formula(sheet)
            check_lines(rows, items)
        except AssertionError:
            return False
        return True

    assert passes()
    for damaged in (amount + 0.01, str(amount), "=1+1", None):
        cell.value = damaged
        assert not passes(), damaged
        cell.value = amount
    link.target = f"{base}/documents"
    assert not passes()
    link.target = target
    assert passes()


def read_labels():
    """Labels by language, and names where they are asked for; caveats and what columns are."""
    for language, (amount, about) in {"fi": ("Määrä", "Tietoja"), "sv": ("Belopp", "Om"),
                                      "en": ("Amount", "About")}.items():
        body = fetch(COMPARE, language=language)
        sheet, rows, notes = read(body)
        assert amount in rows[0] and sheet.parent.sheetnames == ["compare", about]
        answer = requests.get(f"{base}/{COMPARE}&language={language}", timeout=60).json()
        told = {note[0]: note[1] for note in notes}
        for caveat in answer["caveats"] + [c for cell in answer["cells"] for c in cell["caveats"]]:
            assert (caveat["code"], caveat["message"]) in [note[:2] for note in notes], caveat
        assert len(rows) == len(answer["cells"]) and "population_persons" in [note[1] for note in notes]
        assert any(str(value).startswith(origin) for value in told.values())
    _, rows, _ = read(fetch(EXECUTION, header="names", language="en"))
    linked = [row for row in rows if list(row.values())[-1].hyperlink]
    assert linked and all("line" in list(row.values())[-1].value for row in linked)


def read_all():
    """Every list opens."""
    documents = [document["id"] for document in pages("documents")]
    lists = ["municipalities", "documents", "units", "accounts", "functions", "sdgs", "changes",
             "objectives", "risks", "internal-control", "indicators", "narratives", "findings",
             "series", *(f"documents/{document}/tables" for document in documents)]
    for question in lists:
        sheet, rows, _ = read(fetch(question))
        has_no_formula(sheet)
        assert rows, question
    try:
        openpyxl.load_workbook(io.BytesIO(fetch("sdgs")[:-30]))
    except zipfile.BadZipFile:
        return
    sys.exit("a workbook without its end passed")


read_lines()
read_labels()
read_all()
