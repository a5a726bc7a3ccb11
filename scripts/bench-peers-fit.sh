#!/bin/sh
# Fits of one data set side by side, in one run on one thread: Newton's method and expectation-maximisation of this crate, flexmix
# (Debian's r-cran-flexmix, installed if it is missing and this runs as root), and, if given, another program.
#
#   scripts/bench-peers-fit.sh [ROWS] [COMMAND…]
#
# COMMAND is run last, with the CSV file (columns x, y) as one more argument. Absolute times drift between runs: compare within one.
set -eu
rows=${1:-100000}
[ $# -gt 0 ] && shift
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cat > "$work/truth.json" <<'JSON'
{"format": "moe-proof-parameters/1", "model": "softmax-gaussian", "dim": 1, "gauge": "last-zero", "experts": [
 {"gate_bias": -8, "gate_slope": [25], "expert_slope": [-20], "expert_intercept": 15, "variance": 0.09},
 {"gate_bias": 0, "gate_slope": [0], "expert_slope": [20], "expert_intercept": -5, "variance": 0.16}]}
JSON
cargo build --release --quiet --bin moe-proof
target/release/moe-proof --quiet sample --truth "$work/truth.json" --n "$rows" --seed 1 --out "$work/data.csv"

echo "moe-proof, start near the truth (log-likelihood, seconds)"
cargo bench --quiet -p moe-proof-benches --bench fit -- --table "$work/data.csv"

if ! command -v Rscript > /dev/null || ! Rscript -e 'library(flexmix)' > /dev/null 2>&1; then
  if [ "$(id -u)" = 0 ] && command -v apt-get > /dev/null; then
    apt-get install -y -qq --no-install-recommends r-base-core r-cran-flexmix > "$work/apt.log" 2>&1 || true
  fi
fi
if command -v Rscript > /dev/null && Rscript -e 'library(flexmix)' > /dev/null 2>&1; then
  echo "flexmix with a multinomial gate, the same start (relative tolerance 1e-6)"
  cat > "$work/peer.R" <<'R'
suppressMessages(library(flexmix))
d <- read.csv(commandArgs(TRUE)[1])
density_of <- function(gate, expert) {
  w <- exp(sapply(gate, function(g) g[1] + g[2] * d$x)); w <- w / rowSums(w)
  w * sapply(expert, function(e) dnorm(d$y, e[1] + e[2] * d$x, e[3]))
}
for (k in 2:3) {
  if (k == 2) { gate <- list(c(-8, 25), c(0, 0)); expert <- list(c(15, -20, .3), c(-5, 20, .4)) }
  else {
    gate <- list(c(-8 - log(2), 25), c(-8 - log(2), 25), c(0, 0))
    expert <- list(c(15.1, -20, .3), c(14.9, -20, .3), c(-5, 20, .4))
  }
  joint <- density_of(gate, expert)
  t <- system.time(m <- flexmix(y ~ x, data = d, cluster = joint / rowSums(joint), model = FLXMRglm(), concomitant = FLXPmultinom(~ x),
    control = list(tolerance = 1e-6, minprior = 0, iter.max = 5000)))
  cat(sprintf("K = %d  flexmix                  %.4f  %.3f s\n", k, as.numeric(logLik(m)), t[["elapsed"]]))
}
R
  Rscript "$work/peer.R" "$work/data.csv"
else
  echo "flexmix: not installed (Debian: r-base-core, r-cran-flexmix)"
fi
if [ $# -gt 0 ]; then
  echo "given command: $*"
  "$@" "$work/data.csv"
fi
