//! REST and GraphQL answer every shared question alike.

use serde_json::{Value, json};

use crate::support::{Client, TestDb, on_both};

/// Fields that GraphQL answers with the thing itself and REST with its id.
fn aligned(mut node: Value) -> Value {
    by_id(&mut node);
    by_code(&mut node);
    lower(&mut node);
    node
}

/// Things by their ids, where GraphQL gives nothing else of them.
fn by_id(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(by_id),
        Value::Object(fields) => {
            for name in ["findings", "budgetLines", "documents"] {
                if let Some(Value::Array(things)) = fields.get_mut(name) {
                    for thing in things.iter_mut().filter(|thing| thing.is_object()) {
                        *thing = thing["id"].clone();
                    }
                }
            }
            if let Some(Value::Object(line)) = fields.get_mut("budgetLine") {
                fields["budgetLine"] = line["id"].clone();
            }
            fields.values_mut().for_each(by_id);
        }
        _ => {}
    }
}

/// A function by its code, where REST gives the code alone.
fn by_code(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(by_code),
        Value::Object(fields) => {
            if let Some(function) = fields.get_mut("function")
                && function.as_object().is_some_and(|f| f.len() == 1)
            {
                *function = function["code"].clone();
            }
            fields.values_mut().for_each(by_code);
        }
        _ => {}
    }
}

/// Codes in the case of REST, wherever they stand.
fn lower(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(lower),
        Value::Object(fields) => {
            for (name, value) in fields {
                match value {
                    Value::String(code) if CODES.contains(&name.as_str()) => {
                        *code = code.to_lowercase();
                    }
                    other => lower(other),
                }
            }
        }
        _ => {}
    }
}

/// The fields whose values are codes.
const CODES: &[&str] = &[
    "scenario",
    "kind",
    "missingReason",
    "oldMissingReason",
    "severity",
    "verdict",
    "bindingLevel",
    "comparator",
    "status",
    "assignment",
    "unitKind",
    "budgetInForceScenario",
    "against",
    "varianceMissingReason",
    "percentMissingReason",
    "level",
    "fit",
    "basis",
    "usedScenario",
    "code",
];

const MUNICIPALITY: &str = "code slug name names { fi sv en } region { code name names { fi sv en } } businessId population { date persons status source }";
const DOCUMENT: &str = "id municipality { code name } title kind fiscalYear asOfDate publishedDate language unitId licence publisher readOptically sha256 reading { lines tables moneyCells droppedCells keyFigureCells budgetLines findings unreadLines objectives risks internalControl indicators indicatorValues narratives responsiblePersons unreadContentLines }";
const UNIT: &str = "id municipality { code name } parentId kind code name position function { code } fit scope sameAs printedNames { documentId name } responsiblePersons { documentId name line }";
const ACCOUNT: &str = "code parentCode name names { fi sv en } position sign";
const FUNCTION: &str = "code level parentCode name nameLanguage nameStatus nameSource coverage { municipality { code name } units fiscalYears }";
const UNIT_SUMMED: &str = "id code name kind function { code } fit scope";
const CELL: &str = "municipality { code name } scenario usedScenario fiscalYear periodStart periodEnd currency value amount missingReason perInhabitant share index realAmount realPerInhabitant population { date persons status source } priceIndex { ...price } shareOf { amount units { ...summed } lines { ...line } } units { ...summed } lines { ...line } documents knownFrom corrected caveats { ...caveat }";
const BUDGET_LINE: &str = "id municipality { code name } unit { id code name kind } account { code name } scenario fiscalYear periodStart periodEnd currency amount missingReason correctedAmount printed source { document line column rowLabel columnLabel tableId cellId } repeatOf knownFrom supersededOn findings { id }";
const EXECUTION: &str = "municipality { code name } unit { id code name kind } account { code name } fiscalYear currency budget { ...figure } amendedBudget { ...figure } operatingPlan { ...figure } actual { ...figure } actualToDate { ...figure } forecast { ...figure } financialPlan { ...figure } budgetInForce budgetInForceScenario against outturn variance variancePercent executionRate varianceMissingReason percentMissingReason favourable caveats { code message units findings }";
const FIGURE: &str = "fragment figure on ExecutionFigure { amount missingReason corrected printed budgetLine { id } source { document line column rowLabel columnLabel tableId cellId } periodStart periodEnd findings { id } }";
const FINDING: &str = "id municipality { code name } rule severity verdict message printedValue impliedValue source { document line } cells budgetLines { id }";

