//! Documents made to do harm: what fuzzing found in the reading of them.

use std::path::Path;

use kuntavaaka::source::SourceDocument;

const MANIFEST: &str =
    include_str!("../../../data/documents/heinola-yhteiset-palvelut-2024/manifest.toml");

fn annotated(rows: &str) -> Result<SourceDocument, String> {
    let csv = format!("kind,item,field,first_line,last_line,words,or\n{rows}\n");
    let document = SourceDocument::new(MANIFEST, b"one\ntwo\nthree\n", Path::new("here")).unwrap();
    document.annotated(csv.as_bytes(), Path::new("here")).map_err(|e| e.to_string())
}

#[test]
fn an_annotation_of_lines_that_are_not_in_the_text_is_refused() {
    assert!(annotated("objective,1,text,2,3,,").is_ok());
    for (lines, told) in [("2,4", "lines 2 to 4"), ("0,1", "lines 0 to 1"), ("3,2", "3 to 2")] {
        let refused = annotated(&format!("objective,1,text,{lines},,")).unwrap_err();
        assert!(refused.contains(told) && refused.contains("here/annotations.csv"), "{refused}");
        assert!(refused.contains("not in the text, which has 3"), "{refused}");
    }
}
