//! The parameters of REST: one table that both the reading of a request and OpenAPI work from.
//!
//! How they are read from a request stands in `given`; what values of a filter mean in `query`.

mod given;

use crate::api::chart::{HEIGHTS, WIDTHS};
use crate::api::export::{Dialect, Format, Header};
use crate::api::language::Language;
use crate::domain;
use crate::query;

pub(crate) use given::{Given, neighbours};

/// A query parameter.
#[derive(Debug)]
pub(crate) struct Parameter {
    /// Its name, the same as the GraphQL argument's.
    pub(crate) name: &'static str,
    /// What it does.
    pub(crate) description: &'static str,
    /// What its values are.
    pub(crate) kind: Kind,
    /// Whether many values may be given, comma-separated or repeated; they mean "any of".
    pub(crate) many: bool,
    /// The most values.
    pub(crate) most: usize,
    /// An example value; none where every example would soon be of the past.
    pub(crate) example: &'static str,
}

/// What the values of a parameter are.
#[derive(Debug)]
pub(crate) enum Kind {
    /// A text.
    Text,
    /// An object of JSON.
    Json,
    /// A text of this form (a regular expression).
    Pattern(&'static str),
    /// One of these codes.
    Codes(fn() -> Vec<&'static str>),
    /// A whole number within these bounds, and what it is where none is given.
    Integer {
        /// The smallest.
        min: i64,
        /// The largest; none where the data sets it.
        max: Option<i64>,
        /// What it is where none is given.
        default: Option<i64>,
    },
    /// `true` or `false`; `false` where none is given, unless it is a choice of three.
    Boolean,
}

macro_rules! parameters {
    ($($const:ident = $name:literal, $kind:expr, $most:expr, $example:literal, $description:literal;)+) => {
        $(
            #[doc = $description]
            pub(crate) const $const: Parameter = Parameter {
                name: $name,
                description: $description,
                kind: $kind,
                many: $most > ONE,
                most: $most,
                example: $example,
            };
        )+
    };
}

/// The most characters of a value.
pub(crate) const MAX_CHARACTERS: usize = 2_000;
const MANY: usize = query::MAX_VALUES;
const ONE: usize = 1;
const YEARS: &str = r"^[0-9]{4}(\.\.[0-9]{4})?$";
const YEARS_OR_LATEST: &str = r"^([0-9]{4}(\.\.[0-9]{4})?|latest)$";
const COFOG: &str = r"^[0-9]{2}(\.[0-9]){0,2}$";
const DATE: &str = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$";
const DECIMAL: &str = r"^-?[0-9]+(\.[0-9]{1,2})?$";
const PERIOD: &str = r"^(year|part|[0-9]{4}-[0-9]{2}-[0-9]{2}\.\.[0-9]{4}-[0-9]{2}-[0-9]{2})$";

/// The codes of an enum.
macro_rules! codes_of {
    ($name:ty) => {
        Kind::Codes(|| <$name>::ALL.iter().map(|code| code.as_str()).collect())
    };
}

parameters! {
    RELEASE = "release", Kind::Pattern("^[0-9a-f]{12}$"), ONE, "",
        "The release to answer from: an address that names it gives the same answer always, or 410 once another has taken its place.";
    MUNICIPALITY = "municipality", Kind::Text, MANY, "kemijarvi",
        "Municipalities: code, slug or name.";
    DOCUMENT = "document", Kind::Text, MANY, "kemijarvi-hallintopalvelut-2024",
        "Documents: ids.";
    UNIT = "unit", Kind::Text, MANY, "kemijarvi.hallintopalvelut",
        "Units: ids.";
    INCLUDE_DESCENDANTS = "includeDescendants", Kind::Boolean, ONE, "true",
        "Also every unit below the units named.";
    FUNCTION = "function", Kind::Pattern(COFOG), MANY, "01.3.1",
        "Functions of government (COFOG) that the unit serves: codes; also those below them.";
    INCLUDE_UNCOVERED = "includeUncovered", Kind::Boolean, ONE, "true",
        "Also municipalities whose documents are not read.";
    FUNCTION_NAMED = "function", Kind::Pattern(COFOG), MANY, "01.3",
        "Functions of government (COFOG): codes.";
    INCLUDE_DESCENDANTS_OF_FUNCTION = "includeDescendants", Kind::Boolean, ONE, "true",
        "Also every function below the functions named.";
    LEVEL_OF_FUNCTION = "level", codes_of!(domain::FunctionLevel), MANY, "class",
        "Levels.";
    PARENT_OF_FUNCTION = "parent", Kind::Pattern(COFOG), MANY, "01.3",
        "Functions right above: codes.";
    COVERED = "covered", Kind::Boolean, ONE, "true",
        "Only functions that some municipality has units under (`true`), or only the others (`false`).";
    MUNICIPALITY_COMPARED = "municipality", Kind::Text, MANY, "kemi",
        "Municipalities: code, slug or name; all whose documents are read where none is named.";
    FUNCTION_COMPARED = "function", Kind::Pattern(COFOG), ONE, "01.3.1",
        "A function of government (COFOG) of any level: code. Without it and without `unit`, whole municipalities.";
    UNIT_COMPARED = "unit", Kind::Text, MANY, "kemi.keskusvirasto.henkilostopalvelut",
        "Units: ids; those of one municipality are added up.";
    ACCOUNT_COMPARED = "account", Kind::Text, ONE, "operating_expenses",
        "An account: code; the operating margin where none is given.";
    SCENARIO_CHOICE = "scenario", codes_of!(query::ScenarioChoice), MANY, "budget_in_force",
        "What the amount is; `actual` where none is given. `budget_in_force` is the amended budget, else the operating plan, else the budget.";
    YEARS_COMPARED = "fiscalYear", Kind::Pattern(YEARS_OR_LATEST), MANY, "latest",
        "Fiscal years, or ranges of them with both ends included, or `latest`: the last year of each municipality, which is meant where none is given.";
    BASIS = "basis", codes_of!(query::Basis), ONE, "per_inhabitant",
        "What `value` of each cell is; `per_inhabitant` where none is given.";
    BASE = "base", Kind::Text, ONE, "kemi",
        "The municipality that is 100 in the index, or `mean`: the mean of the municipalities is.";
    PRICES_OF = "pricesOf", Kind::Pattern("^[0-9]{4}$"), ONE, "2024",
        "The year in whose prices real amounts are given.";
    UNIT_KIND = "unitKind", codes_of!(domain::UnitKind), MANY, "sector",
        "Levels of the unit.";
    KIND_OF_UNIT = "kind", codes_of!(domain::UnitKind), MANY, "sector",
        "Levels.";
    KIND_OF_DOCUMENT = "kind", codes_of!(domain::DocumentKind), MANY, "interim_report",
        "Kinds of document.";
    ACCOUNT = "account", Kind::Text, MANY, "operating_expenses",
        "Accounts: codes.";
    INCLUDE_CHILDREN = "includeChildren", Kind::Boolean, ONE, "true",
        "Also every account below the accounts named.";
    SCENARIO = "scenario", codes_of!(domain::Scenario), MANY, "budget",
        "What the amount is.";
    FISCAL_YEAR = "fiscalYear", Kind::Pattern(YEARS), MANY, "2022..2024",
        "Fiscal years, or ranges of them with both ends included.";
    PERIOD_OF_AMOUNT = "period", Kind::Pattern(PERIOD), MANY, "year",
        "What the amount covers: `year` a whole year, `part` a part of one, or a stretch of days that it covers exactly.";
    AMOUNT_MIN = "amountMin", Kind::Pattern(DECIMAL), ONE, "-1000000.00",
        "The smallest amount in euros, included; on the corrected amount where there is one. Lines without an amount are left out.";
    AMOUNT_MAX = "amountMax", Kind::Pattern(DECIMAL), ONE, "0",
        "The largest amount in euros, included; on the corrected amount where there is one. Lines without an amount are left out.";
    HAS_FINDING = "hasFinding", Kind::Boolean, ONE, "true",
        "Only lines whose cell a finding is about (`true`), or only lines without (`false`).";
    AS_OF = "asOf", Kind::Pattern(DATE), ONE, "2025-06-30",
        "What was known on this day, instead of what was published last.";
    AS_OF_DOCUMENT = "asOf", Kind::Pattern(DATE), ONE, "2025-06-30",
        "Only of documents that were known on this day.";
    GROUP_BY = "groupBy", codes_of!(query::GroupBy), query::MAX_KEYS, "unitKind",
        "What lines are grouped and ordered by, one to three; `municipality` where none is given.";
    KIND_OF_CHANGE = "kind", codes_of!(query::ChangeKind), MANY, "restatement",
        "Kinds of change.";
    SINCE = "since", Kind::Pattern(DATE), ONE, "2025-01-01",
        "Changes whose new amount was known on this day or later.";
    UNTIL = "until", Kind::Pattern(DATE), ONE, "2025-12-31",
        "Changes whose new amount was known on this day or earlier.";
    INCLUDE_REPEATS = "includeRepeats", Kind::Boolean, ONE, "true",
        "Also lines that state again what the same document states elsewhere.";
    SORT = "sort", codes_of!(query::BudgetLineSort), ONE, "-amount",
        "The order; `document` where none is given. Every order is total.";
    KIND_OF_OBJECTIVE = "kind", codes_of!(domain::ObjectiveKind), MANY, "strategic",
        "Kinds of objective.";
    BINDING_LEVEL = "bindingLevel", codes_of!(domain::BindingLevel), MANY, "council",
        "Whom the objective binds.";
    THEME = "theme", Kind::Text, ONE, "elinvoima",
        "A part of the strategic goal or theme, in any case of letters.";
    SDG = "sdg", Kind::Integer { min: 1, max: Some(17), default: None }, MANY, "8",
        "Goals of sustainable development that the objective names: numbers.";
    HAS_OUTCOME = "hasOutcome", Kind::Boolean, ONE, "true",
        "Only objectives with an outcome (`true`), or only those without (`false`).";
    HAS_OUTCOME_OF_TASK = "hasOutcome", Kind::Boolean, ONE, "true",
        "Only tasks with an outcome (`true`), or only those without (`false`).";
    HAS_TARGET = "hasTarget", Kind::Boolean, ONE, "true",
        "Only objectives with a target in figures (`true`), or only those without (`false`).";
    FISCAL_YEAR_OF_DOCUMENT = "fiscalYear", Kind::Pattern(YEARS), MANY, "2022..2024",
        "Fiscal years of the document, or ranges of them with both ends included.";
    KIND_OF_NARRATIVE = "kind", codes_of!(domain::NarrativeKind), MANY, "purpose",
        "What the text is about.";
    FISCAL_YEAR_OF_VALUE = "fiscalYear", Kind::Pattern(YEARS), MANY, "2022..2024",
        "Fiscal years that a value speaks of, or ranges of them with both ends included.";
    SCENARIO_OF_VALUE = "scenario", codes_of!(domain::Scenario), MANY, "budget",
        "What a value is; of the fiscal years named, where any are.";
    PARENT = "parent", Kind::Text, MANY, "kemi-osavuosikatsaus-2022-h1.i388",
        "Indicators that these are parts of: ids.";
    WORDS = "q", Kind::Text, ONE, "koulutus",
        "Words, all of which must stand in the text in any of their forms: `koulutus` finds `koulutuksen`.";
    ACCOUNTS_EXECUTED = "account", Kind::Text, MANY, "operating_expenses",
        "Accounts: codes; the operating margin where none is given.";
    YEARS_EXECUTED = "fiscalYear", Kind::Pattern(YEARS_OR_LATEST), MANY, "2024",
        "Fiscal years, or ranges of them with both ends included, or `latest`: of each municipality the last year in which a budget has an outturn beside it, which is meant where none is given.";
    AGAINST = "against", codes_of!(query::Outturn), ONE, "forecast",
        "What is held against the budget; `actual` where none is given.";
    ONLY_OVER = "onlyOver", Kind::Boolean, ONE, "true",
        "Only unfavourable variances: overspent, or revenue short. What covers a part of a year is none.";
    ONLY_UNDER = "onlyUnder", Kind::Boolean, ONE, "true",
        "Only favourable variances. What covers a part of a year is none.";
    THRESHOLD = "threshold", Kind::Pattern(DECIMAL), ONE, "10000",
        "Euros that the variance has at least, in either direction.";
    THRESHOLD_PERCENT = "thresholdPercent", Kind::Pattern(DECIMAL), ONE, "5",
        "Percent that the variance has at least, in either direction.";
    SORT_OF_EXECUTION = "sort", codes_of!(query::BudgetExecutionSort), ONE, "-variancePercent",
        "The order; `variance`, most overspent first, where none is given. Every order is total.";
    UNIT_OF_FINDING = "unit", Kind::Text, MANY, "kemijarvi.hallintopalvelut",
        "Units about whose budget lines the finding is: ids.";
    PARENT_OF_UNIT = "parent", Kind::Text, MANY, "kemijarvi.hallintopalvelut",
        "Units right above: ids; with `includeDescendants` every unit below them.";
    INCLUDE = "include", codes_of!(query::Include), MANY, "budgetLines",
        "What the unit leads to, given beside it: the first of each kind with the address of the list that has the rest.";
    INCLUDE_OF_DESCENDANTS = "includeDescendants", Kind::Boolean, ONE, "true",
        "Also what every unit below it leads to.";
    FIRST_OF_INCLUDED = "first", Kind::Integer { min: 1, max: Some(query::MAX_FIRST), default: Some(query::INCLUDED_FIRST) }, ONE, "500",
        "How many to include of each kind.";
    RULE = "rule", Kind::Text, MANY, "accounts_make_their_sum",
        "Codes of rules.";
    SEVERITY = "severity", codes_of!(domain::Severity), MANY, "error",
        "How much it matters.";
    VERDICT = "verdict", codes_of!(domain::Verdict), MANY, "proven",
        "How certain the implied value is.";
    CELL = "cell", Kind::Text, MANY, "kemijarvi-hallintopalvelut-2024.129.1",
        "Cells that the finding is about: ids.";
    BUDGET_LINE = "budgetLine", Kind::Text, MANY, "kemijarvi-hallintopalvelut-2024.129.1",
        "Budget lines whose cell the finding is about: ids.";
    Q = "q", Kind::Text, ONE, "hallinto",
        "A part of the name or of the code, in any case of letters.";
    FROM = "from", Kind::Integer { min: 1, max: None, default: Some(1) }, ONE, "40",
        "Number of the first line, from 1.";
    TO = "to", Kind::Integer { min: 1, max: None, default: None }, ONE, "60",
        "Number of the last line, included; at most 2,000 lines are given.";
    NEIGHBOURS = "neighbours", Kind::Integer { min: 0, max: Some(20), default: Some(3) }, ONE, "5",
        "How many lines to give on either side of the printed one.";
    FIRST = "first", Kind::Integer { min: 1, max: Some(query::MAX_FIRST), default: Some(query::DEFAULT_FIRST) }, ONE, "100",
        "How many items to give.";
    AFTER = "after", Kind::Text, ONE, "eyJ2IjoxfQ",
        "The cursor of the item to go on after: `pageInfo.endCursor` of the page before. It belongs to the filters and the order it was given out for.";
    FORMAT = "format", Kind::Codes(|| Format::OF_LISTS.iter().map(|f| f.as_str()).collect()), ONE, "csv",
        "The format of the answer. Without it, the suffix of the address (`.csv`); without that, the best of `Accept`. NDJSON, CSV, XLSX and Parquet go to the end of the list unless `first` is given; XLSX takes a limited number of rows, stated with its media type.";
    FORMAT_OF_CUBE = "format", Kind::Codes(|| Format::OF_CUBES.iter().map(|f| f.as_str()).collect()), ONE, "jsonstat",
        "The format of the answer. Without it, the suffix of the address (`.csv`); without that, the best of `Accept`. All but JSON go to the end unless `first` is given; XLSX takes a limited number of rows, stated with its media type.";
    DIALECT = "dialect", Kind::Codes(|| Dialect::ALL.iter().map(|d| d.as_str()).collect()), ONE, "fi",
        "How CSV is written, which is meant where no format is named: `rfc4180` with commas, or `fi` with semicolons, decimal commas and a byte-order mark, as Excel reads it in Finland.";
    HEADER = "header", Kind::Codes(|| Header::ALL.iter().map(|h| h.as_str()).collect()), ONE, "labels",
        "What the columns of CSV and XLSX are called: `names`, the paths of the fields, which stay, or `labels` in the language of the answer. CSV, which is meant where no format is named, has names and XLSX labels where none is given.";
    CKAN_ID = "id", Kind::Text, ONE, "kuntavaaka",
        "Name or id.";
    CKAN_NAME = "name", Kind::Text, ONE, "package_search",
        "Name of an action.";
    CKAN_Q = "q", Kind::Text, ONE, "talousarvio",
        "Words that must stand in titles, descriptions or keywords, or `field:value`.";
    FQ = "fq", Kind::Text, ONE, "organization:kuntavaaka",
        "A filter in Solr's language: `field:value`, `-` before it, `OR` between, `[from TO to]`.";
    CKAN_SORT = "sort", Kind::Text, ONE, "name",
        "The order: fields with `asc` or `desc`, comma-separated.";
    ROWS = "rows", Kind::Integer { min: 0, max: Some(1_000), default: Some(10) }, ONE, "100",
        "How many datasets to give.";
    START = "start", Kind::Integer { min: 0, max: None, default: Some(0) }, ONE, "0",
        "How many datasets to leave out first.";
    CKAN_LIMIT = "limit", Kind::Integer { min: 0, max: None, default: None }, ONE, "100",
        "How many names to give.";
    CKAN_OFFSET = "offset", Kind::Integer { min: 0, max: None, default: Some(0) }, ONE, "0",
        "How many names to leave out first.";
    ALL_FIELDS = "all_fields", Kind::Boolean, ONE, "true",
        "Everything of each, instead of names.";
    VARIABLES = "variables", Kind::Json, ONE, "{\"function\":\"01.3.1\"}",
        "The variables of the document as an object of JSON; those left out are as the document states.";
    WIDTH = "width", Kind::Integer { min: WIDTHS.0, max: Some(WIDTHS.1), default: Some(WIDTHS.2) }, ONE, "480",
        "Width of the chart in pixels.";
    HEIGHT = "height", Kind::Integer { min: HEIGHTS.0, max: Some(HEIGHTS.1), default: Some(HEIGHTS.2) }, ONE, "240",
        "Height of the plot in pixels, without what stands around it.";
    FIRST_OF_CHART = "first", Kind::Integer { min: 1, max: Some(30), default: Some(10) }, ONE, "5",
        "How many rows to draw.";
    LANGUAGE = "language", Kind::Codes(|| Language::ALL.iter().map(|l| l.as_str()).collect()), ONE, "sv",
        "The language of names and labels. Without it, the best of `Accept-Language`; without that, Finnish.";
}
