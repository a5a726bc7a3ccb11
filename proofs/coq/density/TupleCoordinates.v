(** * Vectors in coordinates

    SoftmaxModel.v writes the vectors of R^d as tuples, the analysis writes them as functions [nat -> R] of which the
    values below d matter.  [tuple d x] and [coord v] are inverse to each other, and ⟨v, tuple d x⟩ is the dot product
    of the coordinates.

    The tuples of a box have an interior ([box_interior]), and every box contains a smaller one on which distinct
    experts have distinct mean or variance at every point ([separated_box]). *)

From Coq Require Import Reals Psatz List Arith Lia.
From Coquelicot Require Import Coquelicot.
From MoeProof Require Import FiniteSums BoxCompactness BoxIntegral.
From MoeProof Require Import SoftmaxModel.
From MoeProof Require Export VectorBridge.
From MoeProof Require ExponentialIndependence Identifiability CellCoefficients.
Open Scope R_scope.

(** ** Vectors *)

(** The Euclidean length. *)
Definition len {d : nat} (v : vec R d) : R := sqrt ⟨v, v⟩.

(** The tuple of the coordinates. *)
Lemma tuple_coord d (v : vec R d) : tuple d (coord v) = v.
Proof.
  transitivity (tuple d (entry 0 v)); [|apply tuple_entry]. apply tuple_ext. intros i _. apply coord_entry.
Qed.

(** uᵀx in coordinates. *)
Lemma dot_with_tuple d (u : vec R d) x : ⟨u, tuple d x⟩ = Coordinates.dot d (coord u) x.
Proof.
  rewrite dot_sum. unfold Coordinates.dot. apply sum_below_ext. intros i Hi. now rewrite coord_tuple.
Qed.

(** Coordinates of sums, multiples and differences. *)
Lemma coord_plus d (u v : vec R d) i : coord (u ⊕ v) i = coord u i + coord v i.
Proof.
  revert i. induction d as [|d IH]; intros i; simpl; [ring|]. destruct i as [|i]; [reflexivity|apply IH].
Qed.

Lemma coord_scal d c (u : vec R d) i : coord (c ⊙ u) i = c * coord u i.
Proof.
  revert i. induction d as [|d IH]; intros i; simpl; [ring|]. destruct i as [|i]; [reflexivity|apply IH].
Qed.

Lemma coord_minus d (u v : vec R d) i : coord (u ⊖ v) i = coord u i - coord v i.
Proof. rewrite coord_plus, coord_scal. ring. Qed.

(** There are no further coordinates. *)
Lemma coord_beyond d (v : vec R d) i : (d <= i)%nat -> coord v i = 0.
Proof.
  revert i. induction d as [|d IH]; intros i Hi; [reflexivity|]. destruct i as [|i]; [lia|]. apply IH. lia.
Qed.

(** A length is not negative. *)
Lemma len_nonneg d (v : vec R d) : 0 <= len v.
Proof. apply sqrt_pos. Qed.

(** |v|² = Σ_i v_i²;  |v_i| <= |v| <= Σ_i |v_i|. *)
Lemma len_square d (v : vec R d) : len v ^ 2 = sum_below d (fun i => coord v i ^ 2).
Proof.
  unfold len. rewrite pow2_sqrt by apply dot_self_nonneg. rewrite dot_sum. apply sum_below_ext. intros i _. ring.
Qed.

Lemma coord_le_len d (v : vec R d) i : Rabs (coord v i) <= len v.
Proof.
  destruct (le_lt_dec d i) as [h|h].
  - rewrite coord_beyond, Rabs_R0 by exact h. apply len_nonneg.
  - apply Rsqr_incr_0_var; [|apply len_nonneg]. rewrite <- Rsqr_abs, !Rsqr_pow2, len_square.
    apply (sum_below_term d (fun i => coord v i ^ 2)); [intros; apply pow2_ge_0|exact h].
