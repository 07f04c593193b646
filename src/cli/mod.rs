//! Room `cli`.

/// Runs the command line and returns its exit status.
pub fn run() -> std::process::ExitCode {
    std::process::ExitCode::SUCCESS
}
