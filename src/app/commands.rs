//! The commands that do their work and end.

use std::io::{ErrorKind, IsTerminal, Write};
use std::path::{Path, PathBuf};

use indicatif::{ProgressBar, ProgressStyle};
use jiff::Timestamp;

use crate::api::{graphql, rest};
use crate::app::config::Options;
use crate::app::exit::{Exit, Reason};
use crate::app::failure;
use crate::domain::{Facts, ReadingReport};
use crate::ingest::{self, Progress};
use crate::query;
use crate::release::{self, Package, ReleaseError, Shelf, Taken};
use crate::store::{Imported, Store};

/// Reads documents and stores what they say, or only tells what reading them gave.
pub(crate) fn import(
    options: &Options,
    paths: &[PathBuf],
    dry_run: bool,
    skip_bad_rows: bool,
    now: fn() -> Timestamp,
) -> Result<(), Exit> {
    if let Some(package) = paths.iter().find(|path| Package::is_at(path)) {
        return match paths {
            [_] if dry_run => {
                Err(Exit::usage("a package is imported as a whole, without --dry-run"))
            }
            [_] => import_package(options, package, skip_bad_rows, now),
            _ => Err(Exit::usage("a package is imported alone: it takes the place of everything")),
        };
    }
    if skip_bad_rows {
        return Err(Exit::usage("--skip-bad-rows is for a release package, and none is named"));
    }
    let facts = read(paths)?;
    if dry_run {
        return tell(&ingest::report::render(&facts));
    }
    let database = options.database()?;
    let shelf = Shelf::at(options.releases(&database)?);
    let store = open_to_write(&database)?;
    // What is replaced now can still be downloaded afterwards.
    shelve(&database, &store, &shelf)?;
    let imported = store_facts(&database, &store, &facts, now)?;
    shelve(&database, &store, &shelf)?;
    put_in_place(&database, store)?;
    tell(&summary(&imported))
}

/// Puts a release in the place of everything stored.
fn import_package(
    options: &Options,
    path: &Path,
    skip_bad_rows: bool,
    now: fn() -> Timestamp,
) -> Result<(), Exit> {
    let database = options.database()?;
    let shelf = Shelf::at(options.releases(&database)?);
    let failed = |error| failure::of_release(&database, &error);
    let package = Package::open(path).map_err(failed)?;
    let release = package.release().to_owned();
    let store = open_to_write(&database)?;
    if stored_release(&database, &store)?.as_deref() == Some(release.as_str()) {
        put_in_place(&database, store)?;
        return tell(&format!("Release {release} unchanged.\n"));
    }
    // What is replaced now can still be downloaded afterwards.
    shelve(&database, &store, &shelf)?;
    // Its files are made when they are first asked for: of very many lines that takes longer than to
    // put them in, and the release is served meanwhile.
    let taken = taken(package, &store, skip_bad_rows, &moment(now)?).map_err(failed)?;
    put_in_place(&database, store)?;
    let left_out = taken.told().map(|told| format!("Left out: {told}\n")).unwrap_or_default();
    tell(&format!("{left_out}{}", summary(&taken.imported)))
}

/// Takes a package in, telling how far that has come.
fn taken(
    package: Package,
    store: &Store,
    skip_bad_rows: bool,
    imported_at: &str,
) -> Result<Taken, ReleaseError> {
    let bar = progress("{wide_bar} {percent} %, {eta} left: {msg}");
    let mut on_progress = |progress: release::Progress| {
        if let Some(bar) = &bar {
            bar.set_length(progress.all_bytes);
            bar.set_position(progress.bytes);
            let doing = progress.table.unwrap_or("making indexes");
            bar.set_message(format!("{} rows, {doing}", progress.rows));
        }
    };
    let taken = if skip_bad_rows {
        package.import_good_rows(store, imported_at, &mut on_progress)
    } else {
        package.import(store, imported_at, &mut on_progress).map(Taken::whole)
    };
    if let Some(bar) = bar {
        bar.finish_and_clear();
    }
    taken
}

/// Makes the files of the release that is stored, and notes them. Files that are gone and cannot be
/// made again are told of and left out: nothing would bring them back.
fn shelve(database: &str, store: &Store, shelf: &Shelf) -> Result<(), Exit> {
    let Some(release) = stored_release(database, store)? else { return Ok(()) };
    let files = match shelf.fill(store) {
        Ok(files) => files,
        Err(error) if error.is_lost() => {
            return tell(&format!("Release {release} cannot be downloaded any more: {error}.\n"));
        }
        Err(error) => return Err(failure::of_release(database, &error)),
    };
    store.note_files(&release, &files).map_err(|error| failure::of_store(database, &error))
}

