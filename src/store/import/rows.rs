//! Facts as rows: the values of each table's columns, in the order `schema` names them. What
//! documents say besides their budget lines is in `contents`.

use crate::domain::{
    Account, BudgetLine, Cents, Document, DocumentFacts, Finding, Function, Municipality,
    PriceIndex, Reform, Sdg, Table, Unit,
};
use crate::store::sql::Bind;
use crate::store::{StoreError, columns};

/// The values of one row.
pub(super) type Row = Vec<Bind>;

pub(super) fn text(value: &impl ToString) -> Bind {
    Bind::Text(value.to_string())
}

pub(super) fn optional<T: ToString>(value: Option<&T>) -> Bind {
    value.map_or(Bind::Null, text)
}

pub(super) fn int(value: impl Into<i64>) -> Bind {
    Bind::Int(value.into())
}

pub(super) fn size(value: usize) -> Bind {
    Bind::Int(i64::try_from(value).unwrap_or(i64::MAX))
}

fn cents(value: Option<Cents>) -> Bind {
    value.map_or(Bind::Null, |c| Bind::Int(c.0))
}

pub(super) fn municipality(m: &Municipality) -> Row {
    vec![
        text(&m.code),
        text(&m.slug),
        text(&m.name_fi),
        text(&m.name_sv),
        text(&m.name_en),
        text(&m.region_code),
        text(&m.region_fi),
        text(&m.region_sv),
        text(&m.region_en),
        optional(m.business_id.as_ref()),
    ]
}

pub(super) fn population(m: &Municipality) -> Vec<Row> {
    let row = |(n, p): (usize, &crate::domain::Population)| {
        vec![
            text(&m.code),
            size(n),
            text(&p.date),
            int(p.persons),
            text(&p.status),
            text(&p.source),
        ]
    };
    m.population.iter().enumerate().map(row).collect()
}

pub(super) fn account(a: &Account) -> Row {
    vec![
        text(&a.code),
        optional(a.parent_code.as_ref()),
        text(&a.name_fi),
        text(&a.name_sv),
        text(&a.name_en),
        int(a.position),
        int(a.sign),
    ]
}

pub(super) fn function(f: &Function) -> Row {
    vec![
        text(&f.code),
        text(&f.level),
        optional(f.parent_code.as_ref()),
        optional(f.name_fi.as_ref()),
        optional(f.name_sv.as_ref()),
        text(&f.name_en),
        text(&f.source),
        text(&f.status),
    ]
}

pub(super) fn price_index(p: &PriceIndex) -> Row {
    vec![int(p.year), text(&p.value), text(&p.base), text(&p.status), text(&p.source)]
}

pub(super) fn reform(r: &Reform) -> Row {
    let functions = r.functions.join(" ");
    vec![text(&r.code), text(&r.date), text(&functions), text(&r.description), text(&r.source)]
}

pub(super) fn sdg(s: &Sdg) -> Row {
    vec![
        int(s.number),
        text(&s.name_fi),
        text(&s.name_sv),
        text(&s.name_en),
        text(&s.source),
        text(&s.status),
    ]
}

pub(super) fn unit(u: &Unit) -> Row {
    vec![
        text(&u.id),
        optional(u.parent_id.as_ref()),
        text(&u.municipality_code),
        text(&u.kind),
        optional(u.code.as_ref()),
        text(&u.name),
        int(u.position),
        optional(u.function.as_ref()),
        optional(u.fit.as_ref()),
        optional(u.scope.as_ref()),
        optional(u.same_as.as_ref()),
    ]
}

/// A name's position counts within its document, whatever other documents are imported with it.
pub(super) fn printed_names(u: &Unit) -> Vec<Row> {
    let names = u.printed_names.iter().enumerate();
    names
        .map(|(n, (document, name))| {
            let before = u.printed_names.iter().take(n);
            let position = before.filter(|(other, _)| other == document).count();
            vec![text(&u.id), text(&document), text(&name), size(position)]
        })
        .collect()
}

