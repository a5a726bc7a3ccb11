#!/bin/sh
# AddressSanitizer over the code that has `unsafe` or reads foreign bytes:
#
#   1. the likelihood's tests, on every instruction set that this machine has;
#   2. the fuzz target of the kernel for a minute (or SECONDS given as the argument), from the golden proofs on.
#
# The sanitizer is an unstable option of rustc; RUSTC_BOOTSTRAP lets the toolchain of Cargo.toml use it.
set -eu
cd "$(dirname "$0")/.."
seconds=${1:-60}
host=$(rustc -vV | sed -n 's/^host: //p')
export RUSTC_BOOTSTRAP=1
# Leaks are not looked for: the process of a test ends with its thread pool alive.
export ASAN_OPTIONS=detect_leaks=0

RUSTFLAGS="-Zsanitizer=address" cargo test --release -p moe-proof --no-default-features --lib --target "$host" \
    --target-dir target/sanitizer numeric::fit

corpus=$(mktemp -d)
trap 'rm -rf "$corpus"' EXIT
find proofs -name '*.json' -size -16k -exec cp {} "$corpus" \;
coverage="-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4"
coverage="$coverage -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table"
coverage="$coverage -Cllvm-args=-sanitizer-coverage-trace-compares -Ccodegen-units=1 --cfg fuzzing"
RUSTFLAGS="-Zsanitizer=address -Cdebug-assertions $coverage" cargo build --release \
    --manifest-path fuzz/Cargo.toml --target "$host" --target-dir target/fuzz
"target/fuzz/$host/release/verify" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 -verbosity=0 \
    -artifact_prefix=target/fuzz/ "$corpus"