const AGGREGATE: &str = "municipality { code name } unit { id code name kind } unitKind function { code level name } account { code name } scenario fiscalYear periodStart periodEnd amount missingReason count missingCount correctedCount countedElsewhere";
const CHANGE: &str = "id kind municipality { code name } unit { id code name kind } account { code name } scenario fiscalYear periodStart periodEnd oldValue oldMissingReason newValue difference old { document line budgetLineId unitId printed knownFrom } new { document line budgetLineId unitId printed knownFrom } date findings { id }";

const OBJECTIVE: &str = "id municipality { code name } unit { id code name kind } fiscalYear kind bindingLevel theme { ...passage } text { ...passage } actions { ...passage } measures { text { ...passage } targets { comparator value unit printed } } responsible { ...passage } schedule { ...passage } outcomes { text { ...passage } asOfDate status } sdgs source { document lines { first last } }";
const RISK: &str = "id municipality { code name } unit { id code name kind } fiscalYear category { ...passage } description { ...passage } likelihood impact score ratings { ...passage } control { ...passage } controlStatus { ...passage } source { document lines { first last } }";
const TASK: &str = "id municipality { code name } unit { id code name kind } fiscalYear task { ...passage } action { ...passage } measure { ...passage } outcome { ...passage } source { document lines { first last } }";
const INDICATOR: &str = "id municipality { code name } unit { id code name kind } name parentId group unitOfMeasure line values { id scenario fiscalYear periodStart periodEnd value missingReason printed line column columnLabel supersededOn findings { id } } findings { id } source { document lines { first last } }";
const NARRATIVE: &str = "id municipality { code name } unit { id code name kind } kind heading text { ...passage } source { document lines { first last } }";
const PASSAGE: &str = "fragment passage on Passage { text asRead lines { first last } assignment }";

/// A query, with the fragments that it needs.
fn with_fragments(query: &str) -> String {
    let mut query = query.to_owned();
    for (spread, fragment) in [("...passage", PASSAGE), ("...figure", FIGURE)] {
        if query.contains(spread) {
            query = format!("{query} {fragment}");
        }
    }
    query
}

