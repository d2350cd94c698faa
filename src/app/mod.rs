//! The program around the rooms: arguments, environment, clock, server, exit codes. Nothing below
//! reads any of them.

mod commands;
mod config;
mod connections;
mod exchange;
mod exit;
mod failure;
mod health;
mod log;
mod protection;
mod seeing;
mod server;
#[cfg(feature = "otel")]
mod traces;
#[cfg(not(feature = "otel"))]
#[path = "untraced.rs"]
mod traces;

use std::io::Write;
use std::process::ExitCode;

use clap::{CommandFactory, Parser};

pub use config::{Arguments, Command, Options};
pub use exit::{Exit, Reason};
pub use protection::ProtectionOptions;
pub use seeing::{LogFormat, SeeingOptions};

/// Runs the program: reads its arguments, does what they say, and tells what went wrong in one
/// line.
#[must_use]
pub fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let begun = seeing::start_log(arguments.options.seeing.log_format);
    let begun = begun.map_err(|e| Exit::new(Reason::Other, format!("the log cannot begin: {e}")));
    let ended = begun.and_then(|()| run(&arguments));
    let is_read = log::is_written();
    match ended {
        Ok(()) => ExitCode::SUCCESS,
        Err(exit) => {
            // Where even the error cannot be told, the exit code still is; where nobody takes what
            // was logged before, telling it would wait for ever.
            if is_read {
                let _untold = writeln!(std::io::stderr(), "kuntavaaka: {exit}");
            }
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
        Command::Migrate { reader } => commands::migrate(options, reader.as_deref()),
        Command::Health => commands::tell(&health::health(options)?),
        Command::Completions { shell } => {
            let mut text = Vec::new();
            clap_complete::generate(shell, &mut Arguments::command(), "kuntavaaka", &mut text);
            commands::tell(&String::from_utf8_lossy(&text))
        }
    }
}
