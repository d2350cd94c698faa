"""CSV of the budget lines as pandas reads it, held against the pages of JSON."""

import sys
from decimal import Decimal

import pandas
import requests

base = sys.argv[1]
items, address = [], f"{base}/budget-lines?first=500"
while address:
    page = requests.get(address, timeout=60).json()
    items, address = items + page["items"], page["next"]
frame = pandas.read_csv(f"{base}/budget-lines.csv", dtype={"amount": str})
assert len(frame) == len(items) == page["totalCount"]
for item, amount in zip(items, frame["amount"]):
    assert pandas.isna(amount) if item["amount"] is None else amount == item["amount"], item["id"]
print(sum(Decimal(item["amount"] or 0) for item in items))
