#!/bin/sh
# Does check-sources.sh refuse what it should refuse, and nothing else?  One small file for each case.
set -eu
cd "$(dirname "$0")"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
wrong=0
cases=0

# expect accepted|refused TEXT
expect() {
    printf '%s\n' "$2" >"$scratch/case.v"
    if ./check-sources.sh "$scratch/case.v" 2>/dev/null; then found=accepted; else found=refused; fi
    cases=$((cases + 1))
    [ "$found" = "$1" ] || {
        printf 'test-check-sources.sh: %s, expected %s:\n%s\n' "$found" "$1" "$2" >&2
        wrong=1
    }
}

expect refused 'Hypothesis h : 0 = 1.'
expect refused 'Lemma a : True. Proof. exact I. Qed. Hypotheses h : 0 = 1.'
expect refused 'Variable x : nat.'
expect refused 'Variables x y : nat.'
expect refused 'Context (x : nat).'
expect refused 'Module M. Variable x : nat. End M.'
expect refused 'Section S. End S. Variable x : nat.'
expect refused 'Axiom a : False.'
expect refused 'Local Axiom a : False.'
expect refused '#[local] Axiom a : False.'
expect refused '#[local, deprecated(note="x. y")] Axioms a b : False.'
expect refused 'Local
  Parameters a : False.'
expect refused 'Section S. Axiom x : nat. End S.'
expect refused 'Conjectures c : False.'
expect refused 'Declare Module M : T.'
expect refused 'Declare Instance i : C.'
expect refused 'Definition a := "Axiom (* b. Hypothesis x". Axiom c : False.'
expect refused '(* c *)Axiom a : False.'
expect refused 'Lemma a : True. Proof. { exact I. } Qed. Axiom b : False.'
expect refused 'Axiom a : False'
expect refused 'Lemma a : False. Admitted.'
expect refused 'Lemma a : False. Proof. admit. Qed.'
expect refused 'Lemma a : False. Proof. give_up. Qed.'
expect refused 'Admit Obligations.'
expect refused 'Local Unset Guard Checking.'
expect refused '#[bypass_check(guard)] Fixpoint f (n : nat) := f n.'
expect refused '(* never closed. Definition a := 1.'

expect accepted 'Section S. Variable x : nat. Hypothesis h : x = 0. Context {y : nat}. End S.'
expect accepted 'Module M := N. Section S. Variable x : nat. End S.'
expect accepted 'Declare Scope foo.'
expect accepted '(* Axiom a : False. (* Hypothesis *) Admitted. *) Definition a := 1.'
expect accepted '(* a string "*)" in a comment. Axiom b : False. *) Definition a := 1.'
expect accepted 'Lemma Axiom_of_choice : True. Proof. exact I. Qed. Lemma admitted_x : True. Proof. exact I. Qed.'

# The section of one file ends with the file.
printf 'Section S.\n' >"$scratch/a.v"
printf 'Variable x : nat.\n' >"$scratch/b.v"
if ./check-sources.sh "$scratch/a.v" "$scratch/b.v" 2>/dev/null; then
    echo "test-check-sources.sh: a section is still open in the next file" >&2
    wrong=1
fi

[ $wrong = 0 ] && echo "check-sources.sh answers $((cases + 1)) cases as it should"
