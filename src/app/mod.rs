//! The program around the rooms: arguments, environment, clock, server, exit codes. Nothing below
//! reads any of them.

mod commands;
mod config;
mod exit;
mod failure;
mod server;

use std::io::{IsTerminal, Write};
use std::process::ExitCode;

use clap::{CommandFactory, Parser};
use tracing_subscriber::EnvFilter;

pub use config::{Arguments, Command, Options};
pub use exit::{Exit, Reason};

/// What the log tells unless `RUST_LOG` says otherwise.
/// Requests that are no HTTP are the client's matter.
const DEFAULT_LOG: &str = "warn,actix_http::h1::dispatcher=off";

/// Runs the program: reads its arguments, does what they say, and tells what went wrong in one
/// line.
#[must_use]
pub fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| DEFAULT_LOG.into());
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal())
        .init();
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(exit) => {
            // Where even the error cannot be told, the exit code still is.
            let _untold = writeln!(std::io::stderr(), "kuntavaaka: {exit}");
            exit.code()
        }
    }
}

fn run(arguments: &Arguments) -> Result<(), Exit> {
    let options = &arguments.options;
    let now = jiff::Timestamp::now;
    match arguments.command.clone().unwrap_or(Command::Serve) {
        Command::Serve => server::serve(options, now),
        Command::Import { paths, dry_run, skip_bad_rows } => {
            commands::import(options, &paths, dry_run, skip_bad_rows, now)
        }
        Command::Publish { into } => commands::publish(&into),
        Command::Migrate => commands::migrate(options),
        Command::Completions { shell } => {
            let mut text = Vec::new();
            clap_complete::generate(shell, &mut Arguments::command(), "kuntavaaka", &mut text);
            commands::tell(&String::from_utf8_lossy(&text))
        }
    }
}
