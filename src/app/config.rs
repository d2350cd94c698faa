//! What the program is told: arguments and environment, read once and only here.

use std::net::IpAddr;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

use crate::api::service::{Contact, PUBLISHER_KINDS, Publisher, Service};
use crate::app::exit::Exit;
use crate::app::protection::ProtectionOptions;
use crate::app::seeing::SeeingOptions;

/// Open municipal finance data for Finland: budgets and results, traceable to the printed line,
/// over REST and GraphQL.
#[derive(Debug, Parser)]
#[command(name = "kuntavaaka", version, about, after_help = Exit::table())]
pub struct Arguments {
    /// What to do; `serve` when nothing is said.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// Where and on what to work.
    #[command(flatten)]
    pub options: Options,
}

/// Options that every command takes.
#[derive(Debug, Clone, Args)]
pub struct Options {
    /// The database: a file, or an address that begins with postgres:// and may name several
    /// hosts. Without it, a file in the user's data directory.
    #[arg(
        long,
        global = true,
        env = "KUNTAVAAKA_DATABASE",
        value_name = "FILE|URL",
        hide_env_values = true
    )]
    pub database: Option<String>,
    /// The address to serve on.
    #[arg(
        long,
        global = true,
        env = "KUNTAVAAKA_HOST",
        default_value = "127.0.0.1",
        value_name = "ADDRESS"
    )]
    pub host: IpAddr,
    /// The port to serve on; 0 takes a free one.
    #[arg(
        long,
        global = true,
        env = "KUNTAVAAKA_PORT",
        default_value_t = 8080,
        value_name = "PORT"
    )]
    pub port: u16,
    /// The folder for the files of releases: packages and databases to be downloaded. Without it,
    /// a folder beside an SQLite database, or in the user's data directory.
    #[arg(long, global = true, env = "KUNTAVAAKA_RELEASES", value_name = "FOLDER")]
    pub releases: Option<PathBuf>,
    /// The address under which the world sees the service, for the links in its answers; that of
    /// the request where none is named.
    #[arg(long, global = true, env = "KUNTAVAAKA_PUBLIC_URL", value_name = "URL")]
    pub public_url: Option<String>,
    /// Who publishes the service, for catalogues and portals; the project where nobody is named.
    #[arg(long, global = true, env = "KUNTAVAAKA_PUBLISHER_NAME", value_name = "NAME")]
    pub publisher_name: Option<String>,
    /// What the publisher is.
    #[arg(
        long,
        global = true,
        env = "KUNTAVAAKA_PUBLISHER_KIND",
        value_name = "KIND",
        value_parser = clap::builder::PossibleValuesParser::new(PUBLISHER_KINDS)
    )]
    pub publisher_kind: Option<String>,
    /// The publisher's home page.
    #[arg(long, global = true, env = "KUNTAVAAKA_PUBLISHER_URL", value_name = "URL")]
    pub publisher_url: Option<String>,
    /// Where to write about the data; portals want it.
    #[arg(long, global = true, env = "KUNTAVAAKA_CONTACT_EMAIL", value_name = "ADDRESS")]
    pub contact_email: Option<String>,
    /// A page that says whom to ask about the data.
    #[arg(long, global = true, env = "KUNTAVAAKA_CONTACT_URL", value_name = "URL")]
    pub contact_url: Option<String>,
    /// How the service protects itself.
    #[command(flatten)]
    pub protection: ProtectionOptions,
    /// How the service is seen by those who run it.
    #[command(flatten)]
    pub seeing: SeeingOptions,
}