/// A question to both faces: address, parameters, field, arguments, fields of an item.
type Question = (&'static str, &'static str, &'static str, &'static str, &'static str);

const LISTS: &[Question] = &[
    ("municipalities", "", "municipalities", "", MUNICIPALITY),
    (
        "municipalities",
        "municipality=kemijarvi",
        "municipalities",
        "municipality: \"kemijarvi\"",
        MUNICIPALITY,
    ),
    ("documents", "", "documents", "", DOCUMENT),
    (
        "documents",
        "kind=interim_report&fiscalYear=2025",
        "documents",
        "kind: INTERIM_REPORT, fiscalYear: 2025",
        DOCUMENT,
    ),
    ("units", "", "units", "", UNIT),
    (
        "units",
        "unit=kemijarvi&includeDescendants=true&first=2",
        "units",
        "unit: \"kemijarvi\", includeDescendants: true, first: 2",
        UNIT,
    ),
    (
        "units",
        "kind=sector,cost_unit&q=hallinto",
        "units",
        "kind: [SECTOR, COST_UNIT], q: \"hallinto\"",
        UNIT,
    ),
    ("units", "parent=kemijarvi", "units", "parent: \"kemijarvi\"", UNIT),
    ("units", "document=aanekoski-2024", "units", "document: \"aanekoski-2024\"", UNIT),
    ("accounts", "", "accounts", "", ACCOUNT),
    (
        "accounts",
        "account=operating_revenue&includeChildren=true",
        "accounts",
        "account: \"operating_revenue\", includeChildren: true",
        ACCOUNT,
    ),
    ("sdgs", "", "sdgs", "", "number name names { fi sv en } status source"),
    ("functions", "", "functions", "", FUNCTION),
    (
        "functions",
        "function=01&includeDescendants=true&level=group,class&covered=true",
        "functions",
        "function: \"01\", includeDescendants: true, level: [GROUP, CLASS], covered: true",
        FUNCTION,
    ),
    (
        "functions",
        "parent=01.3&asOf=2025-12-31",
        "functions",
        "parent: \"01.3\", asOf: \"2025-12-31\"",
        FUNCTION,
    ),
    ("units", "function=01.3", "units", "function: \"01.3\"", UNIT),
    (
        "municipalities",
        "includeUncovered=true",
        "municipalities",
        "includeUncovered: true",
        MUNICIPALITY,
    ),
    ("budget-lines", "", "budgetLines", "", BUDGET_LINE),
    ("budget-lines", "function=01.3", "budgetLines", "function: \"01.3\"", BUDGET_LINE),
    (
        "budget-lines",
        "document=kemijarvi-2024&includeRepeats=true",
        "budgetLines",
        "document: \"kemijarvi-2024\", includeRepeats: true",
        BUDGET_LINE,
    ),
    (
        "budget-lines",
        "municipality=320&scenario=budget,actual&sort=-amount&first=3",
        "budgetLines",
        "municipality: \"320\", scenario: [BUDGET, ACTUAL], sort: AMOUNT_DESCENDING, first: 3",
        BUDGET_LINE,
    ),
    (
        "budget-lines",
        "unit=kemijarvi&includeDescendants=true&unitKind=cost_unit",
        "budgetLines",
        "unit: \"kemijarvi\", includeDescendants: true, unitKind: COST_UNIT",
        BUDGET_LINE,
    ),
    (
        "budget-lines",
        "account=operating_margin&includeChildren=true&fiscalYear=2024..2025&period=year",
        "budgetLines",
        "account: \"operating_margin\", includeChildren: true, fiscalYear: \"2024..2025\", period: \"year\"",
        BUDGET_LINE,
    ),
    (
        "budget-lines",
        "amountMin=-4000&amountMax=1000.00&sort=amount",
        "budgetLines",
        "amountMin: -4000, amountMax: \"1000.00\", sort: AMOUNT",
        BUDGET_LINE,
    ),
    ("budget-lines", "hasFinding=true", "budgetLines", "hasFinding: true", BUDGET_LINE),
    (
        "budget-lines",
        "asOf=2025-03-02&sort=-fiscalYear",
        "budgetLines",
        "asOf: \"2025-03-02\", sort: FISCAL_YEAR_DESCENDING",
        BUDGET_LINE,
    ),
    (
        "aggregate",
        "scenario=actual&fiscalYear=2024&account=operating_expenses&unitKind=sector",
        "aggregate",
        "scenario: ACTUAL, fiscalYear: 2024, account: \"operating_expenses\", unitKind: SECTOR",
        AGGREGATE,
    ),
    (
        "aggregate",
        "groupBy=unitKind,function,account&scenario=budget&fiscalYear=2024&asOf=2025-03-02&first=2",
        "aggregate",
        "groupBy: [UNIT_KIND, FUNCTION, ACCOUNT], scenario: BUDGET, fiscalYear: 2024, asOf: \"2025-03-02\", first: 2",
        AGGREGATE,
    ),
    (
        "aggregate",
        "groupBy=unit,scenario,fiscalYear&municipality=kemijarvi&unit=kemijarvi&includeDescendants=true&account=operating_revenue,operating_expenses&period=year,part",
        "aggregate",
        "groupBy: [UNIT, SCENARIO, FISCAL_YEAR], municipality: \"kemijarvi\", unit: \"kemijarvi\", includeDescendants: true, account: [\"operating_revenue\", \"operating_expenses\"], period: [\"year\", \"part\"]",
        AGGREGATE,
    ),
    ("changes", "", "changes", "", CHANGE),
    (
        "changes",
        "kind=restatement&since=2025-01-01&until=2025-12-31&unit=kemijarvi&includeDescendants=true",
        "changes",
        "kind: RESTATEMENT, since: \"2025-01-01\", until: \"2025-12-31\", unit: \"kemijarvi\", includeDescendants: true",
        CHANGE,
    ),
    ("budget-execution", "", "budgetExecution", "", EXECUTION),
    (
        "budget-execution",
        "unit=kemijarvi&includeDescendants=true&account=operating_revenue,operating_expenses,sales_revenue&fiscalYear=2024..2025&sort=unit&first=3",
        "budgetExecution",
        "unit: \"kemijarvi\", includeDescendants: true, account: [\"operating_revenue\", \"operating_expenses\", \"sales_revenue\"], fiscalYear: \"2024..2025\", sort: UNIT, first: 3",
        EXECUTION,
    ),
    (
        "budget-execution",
        "municipality=kemijarvi&against=actual_to_date&account=operating_expenses&threshold=1&thresholdPercent=10&sort=-variancePercent&asOf=2026-01-01",
        "budgetExecution",
        "municipality: \"kemijarvi\", against: ACTUAL_TO_DATE, account: \"operating_expenses\", threshold: 1, thresholdPercent: \"10\", sort: VARIANCE_PERCENT_DESCENDING, asOf: \"2026-01-01\"",
        EXECUTION,
    ),
    (
        "budget-execution",
        "municipality=kemijarvi&account=operating_expenses&fiscalYear=2024&onlyUnder=true",
        "budgetExecution",
        "municipality: \"kemijarvi\", account: \"operating_expenses\", fiscalYear: \"2024\", onlyUnder: true",
        EXECUTION,
    ),
    ("findings", "", "findings", "", FINDING),
    (
        "findings",
        "unit=kemijarvi&includeDescendants=true",
        "findings",
        "unit: \"kemijarvi\", includeDescendants: true",
        FINDING,
    ),
    (
        "findings",
        "severity=error&verdict=proven&rule=parts_make_the_sum",
        "findings",
        "severity: ERROR, verdict: PROVEN, rule: \"parts_make_the_sum\"",
        FINDING,
    ),
    (
        "findings",
        "budgetLine=kemijarvi-2024.5.2&document=kemijarvi-2024",
        "findings",
        "budgetLine: \"kemijarvi-2024.5.2\", document: \"kemijarvi-2024\"",
        FINDING,
    ),
    ("objectives", "", "objectives", "", OBJECTIVE),
    (
        "objectives",
        "municipality=kemijarvi&document=kemijarvi-2024&unit=kemijarvi&includeDescendants=true&fiscalYear=2024&kind=strategic,operational&bindingLevel=council&theme=kaupunki&sdg=4,8&hasOutcome=true&hasTarget=true&q=koulutus",
        "objectives",
        "municipality: \"kemijarvi\", document: \"kemijarvi-2024\", unit: \"kemijarvi\", includeDescendants: true, fiscalYear: 2024, kind: [STRATEGIC, OPERATIONAL], bindingLevel: COUNCIL, theme: \"kaupunki\", sdg: [4, 8], hasOutcome: true, hasTarget: true, q: \"koulutus\"",
        OBJECTIVE,
    ),
    (
        "objectives",
        "hasTarget=false&first=1",
        "objectives",
        "hasTarget: false, first: 1",
        OBJECTIVE,
    ),
    ("risks", "q=riskej%C3%A4&fiscalYear=2024", "risks", "q: \"riskejä\", fiscalYear: 2024", RISK),
    ("internal-control", "", "internalControl", "", TASK),
    (
        "internal-control",
        "q=sopimus&fiscalYear=2024&hasOutcome=true",
        "internalControl",
        "q: \"sopimus\", fiscalYear: 2024, hasOutcome: true",
        TASK,
    ),
    ("indicators", "", "indicators", "", INDICATOR),
    (
        "indicators",
        "parent=kemijarvi-2024.i27&scenario=actual&fiscalYear=2024",
        "indicators",
        "parent: \"kemijarvi-2024.i27\", scenario: ACTUAL, fiscalYear: 2024",
        INDICATOR,
    ),
    ("narratives", "", "narratives", "", NARRATIVE),
    (
        "narratives",
        "fiscalYear=2020..2024&kind=purpose&q=talouden",
        "narratives",
        "fiscalYear: \"2020..2024\", kind: PURPOSE, q: \"talouden\"",
        NARRATIVE,
    ),
    (
        "findings",
        "cell=kemijarvi-2024.9.2&municipality=kemijarvi",
        "findings",
        "cell: \"kemijarvi-2024.9.2\", municipality: \"kemijarvi\"",
        FINDING,
    ),
];

#[test]
fn lists_are_equal() {
    on_both(|database| {
        let client = Client::of(database);
        for (path, parameters, field, arguments, fields) in LISTS {
            let rest = client.rest(&format!("/v1/{path}?{parameters}"));
            let arguments =
                if arguments.is_empty() { String::new() } else { format!("({arguments})") };
            let query = format!(
                "{{ {field}{arguments} {{ totalCount nodes {{ {fields} }}
                   pageInfo {{ hasNextPage hasPreviousPage startCursor endCursor }} }} }}"
            );
            let page = client.graphql(&with_fragments(&query))[field].clone();
            let nodes = page["nodes"].as_array().unwrap().iter().cloned().map(aligned);
            assert_eq!(Value::Array(nodes.collect()), rest["items"], "{path}?{parameters}");
            assert_eq!(page["totalCount"], rest["totalCount"], "{path}?{parameters}");
            assert_eq!(page["pageInfo"], rest["pageInfo"], "{path}?{parameters}");
            assert_ne!(rest["totalCount"], 0, "{path}?{parameters} asks for nothing");
        }
    });
}

