// A small program over the types that graphql-codegen makes of the schema and the worked questions.

import { readFileSync } from "node:fs";
import type {
  CostPerInhabitantQuery, CostPerInhabitantQueryVariables, PrintedLineQuery, PrintedLineQueryVariables,
  SectorsAndForecastQuery, SectorsAndForecastQueryVariables,
} from "./types.js";

const [base, documents] = process.argv.slice(2) as [string, string];

async function ask<Answer, Variables>(name: string, variables: Variables): Promise<Answer> {
  const query = readFileSync(`${documents}/${name}.graphql`, "utf8");
  const response = await fetch(`${base}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/graphql-response+json" },
    body: JSON.stringify({ query, variables }),
  });
  const body = (await response.json()) as { data: Answer; errors?: unknown };
  held(response.ok && body.errors === undefined, JSON.stringify(body.errors));
  return body.data;
}

function held(condition: boolean, what: string): asserts condition {
  if (!condition) throw new Error(what);
}

const compared = await ask<CostPerInhabitantQuery, CostPerInhabitantQueryVariables>(
  "cost-per-inhabitant", { function: "01.1.2" },
);
const names = compared.compare.cells.map((cell) => `${cell.municipality.name} ${cell.perInhabitant}`);
held(names[0] === "Heinola -61.04", names.join());

const printed = await ask<PrintedLineQuery, PrintedLineQueryVariables>("printed-line", { neighbours: 0 });
held(printed.budgetLine?.excerpt.lines[0]?.line === printed.budgetLine?.source.line, "the printed line");

const sectors = await ask<SectorsAndForecastQuery, SectorsAndForecastQueryVariables>(
  "sectors-and-forecast", { municipality: "kemi", scenario: ["FORECAST"] },
);
const amounts = sectors.municipality?.units.nodes.flatMap((unit) => unit.budgetLines.nodes);
held(amounts !== undefined && amounts.length >= 5, "the forecasts of the sectors");
held(amounts.every((line) => line.scenario === "FORECAST" && line.amount !== null), "nothing else");
console.log("held");