pub(super) fn document(facts: &DocumentFacts) -> Row {
    let d: &Document = &facts.document;
    let report = facts.report();
    vec![
        text(&d.id),
        text(&d.municipality_code),
        text(&d.title),
        text(&d.kind),
        int(d.fiscal_year),
        text(&d.as_of_date),
        optional(d.published_date.as_ref()),
        text(&d.vintage_date()),
        text(&d.language),
        text(&d.unit_id),
        text(&d.licence),
        text(&d.publisher),
        int(i32::from(d.read_optically)),
        text(&d.sha256),
        size(report.lines),
        size(report.tables),
        size(report.money_cells),
        size(report.dropped_cells),
        size(report.key_figure_cells),
        size(report.budget_lines),
        size(report.findings),
        size(report.unread_lines),
        size(report.contents.objectives),
        size(report.contents.risks),
        size(report.contents.internal_control),
        size(report.contents.indicators),
        size(report.contents.indicator_values),
        size(report.contents.narratives),
        size(report.contents.responsible_persons),
        size(report.contents.unread_lines),
    ]
}

pub(super) fn document_lines(d: &Document) -> Vec<Row> {
    let lines = d.lines.iter().enumerate();
    lines.map(|(n, line)| vec![text(&d.id), size(n + 1), text(&line)]).collect()
}

pub(super) fn table(document_id: &str, position: usize, t: &Table) -> Result<Row, StoreError> {
    Ok(vec![
        text(&t.id),
        text(&document_id),
        size(position),
        text(&t.kind),
        text(&t.title),
        size(t.first_line),
        size(t.last_line),
        int(t.scale),
        text(&columns::to_json(&t.columns)?),
    ])
}

pub(super) fn table_rows(t: &Table) -> Vec<Row> {
    let row = |(n, r): (usize, &crate::domain::Row)| {
        vec![
            text(&t.id),
            size(n),
            size(r.line),
            text(&r.label),
            optional(r.unit_id.as_ref()),
            optional(r.account.as_ref()),
        ]
    };
    t.rows.iter().enumerate().map(row).collect()
}

pub(super) fn cells(document_id: &str, t: &Table) -> Vec<Row> {
    let mut rows = Vec::new();
    for (n, r) in t.rows.iter().enumerate() {
        for (position, c) in r.cells.iter().enumerate() {
            rows.push(vec![
                text(&Table::cell_id(document_id, r.line, c.column)),
                text(&t.id),
                size(n),
                size(position),
                size(c.column),
                size(c.line),
                text(&c.printed),
                text(&c.kind),
                cents(c.value),
                text(&c.assignment),
            ]);
        }
    }
    rows
}

pub(super) fn budget_line(document: &Document, position: usize, l: &BudgetLine) -> Row {
    let cell_id = l.id.strip_suffix(&format!("-{}", l.scenario)).unwrap_or(&l.id);
    vec![
        text(&l.id),
        text(&cell_id),
        text(&document.id),
        size(position),
        text(&l.unit_id),
        text(&l.account),
        text(&l.scenario),
        int(l.fiscal_year),
        text(&l.period.start),
        text(&l.period.end),
        cents(l.amount),
        optional(l.missing_reason.as_ref()),
        cents(l.corrected_amount),
        text(&l.printed),
        text(&l.table_id),
        size(l.line),
        size(l.column),
        text(&l.row_label),
        text(&l.column_label),
        optional(l.repeat_of.as_ref()),
        text(&document.vintage_date()),
        Bind::Null,
    ]
}

pub(super) fn finding(document_id: &str, f: &Finding) -> Row {
    vec![
        text(&f.id),
        text(&document_id),
        text(&f.rule),
        text(&f.severity),
        text(&f.verdict),
        text(&f.message),
        size(f.line),
        cents(f.printed_value),
        cents(f.implied_value),
    ]
}

pub(super) fn finding_cells(f: &Finding) -> Vec<Row> {
    let cells = f.cell_ids.iter().enumerate();
    cells.map(|(n, cell)| vec![text(&f.id), size(n), text(&cell)]).collect()
}
