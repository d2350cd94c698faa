//! A service to ask: both faces over what two bundled documents say.

use std::cell::OnceCell;
use std::mem::ManuallyDrop;

use actix_web::dev::Service as _;
use actix_web::http::header::HeaderMap;
use actix_web::rt::{System, SystemRunner};
use actix_web::test;
use kuntavaaka::api::protect::Protection;
use kuntavaaka::api::service::Service;
use kuntavaaka::api::{self, Faces};
use kuntavaaka::ingest;
use kuntavaaka::query::Store;
use kuntavaaka::store::Access;
use serde_json::Value;
use tempfile::TempDir;

use super::document::BUNDLED;

/// The moment at which everything is imported.
pub const NOW: &str = "2026-11-23T02:00:00Z";
/// More than any answer to these questions should weigh.
const MOST_BYTES: usize = 32 << 20;

/// An answer, read to its end.
#[derive(Debug)]
pub struct Answer {
    /// Status.
    pub status: u16,
    /// Headers.
    pub headers: HeaderMap,
    /// Body.
    pub body: Vec<u8>,
}

impl Answer {
    /// A header, or nothing.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().expect("a header of ASCII"))
    }

    /// The body, which must be JSON.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).expect("JSON")
    }
}

/// Sends a request and reads its answer, which may be one that was kept in memory.
pub fn ask(request: test::TestRequest) -> Answer {
    with_services(|services| (services.keeping)(request))
}

/// Sends a request to a service over the same database that keeps no answers, and reads its answer.
pub fn ask_anew(request: test::TestRequest) -> Answer {
    with_services(|services| (services.forgetful)(request))
}

fn with_services(ask: impl FnOnce(&Services) -> Answer) -> Answer {
    // What asks is never dropped: with its thread it would be, when what it leans on is gone.
    thread_local! { static SERVICES: OnceCell<ManuallyDrop<Services>> = const { OnceCell::new() } }
    let made = || ManuallyDrop::new(services());
    let answer = SERVICES.with(|services| ask(services.get_or_init(made)));
    assert!(answer.body.len() < MOST_BYTES, "{} bytes", answer.body.len());
    answer
}

type Ask = Box<dyn Fn(test::TestRequest) -> Answer>;

/// Two services over one database, made once for each thread: their routes take longer to make than
/// to ask.
struct Services {
    _folder: TempDir,
    keeping: Ask,
    forgetful: Ask,
}

fn services() -> Services {
    let (folder, store) = store();
    let forgetful = Protection { kept_bytes: 0, ..Protection::default() };
    let forgetful = Faces::new(store.clone(), Service::default()).with_protection(&forgetful);
    let keeping = Faces::new(store, Service::default());
    Services { _folder: folder, keeping: asking(&keeping), forgetful: asking(&forgetful) }
}

/// What is asked of a store that a package filled. Its routes are made once: it is one store for
/// each thread.
pub fn ask_of(store: &Store, address: &str) -> Answer {
    thread_local! { static ASK: OnceCell<ManuallyDrop<Ask>> = const { OnceCell::new() } }
    ASK.with(|made| {
        let ask = made.get_or_init(|| {
            let faces = Faces::new(store.clone(), Service::default());
            ManuallyDrop::new(asking(&faces))
        });
        ask(test::TestRequest::get().uri(address))
    })
}

fn asking(faces: &Faces) -> Ask {
    let system: SystemRunner = System::new();
    let app = system.block_on(test::init_service(api::app(faces)));
    Box::new(move |request| {
        system.block_on(async {
            let request = request.insert_header(("host", "data.example")).to_request();
            let response = app.call(request).await.expect("errors are answers");
            let (status, headers) = (response.status().as_u16(), response.headers().clone());
            let body = actix_web::body::to_bytes(response.into_body()).await;
            let body = body.map_err(|_| "the answer broke off").expect("a whole answer").to_vec();
            Answer { status, headers, body }
        })
    })
}

/// A store of two documents that state some quantities both.
fn store() -> (TempDir, Store) {
    let documents: Vec<_> =
        BUNDLED.iter().filter(|d| d.manifest.id.contains("hallintopalvelut")).cloned().collect();
    let facts = ingest::read(&documents, &mut |_| {}).expect("the bundle is sound");
    let (folder, store) = empty_store();
    store.import(&facts, NOW).expect("the facts fit");
    (folder, store)
}

/// A store without content, in a folder that is gone when it is dropped.
pub fn empty_store() -> (TempDir, Store) {
    let folder = tempfile::tempdir().expect("a folder for the database");
    let url = folder.path().join("kuntavaaka.db").display().to_string();
    let store = Store::open(&url, Access::ReadWrite).expect("a new database");
    store.migrate().expect("a new database takes the schema");
    (folder, store)
}
