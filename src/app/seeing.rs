//! How those who run the service see what it does: the form of the log, and where its counts are
//! served. What is logged and counted stands in `api::observe`.

use std::io::IsTerminal;
use std::net::SocketAddr;

use actix_web::dev::Server;
use actix_web::http::header;
use actix_web::{App, HttpResponse, HttpServer, web};
use clap::{Args, ValueEnum};
use tracing_subscriber::EnvFilter;

use crate::api::{Faces, Process};
use crate::app::exit::Exit;
use crate::app::log;

/// What the log tells unless `RUST_LOG` says otherwise: warnings, and a line for each request.
/// Requests that are no HTTP are the client's matter.
const DEFAULT_LOG: &str = "warn,kuntavaaka::request=info,actix_http::h1::dispatcher=off";
/// The media type of the text format.
const MEDIA_TYPE: &str = "text/plain; version=0.0.4; charset=utf-8";

/// How the service is seen.
#[derive(Debug, Clone, Args)]
pub struct SeeingOptions {
    /// The form of the log, which goes to standard error.
    #[arg(
        long,
        global = true,
        env = "KUNTAVAAKA_LOG_FORMAT",
        value_enum,
        default_value = "text",
        value_name = "FORM"
    )]
    pub log_format: LogFormat,
    /// The address and port to serve /metrics on, for Prometheus; nowhere where none is named.
    #[arg(long, global = true, env = "KUNTAVAAKA_METRICS_ADDRESS", value_name = "ADDRESS:PORT")]
    pub metrics_address: Option<SocketAddr>,
}

/// A form of the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LogFormat {
    /// Lines for people.
    Text,
    /// A JSON object on each line.
    Json,
}

/// Begins to log.
pub(super) fn start_log(format: LogFormat) -> std::io::Result<()> {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| DEFAULT_LOG.into());
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(log::start()?);
    match format {
        LogFormat::Text => log.with_ansi(std::io::stderr().is_terminal()).init(),
        LogFormat::Json => log.json().flatten_event(true).with_span_list(false).init(),
    }
    Ok(())
}

/// A server of the counts alone. It ends with the process, so that it tells also how the service
/// ends.
pub(super) fn metrics_server(
    address: SocketAddr,
    faces: Faces,
    cannot_bind: impl FnOnce(SocketAddr, &std::io::Error) -> Exit,
) -> Result<Server, Exit> {
    let app = move || {
        App::new()
            .app_data(web::Data::new(faces.clone()))
            .service(web::resource("/metrics").route(web::get().to(metrics)))
    };
    let server = HttpServer::new(app).workers(1).disable_signals().bind(address);
    Ok(server.map_err(|error| cannot_bind(address, &error))?.run())
}

async fn metrics(faces: web::Data<Faces>) -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, MEDIA_TYPE))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .body(faces.metrics(&process()).await)
}

fn process() -> Process {
    Process { resident_bytes: resident_bytes(), log_lines_lost: log::lines_lost() }
}

/// The memory that the process holds, where the operating system tells.
fn resident_bytes() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kilobytes: u64 = line.trim().strip_suffix(" kB")?.trim().parse().ok()?;
    Some(kilobytes * 1024)
}
