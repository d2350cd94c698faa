//! A package in the making: tables as canonical CSV, their checksums, and the id that these give.

use std::fmt::Write as _;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use kuntavaaka::store::exchange::{csv_path, header, line, listed};
use kuntavaaka::store::{TableOf, Value};
use sha2::{Digest, Sha256};
use zip::write::SimpleFileOptions;
use zip::{DateTime, ZipWriter};

/// Hexadecimal digits of the id of a release.
const ID_DIGITS: usize = 12;

pub(super) struct Package {
    zip: ZipWriter<BufWriter<File>>,
    sums: Vec<(String, String)>,
    lines: u64,
}

impl Package {
    pub(super) fn create(path: &Path) -> Self {
        let zip = ZipWriter::new(BufWriter::new(File::create(path).unwrap()));
        Self { zip, sums: Vec::new(), lines: 0 }
    }

    /// Writes the rows that `make` gives, which come in the order of the key.
    pub(super) fn table(&mut self, table: &TableOf, make: impl FnOnce(&mut dyn FnMut(&[Value]))) {
        let path = csv_path(table.name);
        self.zip.start_file(&path, options()).unwrap();
        let (mut sha256, mut rows) = (Sha256::new(), 0);
        let mut put = |bytes: &[u8]| {
            sha256.update(bytes);
            self.zip.write_all(bytes).unwrap();
        };
        put(&header(table));
        make(&mut |row| {
            assert_eq!(row.len(), table.columns.len(), "{}", table.name);
            put(&line(table, row));
            rows += 1;
        });
        self.sums.push((path, hexadecimal(sha256)));
        if table.name == "budget_line" {
            self.lines = rows;
        }
    }

    /// Ends the package; gives the id of its release and the number of its budget lines.
    pub(super) fn finish(mut self) -> (String, u64) {
        let sums = listed(self.sums.iter().cloned());
        let digest = hexadecimal(Sha256::new_with_prefix(&sums));
        let release: String = digest.chars().take(ID_DIGITS).collect();
        let resource = |(path, sha256): &(String, String)| {
            let name = path.trim_start_matches("tables/").trim_end_matches(".csv");
            serde_json::json!({ "name": name, "path": path, "hash": format!("sha256:{sha256}") })
        };
        let about = serde_json::json!({
            "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
            "name": "kuntavaaka",
            "title": "Made-up figures for trials",
            "resources": self.sums.iter().map(resource).collect::<Vec<_>>(),
            "kuntavaaka": { "format": 1, "release": release, "digest": digest },
        });
        for (path, text) in [("SHA256SUMS", sums), ("datapackage.json", about.to_string())] {
            self.zip.start_file(path, options()).unwrap();
            self.zip.write_all(text.as_bytes()).unwrap();
        }
        self.zip.finish().unwrap().flush().unwrap();
        (release, self.lines)
    }
}

/// The same whenever it is written; packed fast, since much is written.
fn options() -> SimpleFileOptions {
    SimpleFileOptions::default()
        .compression_method(zip::CompressionMethod::Deflated)
        .compression_level(Some(1))
        .last_modified_time(DateTime::default())
        .large_file(true)
}

fn hexadecimal(sha256: Sha256) -> String {
    sha256.finalize().iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").unwrap();
        text
    })
}
