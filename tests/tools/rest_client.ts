// A small program over the types that openapi-typescript makes: a list, one thing, a comparison and
// a refusal. It is compiled strictly and run against a service.

import type { paths } from "./openapi.js";

type Get<Path extends keyof paths> = paths[Path]["get"];
type Query<Path extends keyof paths> = NonNullable<Get<Path> extends { parameters: { query?: infer Q } } ? Q : never>;
type Content<Path extends keyof paths, Status extends number> =
  Get<Path> extends { responses: infer R }
    ? Status extends keyof R
      ? R[Status] extends { content: infer C } ? C[keyof C & ("application/json" | "application/problem+json")] : never
      : never
    : never;
type Refusal = Content<"/v1/budget-lines", 400>;

const base = process.argv[2] as string;

async function get<Path extends keyof paths>(
  path: Path, query: Query<Path>, id = "",
): Promise<{ answer: Content<Path, 200> } | { problem: Refusal }> {
  const address = new URL(base + path.replace("{id}", encodeURIComponent(id)));
  for (const [name, value] of Object.entries(query)) {
    for (const one of [value].flat()) address.searchParams.append(name, String(one));
  }
  const response = await fetch(address);
  const body: unknown = await response.json();
  return response.ok ? { answer: body as Content<Path, 200> } : { problem: body as Refusal };
}

function held(condition: boolean, what: string): asserts condition {
  if (!condition) throw new Error(what);
}

const lines = await get("/v1/budget-lines", {
  unit: ["kemijarvi.hallintopalvelut"], account: ["operating_margin"], scenario: ["actual"], fiscalYear: ["2024"],
});
held("answer" in lines, "a list");
const [line] = lines.answer.items;
held(line?.amount === "-4698551.00" && lines.answer.totalCount === 1, "the line of the outturn");

const one = await get("/v1/budget-lines/{id}", {}, line.id);
held("answer" in one && one.answer.source.line === 576 && one.answer.excerpt.lines.length > 0, "its print");

const compared = await get("/v1/compare", { function: "01.1.2", pricesOf: "2024", basis: "per_inhabitant" });
held("answer" in compared && "cells" in compared.answer, "a comparison");
const names = compared.answer.cells.map((cell) => cell.municipality.name);
held(names.join() === "Heinola,Kemi,Kemijärvi", names.join());

const refused = await get("/v1/budget-lines", { fiscalYear: ["24"] });
held("problem" in refused && refused.problem.code === "invalid_parameter", "a refusal");
held(refused.problem.errors?.[0]?.parameter === "fiscalYear", "the parameter at fault");
console.log("held");