/// The release that is stored.
pub(crate) fn stored_release(database: &str, store: &Store) -> Result<Option<String>, Exit> {
    let asked = store.session().map_err(query::Error::from);
    let asked = asked.and_then(|mut session| query::release_id(&mut session));
    asked.map_err(|error| match error {
        query::Error::DatabaseUnavailable(cause) | query::Error::Internal(cause) => {
            failure::of_store(database, &cause)
        }
        other => Exit::new(Reason::Other, other.to_string()),
    })
}

/// Brings the tables of the database up to this version.
pub(crate) fn migrate(options: &Options, reader: Option<&str>) -> Result<(), Exit> {
    let database = options.database()?;
    let failed = |error| failure::of_store(&database, &error);
    let store = Store::open_draft(&database).map_err(failed)?;
    let applied = store.migrate().map_err(failed)?;
    let made = reader.map(|role| store.let_read(role)).transpose().map_err(failed)?;
    store.put_in_place().map_err(failed)?;
    let applied = match applied.len() {
        0 => "The database is up to date.".to_owned(),
        n => format!("Migrations applied: {n} ({}).", applied.join(", ")),
    };
    let may_read = reader.map(|role| format!("The role {role} may read.\n")).unwrap_or_default();
    let is_new = "It is new and has no password; give it one: ALTER ROLE … PASSWORD …\n";
    let password = made.filter(|made| *made).map_or("", |_| is_new);
    tell(&format!("{applied}\n{may_read}{password}"))
}

/// Writes both descriptions.
pub(crate) fn publish(into: &Path) -> Result<(), Exit> {
    write(&into.join("schema.graphql"), &graphql::description())?;
    write(&into.join("openapi").join("openapi.json"), &rest::openapi::description())
}

fn write(path: &Path, text: &str) -> Result<(), Exit> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(|e| Exit::file("create", folder, &e))?;
    }
    std::fs::write(path, text).map_err(|e| Exit::file("write", path, &e))
}

/// Makes what was written to a database that was opened for writing the one that is read.
pub(crate) fn put_in_place(database: &str, store: Store) -> Result<(), Exit> {
    store.put_in_place().map_err(|error| failure::of_store(database, &error))
}

/// Opens a database for writing, its tables brought up to this version. What is written counts
/// when it is [put in place](put_in_place).
pub(crate) fn open_to_write(database: &str) -> Result<Store, Exit> {
    let open = || {
        let store = Store::open_draft(database)?;
        store.migrate()?;
        Ok(store)
    };
    open().map_err(|error| failure::of_store(database, &error))
}

/// Reads the documents named, or the bundled ones.
pub(crate) fn read(paths: &[PathBuf]) -> Result<Facts, Exit> {
    let bar = progress("reading {wide_bar} {pos}/{len} {msg}");
    let mut on_progress = |progress: Progress| {
        if let Some(bar) = &bar {
            bar.set_length(u64::try_from(progress.total).unwrap_or_default());
            bar.set_position(u64::try_from(progress.done).unwrap_or_default());
            bar.set_message(progress.document_id.to_owned());
        }
    };
    let facts = if paths.is_empty() {
        ingest::bundled(&mut on_progress)
    } else {
        ingest::read_paths(paths, &mut on_progress)
    };
    if let Some(bar) = bar {
        bar.finish_and_clear();
    }
    facts.map_err(|error| failure::of_reading(&error))
}

/// How far the work has come, where somebody looks.
fn progress(template: &str) -> Option<ProgressBar> {
    std::io::stderr().is_terminal().then(|| {
        let style = ProgressStyle::with_template(template);
        ProgressBar::new(0).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
    })
}

/// Stores facts: all of them, or none.
pub(crate) fn store_facts(
    database: &str,
    store: &Store,
    facts: &Facts,
    now: fn() -> Timestamp,
) -> Result<Imported, Exit> {
    let imported = store.import(facts, &moment(now)?);
    imported.map_err(|error| failure::of_store(database, &error))
}

/// The present moment. Seconds are enough to tell releases apart, and shorter to read.
fn moment(now: fn() -> Timestamp) -> Result<String, Exit> {
    let seconds = Timestamp::from_second(now().as_second());
    let seconds = seconds.map_err(|e| Exit::new(Reason::Other, format!("the clock: {e}")))?;
    Ok(seconds.to_string())
}

fn summary(imported: &Imported) -> String {
    let changed = if imported.changed { "stored" } else { "unchanged" };
    let line = |report: &ReadingReport| {
        format!(
            "{}: {} tables, {} budget lines, {} findings\n",
            report.document_id, report.tables, report.budget_lines, report.findings
        )
    };
    let mut lines: Vec<String> = imported.reports.iter().map(line).collect();
    lines.push(format!("Release {} {changed}.\n", imported.release));
    lines.concat()
}

/// Writes to the terminal; a reader that has gone away is no error.
pub(crate) fn tell(text: &str) -> Result<(), Exit> {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(Exit::new(Reason::File, format!("cannot write to the terminal: {error}")))
        }
        _ => Ok(()),
    }
}
