//! The `tarjuman` command: everything it does is in the library.

fn main() -> std::process::ExitCode {
    tarjuman::cli::run()
}
