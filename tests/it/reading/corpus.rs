//! The corpus: beside each bundled document stands what is read from it, as text that a reviewer
//! can read. `KUNTAVAAKA_BLESS=1 cargo test corpus` writes it anew.

use std::fmt::Write;
use std::path::PathBuf;

use kuntavaaka::domain::{
    Assignment, BudgetLine, Cell, CellKind, Cents, Column, ColumnRole, DocumentFacts, Finding,
    Severity, Table,
};

use super::FACTS;

#[test]
fn corpus_cells_are_as_reviewed() {
    check("cells.txt", |d| d.tables.iter().map(table).collect());
}

#[test]
fn corpus_budget_lines_are_as_reviewed() {
    check("budget-lines.txt", |d| d.budget_lines.iter().map(budget_line).collect());
}

#[test]
fn corpus_findings_are_as_reviewed() {
    check("findings.txt", |d| d.findings.iter().map(finding).collect());
}

#[test]
fn corpus_page_of_findings_is_as_reviewed() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("docs/FINDINGS.md");
    let found = page();
    if std::env::var_os("KUNTAVAAKA_BLESS").is_some() {
        std::fs::write(&path, &found).unwrap();
    }
    assert_eq!(std::fs::read_to_string(&path).unwrap_or_default(), found);
}

/// Every finding in the bundled documents, by document, the gravest kind first.
fn page() -> String {
    let mut out = String::from(
        "# Findings in the bundled documents\n\n\
         Written by `KUNTAVAAKA_BLESS=1 cargo test corpus`; a test compares it. How findings come about:\n\
         [DIAGNOSIS.md](DIAGNOSIS.md). Line numbers are those of `data/documents/<id>/source.txt`.\n",
    );
    for read in &FACTS.documents {
        write!(out, "\n## {}\n\n{}\n", read.document.id, read.document.title).unwrap();
        let heads = [
            (Severity::Error, "Wrong or illegible"),
            (Severity::Warning, "Doubtful or lost"),
            (Severity::Info, "Remarks"),
        ];
        for (severity, head) in heads {
            let of = |f: &&Finding| f.severity == severity;
            if read.findings.iter().any(|f| of(&f)) {
                write!(out, "\n### {head}\n\n").unwrap();
            }
            for f in read.findings.iter().filter(of) {
                writeln!(out, "- `{}`, {}: {}", f.rule, f.verdict, f.message).unwrap();
            }
        }
    }
    out
}

pub fn check(name: &str, render: impl Fn(&DocumentFacts) -> String) {
    let mut different = Vec::new();
    for read in &FACTS.documents {
        let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("data/documents");
        let path = folder.join(&read.document.id).join("expected").join(name);
        let found = render(read);
        if std::env::var_os("KUNTAVAAKA_BLESS").is_some() {
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(&path, &found).unwrap();
        }
        let expected = std::fs::read_to_string(&path).unwrap_or_default();
        let line = expected.lines().zip(found.lines()).position(|(a, b)| a != b);
        if expected != found {
            different.push(format!("{} line {:?}", path.display(), line.map(|l| l + 1)));
        }
    }
    assert!(different.is_empty(), "differs from what was reviewed: {different:#?}");
}

fn table(t: &Table) -> String {
    let mut out = format!(
        "{} {} \"{}\", lines {} to {}, in {} euros\n",
        t.id, t.kind, t.title, t.first_line, t.last_line, t.scale
    );
    let columns = t.columns.iter().map(column).collect::<Vec<_>>().join(" | ");
    writeln!(out, "  columns: {columns}").unwrap();
    for row in &t.rows {
        let cells = row.cells.iter().map(|c| cell(c, row.line)).collect::<Vec<_>>().join(" | ");
        let unit = row.unit_id.as_deref().unwrap_or("-");
        let account = row.account.as_deref().unwrap_or("-");
        writeln!(out, "  {} {} [{unit} {account}] {cells}", row.line, row.label).unwrap();
    }
    out.push('\n');
    out
}

fn column(c: &Column) -> String {
    let role = match &c.role {
        ColumnRole::Amount { scenarios, fiscal_year, period } => {
            let scenarios = scenarios.iter().map(|s| s.as_str()).collect::<Vec<_>>().join("+");
            format!("{scenarios} {fiscal_year} to {}", period.end)
        }
        ColumnRole::Account { account } => account.clone(),
        ColumnRole::Variance { minuend, subtrahend } => format!("{minuend} - {subtrahend}"),
        ColumnRole::ExecutionPercent { part, whole } => format!("{part} in % of {whole}"),
        ColumnRole::ChangePercent { new, base } => format!("change from {base} to {new} in %"),
        ColumnRole::Unknown => "unknown".to_owned(),
    };
    format!("{} = {role}", c.label)
}

fn cell(c: &Cell, row_line: usize) -> String {
    let mut out = format!("{}: {}", c.column, c.printed);
    if c.line != row_line {
        write!(out, " @{}", c.line).unwrap();
    }
    if c.kind != CellKind::Number {
        write!(out, " {}", c.kind).unwrap();
    }
    if c.assignment != Assignment::ByLayout {
        out.push_str(" ~");
    }
    out
}

fn budget_line(l: &BudgetLine) -> String {
    let amount = |a: Option<Cents>| a.map_or("-".to_owned(), |a| a.to_string());
    let mut out = format!(
        "{} {} {} {} {} to {} {} \"{}\"",
        l.id,
        l.unit_id,
        l.account,
        l.scenario,
        l.fiscal_year,
        l.period.end,
        amount(l.amount),
        l.printed
    );
    if let Some(reason) = l.missing_reason {
        write!(out, " {reason}").unwrap();
    }
    if l.corrected_amount.is_some() {
        write!(out, " corrected {}", amount(l.corrected_amount)).unwrap();
    }
    if let Some(first) = &l.repeat_of {
        write!(out, " repeats {first}").unwrap();
    }
    out.push('\n');
    out
}

fn finding(f: &Finding) -> String {
    format!(
        "line {} {} {} {}: {}\n  cells {}\n",
        f.line,
        f.severity,
        f.rule,
        f.verdict,
        f.message,
        f.cell_ids.join(" ")
    )
}
