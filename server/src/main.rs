//! The program: all it does is in the library.

use std::process::ExitCode;

// Answers are many short-lived small pieces, where this allocator is markedly faster.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    partnership_register::cli::run()
}