/// The commands.
#[derive(Debug, Clone, Subcommand)]
pub enum Command {
    /// Serve REST and GraphQL; creates the database and imports the bundled documents when the
    /// database is empty. This is the default.
    Serve,
    /// Import documents into the database: the bundled ones, those of the folders named, or the
    /// package of a release, which takes the place of everything stored.
    Import {
        /// Folders of documents with their manifests, a folder that holds such folders, or one
        /// release package (a zip file).
        #[arg(value_name = "PATH")]
        paths: Vec<PathBuf>,
        /// Read, print the reading report and write nothing.
        #[arg(long)]
        dry_run: bool,
        /// Leave out the rows of a package that cannot be taken in, and tell which; what is stored
        /// then is another release. Without it, one such row refuses the package.
        #[arg(long, conflicts_with = "dry_run")]
        skip_bad_rows: bool,
    },
    /// Write schema.graphql and openapi/openapi.json from the code.
    Publish {
        /// The folder to write into.
        #[arg(long, value_name = "FOLDER", default_value = ".")]
        into: PathBuf,
    },
    /// Create the database or bring its tables up to this version.
    Migrate {
        /// A role of PostgreSQL that may read the tables and nothing else, for servers; made
        /// where there is none, without a password.
        #[arg(long, value_name = "ROLE")]
        reader: Option<String>,
    },
    /// Ask the server at --host and --port whether it can answer; ends with 0 where it can.
    Health,
    /// Print the completions of a shell.
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
}

impl Options {
    /// The folder for the files of releases of a database.
    ///
    /// # Errors
    ///
    /// When none is named, the database is no file, and the user has no data directory.
    pub fn releases(&self, database: &str) -> Result<PathBuf, Exit> {
        if let Some(named) = &self.releases {
            return Ok(named.clone());
        }
        match database.strip_prefix("sqlite:").unwrap_or(database) {
            server if server.contains("://") => Ok(own_directory()?.join("releases")),
            file => Ok(PathBuf::from(file).with_extension("releases")),
        }
    }

    /// What the service says of itself.
    ///
    /// # Errors
    ///
    /// An address that is none.
    pub fn service(&self) -> Result<Service, Exit> {
        let known = Service::default();
        let public_url = stated(self.public_url.as_ref());
        let service = Service {
            publisher: Publisher {
                name: stated(self.publisher_name.as_ref()).unwrap_or(known.publisher.name),
                kind: stated(self.publisher_kind.as_ref()).unwrap_or(known.publisher.kind),
                url: stated(self.publisher_url.as_ref()),
            },
            contact: Contact {
                email: stated(self.contact_email.as_ref()),
                url: stated(self.contact_url.as_ref()),
            },
            public_url: public_url.map(|url| url.trim_end_matches('/').to_owned()),
            ..known
        };
        match service.check() {
            Ok(()) => Ok(service),
            Err((part, reason)) => Err(Exit::usage(format!("the {part}: {reason}"))),
        }
    }

    /// The database to work on.
    ///
    /// # Errors
    ///
    /// When none is named and the user has no data directory.
    pub fn database(&self) -> Result<String, Exit> {
        match &self.database {
            Some(named) if !named.is_empty() => Ok(named.clone()),
            _ => {
                let file = own_directory()?.join("kuntavaaka.sqlite3");
                Ok(file.to_string_lossy().into_owned())
            }
        }
    }
}

/// The program's own folder in the user's data directory.
fn own_directory() -> Result<PathBuf, Exit> {
    let folder = data_directory().ok_or_else(|| {
        Exit::usage("no data directory is known for this user; name a database with --database")
    })?;
    Ok(folder.join("kuntavaaka"))
}

/// An empty variable of the environment says nothing.
fn stated(value: Option<&String>) -> Option<String> {
    value.filter(|value| !value.is_empty()).cloned()
}

/// The directory for a user's data, as the platform has it.
fn data_directory() -> Option<PathBuf> {
    let variable = |name: &str| {
        let value = std::env::var_os(name).filter(|v| !v.is_empty())?;
        Some(PathBuf::from(value))
    };
    if cfg!(windows) {
        return variable("LOCALAPPDATA").or_else(|| variable("APPDATA"));
    }
    if cfg!(target_os = "macos") {
        return variable("HOME").map(|home| home.join("Library/Application Support"));
    }
    // A relative XDG_DATA_HOME is to be ignored, says the specification.
    variable("XDG_DATA_HOME")
        .filter(|path| path.is_absolute())
        .or_else(|| variable("HOME").map(|home| home.join(".local/share")))
}