#[test]
fn single_resources_are_equal() {
    on_both(|database| {
        let client = Client::of(database);
        for (path, field, fields) in [
            ("municipalities/320", "municipality(code: \"320\")", MUNICIPALITY),
            ("documents/kemijarvi-2024", "document(id: \"kemijarvi-2024\")", DOCUMENT),
            ("units/kemijarvi.hallintopalvelut", "unit(id: \"kemijarvi.hallintopalvelut\")", UNIT),
            ("accounts/sales_revenue", "account(code: \"sales_revenue\")", ACCOUNT),
            ("functions/01.3.1", "function(code: \"01.3.1\")", FUNCTION),
            (
                "findings/kemijarvi-2024.f.not_a_number.5.2",
                "finding(id: \"kemijarvi-2024.f.not_a_number.5.2\")",
                FINDING,
            ),
        ] {
            let rest = client.rest(&format!("/v1/{path}"));
            let graphql = client.graphql(&format!("{{ it: {field} {{ {fields} }} }}"));
            assert_eq!(aligned(graphql["it"].clone()), rest, "{path}");
        }
        for (path, field, fields) in [
            ("objectives/kemijarvi-2024.o21", "objective(id: \"kemijarvi-2024.o21\")", OBJECTIVE),
            ("risks/aanekoski-2024.r5", "risk(id: \"aanekoski-2024.r5\")", RISK),
            (
                "internal-control/kemijarvi-2024.c30",
                "internalControlTask(id: \"kemijarvi-2024.c30\")",
                TASK,
            ),
            ("indicators/kemijarvi-2024.i28", "indicator(id: \"kemijarvi-2024.i28\")", INDICATOR),
            ("narratives/kemijarvi-2024.n33", "narrative(id: \"kemijarvi-2024.n33\")", NARRATIVE),
        ] {
            let mut rest = client.rest(&format!("/v1/{path}?neighbours=2"));
            rest.as_object_mut().unwrap().remove("release");
            let query = format!(
                "{{ it: {field} {{ {fields} excerpt(neighbours: 2) {{ line lines {{ line text }} }} }} }}"
            );
            let graphql = client.graphql(&with_fragments(&query));
            assert_eq!(aligned(graphql["it"].clone()), rest, "{path}");
        }
        let mut rest = client.rest("/v1/budget-lines/kemijarvi-2024.9.2?neighbours=2");
        rest.as_object_mut().unwrap().remove("release");
        let graphql = client.graphql(&format!(
            "{{ budgetLine(id: \"kemijarvi-2024.9.2\") {{ {BUDGET_LINE} excerpt(neighbours: 2) {{ line lines {{ line text }} }} }} }}"
        ));
        assert_eq!(aligned(graphql["budgetLine"].clone()), rest);
        let rest = client.rest("/v1/dataset");
        let graphql = client.graphql("{ dataset { release number digest importedAt counts { table rows sha256 } files { name path mediaType byteSize sha256 } documents { id } licence sourceStatement } }");
        assert_eq!(aligned(graphql["dataset"].clone()), rest);
    });
}

