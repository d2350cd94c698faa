//! The program.
fn main() {
    let facts = kuntavaaka::ingest::bundled(&mut |_| {}).unwrap();
    println!("{}", kuntavaaka::ingest::report::render(&facts));
    if std::env::args().nth(1).as_deref() == Some("dump") {
        for d in &facts.documents {
            for t in &d.tables {
                println!(
                    "## {} {} {} scale {} [{}..{}]",
                    t.id, t.kind, t.title, t.scale, t.first_line, t.last_line
                );
                for c in &t.columns {
                    println!("   | {} {:?}", c.label, c.role);
                }
                for r in &t.rows {
                    println!(
                        "{} {:?} {} {:?}: {}",
                        r.line,
                        r.unit_id,
                        r.label,
                        r.account,
                        r.cells
                            .iter()
                            .map(|c| format!(
                                "{}@{}={}{}",
                                c.column,
                                c.line,
                                c.printed,
                                if c.kind.as_str() == "number" {
                                    ""
                                } else {
                                    c.kind.as_str()
                                }
                            ))
                            .collect::<Vec<_>>()
                            .join(" | ")
                    );
                }
            }
        }
    }
}
