"""What schemathesis leaves out, and a check of answers of GraphQL."""

import re

import schemathesis

LONGEST = 60_000


@schemathesis.hook
def filter_case(context, case):
    """Whether a server reads the request at all: longer lines end in the parser of HTTP, with a bare 400 or 431."""
    request = case.as_transport_kwargs(base_url="http://kunta.example")
    values = [f"{name}{value}" for name, value in flat(request.get("params") or {})]
    return len(request["url"]) + sum(len(value.encode()) * 3 for value in values) < LONGEST


def flat(parameters):
    """Every name with every one of its values."""
    for name, values in parameters.items():
        for value in values if isinstance(values, list) else [values]:
            yield name, str(value)


@schemathesis.hook
def map_body(context, body):
    """Pages of a size that there is, and their beginning: else few questions of GraphQL come to the data."""
    if isinstance(body, str):
        body = re.sub(r'\bafter: "(?:[^"\\]|\\.)*"', "after: null", body)
        body = re.sub(r"\bfirst: -?([0-9]+)", lambda found: f"first: {int(found[1]) % 500 + 1}", body)
    return body


@schemathesis.check
def graphql_answers_or_says_why(context, response, case):
    """schemathesis takes every error beside `data: null` for one of the server; ours have codes that tell."""
    if not case.operation.label.startswith("Query."):
        return
    assert response.status_code < 500, response.status_code
    answer = response.json()
    codes = [error.get("extensions", {}).get("code") for error in answer.get("errors", [])]
    assert "internal" not in codes and None not in codes, answer
    assert codes or answer["data"], answer