const COMPARISONS: &[(&str, &str)] = &[
    ("", ""),
    ("function=01", "function: \"01\""),
    (
        "municipality=320,992&function=01.3&account=operating_expenses&scenario=budget_in_force,actual&fiscalYear=2023..2025&basis=index&base=kemijarvi&pricesOf=2024&asOf=2025-12-31",
        "municipality: [\"320\", \"992\"], function: \"01.3\", account: \"operating_expenses\", scenario: [BUDGET_IN_FORCE, ACTUAL], fiscalYear: \"2023..2025\", basis: INDEX, base: \"kemijarvi\", pricesOf: 2024, asOf: \"2025-12-31\"",
    ),
    (
        "unit=kemijarvi.hallintopalvelut,aanekoski.sivistys&account=operating_expenses&basis=share_of_operating_expenses",
        "unit: [\"kemijarvi.hallintopalvelut\", \"aanekoski.sivistys\"], account: \"operating_expenses\", basis: SHARE_OF_OPERATING_EXPENSES",
    ),
];

#[test]
fn comparisons_are_equal() {
    on_both(|database| {
        let client = Client::of(database);
        for (parameters, arguments) in COMPARISONS {
            let rest = client.rest(&format!("/v1/compare?{parameters}"));
            let head = "function { code level name } account { code name } basis base pricesOf { ...price } caveats { ...caveat } release";
            let graphql = client.graphql(&comparing(
                "compare",
                arguments,
                &format!("{head} cells {{ {CELL} }}"),
            ));
            assert_eq!(aligned(graphql["it"].clone()), rest, "{parameters}");
        }
    });
}

