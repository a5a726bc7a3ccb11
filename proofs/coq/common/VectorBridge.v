(** * Vectors as tuples and as functions of their coordinates

    Main.v speaks of tuples (Vectors.v, MultiIndex.v), the analysis of functions nat -> R (Coordinates.v).  [tuple d f]
    is the tuple (f 0, …, f (d - 1)), [entry a v i] the coordinate v_i, with the value a beyond d.  The two are inverse
    to each other on the coordinates below d ([tuple_entry], [entry_tuple]), and scalar product, monomials, |α| and α!,
    boxes and the change of one coordinate agree.

    [partial_at_0 f α] is ∂^α f(0), for f on tuples; [mixed_partial_tuple] says that the iterated partial derivatives of
    Coordinates.v are the same numbers. *)

From Coq Require Import Reals Psatz List Arith Lia FunctionalExtensionality.
From Coquelicot Require Import Coquelicot.
From MoeProof Require Import FiniteSums MultiIndex.
From MoeProof Require Coordinates.
Import ListNotations.
Open Scope R_scope.

(** ** The translation *)

(** (f 0, …, f (d - 1)). *)
Fixpoint tuple {A} (d : nat) (f : nat -> A) : vec A d :=
  match d with O => tt | S d => (f O, tuple d (fun i => f (S i))) end.

(** v_i for i < d, and a beyond. *)
Fixpoint entry {A} (a : A) {d} : vec A d -> nat -> A :=
  match d with
  | O => fun _ _ => a
  | S d => fun v i => match i with O => fst v | S i => entry a (snd v) i end
  end.

Lemma tuple_ext {A} d (f g : nat -> A) : (forall i, (i < d)%nat -> f i = g i) -> tuple d f = tuple d g.
Proof.
  revert f g. induction d as [|d IH]; intros f g E; [reflexivity|]. simpl. f_equal; [apply E; lia|].
  apply IH. intros; apply E; lia.
Qed.

Lemma tuple_entry {A} (a : A) d : forall v : vec A d, tuple d (entry a v) = v.
Proof. induction d as [|d IH]; [intros []; reflexivity|]. intros [x v]; simpl. f_equal. exact (IH v). Qed.

Lemma entry_tuple {A} (a : A) d : forall f i, (i < d)%nat -> entry a (tuple d f) i = f i.
Proof.
  induction d as [|d IH]; intros f i Hi; [lia|]. destruct i as [|i]; [reflexivity|]. simpl.
  apply (IH (fun i => f (S i))). lia.
Qed.

(** [coord] is [entry 0]. *)
Lemma coord_entry d : forall (v : vec R d) i, coord v i = entry 0 v i.
Proof. induction d as [|d IH]; intros v i; [reflexivity|]. destruct i; simpl; [reflexivity|apply IH]. Qed.

Lemma coord_tuple d f i : (i < d)%nat -> coord (tuple d f) i = f i.
Proof. intro Hi. rewrite coord_entry. apply entry_tuple, Hi. Qed.

(** ** Scalar product, monomials, multi-indices *)

Lemma sum_below_first d f : sum_below (S d) f = f O + sum_below d (fun i => f (S i)).
Proof. induction d as [|d IH]; [simpl; ring|]. simpl in *. rewrite IH. ring. Qed.

Lemma dot_tuple d : forall u x, dot (tuple d u) (tuple d x) = Coordinates.dot d u x.
Proof.
  unfold Coordinates.dot. induction d as [|d IH]; intros u x; [reflexivity|]. rewrite sum_below_first. simpl.
  rewrite IH. reflexivity.
Qed.

(** |u|² as a sum over coordinates. *)
Lemma dot_sum d (u v : vec R d) : dot u v = sum_below d (fun i => coord u i * coord v i).
Proof.
  rewrite <- (tuple_entry 0 d u) at 1. rewrite <- (tuple_entry 0 d v) at 1. rewrite dot_tuple.
  apply sum_below_ext. intros. rewrite !coord_entry. reflexivity.
Qed.

Lemma power_tuple d : forall x α, power (tuple d x) (tuple d α) = Coordinates.monomial d x α.
Proof.
  assert (first : forall d x α, Coordinates.monomial (S d) x α =
    x O ^ α O * Coordinates.monomial d (fun i => x (S i)) (fun i => α (S i))).
  { clear d. intros d x α. induction d as [|d IH]; [simpl; ring|].
    change (Coordinates.monomial (S (S d)) x α) with (Coordinates.monomial (S d) x α * x (S d) ^ α (S d)).
    rewrite IH. simpl. ring. }
  induction d as [|d IH]; intros x α; [reflexivity|]. rewrite first. simpl. rewrite IH. reflexivity.
Qed.

