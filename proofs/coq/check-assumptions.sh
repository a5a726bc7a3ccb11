#!/bin/sh
# Which axioms does every theorem of Main.v rest on?
#
#   check-assumptions.sh           compile, compare with assumptions.expected, fail on a difference
#   check-assumptions.sh --print   compile, print
#   check-assumptions.sh --update  compile, rewrite assumptions.expected
#
# Every mode fails if a theorem uses an axiom that is not allowed below, or if a source file of
# _CoqProject admits a proof or declares an axiom of its own (check-sources.sh).
#
# The theorems that verdicts of the kernel name (../../crates/kernel/src, where it exists) must stand in Main.v under these names
# and in the file that the verdict names, and are asked about in both places.
set -eu
cd "$(dirname "$0")"

allowed='ClassicalDedekindReals.sig_forall_dec
ClassicalDedekindReals.sig_not_dec
Classical_Prop.classic
FunctionalExtensionality.functional_extensionality_dep'

mode=${1:-}
case "$mode" in
'' | --print | --update) ;;
*)
    echo "check-assumptions.sh: unknown argument '$mode' (expected --print, --update or none)" >&2
    exit 2
    ;;
esac

make --silent all >&2

# shellcheck disable=SC2046
./check-sources.sh $(grep '\.v$' _CoqProject)

theorems=$(sed -n 's/^Theorem \([A-Za-z0-9_]*\).*/\1/p' Main.v)
if [ -z "$theorems" ]; then
    echo "check-assumptions.sh: no theorem found in Main.v" >&2
    exit 1
fi

# name file, one a line, from `Theorem { name: "…", file: "proofs/coq/…" }` in the kernel.
kernel=
if [ -d ../../crates/kernel/src ]; then
    kernel=$(find ../../crates/kernel/src -name '*.rs' -exec cat {} + | tr '\n' ' ' |
        grep -oE 'Theorem \{ *name: *"[^"]*", *file: *"[^"]*" *,? *\}' |
        sed -E 's/.*name: *"([^"]*)", *file: *"([^"]*)".*/\1 \2/' | sort -u)
    if [ -z "$kernel" ]; then
        echo "check-assumptions.sh: found no theorem that crates/kernel/src names" >&2
        exit 1
    fi
fi
printf '%s\n' "$kernel" | while read -r name file; do
    [ -n "$name" ] || continue
    if ! printf '%s\n' "$theorems" | grep -qxF "$name"; then
        echo "check-assumptions.sh: the kernel names $name, which is no theorem of Main.v" >&2
        exit 1
    fi
    if ! grep -qE "^(Theorem|Lemma|Corollary) $name( |:|\$)" "../../$file"; then
        echo "check-assumptions.sh: the kernel names $name in $file, which does not state it" >&2
        exit 1
    fi
done

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
# Questions about the theorems named on the input, one a line.
ask() {
    echo 'From MoeProof Require Import Main.'
    while read -r name; do
        echo "Goal True. idtac \"Theorem $name\". Abort."
        echo "Print Assumptions Main.$name."
    done
}
# Coq starts every answer anew from the real numbers, which takes a second: two processes share the theorems.
half=$((($(printf '%s\n' "$theorems" | wc -l) + 1) / 2))
printf '%s\n' "$theorems" | head -n "$half" | ask >"$scratch/First.v"
{
    printf '%s\n' "$theorems" | tail -n "+$((half + 1))" | ask
    echo "Goal True. idtac \"Kernel\". Abort."
    printf '%s\n' "$kernel" | while read -r name file; do
        [ -n "$name" ] || continue
        module=$(basename "$file" .v)
        echo "From MoeProof Require $module."
        echo "Print Assumptions $module.$name."
    done
} >"$scratch/Second.v"
coqc -w -ambiguous-paths -R . MoeProof "$scratch/First.v" >"$scratch/raw" &
first=$!
second_failed=
coqc -w -ambiguous-paths -R . MoeProof "$scratch/Second.v" >"$scratch/raw-second" || second_failed=yes
wait "$first"
[ -z "$second_failed" ] || exit 1
cat "$scratch/raw-second" >>"$scratch/raw"

# Keep the names: an axiom's name starts a line and is followed by its type, perhaps on the next
# line; continuation lines are indented.
awk '
    /^Kernel/ { kernel = 1; next }
    /^Theorem / { print $2; next }
    /^Closed under the global context/ { print (kernel ? "kernel" : "") "  (none)"; next }
    /^Axioms:/ || /^[ \t]/ || /^$/ { next }
    { print (kernel ? "kernel" : "") "  " $1 }
' "$scratch/raw" >"$scratch/all"

printf '%s\n' "$allowed" >"$scratch/allowed"
if sed -nE 's/^(kernel)?  //p' "$scratch/all" | grep -vxF '(none)' | grep -vxFf "$scratch/allowed" >&2; then
    echo "check-assumptions.sh: the axioms above are not allowed" >&2
    exit 1
fi

# The snapshot has the theorems of Main.v; those that the kernel names must have allowed axioms only.
grep -v '^kernel' "$scratch/all" >"$scratch/actual"

case "$mode" in
--print) cat "$scratch/actual" ;;
--update) cp "$scratch/actual" assumptions.expected ;;
*)
    diff -u assumptions.expected "$scratch/actual" >&2 || {
        echo "check-assumptions.sh: the axioms differ from assumptions.expected" >&2
        exit 1
    }
    echo "$(printf '%s\n' "$theorems" | wc -l) theorems rest on the expected axioms"
    ;;
esac