#[test]
fn series_are_equal() {
    on_both(|database| {
        let client = Client::of(database);
        let parameters = "unit=kemijarvi.hallintopalvelut&account=operating_expenses&scenario=actual,budget&pricesOf=2024";
        let arguments = "unit: \"kemijarvi.hallintopalvelut\", account: \"operating_expenses\", scenario: [ACTUAL, BUDGET], pricesOf: 2024";
        let rest = client.rest(&format!("/v1/series?{parameters}"));
        let head = "function { code level name } account { code name } pricesOf { ...price } caveats { ...caveat } release";
        let series = format!(
            "{head} series {{ municipality {{ code name }} scenario points {{ {CELL} }} }}"
        );
        let graphql = client.graphql(&comparing("series", arguments, &series));
        assert_eq!(aligned(graphql["it"].clone()), rest);
    });
}

fn comparing(field: &str, arguments: &str, fields: &str) -> String {
    let arguments = if arguments.is_empty() { String::new() } else { format!("({arguments})") };
    let line = BUDGET_LINE;
    format!(
        "{{ it: {field}{arguments} {{ {fields} }} }} fragment line on BudgetLine {{ {line} }} \
         fragment summed on SummedUnit {{ {UNIT_SUMMED} }} \
         fragment price on PriceIndex {{ year value base status source }} \
         fragment caveat on Caveat {{ code message units findings }}"
    )
}

