//! Serving: a database that is ready, and an HTTP server over it that ends gracefully.

use std::io::ErrorKind;
use std::net::SocketAddr;
use std::time::Duration;

use actix_web::HttpServer;
use actix_web::rt::{System, signal};
use jiff::Timestamp;

use crate::api::{self, Faces};
use crate::app::commands;
use crate::app::config::Options;
use crate::app::connections;
use crate::app::exit::{Exit, Reason};
use crate::app::failure;
use crate::app::seeing;
use crate::app::traces::Traces;
use crate::release::Shelf;
use crate::store::{self, Access, Store, StoreError};

/// How long the head of a request may take to arrive.
const HEAD_TIMEOUT: Duration = Duration::from_secs(5);
/// How long an idle connection is kept.
const KEEP_ALIVE: Duration = Duration::from_secs(30);
/// How long requests in progress may take when the server is told to end.
const SHUTDOWN_SECONDS: u64 = 15;
/// Threads that answer questions, for each worker; each holds one connection at the most.
const THREADS_PER_WORKER: usize = 4;
/// Requests that are worked on at once, for each worker, if nothing else is said: more than there
/// are threads, since connections are spread unevenly over workers.
const AT_ONCE_PER_WORKER: usize = 2 * THREADS_PER_WORKER;
/// More workers than this only cost memory: the work is done by the threads that ask.
const MAX_WORKERS: usize = 8;

/// Prepares the database, serves until told to end.
pub(crate) fn serve(options: &Options, now: fn() -> Timestamp) -> Result<(), Exit> {
    let service = options.service()?;
    let database = options.database()?;
    let workers = std::thread::available_parallelism().map_or(1, usize::from).min(MAX_WORKERS);
    let connections = workers * THREADS_PER_WORKER;
    let store = ready_store(&database, connections, now)?;
    // A thread that waits for a server that hangs cannot be ended. There are never more of them
    // than connections to each server, and others must go on beside them.
    let is_server = database.contains("://") && !database.starts_with("sqlite:");
    let threads = if is_server { (store.places() + 1) * connections } else { THREADS_PER_WORKER };
    let at_once = workers * AT_ONCE_PER_WORKER * store.places();
    let release = commands::stored_release(&database, &store)?.unwrap_or_default();
    let shelf = Shelf::at(options.releases(&database)?);
    let faces = Faces::new(store, service)
        .with_shelf(shelf)
        .with_protection(&options.protection.protection(at_once));
    let address = SocketAddr::new(options.host, options.port);
    let metrics_address = options.seeing.metrics_address;
    let traces = Traces::start();
    let ended = System::new().block_on(async move {
        if let Some(address) = metrics_address {
            let server = seeing::metrics_server(address, faces.clone(), cannot_bind)?;
            actix_web::rt::spawn(server);
        }
        let server = HttpServer::new(move || api::app(&faces))
            .workers(workers)
            .worker_max_blocking_threads(threads)
            .client_request_timeout(HEAD_TIMEOUT)
            .keep_alive(KEEP_ALIVE)
            // The last of several parts waits for nothing.
            .tcp_nodelay(true)
            .on_connect(|stream, _| connections::limit(stream))
            .shutdown_timeout(SHUTDOWN_SECONDS)
            .shutdown_signal(told_to_end())
            .bind(address)
            .map_err(|error| cannot_bind(address, &error))?;
        let bound = server.addrs().first().copied().unwrap_or(address);
        let running = server.run();
        commands::tell(&format!(
            "Kuntavaaka serves release {release} at http://{bound}/ (GraphQL at /graphql, REST at \
             /v1, descriptions at /schema.graphql and /openapi.json)\n"
        ))?;
        let ended = running.await;
        ended.map_err(|error| Exit::new(Reason::Other, format!("the server failed: {error}")))
    });
    traces.end();
    ended
}

/// A store to read from. A database that holds a release is only ever opened for reading; one
/// that is missing, empty or of an older version is made ready first.
fn ready_store(database: &str, connections: usize, now: fn() -> Timestamp) -> Result<Store, Exit> {
    let failed = |error| failure::of_store(database, &error);
    let ready = match open_to_read(database, connections) {
        Ok(store) => commands::stored_release(database, &store)?.is_some(),
        Err(StoreError::NotFound(_) | StoreError::WrongSchema { .. }) => false,
        Err(error) => return Err(failed(error)),
    };
    if !ready {
        let store = commands::open_to_write(database)?;
        if commands::stored_release(database, &store)?.is_none() {
            let facts = commands::read(&[])?;
            commands::store_facts(database, &store, &facts, now)?;
        }
        commands::put_in_place(database, store)?;
    }
    open_to_read(database, connections).map_err(failed)
}

fn open_to_read(database: &str, connections: usize) -> Result<Store, StoreError> {
    let options = store::Options {
        max_connections: u32::try_from(connections).unwrap_or(u32::MAX),
        ..store::Options::default()
    };
    Store::open_with(database, Access::ReadOnly, &options)
}

fn cannot_bind(address: SocketAddr, error: &std::io::Error) -> Exit {
    let told = match error.kind() {
        ErrorKind::AddrInUse => {
            "is in use; end the other program or name another --port".to_owned()
        }
        ErrorKind::AddrNotAvailable => {
            "is not an address of this machine; name another --host".to_owned()
        }
        ErrorKind::PermissionDenied => {
            "may not be used by this user; name another --port".to_owned()
        }
        _ => format!("cannot be served on: {error}"),
    };
    Exit::new(Reason::Address, format!("{address} {told}"))
}

/// Ends when the process is told to, from now on: not only from when it is first asked, or a server
/// that has just told where it serves would be killed by who has read it.
fn told_to_end() -> impl Future<Output = ()> {
    #[cfg(unix)]
    let told = {
        use signal::unix::{SignalKind, signal};
        signal(SignalKind::terminate()).and_then(|t| Ok((t, signal(SignalKind::interrupt())?)))
    };
    async move {
        #[cfg(unix)]
        if let Ok((mut terminate, mut interrupt)) = told {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = interrupt.recv() => {}
            }
            return;
        }
        let _unheard = signal::ctrl_c().await;
    }
}
