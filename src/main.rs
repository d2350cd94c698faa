//! The program; everything it does is told in [`kuntavaaka::app`].

use std::process::ExitCode;

/// Answers are made of many small texts: with the system's own allocator a tenth of the time of a
/// question of GraphQL went into finding room for them.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    kuntavaaka::app::main()
}
