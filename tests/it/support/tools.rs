//! The readers, validators and clients that users have, from `scripts/tools`.
//!
//! `scripts/test` installs them and names their folder; without it, the tests that need them are
//! skipped, and say so.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::Once;

/// The folder that `scripts/tools` prints.
const TOOLS: &str = "KUNTAVAAKA_TEST_TOOLS";

/// The tools, where they are installed.
pub struct Tools(PathBuf);

impl Tools {
    /// The tools; none, said once past the capture of test output, where no folder is named.
    pub fn here() -> Option<Self> {
        static SAID: Once = Once::new();
        let folder = std::env::var_os(TOOLS);
        if folder.is_none() {
            SAID.call_once(|| {
                say_skipped(&format!(
                    "Readers and validators are skipped: {TOOLS} is not set; scripts/test sets it"
                ));
            });
        }
        folder.map(|folder| Self(folder.into()))
    }

    /// Runs a script of `tests/tools` in Python to a good end; gives what it printed.
    pub fn python(&self, script: &str, arguments: &[&str]) -> String {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tools").join(script);
        let mut command = self.command("python/bin/python3");
        well_ended(command.arg(script).args(arguments))
    }

    /// Runs a script of `tests/tools` in Node to a good end; gives what it printed. Packages are
    /// found by `createRequire(process.env.KUNTAVAAKA_TEST_TOOLS + "/node/")`.
    pub fn node(&self, script: &str, arguments: &[&str]) -> String {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tools").join(script);
        well_ended(Command::new("node").arg(script).args(arguments).env(TOOLS, &self.0))
    }

    /// A program that a Python package brings.
    pub fn python_program(&self, name: &str) -> Command {
        self.command(&format!("python/bin/{name}"))
    }

    /// A program that an npm package brings.
    pub fn node_program(&self, name: &str) -> Command {
        self.command(&format!("node/node_modules/.bin/{name}"))
    }

    /// The folder of all tools, for configurations that look for packages.
    pub fn folder(&self) -> &Path {
        &self.0
    }

    /// The folder from which npm packages are found.
    pub fn node_folder(&self) -> PathBuf {
        self.0.join("node")
    }

    /// The search path with the programs of Python packages first.
    pub fn python_path(&self) -> String {
        let path = std::env::var("PATH").unwrap_or_default();
        format!("{}:{path}", self.0.join("python/bin").display())
    }

    fn command(&self, path: &str) -> Command {
        Command::new(self.0.join(path))
    }
}

/// Whether a program of the system is here; where it is not, says past the capture of test output
/// what is skipped.
pub fn has_program(name: &str, skipped: &str) -> bool {
    let is_here = Command::new(name).arg("--version").output().is_ok();
    if !is_here {
        say_skipped(&format!("{skipped} skipped: {name} is not installed"));
    }
    is_here
}

fn say_skipped(text: &str) {
    std::io::stderr().write_all(format!("\n{text}\n").as_bytes()).unwrap();
}

/// Runs a command that must end well; gives what it printed.
pub fn well_ended(command: &mut Command) -> String {
    let Output { status, stdout, stderr } = command.output().unwrap();
    let told = String::from_utf8_lossy(&stdout).into_owned();
    assert!(status.success(), "{command:?}: {told}\n{}", String::from_utf8_lossy(&stderr));
    told
}
