(** * Finite sums, maxima and bounds

    [sum_below m f] is f 0 + ... + f (m - 1). Sums over the atoms of a Voronoi cell and over the coordinates of
    R^d are written with it: atoms and coordinates are counted from 0, and a vector of R^d is a function of type
    [nat -> R] of which the values below d matter. The file holds the few facts on such sums that the inequalities
    behind the rates need. *)

From Coq Require Import Reals Psatz Arith Lia Classical.
Open Scope R_scope.

(** The sum of f j over j < m. *)
Fixpoint sum_below (m : nat) (f : nat -> R) : R :=
  match m with O => 0 | S k => sum_below k f + f k end.

(** Equal terms give equal sums. *)
Lemma sum_below_ext m f g : (forall j, (j < m)%nat -> f j = g j) -> sum_below m f = sum_below m g.
Proof.
  induction m as [|m IH]; intro E; simpl; [reflexivity|]. rewrite IH by (intros; apply E; lia).
  rewrite E by lia. reflexivity.
Qed.

(** Larger terms give a larger sum. *)
Lemma sum_below_le m f g : (forall j, (j < m)%nat -> f j <= g j) -> sum_below m f <= sum_below m g.
Proof.
  induction m as [|m IH]; intro E; simpl; [lra|].
  apply Rplus_le_compat; [apply IH; intros; apply E; lia|apply E; lia].
Qed.

(** A constant factor may be taken out of a sum. *)
Lemma sum_below_scal m k f : sum_below m (fun j => k * f j) = k * sum_below m f.
Proof. induction m as [|m IH]; simpl; [ring|rewrite IH; ring]. Qed.

(** The sum of two sums. *)
Lemma sum_below_plus m f g : sum_below m (fun j => f j + g j) = sum_below m f + sum_below m g.
Proof. induction m as [|m IH]; simpl; [ring|rewrite IH; ring]. Qed.

(** m equal terms. *)
Lemma sum_below_const m k : sum_below m (fun _ => k) = INR m * k.
Proof. induction m as [|m IH]; [simpl; ring|]. rewrite S_INR. simpl sum_below. rewrite IH. ring. Qed.

(** A sum of non-negative terms is non-negative. *)
Lemma sum_below_nonneg m f : (forall j, (j < m)%nat -> 0 <= f j) -> 0 <= sum_below m f.
Proof. intro E. rewrite <- (Rmult_0_r (INR m)), <- sum_below_const. apply sum_below_le, E. Qed.

(** One term of a sum of non-negative terms is at most the sum. *)
Lemma sum_below_term m f j : (forall i, (i < m)%nat -> 0 <= f i) -> (j < m)%nat -> f j <= sum_below m f.
Proof.
  induction m as [|m IH]; intros E Hj; [lia|]. simpl. pose proof (E m ltac:(lia)).
  destruct (Nat.eq_dec j m) as [->|n].
  - pose proof (sum_below_nonneg m f ltac:(intros; apply E; lia)). lra.
  - pose proof (IH ltac:(intros; apply E; lia) ltac:(lia)). lra.
Qed.

(** A sum of non-negative terms that is zero has only zero terms. *)
Lemma sum_below_zero m f : (forall i, (i < m)%nat -> 0 <= f i) -> sum_below m f = 0 ->
  forall j, (j < m)%nat -> f j = 0.
Proof. intros E Z j Hj. pose proof (sum_below_term m f j E Hj). pose proof (E j Hj). lra. Qed.

(** If a sum of m non-negative terms is at least c, then one term is at least c / m. *)
Lemma sum_below_large m f c : (1 <= m)%nat -> c <= sum_below m f -> exists j, (j < m)%nat /\ c / INR m <= f j.
Proof.
  intros Hm Hc. apply NNPP. intro n.
  assert (P : 0 < INR m) by (apply lt_0_INR; lia).
  assert (L : forall j, (j < m)%nat -> f j < c / INR m).
  { intros j Hj. apply Rnot_le_lt. intro h. apply n. exists j. tauto. }
  assert (G : forall k, (k < m)%nat -> sum_below (S k) f < INR (S k) * (c / INR m)).
  { induction k as [|k IH]; intro Hk.
    - specialize (L 0%nat Hk). simpl. lra.
    - specialize (L (S k) Hk). specialize (IH ltac:(lia)).
      change (sum_below (S k) f + f (S k) < INR (S (S k)) * (c / INR m)).
      rewrite (S_INR (S k)). lra. }
  specialize (G (m - 1)%nat ltac:(lia)). replace (S (m - 1)) with m in G by lia.
  replace (INR m * (c / INR m)) with c in G by (field; lra). lra.
Qed.

(** Two finite sums may be exchanged. *)
Lemma sum_below_exchange m d (f : nat -> nat -> R) :
  sum_below m (fun j => sum_below d (fun i => f j i)) = sum_below d (fun i => sum_below m (fun j => f j i)).
Proof.
  induction m as [|m IH]; simpl; [rewrite sum_below_const; ring|]. rewrite IH, <- sum_below_plus. reflexivity.
Qed.

(** The triangle inequality. *)
Lemma sum_below_abs m f : Rabs (sum_below m f) <= sum_below m (fun j => Rabs (f j)).
Proof.
  induction m as [|m IH]; simpl; [rewrite Rabs_R0; lra|]. apply Rle_trans with (1 := Rabs_triang _ _). lra.
Qed.

(** ** Maxima and bounds *)

(** The largest of f 1, ..., f n (0 for n = 0), for non-negative f. *)
Fixpoint max_from_one (n : nat) (f : nat -> R) : R :=
  match n with O => 0 | S k => Rmax (max_from_one k f) (f n) end.

(** Each of the numbers is at most the largest. *)
Lemma max_from_one_ge n f l : (1 <= l <= n)%nat -> f l <= max_from_one n f.
Proof.
  induction n as [|n IH]; intro Hl; [lia|]. simpl. destruct (Nat.eq_dec l (S n)) as [->|h]; [apply Rmax_r|].
  apply Rle_trans with (max_from_one n f); [apply IH; lia|apply Rmax_l].
Qed.

(** Finitely many positive numbers lie between two positive bounds. *)
Lemma finite_bounds m (f : nat -> R) : (forall j, (j < m)%nat -> 0 < f j) ->
  exists lo hi, 0 < lo /\ 0 < hi /\ forall j, (j < m)%nat -> lo <= f j <= hi.
Proof.
  induction m as [|m IH]; intro pos; [exists 1, 1; repeat split; try lra; lia|].
  destruct IH as [lo [hi [l0 [h0 H]]]]; [intros; apply pos; lia|]. pose proof (pos m ltac:(lia)).
  exists (Rmin lo (f m)), (Rmax hi (f m)). split; [apply Rmin_pos; assumption|].
  split; [pose proof (Rmax_l hi (f m)); lra|].
  intros j Hj. pose proof (Rmin_l lo (f m)). pose proof (Rmin_r lo (f m)). pose proof (Rmax_l hi (f m)).
  pose proof (Rmax_r hi (f m)).
  destruct (Nat.eq_dec j m) as [->|n]; [lra|]. specialize (H j ltac:(lia)). lra.
Qed.
