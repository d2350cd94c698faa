//! The program.
fn main() {
    let t = std::time::Instant::now();
    let _ = kuntavaaka::ingest::bundled(&mut |p| eprintln!("{} {:?}", p.document_id, t.elapsed()));
}
