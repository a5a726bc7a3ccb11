#!/bin/sh
# Checks the machine-checked theory in proofs/coq, and fails at the first thing that is wrong:
#
#   1. every .v file of the folder and its subfolders is listed in _CoqProject and compiles, from scratch with --clean;
#   2. nothing is admitted, no axiom is declared, nothing is assumed outside a section (proofs/coq/check-sources.sh, which is
#      tried on examples first); every theorem that a verdict of the kernel names is in Main.v under that name; and the axioms
#      behind every theorem of Main.v are those of assumptions.expected (proofs/coq/check-assumptions.sh);
#   3. coqchk, the separate checker of compiled files, accepts Main and everything that it rests on, with the axioms of
#      coqchk.expected (proofs/coq/check-coqchk.sh).
#
# Needs coqc and coqchk 8.16 with Coquelicot (Debian: coq, libcoq-coquelicot).
set -eu
cd "$(dirname "$0")/../proofs/coq"

clean=
case "${1:-}" in
'') ;;
--clean) clean=yes ;;
*)
    echo "check-coq.sh: unknown argument '$1' (expected --clean or none)" >&2
    exit 2
    ;;
esac

for tool in coqc coqchk coq_makefile; do
    if ! command -v "$tool" >/dev/null; then
        echo "check-coq.sh: $tool not found; it comes with Coq 8.16 (Debian: coq, libcoq-coquelicot)" >&2
        exit 2
    fi
done

find . -name '*.v' | sed 's|^\./||' | sort >"${TMPDIR:-/tmp}/moe-proof-coq-files.$$"
trap 'rm -f "${TMPDIR:-/tmp}/moe-proof-coq-files.$$"' EXIT
if ! grep '\.v$' _CoqProject | sort | diff "${TMPDIR:-/tmp}/moe-proof-coq-files.$$" - >&2; then
    echo "check-coq.sh: _CoqProject does not list exactly the .v files of proofs/coq" >&2
    exit 1
fi

if [ -n "$clean" ]; then make --silent clean; fi
make --silent -j2
./test-check-sources.sh
./check-assumptions.sh
./check-coqchk.sh
