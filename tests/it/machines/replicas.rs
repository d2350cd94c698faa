//! A primary, a replica and a server that reads from them, while one or the other goes, hangs,
//! lags or comes back.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use diesel::connection::SimpleConnection;
use diesel::{Connection, PgConnection};
use kuntavaaka::store::{Access, Store, StoreError};

use super::another;
use super::cluster::{Cluster, reading_url, url};
use super::load::under_load;
use crate::cli::{fail, run};
use crate::support::{Server, facts};

/// The time within which every request must be answered, with what this machine may be busy with.
const SOON: Duration = Duration::from_millis(2_500);

/// Imports another release into the primary; gives its id.
fn import(primary: &Cluster, title: &str) -> String {
    let store = Store::open(&url(&[primary]), Access::ReadWrite).unwrap();
    store.import(&another(title), facts::NOW).unwrap().release
}

/// A primary with a release and a role that reads, and what the release is called.
fn primary() -> Option<(Cluster, BTreeMap<String, String>)> {
    let primary = Cluster::primary()?;
    let home = std::env::temp_dir();
    let made = run(&home, &["migrate", "--reader", "kv_reader", "--database", &url(&[&primary])]);
    assert!(String::from_utf8(made.stdout).unwrap().contains("role kv_reader may read"));
    let first = import(&primary, "first");
    Some((primary, [(first, "first".to_owned())].into()))
}

fn wait_until(what: &str, mut is_so: impl FnMut() -> bool) {
    let until = Instant::now() + Duration::from_secs(30);
    while !is_so() {
        assert!(Instant::now() < until, "{what}");
        std::thread::sleep(Duration::from_millis(50));
    }
}

fn is_ready(server: &Server) -> bool {
    server.answer("/health/ready").0 == 200
}

fn pause() {
    std::thread::sleep(Duration::from_secs(3));
}

#[test]
fn a_reader_may_read_and_nothing_else_and_a_replica_takes_no_import() {
    let Some((primary, _)) = primary() else { return };
    let mut reader = PgConnection::establish(&reading_url(&[&primary])).unwrap();
    reader.batch_execute("SET default_transaction_read_only = off").unwrap();
    let mut refused = |statement: &str| {
        let done = reader.batch_execute(statement);
        let told = done.unwrap_err().to_string();
        assert!(told.contains("permission denied"), "{statement}: {told}");
    };
    refused("DELETE FROM dataset_release");
    refused("CREATE TABLE mine (id int)");
    let home = std::env::temp_dir();
    let line = fail(&home, &["import", "--database", &reading_url(&[&primary])], 3);
    assert!(line.contains("may not"), "{line}");
    let replica = primary.replica();
    let line = fail(&home, &["import", "--database", &url(&[&replica])], 3);
    assert!(line.contains("this is a replica: import into the primary"), "{line}");
    // Of several hosts the primary is found.
    let store = Store::open(&url(&[&replica, &primary]), Access::ReadWrite).unwrap();
    assert!(store.import(&another("second"), facts::NOW).unwrap().changed);
    drop(store);
    let error = Store::open(&url(&[&replica]), Access::ReadWrite).err().unwrap();
    assert!(matches!(error, StoreError::Replica(_)), "{error:?}");
}

#[test]
fn a_replica_that_lags_gives_its_release_whole_and_a_release_that_is_named_is_found() {
    let Some((primary, mut title_of)) = primary() else { return };
    let replica = primary.replica();
    let server = Server::start_at(&reading_url(&[&replica, &primary]));
    let first = title_of.keys().next().unwrap().clone();
    let (load, second) = under_load(&server, 4, || {
        replica.run("SELECT pg_wal_replay_pause()");
        let second = import(&primary, "second");
        pause();
        // What the server reads is the release from before, and it says so.
        assert!(server.answer("/v1/documents").1.contains(&format!("\"release\":\"{first}\"")));
        for (path, said) in [
            (format!("/v1/documents?release={second}"), format!("\"release\":\"{second}\"")),
            (format!("/graphql?release={second}&query=%7Bdataset%7Brelease%7D%7D"), second.clone()),
            (format!("/v1/budget-lines.csv?release={first}"), "id".to_owned()),
        ] {
            let (status, body) = server.answer(&path);
            assert!(status == 200 && body.contains(&said), "{path}: {status} {body}");
        }
        replica.run("SELECT pg_wal_replay_resume()");
        wait_until("the replica catches up", || {
            server.answer("/v1/documents").1.contains(&format!("\"release\":\"{second}\""))
        });
        second
    });
    let gone = server.answer(&format!("/v1/documents?release={first}"));
    assert!(gone.0 == 410 && gone.1.contains("release_gone"), "{gone:?}");
    title_of.insert(second, "second".to_owned());
    load.holds(&title_of);
}

#[test]
fn reads_go_on_while_a_primary_is_killed_or_a_replica_hangs() {
    let Some((primary, mut title_of)) = primary() else { return };
    let replica = primary.replica();
    let server = Server::start_at(&reading_url(&[&primary, &replica]));
    let (load, (killed, frozen, second)) = under_load(&server, 6, || {
        std::thread::sleep(Duration::from_millis(500));
        primary.does("kill");
        let killed = Instant::now();
        pause();
        primary.does("start");
        let second = import(&primary, "second");
        pause();
        replica.does("freeze");
        let frozen = Instant::now();
        pause();
        replica.does("thaw");
        (killed, frozen, second)
    });
    title_of.insert(second, "second".to_owned());
    load.holds_or_waits(&title_of, SOON);
    for since in [killed, frozen] {
        let of_this = |since: Instant| load.0.iter().filter(move |s| s.asked > since + SOON);
        assert!(of_this(since).count() > 10);
        assert!(of_this(since).take(10).all(|seen| seen.status == 200));
    }
    println!("killed: {} × 503", load.count(503, killed) - load.count(503, frozen));
    println!("frozen: {} × 503", load.count(503, frozen));
}

#[test]
fn a_server_that_is_stopped_or_hangs_is_told_soon_and_asked_again_when_it_is_back() {
    let Some((primary, title_of)) = primary() else { return };
    let server = Server::start_at(&reading_url(&[&primary]));
    let (load, ()) = under_load(&server, 4, || {
        for (goes, comes) in [("stop", "start"), ("kill", "start"), ("freeze", "thaw")] {
            std::thread::sleep(Duration::from_millis(300));
            primary.does(goes);
            let away = Instant::now();
            wait_until("it is told", || !is_ready(&server));
            assert!(away.elapsed() < SOON, "{goes}: {:?}", away.elapsed());
            pause();
            let answer = server.get("/v1/units").to_lowercase();
            assert!(
                answer.starts_with("http/1.1 503") && answer.contains("retry-after:"),
                "{answer}"
            );
            let page = server.get("/");
            assert!(page.starts_with("HTTP/1.1 503"), "{page}");
            assert_eq!(server.answer("/health/live").0, 200);
            primary.does(comes);
            let back = Instant::now();
            wait_until("it is back", || is_ready(&server));
            println!("{goes}: told and, {:?} after {comes}, back", back.elapsed());
            assert!(back.elapsed() < SOON, "{comes}: {:?}", back.elapsed());
        }
    });
    load.holds_or_waits(&title_of, SOON);
}
