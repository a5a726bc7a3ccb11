#!/bin/sh
# Which axioms does every theorem of Main.v rest on?
#
#   check-assumptions.sh           compile, compare with assumptions.expected, fail on a difference
#   check-assumptions.sh --print   compile, print
#   check-assumptions.sh --update  compile, rewrite assumptions.expected
#
# Every mode fails if a theorem uses an axiom that is not allowed below, or if a source file of
# _CoqProject admits a proof or declares an axiom of its own.
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

files=$(grep '\.v$' _CoqProject)
# shellcheck disable=SC2086
if grep -nE '\b(Admitted|admit|give_up|bypass_check)\b|^[[:space:]]*(Axiom|Parameter|Conjecture|Unset[[:space:]]+(Guard|Positivity|Universe))' $files >&2; then
    echo "check-assumptions.sh: the lines above admit a proof or declare an axiom" >&2
    exit 1
fi

# Outside a section these words assume as an axiom does.
# shellcheck disable=SC2086
if ! awk '
    FNR == 1 { open = 0 }
    /^[ \t]*(Section|Module)[ \t]/ && !/:=/ { open++ }
    /^[ \t]*End[ \t]/ { open-- }
    /^[ \t]*(Variables?|Hypothesis|Hypotheses|Context)[ \t]/ && open == 0 { print FILENAME ":" FNR ": " $0; found = 1 }
    END { exit found }
' $files >&2; then
    echo "check-assumptions.sh: the lines above assume something outside a section" >&2
    exit 1
fi

theorems=$(sed -n 's/^Theorem \([A-Za-z0-9_]*\).*/\1/p' Main.v)
if [ -z "$theorems" ]; then
    echo "check-assumptions.sh: no theorem found in Main.v" >&2
    exit 1
fi

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
{
    echo 'From MoeProof Require Import Main.'
    for t in $theorems; do
        echo "Goal True. idtac \"Theorem $t\". Abort."
        echo "Print Assumptions Main.$t."
    done
} >"$scratch/Ask.v"
coqc -w -ambiguous-paths -R . MoeProof "$scratch/Ask.v" >"$scratch/raw"

# Keep the names: an axiom's name starts a line and is followed by its type, perhaps on the next
# line; continuation lines are indented.
awk '
    /^Theorem / { print $2; next }
    /^Closed under the global context/ { print "  (none)"; next }
    /^Axioms:/ || /^[ \t]/ || /^$/ { next }
    { print "  " $1 }
' "$scratch/raw" >"$scratch/actual"

printf '%s\n' "$allowed" >"$scratch/allowed"
if sed -n 's/^  //p' "$scratch/actual" | grep -vxF '(none)' | grep -vxFf "$scratch/allowed" >&2; then
    echo "check-assumptions.sh: the axioms above are not allowed" >&2
    exit 1
fi

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
