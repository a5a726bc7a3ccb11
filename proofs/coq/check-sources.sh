#!/bin/sh
# Does a source file admit a proof or assume something?
#
#   check-sources.sh FILE...   names every place, and fails if there is one
#
# Refused everywhere: Axiom, Parameter, Conjecture and their plurals, Declare (but for Declare Scope), Primitive, Load, Admitted,
# admit, give_up, Admit Obligations, bypass_check, and switching off the checks of guardedness, positivity or universes; with
# any prefix, such as Local or #[local].  Refused outside a section, where they assume as an axiom does: Hypothesis, Variable,
# their plurals, and Context.  Comments, which nest, and strings are not code.
set -eu

[ $# -gt 0 ] || {
    echo "check-sources.sh: no file given" >&2
    exit 2
}

for file in "$@"; do
    [ -r "$file" ] || {
        echo "check-sources.sh: cannot read $file" >&2
        exit 2
    }
done

LC_ALL=C awk '
function refuse(what) {
    printf "%s:%d: %s\n", FILENAME, start, what
    found = 1
}

# One sentence of code, without its full stop.
function sentence(s,    head, word, second, n, part) {
    gsub(/[ \t\n\r]+/, " ", s)
    if (match(s, /(^|[^A-Za-z0-9_\x27])(Admitted|admit|give_up|bypass_check)($|[^A-Za-z0-9_\x27])/))
        refuse("a proof is admitted: " substr(s, RSTART, RLENGTH))
    # Bullets, braces, attributes and prefixes before the command.
    do {
        head = s
        sub(/^[ {}*+-]+/, "", s)
        sub(/^#\[[^]]*\]/, "", s)
        sub(/^[0-9a-z]+ *: *[{]/, "", s)
        sub(/^(Local|Global|Export|Polymorphic|Monomorphic|Cumulative|NonCumulative|Private|Program|Time|Redirect|Fail|Succeed|Timeout [0-9]+) /, "", s)
    } while (s != head)
    n = split(s, part, " ")
    word = part[1]
    second = (n > 1) ? part[2] : ""
    if (word ~ /^(Axioms?|Parameters?|Conjectures?)$/) refuse(word " declares an axiom")
    else if (word == "Declare" && second != "Scope") refuse("Declare " second)
    else if (word == "Primitive" || word == "Load") refuse(word)
    else if (word == "Admit") refuse("Admit " second)
    else if (word == "Unset" && second ~ /^(Guard|Positivity|Universe)/) refuse("Unset " second)
    else if (word ~ /^(Hypothesis|Hypotheses|Variables?|Context)$/ && (depth == 0 || open[depth] != "Section"))
        refuse(word " outside a section")
    else if (word == "Section" || (word == "Module" && s !~ /:=/)) open[++depth] = word
    else if (word == "End" && depth > 0) depth--
}

function file_end() {
    if (text ~ /[^ \t\n\r]/) sentence(text)
    if (comment > 0) refuse("a comment does not end")
    text = ""; comment = 0; string = 0; depth = 0
}

FNR == 1 && NR > 1 { FILENAME_now = FILENAME; FILENAME = last; file_end(); FILENAME = FILENAME_now }

{
    last = FILENAME
    line = $0 "\n"
    for (i = 1; i <= length(line); i++) {
        c = substr(line, i, 1)
        two = substr(line, i, 2)
        if (string) {
            if (c == "\"") string = 0
            continue
        }
        if (c == "\"") { string = 1; if (comment == 0) text = text "\" "; continue }
        if (two == "(*") { comment++; i++; continue }
        if (comment > 0) {
            if (two == "*)") { comment--; i++; if (comment == 0) text = text " " }
            continue
        }
        if (text !~ /[^ \t\n\r]/ && c !~ /[ \t\n]/) start = FNR
        # A full stop before a blank ends a sentence; ".." is part of a notation.
        if (c == "." && substr(line, i + 1, 1) ~ /[ \t\r\n]/ && text !~ /(^|[^.])\.$/) {
            sentence(text)
            text = ""
        } else text = text c
    }
}

END { FILENAME = last; file_end(); exit found }
' "$@" >&2 || {
    echo "check-sources.sh: the places above admit a proof or assume something" >&2
    exit 1
}
