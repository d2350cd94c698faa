//! Disks that are full, and files that are damaged or of another version: one clear line, and the
//! store as it was.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use kuntavaaka::query;
use kuntavaaka::store::{Access, Store};

use super::another;
use super::cluster::{Cluster, url};
use crate::cli::{fail, run};
use crate::support::{Server, TestDb, facts};

/// A small disk in memory.
struct Disk(tempfile::TempDir);

impl Disk {
    /// A disk of so many bytes; none, told past the capture of test output, where this user may
    /// not mount one.
    fn of(size: &str) -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", &format!("size={size}"), "kuntavaaka-test"]);
        mount.arg(folder.path()).stderr(Stdio::null());
        if mount.status().is_ok_and(|status| status.success()) {
            return Some(Self(folder));
        }
        let told = "\nFull disks are skipped: this user may not mount one (root may)\n";
        std::io::stderr().write_all(told.as_bytes()).unwrap();
        None
    }

    /// Leaves no room on it.
    fn fill(&self) {
        let mut ballast = fs::File::create(self.path().join("ballast")).unwrap();
        while ballast.write_all(&[1; 4096]).is_ok() {}
    }

    fn path(&self) -> &Path {
        self.0.path()
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _gone = Command::new("umount").arg("--lazy").arg(self.path()).status();
    }
}

fn release(url: &str) -> String {
    let store = Store::open(url, Access::ReadOnly).unwrap();
    query::release_id(&mut store.session().unwrap()).unwrap().unwrap()
}

/// A closed file with one release.
fn made(path: &Path) -> (PathBuf, String) {
    let store = Store::open_draft(path.to_str().unwrap()).unwrap();
    store.migrate().unwrap();
    let release = store.import(&facts::small(), facts::NOW).unwrap().release;
    store.put_in_place().unwrap();
    (path.to_owned(), release)
}

#[test]
fn an_import_onto_a_full_disk_is_told_and_what_is_served_stays() {
    let Some(disk) = Disk::of("4m") else { return };
    let (file, before) = made(&disk.path().join("kv.sqlite3"));
    let database = file.to_str().unwrap();
    let server = Server::start_warning(database, &disk.path().join("log"));
    let home = tempfile::tempdir().unwrap();
    let releases = home.path().join("releases");
    let arguments = ["import", "--database", database, "--releases", releases.to_str().unwrap()];
    let line = fail(home.path(), &arguments, 3);
    assert!(line.contains("no room is left") && line.contains("make room"), "{line}");
    assert!(server.answer("/v1/documents").1.contains(&before));
    assert_eq!(release(database), before);
    let names = fs::read_dir(disk.path()).unwrap().map(|e| e.unwrap().file_name());
    let mut names: Vec<_> = names.map(|name| name.into_string().unwrap()).collect();
    names.sort();
    assert_eq!(names, ["kv.sqlite3", "log"]);
    // With room, the same import is well, and the server takes it over.
    let remount = ["-o", "remount,size=200m"];
    assert!(Command::new("mount").args(remount).arg(disk.path()).status().unwrap().success());
    let said = run(home.path(), &arguments);
    assert!(said.status.success(), "{said:?}");
    assert_ne!(release(database), before);
}

#[test]
fn an_import_into_a_postgresql_without_room_is_told_and_what_is_stored_stays() {
    let Some(disk) = Disk::of("64m") else { return };
    let Some(primary) = Cluster::primary() else { return };
    let owned = Command::new("chown").arg("postgres").arg(disk.path()).status();
    assert!(owned.unwrap().success());
    let place = disk.path().display().to_string();
    primary.run(&format!("CREATE TABLESPACE small LOCATION '{place}'"));
    primary.run("CREATE DATABASE kv TABLESPACE small");
    let database = url(&[&primary]).replace("/postgres", "/kv").replace("//kv@", "//postgres@");
    let store = Store::open(&database, Access::ReadWrite).unwrap();
    store.migrate().unwrap();
    let before = store.import(&facts::small(), facts::NOW).unwrap().release;
    drop(store);
    disk.fill();
    let home = tempfile::tempdir().unwrap();
    let line = fail(home.path(), &["import", "--database", &database], 3);
    assert!(line.contains("no room is left"), "{line}");
    assert_eq!(release(&database), before);
}

#[test]
fn a_damaged_file_is_not_imported_into_and_stays_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let (file, _) = made(&folder.path().join("kv.sqlite3"));
    let mut bytes = fs::read(&file).unwrap();
    let middle = bytes.len() / 2 / 4096 * 4096;
    bytes[middle..middle + 4096].fill(0xA5);
    fs::write(&file, &bytes).unwrap();
    let line = fail(folder.path(), &["import", "--database", file.to_str().unwrap()], 6);
    assert!(line.contains("damaged"), "{line}");
    assert_eq!(fs::read(&file).unwrap(), bytes);
}

#[test]
fn a_database_of_a_newer_program_is_told_by_every_command_and_stays_as_it_is() {
    let db = TestDb::sqlite();
    drop(db.writer());
    drop(db.run("INSERT INTO __diesel_schema_migrations (version) VALUES ('29990101000000')"));
    let before = fs::read(&db.url).unwrap();
    for command in ["serve", "import", "migrate"] {
        let line = fail(db.folder(), &[command, "--database", &db.url], 6);
        assert!(line.contains("29990101000000") && line.contains("newer"), "{command}: {line}");
    }
    assert_eq!(fs::read(&db.url).unwrap(), before);
}

#[test]
fn an_import_that_is_killed_leaves_the_release_from_before_and_the_next_one_works() {
    let folder = tempfile::tempdir().unwrap();
    let (file, before) = made(&folder.path().join("kv.sqlite3"));
    let database = file.to_str().unwrap();
    let after = {
        let (other, _) = made(&folder.path().join("other.sqlite3"));
        let store = Store::open_draft(other.to_str().unwrap()).unwrap();
        let release = store.import(&another("other"), facts::NOW).unwrap().release;
        store.put_in_place().unwrap();
        let store = Store::open(other.to_str().unwrap(), Access::ReadOnly).unwrap();
        crate::releases::package_of(&store, folder.path());
        release
    };
    let package = folder.path().join(format!("kuntavaaka-{after}.zip"));
    let import = || {
        let mut import = crate::cli::program(folder.path());
        import.args(["import", package.to_str().unwrap(), "--database", database]);
        import
    };
    let mut killed = 0;
    for milliseconds in [0, 10, 20, 40, 60, 80, 120, 160, 240] {
        let mut running = import().stdout(Stdio::null()).spawn().unwrap();
        std::thread::sleep(std::time::Duration::from_millis(milliseconds));
        running.kill().unwrap();
        killed += usize::from(!running.wait().unwrap().success());
        let found = release(database);
        assert!(found == before || found == after, "{found}");
    }
    assert!(killed > 0);
    assert!(import().output().unwrap().status.success());
    assert_eq!(release(database), after);
    let left = fs::read_dir(folder.path()).unwrap().map(|e| e.unwrap().file_name());
    let left: Vec<_> = left.filter(|name| name.to_string_lossy().starts_with(".kv")).collect();
    assert!(left.is_empty(), "{left:?}");
}
