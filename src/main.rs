//! The program; everything it does is told in [`kuntavaaka::app`].

use std::process::ExitCode;

fn main() -> ExitCode {
    kuntavaaka::app::main()
}