Qed.

(** Σ_i f_i² <= (Σ_i |f_i|)². *)
Lemma sum_squares_le n (f : nat -> R) : sum_below n (fun i => f i ^ 2) <= sum_below n (fun i => Rabs (f i)) ^ 2.
Proof.
  induction n as [|n IH]; [simpl; lra|]. cbn [sum_below].
  assert (S0 : 0 <= sum_below n (fun i => Rabs (f i))) by (apply sum_below_nonneg; intros; apply Rabs_pos).
  pose proof (Rmult_le_pos _ _ S0 (Rabs_pos (f n))). rewrite <- (pow2_abs (f n)). lra.
Qed.

Lemma len_le_sum d (v : vec R d) : len v <= sum_below d (fun i => Rabs (coord v i)).
Proof.
  apply Rsqr_incr_0_var; [|apply sum_below_nonneg; intros; apply Rabs_pos].
  rewrite !Rsqr_pow2, len_square. apply sum_squares_le.
Qed.

(** |u + v| <= |u| + |v|. *)
Lemma len_triangle d (u v : vec R d) : len (u ⊕ v) <= len u + len v.
Proof.
  pose proof (len_nonneg d u) as U. pose proof (len_nonneg d v) as V.
  assert (sq : forall w : vec R d, len w * len w = ⟨w, w⟩) by (intro w; apply sqrt_sqrt, dot_self_nonneg).
  assert (CS : ⟨u, v⟩ <= len u * len v).
  { pose proof (dot_self_nonneg (len v ⊙ u ⊖ len u ⊙ v)) as P.
    rewrite ?dot_plus_r, ?dot_plus_l, ?dot_scal_r, ?dot_scal_l, ?dot_scal_r, ?dot_scal_l in P.
    rewrite (dot_comm v u), <- !sq in P.
    destruct (Req_dec (len u * len v) 0) as [z|nz].
    - assert (Z : u = vzero \/ v = vzero).
      { apply Rmult_integral in z. destruct z as [z|z]; [left|right]; apply dot_self_zero; rewrite <- sq, z; ring. }
      rewrite z. destruct Z as [-> | ->]; [rewrite dot_comm|]; rewrite dot_zero_r; lra.
    - assert (0 < len u * len v) by (pose proof (Rmult_le_pos _ _ U V); lra).
      apply Rmult_le_reg_l with (len u * len v); [assumption|]. lra. }
  apply Rsqr_incr_0_var; [|lra]. unfold Rsqr. rewrite sq, !dot_plus_r, !dot_plus_l, (dot_comm v u), <- !sq. lra.
Qed.

(** The length of -v, and of a difference. *)
Lemma len_minus d (u v : vec R d) : len (u ⊖ v) <= len u + len v.
Proof.
  replace (len v) with (len ((-1) ⊙ v)); [apply len_triangle|]. unfold len. f_equal.
  rewrite dot_scal_l, dot_scal_r. ring.
Qed.

(** The origin has length 0. *)
Lemma len_zero d : len (vzero : vec R d) = 0.
Proof. unfold len. rewrite dot_zero_r. apply sqrt_0. Qed.

(** The coordinates of the origin. *)
Lemma coord_zero d i : coord (vzero : vec R d) i = 0.
Proof. revert i. induction d as [|d IH]; intro i; simpl; [reflexivity|]. destruct i; [reflexivity|apply IH]. Qed.

(** The coordinates from d on do not matter. *)
Lemma tuple_update d x t : tuple d (Coordinates.update x d t) = tuple d x.
Proof. apply tuple_ext. intros i Hi. unfold Coordinates.update. destruct (Nat.eqb_spec i d); [lia|reflexivity]. Qed.

Lemma update_here x d t : Coordinates.update x d t d = t.
Proof. unfold Coordinates.update. now rewrite Nat.eqb_refl. Qed.

(** ** Boxes *)