Lemma size_tuple d : forall α, size (tuple d α) = Coordinates.total_degree d α.
Proof.
  assert (first : forall d α, Coordinates.total_degree (S d) α =
    (α O + Coordinates.total_degree d (fun i => α (S i)))%nat).
  { clear d. intros d α. induction d as [|d IH]; [simpl; lia|].
    change (Coordinates.total_degree (S (S d)) α) with (Coordinates.total_degree (S d) α + α (S d))%nat.
    rewrite IH. simpl. lia. }
  induction d as [|d IH]; intro α; [reflexivity|]. rewrite first. simpl. rewrite IH. reflexivity.
Qed.

Lemma factorial_tuple d : forall α, factorial (tuple d α) = Coordinates.multi_factorial d α.
Proof.
  assert (first : forall d α, Coordinates.multi_factorial (S d) α =
    INR (fact (α O)) * Coordinates.multi_factorial d (fun i => α (S i))).
  { clear d. intros d α. induction d as [|d IH]; [simpl; ring|].
    change (Coordinates.multi_factorial (S (S d)) α)
      with (Coordinates.multi_factorial (S d) α * INR (fact (α (S d)))).
    rewrite IH. simpl. ring. }
  induction d as [|d IH]; intro α; [reflexivity|]. rewrite first. simpl. rewrite IH. reflexivity.
Qed.

Lemma add_tuple d : forall α β, add (tuple d α) (tuple d β) = tuple d (fun i => α i + β i)%nat.
Proof. induction d as [|d IH]; intros α β; [reflexivity|]. simpl. rewrite IH. reflexivity. Qed.

(** The multi-indices 2 e_i and 0. *)
Lemma tuple_twice d : forall i, tuple d (Coordinates.twice i) = single d i 2.
Proof.
  assert (zero : forall d i, tuple d (fun j => Coordinates.twice (S (i + j)) 0) = no_index d).
  { clear d. induction d as [|d IH]; intro i; [reflexivity|]. unfold no_index; simpl. f_equal. apply (IH i). }
  induction d as [|d IH]; intro i; [reflexivity|]. destruct i as [|i]; simpl; f_equal; [|apply (IH i)].
  apply (zero d 0%nat).
Qed.

Lemma tuple_zero d : tuple d Coordinates.zero_index = no_index d.
Proof. induction d as [|d IH]; [reflexivity|]. unfold no_index. simpl. f_equal. exact IH. Qed.

(** ** One coordinate replaced *)

Lemma replace_tuple d : forall x i s, replace (tuple d x) i s = tuple d (Coordinates.update x i s).
Proof.
  induction d as [|d IH]; intros x i s; [reflexivity|]. destruct i as [|i]; simpl; f_equal. apply IH.
Qed.

Lemma entry_replace d : forall (v : vec R d) i s, (i < d)%nat ->
  entry 0 (replace v i s) = Coordinates.update (entry 0 v) i s.
Proof.
  intros v i s Hi. extensionality j. revert v i s Hi j.
  induction d as [|d IH]; intros v i s Hi j; [lia|]. destruct i as [|i], j as [|j]; try reflexivity.
  change (entry 0 (replace (snd v) i s) j = Coordinates.update (entry 0 (snd v)) i s j). apply IH. lia.
Qed.

Lemma coord_replace d (v : vec R d) i s : (i < d)%nat -> coord (replace v i s) i = s.
Proof.
  intro Hi. rewrite coord_entry, entry_replace by exact Hi. unfold Coordinates.update. rewrite Nat.eqb_refl.
  reflexivity.
Qed.

(** ** The norm *)

Lemma norm_pos d : forall v : vec R d, 0 <= norm v.
Proof.
  induction d as [|d IH]; intro v; simpl; [lra|]. apply Rle_trans with (2 := Rmax_l _ _), Rabs_pos.
Qed.

(** It bounds every coordinate, *)
Lemma coord_le_norm d : forall (v : vec R d) i, Rabs (coord v i) <= norm v.
Proof.
  induction d as [|d IH]; intros v i; simpl; [rewrite Rabs_R0; lra|].
  destruct i as [|i]; [apply Rmax_l|]. apply Rle_trans with (1 := IH (snd v) i), Rmax_r.
Qed.

(** and one coordinate attains it. *)
Lemma norm_attained d : forall v : vec R d, 0 < norm v -> exists i, (i < d)%nat /\ norm v = Rabs (coord v i).
Proof.
  induction d as [|d IH]; intro v; simpl; intro P; [lra|]. unfold Rmax in *.
  destruct (Rle_dec (Rabs (fst v)) (norm (snd v))) as [h|h].
  - destruct (IH (snd v) P) as [i [Hi E]]. exists (S i). split; [lia|exact E].
  - exists O. split; [lia|reflexivity].
Qed.

(** ** Partial derivatives at 0 *)

(** ∂^α f(0): the derivative of order α_0 at s = 0 of ∂^(α_1, …) of f(s, ·) at 0. *)
Fixpoint partial_at_0 {n} : (vec R n -> R) -> vec nat n -> R :=
  match n with
  | O => fun f _ => f tt
  | S n => fun f α => Derive_n (fun s => partial_at_0 (fun x => f (s, x)) (snd α)) (fst α) 0
  end.

