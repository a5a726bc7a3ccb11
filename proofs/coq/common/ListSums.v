(** * Finite sums over a list

    [lsum f l] is the sum of f over the members of the list l; the notation ∑ t ∈ l, f t is used for it in all
    statements. A finite set is given by a list without repetitions: [lsum_same_set] says that the sum then depends on
    the set alone. *)

From Coq Require Import Reals Psatz List Permutation.
Import ListNotations.
Open Scope R_scope.

(** ∑ t ∈ l, f t. *)
Fixpoint lsum {T : Type} (f : T -> R) (l : list T) : R :=
  match l with
  | [] => 0
  | t :: l' => f t + lsum f l'
  end.

Notation "∑ t ∈ l , e" := (lsum (fun t => e) l)
  (at level 200, t name, l at level 99, e at level 200).

Section FiniteSums.
Context {T : Type}.
Implicit Types (f h : T -> R) (l : list T).

(** Equal terms give equal sums. *)
Lemma lsum_ext f h l : (forall t, In t l -> f t = h t) -> lsum f l = lsum h l.
Proof.
  induction l as [|t l IH]; simpl; intro E; [reflexivity|].
  rewrite (E t), IH; auto.
Qed.

(** The sum of zeros is zero. *)
Lemma lsum_zero f l : (forall t, In t l -> f t = 0) -> lsum f l = 0.
Proof.
  induction l as [|t l IH]; simpl; intro E; [reflexivity|].
  rewrite (E t), IH; auto; ring.
Qed.

(** A sum is additive in its terms. *)
Lemma lsum_plus f h l : (∑ t ∈ l, f t + h t) = lsum f l + lsum h l.
Proof. induction l as [|t l IH]; simpl; [|rewrite IH]; ring. Qed.

(** A constant factor on the left leaves the sum. *)
Lemma lsum_scal_l c f l : (∑ t ∈ l, c * f t) = c * lsum f l.
Proof. induction l as [|t l IH]; simpl; [|rewrite IH]; ring. Qed.

(** A constant factor on the right leaves the sum. *)
Lemma lsum_scal_r c f l : (∑ t ∈ l, f t * c) = lsum f l * c.
Proof. induction l as [|t l IH]; simpl; [|rewrite IH]; ring. Qed.

(** The sum over a concatenation. *)
Lemma lsum_app f l l' : lsum f (l ++ l') = lsum f l + lsum f l'.
Proof. induction l as [|t l IH]; simpl; [|rewrite IH]; ring. Qed.

(** The order of the terms does not matter. *)
Lemma lsum_permutation f l l' : Permutation l l' -> lsum f l = lsum f l'.
Proof. induction 1; simpl; lra. Qed.

(** A sum over a sublist is a sum with the other terms set to zero. *)
Lemma lsum_filter f (p : T -> bool) l :
  lsum f (filter p l) = ∑ t ∈ l, if p t then f t else 0.
Proof. induction l as [|t l IH]; simpl; [|destruct (p t); simpl; rewrite IH]; ring. Qed.

(** The sum over [n] equal terms. *)
Lemma lsum_repeat f t n : lsum f (repeat t n) = INR n * f t.
Proof. induction n as [|n IH]; [simpl; ring|]. simpl repeat. simpl lsum. rewrite IH, S_INR. ring. Qed.

(** A sum of nonnegative terms is nonnegative. *)
Lemma lsum_nonneg f l : (forall t, In t l -> 0 <= f t) -> 0 <= lsum f l.
Proof.
  induction l as [|t l IH]; simpl; intro H; [lra|].
  pose proof (H t (or_introl eq_refl)). pose proof (IH (fun s i => H s (or_intror i))). lra.
Qed.

(** A sum of positive terms over a nonempty list is positive. *)
Lemma lsum_pos f l : l <> [] -> (forall t, In t l -> 0 < f t) -> 0 < lsum f l.
Proof.
  destruct l as [|t l]; intros N H; [easy|]. simpl.
  pose proof (H t (or_introl eq_refl)).
  enough (0 <= lsum f l) by lra.
  apply lsum_nonneg. intros s i. apply Rlt_le, H. now right.
Qed.

(** If a sum of nonnegative terms is zero, then every term is. *)
Lemma lsum_zero_terms f l :
  (forall t, In t l -> 0 <= f t) -> lsum f l = 0 -> forall t, In t l -> f t = 0.
Proof.
  induction l as [|s l IH]; simpl; intros H E t; [easy|].
  pose proof (H s (or_introl eq_refl)).
  assert (0 <= lsum f l) by (apply lsum_nonneg; auto).
  intros [<-|i]; [lra|]. apply IH; auto; lra.
Qed.
End FiniteSums.

(** The sum over the image of a map. *)
Lemma lsum_map {S T : Type} (f : T -> R) (m : S -> T) (l : list S) :
  lsum f (map m l) = ∑ s ∈ l, f (m s).
Proof. induction l as [|s l IH]; simpl; [|rewrite IH]; reflexivity. Qed.

(** The sum over a union of lists, one for each element of [l]. *)
Lemma lsum_flat_map {S T : Type} (f : T -> R) (m : S -> list T) (l : list S) :
  lsum f (flat_map m l) = ∑ s ∈ l, lsum f (m s).
Proof. induction l as [|s l IH]; simpl; [|rewrite lsum_app, IH]; reflexivity. Qed.

(** Two lists without repetitions that have the same members give the same sum. *)
Lemma lsum_same_set {T : Type} (f : T -> R) l l' :
  NoDup l -> NoDup l' -> (forall t, In t l <-> In t l') -> lsum f l = lsum f l'.
Proof. intros N N' S; apply lsum_permutation, NoDup_Permutation; assumption. Qed.

(** A sum with at most one term that is not zero. *)
Lemma lsum_single {T : Type} (f : T -> R) l t :
  NoDup l -> In t l -> (forall s, In s l -> s <> t -> f s = 0) -> lsum f l = f t.
Proof.
  induction l as [|s l IH]; intros nodup Ht H; [destruct Ht|].
  inversion_clear nodup as [| ? ? notin nodup']. simpl. destruct Ht as [->|Ht].
  - rewrite lsum_zero; [ring|]. intros s Hs. apply H; [right; exact Hs|congruence].
  - rewrite IH by (auto; intros; apply H; simpl; auto).
    rewrite (H s); [ring|left; reflexivity|congruence].
Qed.

(** The sum over 0, …, n in the standard library's notation. *)
Lemma lsum_seq n (f : nat -> R) : lsum f (seq 0 (S n)) = sum_f_R0 f n.
Proof.
  induction n as [|n IH]; [simpl; ring|].
  rewrite seq_S, lsum_app, IH; simpl. ring.
Qed.
