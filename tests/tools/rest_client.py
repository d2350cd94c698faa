"""The client that openapi-python-client makes, used: a list, one thing, a comparison, a refusal."""

import sys

sys.path.insert(0, sys.argv[1])
from kuntavaaka_client import Client
from kuntavaaka_client.api.budget_lines import get_budget_line, list_budget_lines
from kuntavaaka_client.api.comparison import compare
from kuntavaaka_client.models import BudgetLineList, Comparison, ListBudgetLinesScenarioItem, Problem

with Client(base_url=sys.argv[2], raise_on_unexpected_status=True) as client:
    lines = list_budget_lines.sync(
        client=client,
        unit=["kemijarvi.hallintopalvelut"],
        account=["operating_margin"],
        scenario=[ListBudgetLinesScenarioItem.ACTUAL],
        fiscal_year=["2024"],
    )
    assert isinstance(lines, BudgetLineList) and lines.total_count == 1, lines
    line = lines.items[0]
    assert line.amount == "-4698551.00", line

    one = get_budget_line.sync(line.id, client=client)
    assert one.source.line == 576 and one.excerpt.lines, one

    compared = compare.sync(client=client, function="01.1.2", prices_of="2024")
    assert isinstance(compared, Comparison), compared
    names = [cell.municipality.name for cell in compared.cells]
    assert names == ["Heinola", "Kemi", "Kemijärvi"], names

    refused = list_budget_lines.sync(client=client, fiscal_year=["24"])
    assert isinstance(refused, Problem) and refused.code == "invalid_parameter", refused
    assert refused.errors[0].parameter == "fiscalYear", refused
print("held")