Lemma partial_at_0_ext n : forall (f g : vec R n -> R) α, (forall x, f x = g x) -> partial_at_0 f α = partial_at_0 g α.
Proof.
  induction n as [|n IH]; intros f g α E; simpl; [apply E|]. apply Derive_n_ext. intro s. apply IH. intro x. apply E.
Qed.

(** The coordinates of a multi-index whose first coordinate has the number o. *)
Fixpoint listed (o : nat) {d} : vec nat d -> list nat :=
  match d with O => fun _ => [] | S d => fun α => repeat o (fst α) ++ listed (S o) (snd α) end.

Lemma directions_listed d α : Coordinates.directions d α = listed 0 (tuple d α).
Proof.
  assert (E : forall d o f, listed o (tuple d f) = flat_map (fun i => repeat (o + i)%nat (f i)) (seq 0 d)).
  { clear. induction d as [|d IH]; intros o f; [reflexivity|]. simpl. f_equal; [f_equal; lia|].
    rewrite IH, <- seq_shift, !flat_map_concat_map, map_map. f_equal. apply map_ext. intro i. f_equal. lia. }
  rewrite E. induction d as [|d IH]; [reflexivity|]. rewrite seq_S, flat_map_app. simpl. rewrite IH, app_nil_r.
  reflexivity.
Qed.

(** The derivatives see f only at the points that differ from x in the listed coordinates. *)
Lemma mixed_partial_local is : forall f g x,
  (forall y, (forall i, ~ In i is -> y i = x i) -> f y = g y) ->
  Coordinates.mixed_partial is f x = Coordinates.mixed_partial is g x.
Proof.
  induction is as [|i is IH]; intros f g x E; simpl; [apply E; reflexivity|].
  apply Derive_ext. intro s. apply IH. intros y Hy. apply E. intros j Hj. rewrite Hy by (simpl in Hj; tauto).
  unfold Coordinates.update. destruct (Nat.eqb_spec j i) as [->|]; [simpl in Hj; tauto|reflexivity].
Qed.

(** n derivatives in the same coordinate. *)
Lemma mixed_partial_repeat i n is f : forall x,
  Coordinates.mixed_partial (repeat i n ++ is) f x =
  Derive_n (fun s => Coordinates.mixed_partial is f (Coordinates.update x i s)) n (x i).
Proof.
  assert (same : forall x, Coordinates.update x i (x i) = x).
  { intro x. extensionality j. unfold Coordinates.update. destruct (Nat.eqb_spec j i); congruence. }
  induction n as [|n IH]; intro x; simpl; [rewrite same; reflexivity|].
  unfold Coordinates.partial. apply Derive_ext. intro s.
  rewrite IH. replace (Coordinates.update x i s i) with s
    by (unfold Coordinates.update; rewrite Nat.eqb_refl; reflexivity).
  apply Derive_n_ext. intro t. f_equal.
  extensionality j. unfold Coordinates.update. destruct (Nat.eqb_spec j i); reflexivity.
Qed.

(** The point whose coordinates from o on are 0. *)
Lemma mixed_partial_listed n : forall o (f : vec R n -> R) x (α : vec nat n),
  (forall i, (o <= i)%nat -> x i = 0) ->
  Coordinates.mixed_partial (listed o α) (fun y => f (tuple n (fun i => y (o + i)%nat))) x = partial_at_0 f α.
Proof.
  induction n as [|n IH]; intros o f x α Z; [reflexivity|]. simpl listed. rewrite mixed_partial_repeat.
  rewrite Z by lia. simpl partial_at_0. apply Derive_n_ext. intro s.
  rewrite <- (IH (S o) (fun y => f (s, y)) (fun i => if (i =? o)%nat then s else x i)).
  2: { intros i Hi. destruct (Nat.eqb_spec i o); [lia|apply Z; lia]. }
  apply mixed_partial_local. intros y Hy. simpl. f_equal. f_equal.
  - rewrite Nat.add_0_r, Hy, Nat.eqb_refl; [reflexivity|]. intro i.
    assert (below : forall m (v : vec nat m) k, In k (listed (S o) v) -> (S o <= k)%nat).
    { clear. intros m v k. generalize (Nat.le_refl (S o)). generalize (S o) at 2 3 as p. revert v.
      induction m as [|m IHm]; intros v p Hp; simpl; [tauto|]. intro i. apply in_app_or in i. destruct i as [i|i].
      - apply repeat_spec in i. lia.
      - apply IHm in i; lia. }
    apply below in i. lia.
  - apply tuple_ext. intros i _. f_equal. lia.
Qed.

(** ∂^α f(0), by coordinates and by tuples. *)
Theorem mixed_partial_tuple d (f : vec R d -> R) α :
  Coordinates.mixed_partial (Coordinates.directions d α) (fun x => f (tuple d x)) (fun _ => 0)
  = partial_at_0 f (tuple d α).
Proof. rewrite directions_listed. apply (mixed_partial_listed d 0 f (fun _ => 0) (tuple d α)). reflexivity. Qed.
