#!/bin/sh
# Does coqchk, the separate checker of compiled files, accept Main and everything that it rests on, libraries included, and with
# which axioms?
#
#   check-coqchk.sh           compile, run coqchk, compare its summary with coqchk.expected, fail on a difference
#   check-coqchk.sh --update  compile, run coqchk, rewrite coqchk.expected
set -eu
cd "$(dirname "$0")"

mode=${1:-}
case "$mode" in
'' | --update) ;;
*)
    echo "check-coqchk.sh: unknown argument '$mode' (expected --update or none)" >&2
    exit 2
    ;;
esac

make --silent all >&2

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
coqchk -silent -o -R . MoeProof MoeProof.Main >"$scratch/raw" 2>&1 || {
    cat "$scratch/raw" >&2
    echo "check-coqchk.sh: coqchk does not accept the compiled files" >&2
    exit 1
}

# The summary without blank lines; the names below a heading in alphabetical order.
sed -n '/^\* /,$p' "$scratch/raw" | awk '
    /^[ \t]*$/ { next }
    /^\*/ { heading++; print heading "\t0\t" $0; next }
    { sub(/^[ \t]+/, ""); print heading "\t1\t  " $0 }
' | LC_ALL=C sort -t "$(printf '\t')" -k1,1n -k2,2n -k3 | cut -f3 >"$scratch/actual"

if [ "$mode" = --update ]; then
    cp "$scratch/actual" coqchk.expected
else
    diff -u coqchk.expected "$scratch/actual" >&2 || {
        echo "check-coqchk.sh: the summary of coqchk differs from coqchk.expected" >&2
        exit 1
    }
    echo "coqchk accepts Main and everything that it rests on, with the axioms of coqchk.expected"
fi
