//! `moe-proof`: parse, run, exit code.

fn main() -> std::process::ExitCode {
    moe_proof::commands::main()
}
