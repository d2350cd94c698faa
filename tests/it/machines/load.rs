//! Clients that ask without a pause while something happens to the database.

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::support::{Server, encoded};

/// One answer: when it was asked for, how long it took, its status, and of which release it says
/// to be and to which release what it says belongs.
#[derive(Debug, Clone)]
pub struct Seen {
    pub asked: Instant,
    pub took: Duration,
    pub status: u16,
    pub release: String,
    pub titles: Vec<String>,
    pub body: String,
}

/// What clients saw.
#[derive(Debug, Default)]
pub struct Load(pub Vec<Seen>);

const DOCUMENTS: &str = "/v1/documents?first=10";
/// Two fields, each asked in a session of its own.
const NESTED: &str = "{dataset{release} first:documents(first:10){nodes{title}} \
    second:municipalities(first:10){nodes{documents(first:10){nodes{title}}}}}";

/// Asks with several clients while something is done; gives what they saw.
pub fn under_load<T>(server: &Server, clients: usize, done: impl FnOnce() -> T) -> (Load, T) {
    let (ended, seen) = (AtomicBool::new(false), Mutex::new(Vec::new()));
    let graphql = format!("/graphql?query={}", encoded(NESTED));
    let done = std::thread::scope(|scope| {
        for client in 0..clients {
            let path = if client % 2 == 0 { DOCUMENTS } else { graphql.as_str() };
            let (ended, seen) = (&ended, &seen);
            scope.spawn(move || {
                while !ended.load(Ordering::Relaxed) {
                    let one = ask(server, path);
                    seen.lock().unwrap().push(one);
                    std::thread::sleep(Duration::from_millis(2));
                }
            });
        }
        let _ends = Ends(&ended);
        done()
    });
    (Load(seen.into_inner().unwrap()), done)
}

/// Ends the clients, also where what was done failed.
struct Ends<'a>(&'a AtomicBool);

impl Drop for Ends<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

fn ask(server: &Server, path: &str) -> Seen {
    let asked = Instant::now();
    let (status, body) = server.answer(path);
    let json: Value = serde_json::from_str(&body).unwrap_or_default();
    let mut titles = Vec::new();
    gather(&json, &mut titles);
    let told = [&json["release"], &json["data"]["dataset"]["release"]];
    let release = told.iter().find_map(|told| told.as_str()).unwrap_or_default().to_owned();
    Seen { asked, took: asked.elapsed(), status, release, titles, body }
}

fn gather(json: &Value, titles: &mut Vec<String>) {
    match json {
        Value::Array(all) => all.iter().for_each(|one| gather(one, titles)),
        Value::Object(fields) => {
            for (name, value) in fields {
                match value {
                    Value::String(title) if name == "title" => titles.push(title.clone()),
                    _ => gather(value, titles),
                }
            }
        }
        _ => {}
    }
}

impl Load {
    /// Every answer is well, and what it says is all of the release that it names: the title of
    /// no document of another release stands in it.
    pub fn holds(&self, title_of: &BTreeMap<String, String>) {
        for seen in &self.0 {
            assert_eq!(seen.status, 200, "{seen:?}");
            Self::is_of_one_release(seen, title_of);
        }
    }

    /// The same, where the database may be away for a while: then an answer says so, and soon.
    pub fn holds_or_waits(&self, title_of: &BTreeMap<String, String>, within: Duration) {
        for seen in &self.0 {
            assert!(seen.took < within, "{seen:?}");
            match seen.status {
                200 if seen.body.contains("\"errors\"") => {
                    assert!(seen.body.contains("database_unavailable"), "{seen:?}");
                }
                200 => Self::is_of_one_release(seen, title_of),
                503 => assert!(seen.body.contains("database_unavailable"), "{seen:?}"),
                _ => panic!("{seen:?}"),
            }
        }
    }

    fn is_of_one_release(seen: &Seen, title_of: &BTreeMap<String, String>) {
        let own = title_of.get(&seen.release).unwrap_or_else(|| panic!("{seen:?}"));
        assert!(seen.titles.contains(own), "{seen:?}");
        for (_, other) in title_of.iter().filter(|(id, _)| **id != seen.release) {
            assert!(!seen.titles.contains(other), "{seen:?}");
        }
    }

    /// How many answers were of this status, asked after an instant.
    pub fn count(&self, status: u16, since: Instant) -> usize {
        self.0.iter().filter(|seen| seen.status == status && seen.asked > since).count()
    }
}
