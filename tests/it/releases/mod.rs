//! Releases: how they follow each other, their files, and the way back from a file.

mod downloads;
mod generated;
mod history;
mod packages;
mod replaced;
mod round_trip;
mod taking_in;
mod values;

pub use generated::made;

use std::fs::File;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use kuntavaaka::domain::FileKind;
use kuntavaaka::query::Store;
use kuntavaaka::release::Shelf;
use sha2::{Digest, Sha256};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// The package of the release that a store holds, on a shelf that is gone with the folder.
pub fn package_of(store: &Store, folder: &Path) -> PathBuf {
    let shelf = Shelf::at(folder.to_owned());
    let files = shelf.fill(store).unwrap();
    let release = files[0].name.strip_prefix("kuntavaaka-").unwrap().split('.').next().unwrap();
    shelf.find(release, FileKind::Package).unwrap().path
}

/// The parts of a package.
pub fn parts(path: &Path) -> Vec<(String, Vec<u8>)> {
    let mut archive = ZipArchive::new(File::open(path).unwrap()).unwrap();
    let count = archive.len();
    let part = |n: usize| {
        let mut entry = archive.by_index(n).unwrap();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).unwrap();
        (entry.name().unwrap().into_owned(), bytes)
    };
    (0..count).map(part).collect()
}

/// A package of these parts.
pub fn packed(path: &Path, parts: &[(String, Vec<u8>)]) {
    let mut zip = ZipWriter::new(File::create(path).unwrap());
    for (name, bytes) in parts {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap();
}

/// SHA-256 in hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    let digits = Sha256::digest(bytes).to_vec().into_iter().flat_map(|b| [b >> 4, b & 15]);
    digits.filter_map(|digit| char::from_digit(digit.into(), 16)).collect()
}

/// The parts of a package by their names.
pub type Parts = Vec<(String, Vec<u8>)>;

pub fn part<'a>(parts: &'a mut Parts, name: &str) -> &'a mut Vec<u8> {
    &mut parts.iter_mut().find(|(n, _)| n == name).unwrap().1
}

/// Replaces a text in a part.
pub fn change(parts: &mut Parts, name: &str, from: &str, to: &str) {
    let bytes = part(parts, name);
    let text = String::from_utf8(bytes.clone()).unwrap();
    assert!(text.contains(from), "{name} has no {from}");
    *bytes = text.replacen(from, to, 1).into_bytes();
}

/// Makes the checksums fit what the tables are.
pub fn sum_again(parts: &mut Parts) {
    let sum = |(name, bytes): &(String, Vec<u8>)| {
        (Path::new(name).extension()? == "csv").then(|| format!("{}  {name}\n", sha256(bytes)))
    };
    let sums: String = parts.iter().filter_map(sum).collect();
    *part(parts, "SHA256SUMS") = sums.into_bytes();
}