#[test]
fn text_and_tables_of_a_document_are_equal() {
    let client = Client::of(&TestDb::sqlite());
    let rest = client.rest("/v1/documents/kemijarvi-2024/lines?from=3&to=6");
    let tables = client.items("/v1/documents/kemijarvi-2024/tables");
    let data = client.graphql(
        "{ document(id: \"kemijarvi-2024\") { lines(from: 3, to: 6) { documentId lineCount lines { line text } }
           tables { id documentId title firstLine lastLine scale columns { column label fiscalYear periodStart periodEnd account operands }
             rows { line label unitId account cells { id column line printed value } } } } }",
    );
    assert_eq!(data["document"]["lines"]["lines"], rest["lines"]);
    assert_eq!(data["document"]["lines"]["lineCount"], rest["lineCount"]);
    let table = &data["document"]["tables"][0];
    for name in ["id", "documentId", "title", "firstLine", "lastLine", "scale"] {
        assert_eq!(table[name], tables[0][name]);
    }
    for (mine, theirs) in
        table["rows"].as_array().unwrap().iter().zip(tables[0]["rows"].as_array().unwrap())
    {
        for (cell, other) in
            mine["cells"].as_array().unwrap().iter().zip(theirs["cells"].as_array().unwrap())
        {
            for (name, value) in cell.as_object().unwrap() {
                assert_eq!(value, &other[name]);
            }
        }
    }
}

#[test]
fn refusals_have_equal_codes_parameters_and_words() {
    let client = Client::of(&TestDb::sqlite());
    for (path, query) in [
        ("/v1/units?first=0", "{ units(first: 0) { totalCount } }"),
        ("/v1/units?after=x", "{ units(after: \"x\") { totalCount } }"),
        ("/v1/units?municipality=atlantis", "{ units(municipality: \"atlantis\") { totalCount } }"),
        (
            "/v1/budget-lines?fiscalYear=soon",
            "{ budgetLines(fiscalYear: \"soon\") { totalCount } }",
        ),
        (
            "/v1/budget-lines?amountMin=1.234",
            "{ budgetLines(amountMin: \"1.234\") { totalCount } }",
        ),
        (
            "/v1/budget-lines?asOf=2024-02-30",
            "{ budgetLines(asOf: \"2024-02-30\") { totalCount } }",
        ),
        ("/v1/aggregate", "{ aggregate { totalCount } }"),
        (
            "/v1/aggregate?groupBy=unit&scenario=actual&fiscalYear=2024",
            "{ aggregate(groupBy: UNIT, scenario: ACTUAL, fiscalYear: 2024) { totalCount } }",
        ),
        ("/v1/changes?since=soon", "{ changes(since: \"soon\") { totalCount } }"),
        ("/v1/budget-execution?threshold=-1", "{ budgetExecution(threshold: -1) { totalCount } }"),
        (
            "/v1/budget-execution?onlyOver=true&onlyUnder=true",
            "{ budgetExecution(onlyOver: true, onlyUnder: true) { totalCount } }",
        ),
        ("/v1/objectives?sdg=18", "{ objectives(sdg: 18) { totalCount } }"),
        ("/v1/narratives?q=%25", "{ narratives(q: \"%\") { totalCount } }"),
        ("/v1/indicators?parent=no", "{ indicators(parent: \"no\") { totalCount } }"),
        ("/v1/risks/nothing", "{ risk(id: \"nothing\") { id } }"),
        ("/v1/internal-control/nothing", "{ internalControlTask(id: \"nothing\") { id } }"),
        ("/v1/units/nowhere", "{ unit(id: \"nowhere\") { id } }"),
        (
            "/v1/documents/kemijarvi-2024/lines?from=0",
            "{ document(id: \"kemijarvi-2024\") { lines(from: 0) { lineCount } } }",
        ),
    ] {
        let rest = client.get(path);
        let error = client.post(query, &json!({})).json()["errors"][0].clone();
        assert_eq!(error["extensions"]["code"], rest.problem(), "{path}");
        assert_eq!(error["message"], rest.json()["detail"], "{path}");
        let named = rest.parameters().first().map_or(Value::Null, |p| json!(p));
        assert_eq!(error["extensions"]["parameter"], named, "{path}");
    }
}