(** The boxes of ExponentialIndependence.v in coordinates. *)
Lemma near_coord d (x0 x : vec R d) r :
  ExponentialIndependence.near x0 r x <-> forall i, (i < d)%nat -> Rabs (coord x i - coord x0 i) < r.
Proof.
  induction d as [|d IH]; [simpl; split; [intros _ i Hi; lia|easy]|]. simpl. rewrite IH. split.
  - intros [A B] i Hi. destruct i as [|i]; [exact A|apply B; lia].
  - intro A. split; [apply (A 0%nat); lia|]. intros i Hi. apply (A (S i)). lia.
Qed.

(** Half of the shortest side of a box, or less. *)
Lemma least_half_side d (lo hi : nat -> R) : (forall i, (i < d)%nat -> lo i < hi i) ->
  exists r, 0 < r /\ forall i, (i < d)%nat -> r <= (hi i - lo i) / 2.
Proof.
  intro L. destruct (finite_bounds d (fun i => (hi i - lo i) / 2)) as (r & R & r0 & _ & B).
  - intros i Hi. specialize (L i Hi). lra.
  - exists r. split; [exact r0|]. intros i Hi. apply (B i Hi).
Qed.

(** The set of all tuples of a box has an interior. *)
Lemma box_interior d lo hi : (forall i, (i < d)%nat -> lo i < hi i) ->
  ExponentialIndependence.has_interior (fun v : vec R d => exists x, in_box d lo hi x /\ v = tuple d x).
Proof.
  intro L. destruct (least_half_side d lo hi L) as (r & r0 & Hr).
  exists (tuple d (fun i => (lo i + hi i) / 2)), r. split; [exact r0|]. intros v N. exists (coord v).
  split; [|symmetry; apply tuple_coord]. intros i Hi. apply (near_coord d) with (i := i) in N; [|exact Hi].
  rewrite coord_tuple in N by exact Hi. apply Rabs_def2 in N. specialize (Hr i Hi). lra.
Qed.

(** Distinct experts have distinct (mean, variance) at every point of a smaller box. *)
Lemma separated_box d lo hi (l : list (expert d)) : (forall i, (i < d)%nat -> lo i < hi i) ->
  exists lo' hi', (forall i, (i < d)%nat -> lo i <= lo' i /\ lo' i < hi' i /\ hi' i <= hi i) /\
    forall x, in_box d lo' hi' x -> forall E E', In E l -> In E' l ->
      mean E (tuple d x) = mean E' (tuple d x) -> variance E = variance E' -> E = E'.
Proof.
  intro L. destruct (least_half_side d lo hi L) as (r & r0 & Hr).
  destruct (Identifiability.separate_experts l (tuple d (fun i => (lo i + hi i) / 2)) r r0) as (x1 & r1 & r10 & S).
  assert (I : forall c, Rabs c < r1 -> forall i, (i < d)%nat -> lo i <= coord x1 i + c <= hi i).
  { intros c Hc i Hi. destruct (S (tuple d (fun i => coord x1 i + c))) as [N _].
    - apply near_coord. intros j Hj. rewrite coord_tuple by exact Hj. replace (_ - _) with c by ring. exact Hc.
    - apply (near_coord d) with (i := i) in N; [|exact Hi]. rewrite !coord_tuple in N by exact Hi. apply Rabs_def2 in N.
      specialize (Hr i Hi). lra. }
  exists (fun i => coord x1 i + - (r1 / 2)), (fun i => coord x1 i + r1 / 2). split.
  - intros i Hi. pose proof (I (- (r1 / 2)) ltac:(apply Rabs_def1; lra) i Hi).
    pose proof (I (r1 / 2) ltac:(apply Rabs_def1; lra) i Hi). lra.
  - intros x Hx. apply S. apply near_coord. intros i Hi. rewrite coord_tuple by exact Hi. specialize (Hx i Hi).
    apply Rabs_def1; lra.
Qed.
