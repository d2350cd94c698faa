"""Cubes of JSON-stat as pyjstat reads them, held against JSON."""

import sys
from decimal import Decimal

import pandas
import pyjstat.pyjstat
import requests

base = sys.argv[1]
KEYS = {"municipality": lambda item: item["municipality"]["name"], "scenario": lambda item: item["scenario"],
        "fiscalYear": lambda item: str(item["fiscalYear"])}
AGGREGATE = (
    "aggregate?groupBy=municipality,fiscalYear&account=operating_expenses&scenario=actual"
    "&unitKind=municipality,sector&unit=kemi,kemijarvi.hallintopalvelut,heinola.yhteiset-palvelut"
    "&period=year"
)
QUESTIONS = [
    (AGGREGATE, ["items"], ["municipality", "fiscalYear"]),
    ("compare?function=01.3&fiscalYear=2022..2024", ["cells"], ["municipality", "scenario", "fiscalYear"]),
    ("series?function=01.3", ["series", "points"], ["municipality", "scenario", "fiscalYear"]),
]


def check(frame, items, keys, labels, amount):
    """The amount of every item stands at its place, and no other amount does."""
    of_amount = frame[frame[labels["measure"]] == amount]
    found = {tuple(row[labels[key]] for key in keys): row["value"] for _, row in of_amount.iterrows()}
    for item in items:
        value = found.pop(tuple(KEYS[key](item) for key in keys))
        if item["amount"] is None:
            assert pandas.isna(value), value
        else:
            assert Decimal(str(value)) == Decimal(item["amount"]), (item, value)
    assert all(pandas.isna(value) for value in found.values()), found


for question, path, keys in QUESTIONS:
    items = [requests.get(f"{base}/{question}&language=sv", timeout=60).json()]
    for name in path:
        items = [one for item in items for one in item[name]]
    assert any(item["amount"] for item in items), question
    answer = requests.get(f"{base}/{question}&language=sv&format=jsonstat", timeout=60)
    cube = answer.json()
    labels = {name: of["label"] for name, of in cube["dimension"].items()}
    assert labels["municipality"] == "Kommun" and labels["measure"] == "Mått", labels
    frame = pyjstat.pyjstat.Dataset.read(answer.text).write("dataframe")
    check(frame, items, keys, labels, "Belopp")
    damaged = frame.copy()
    at = damaged.index[damaged["value"].notna() & (damaged[labels["measure"]] == "Belopp")][0]
    damaged.loc[at, "value"] += 0.01
    try:
        check(damaged, items, keys, labels, "Belopp")
    except AssertionError:
        continue
    sys.exit(f"a damaged cube passed: {question}")
