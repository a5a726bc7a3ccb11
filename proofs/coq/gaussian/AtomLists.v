(** * Lists of atoms and atoms numbered [0, ..., m - 1]

    The proofs work with lists of triples, on which induction is easy; the headline statements in
    [Main.v] number the atoms, because a reader then needs no definition of ours to read a sum.
    This file translates. *)

From Coq Require Import Reals List Arith Lia.
From MoeProof Require Import ExponentialSums.
Import ListNotations.
Open Scope R_scope.

(** The atoms [(w_j, a_j, b_j)], [j < m], as a list. *)
Definition atom_list (m : nat) (w a b : nat -> R) : list term :=
  map (fun j => (w j, a j, b j)) (seq 0 m).

(** It has [m] atoms. *)
Lemma length_atom_list m w a b : length (atom_list m w a b) = m.
Proof. unfold atom_list. rewrite map_length; apply seq_length. Qed.

(** Its members. *)
Lemma in_atom_list m w a b x :
  In x (atom_list m w a b) <-> exists j, (j < m)%nat /\ x = (w j, a j, b j).
Proof.
  unfold atom_list. rewrite in_map_iff. split.
  - intros [j [<- i]]. apply in_seq in i. exists j; split; [lia | reflexivity].
  - intros [j [l ->]]. exists j; split; [reflexivity | apply in_seq; lia].
Qed.

(** The sum over the list is the sum over the index. *)
Lemma lsum_atom_list h m w a b : (1 <= m)%nat ->
  lsum h (atom_list m w a b) = sum_f_R0 (fun j => h (w j, a j, b j)) (m - 1).
Proof.
  intro hm. destruct m as [| m]; [lia |].
  rewrite Nat.sub_succ, Nat.sub_0_r. clear hm.
  unfold atom_list. induction m as [| m IH]; [simpl; ring |].
  rewrite seq_S, map_app, lsum_app, IH, tech5. simpl. ring.
Qed.

(** Every list is one of this form. *)
Lemma atom_list_surjective m L : length L = m -> exists w a b, L = atom_list m w a b.
Proof.
  intros <-.
  pose (atom j := nth j L ((0, 0, 0) : term)).
  exists (fun j => weight (atom j)), (fun j => location (atom j)), (fun j => var_shift (atom j)).
  assert (E : L = map atom (seq 0 (length L))).
  { unfold atom. clear. induction L as [| x L IH]; [reflexivity |].
    simpl. f_equal. rewrite <- seq_shift, map_map. exact IH. }
  unfold atom_list. rewrite E at 1. apply map_ext. intro j.
  destruct (atom j) as [[c a] b]; reflexivity.
Qed.

(** Distinct points have no duplicates in the list. *)
Lemma atom_list_distinct m w a b :
  (forall i j, (i < j < m)%nat -> (a i, b i) <> (a j, b j)) ->
  NoDup (map (fun x => (location x, var_shift x)) (atom_list m w a b)).
Proof.
  intro distinct. unfold atom_list. rewrite map_map. simpl.
  assert (H : forall i j, In i (seq 0 m) -> In j (seq 0 m) -> i <> j -> (a i, b i) <> (a j, b j)).
  { intros i j hi hj n. apply in_seq in hi, hj.
    destruct (lt_eq_lt_dec i j) as [[l | e] | l]; [apply distinct; lia | tauto |].
    intro e; symmetry in e; revert e; apply distinct; lia. }
  pose proof (seq_NoDup m 0) as nd. revert H nd.
  generalize (seq 0 m) as js; induction js as [| i js IH]; intros H nd; simpl; [constructor |].
  inversion nd as [| ? ? fresh nd']; subst. constructor.
  - intro i'. apply in_map_iff in i'. destruct i' as [j [e hj]].
    apply (H j i); [right; exact hj | left; reflexivity | | exact e].
    intros ->; tauto.
  - apply IH; [| exact nd']. intros j k hj hk; apply H; right; assumption.
Qed.
