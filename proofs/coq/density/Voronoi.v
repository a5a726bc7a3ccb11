(** * Voronoi cells of all mixtures near a given one

    The loss is bounded on the region ([loss_bounded]).  Near a mixture G0 whose experts are experts of H the cells do
    not change ([stable_cells]), and if G0 is a translate of H the cells of all nearby G, with the translation read
    off from a cell of one atom, are small ([small_near_translate]).  Without a translation their experts are close
    and their gates bounded ([within_near_agreement]).

    _Proof._  The squared distance satisfies |E' - F|² <= 2 |E - E'|² + 2 |E - F|² ([distance_triangle]).  If |E -
    E'|² is less than a quarter of the least squared distance of two true experts, then no other true expert F is as
    near to E as E'.  ∎ *)

From Coq Require Import Reals Psatz List Arith Lia.
From Coquelicot Require Import Coquelicot.
From MoeProof Require Import FiniteSums BoxCompactness BoxIntegral.
From MoeProof Require Import SoftmaxModel Cells Identifiability ModelBridge.
From MoeProof Require Export VoronoiCells.
From MoeProof Require CommonFactor CellCoefficients Gap LocalInequality.
Import ListNotations.
Open Scope R_scope.

(** ** Bounds *)

Section Bounds.
Context {d : nat}.
Implicit Types (E F : expert d) (A B : atom d) (G H l : list (atom d)).

(** A sum of terms that are at most c. *)
Lemma lsum_le_length {T : Type} (f : T -> R) (l : list T) c : (forall t, In t l -> f t <= c) ->
  lsum f l <= INR (length l) * c.
Proof.
  induction l as [|t l IH]; intro B; [simpl; lra|]. cbn [length lsum]. rewrite S_INR.
  specialize (IH (fun s i => B s (or_intror i))). specialize (B t (or_introl eq_refl)). lra.
Qed.

(** A filter does not lengthen a list. *)
Lemma filter_length_le {T : Type} (p : T -> bool) (l : list T) : (length (filter p l) <= length l)%nat.
Proof. induction l as [|t l IH]; simpl; [lia|]. destruct (p t); simpl; lia. Qed.

(** If all differences are at most P >= 1, the loss of one atom is at most 4 P^(2k + 2). *)
Lemma atom_loss_bounded (t1 : vec R d) A B (m k : nat) P : 1 <= P -> (m <= k)%nat ->
  gate_difference t1 A B <= P -> slope_difference A B <= P -> intercept_difference A B <= P ->
    variance_difference A B <= P ->
  atom_loss t1 A m B <= 4 * P ^ (2 * k + 2).
Proof.
  intros P1 mk g a b v.
  assert (up : forall z n, 0 <= z <= P -> (n <= 2 * k + 2)%nat -> z ^ n <= P ^ (2 * k + 2)).
  { intros z n Hz Hn. apply Rle_trans with (P ^ n); [now apply pow_incr|now apply Rle_pow]. }
  pose proof (len_nonneg d (gate_slope B ⊖ (gate_slope A ⊕ t1))) as g0. fold (gate_difference t1 A B) in g0.
  pose proof (len_nonneg d (slope (expert_of B) ⊖ slope (expert_of A))) as a0. fold (slope_difference A B) in a0.
  pose proof (Rabs_pos (intercept (expert_of B) - intercept (expert_of A))) as b0.
  fold (intercept_difference A B) in b0.
  pose proof (Rabs_pos (variance (expert_of B) - variance (expert_of A))) as v0. fold (variance_difference A B) in v0.
  unfold atom_loss. destruct (m =? 1)%nat.
  - rewrite <- (pow_1 (gate_difference t1 A B)), <- (pow_1 (slope_difference A B)),
      <- (pow_1 (intercept_difference A B)),
      <- (pow_1 (variance_difference A B)).
    pose proof (up _ 1%nat (conj g0 g) ltac:(lia)). pose proof (up _ 1%nat (conj a0 a) ltac:(lia)).
    pose proof (up _ 1%nat (conj b0 b) ltac:(lia)). pose proof (up _ 1%nat (conj v0 v) ltac:(lia)). lra.
  - pose proof (up _ 2%nat (conj g0 g) ltac:(lia)). pose proof (up _ 2%nat (conj a0 a) ltac:(lia)).
    pose proof (up _ (2 * m)%nat (conj b0 b) ltac:(lia)). pose proof (up _ m (conj v0 v) ltac:(lia)). lra.
Qed.

(** Two atoms of the region: slopes of the gates differ by at most 2M from each other, and the experts by at most P. *)
Lemma region_differences w0 W0 M ν0 N0 P G H A B : region w0 W0 M ν0 N0 H -> region w0 W0 M ν0 N0 G -> In A H ->
  In B G ->
  4 * Rabs M + Rabs (N0 - ν0) <= P ->
  len (slope_shift A B) <= 2 * Rabs M /\
  slope_difference A B <= P /\ intercept_difference A B <= P /\ variance_difference A B <= P.
Proof.
  intros RH RG i j HP. destruct (RH A i) as (_ & g & a & b & v). destruct (RG B j) as (_ & g' & a' & b' & v').
  pose proof (Rle_abs M). pose proof (Rle_abs (N0 - ν0)). pose proof (Rabs_pos (N0 - ν0)).
  assert (M0 : 0 <= M) by (pose proof (len_nonneg d (gate_slope A)); lra).
  split; [|split; [|split]].
  - unfold slope_shift. pose proof (len_minus _ (gate_slope B) (gate_slope A)). lra.
  - unfold slope_difference. pose proof (len_minus _ (slope (expert_of B)) (slope (expert_of A))). lra.
  - unfold intercept_difference. apply Rabs_le_between in b. apply Rabs_le_between in b'. apply Rabs_le_between. lra.
  - unfold variance_difference. apply Rabs_le_between. lra.
Qed.

(** With a translation whose e^t2 is at most T2 and whose |t1| is at most 2M. *)
Lemma loss_bounded_by k w0 W0 M ν0 N0 H G (t1 : vec R d) t2 T2 : region w0 W0 M ν0 N0 H -> region w0 W0 M ν0 N0 G ->
  length G = k -> len t1 <= 2 * Rabs M -> exp t2 <= T2 ->
  loss t1 t2 H G <= INR (length H) *
    (INR k * Rabs W0 + Rabs W0 * T2 + INR k * (4 * (1 + 4 * Rabs M + Rabs (N0 - ν0)) ^ (2 * k + 2))).
Proof.
  intros RH RG L l1 l2. set (P := 1 + 4 * Rabs M + Rabs (N0 - ν0)). unfold loss. apply lsum_le_length. intros A i.
  pose proof (Rabs_pos M) as M0. pose proof (Rabs_pos (N0 - ν0)) as v0.
  pose proof (Rle_abs W0) as W1. pose proof (Rabs_pos W0) as W2.
  assert (P1 : 1 <= P) by (unfold P; lra). pose proof (pow_lt P (2 * k + 2) ltac:(lra)) as Pk.
  set (l := voronoi H A G). assert (lk : (length l <= k)%nat) by (rewrite <- L; apply filter_length_le).
  assert (lG : forall B, In B l -> In B G) by (intros B j; now apply filter_In in j).
  assert (shorter : forall c, 0 <= c -> INR (length l) * c <= INR k * c).
  { intros c c0. apply Rmult_le_compat_r; [exact c0|now apply le_INR]. }
  unfold cell_loss. apply Rplus_le_compat.
  - destruct (RH A i) as ([_ wA] & _). pose proof (exp_pos (gate_bias A + t2)) as e0.
    assert (S0 : 0 <= ∑ B ∈ l, exp (gate_bias B)) by (apply lsum_nonneg; intros; apply Rlt_le, exp_pos).
    assert (S1 : (∑ B ∈ l, exp (gate_bias B)) <= INR k * Rabs W0).
    { apply Rle_trans with (INR (length l) * Rabs W0); [|apply shorter, W2]. apply lsum_le_length. intros B j.
      destruct (RG B (lG B j)) as ([_ wB] & _). lra. }
    assert (S2 : exp (gate_bias A + t2) <= Rabs W0 * T2).
    { rewrite exp_plus. apply Rmult_le_compat; try apply Rlt_le, exp_pos; lra. }
    apply Rabs_le_between. lra.
  - apply Rle_trans with (INR (length l) * (4 * P ^ (2 * k + 2))); [|apply shorter; lra]. apply lsum_le_length.
    intros B j.
    destruct (region_differences w0 W0 M ν0 N0 P G H A B RH RG i (lG B j)) as (g & a & b & v); [unfold P; lra|].
    apply atom_loss_bounded; auto. unfold gate_difference.
    replace (gate_slope B ⊖ (gate_slope A ⊕ t1)) with (slope_shift A B ⊖ t1)
      by (unfold slope_shift; apply dot_ext; intro; rewrite ?dot_plus_r, ?dot_scal_r, ?dot_plus_r; ring).
    pose proof (len_minus _ (slope_shift A B) t1). unfold P. lra.
Qed.

(** D_t is bounded on the region, for the translation of a cell of one atom and for t = 0. *)
Lemma loss_bounded k w0 W0 M ν0 N0 H : 0 < w0 -> region w0 W0 M ν0 N0 H ->
  exists Dmax, 0 < Dmax /\ forall G, length G = k -> region w0 W0 M ν0 N0 G ->
    (forall A B, In A H -> In B G -> loss (slope_shift A B) (bias_shift A B) H G <= Dmax) /\
    loss vzero 0 H G <= Dmax.
Proof.
  intros w00 RH. set (T2 := 1 + Rabs W0 / w0).
  set (D := INR (length H) *
    (INR k * Rabs W0 + Rabs W0 * T2 + INR k * (4 * (1 + 4 * Rabs M + Rabs (N0 - ν0)) ^ (2 * k + 2)))).
  pose proof (Rabs_pos W0) as W2. pose proof (Rabs_pos M) as M0. pose proof (Rle_abs W0) as W1.
  assert (q0 : 0 <= Rabs W0 / w0) by (apply Rmult_le_pos; [exact W2|apply Rlt_le, Rinv_0_lt_compat, w00]).
  exists (1 + Rabs D). split; [pose proof (Rabs_pos D); lra|]. intros G L RG.
  assert (up : forall t1 t2, len t1 <= 2 * Rabs M -> exp t2 <= T2 -> loss t1 t2 H G <= 1 + Rabs D).
  { intros t1 t2 l1 l2. pose proof (loss_bounded_by k w0 W0 M ν0 N0 H G t1 t2 T2 RH RG L l1 l2) as B. fold D in B.
    pose proof (Rle_abs D). lra. }
  split; [|apply up; [rewrite len_zero|rewrite exp_0; unfold T2]; lra].
  intros A B i j. apply up.
  - apply (region_differences w0 W0 M ν0 N0 (4 * Rabs M + Rabs (N0 - ν0)) G H A B RH RG i j). apply Rle_refl.
  - destruct (RH A i) as ([w1 _] & _). destruct (RG B j) as ([_ w2] & _).
    unfold bias_shift, Rminus. rewrite exp_plus, exp_Ropp. apply Rle_trans with (Rabs W0 / w0); [|unfold T2; lra].
    unfold Rdiv. apply Rmult_le_compat; try lra; [apply Rlt_le, exp_pos| |apply Rinv_le_contravar; assumption].
    apply Rlt_le, Rinv_0_lt_compat, exp_pos.
Qed.

End Bounds.

(** ** Near a mixture that has the experts of H *)

(** The atoms of G0 = mixture p0 that have the expert of A. *)
Definition members (d k : nat) (p0 : nat -> R) (A : atom d) : list nat :=
  filter (fun i => if expert_eq_dec (expert_of (atom_at d p0 i)) (expert_of A) then true else false) (seq 0 k).

(** A filter of a map, and its length. *)
Lemma filter_map_swap {S T : Type} (p : T -> bool) (g : S -> T) (l : list S) :
  filter p (map g l) = map g (filter (fun s => p (g s)) l).
Proof. induction l as [|s l IH]; simpl; [reflexivity|]. rewrite IH. now destruct (p (g s)). Qed.

(** Finitely many positive numbers have a positive lower bound. *)
Lemma list_lower_bound {T : Type} (f : T -> R) (l : list T) : (forall t, In t l -> 0 < f t) ->
  exists e, 0 < e /\ forall t, In t l -> e <= f t.
Proof.
  induction l as [|t l IH]; intro pos; [exists 1; split; [lra|easy]|].
  destruct IH as (e & e0 & H); [intros; apply pos; now right|]. pose proof (pos t (or_introl eq_refl)) as ft.
  exists (Rmin e (f t)). split; [now apply Rmin_pos|]. intros s [<-|i]; [apply Rmin_r|].
  apply Rle_trans with (1 := Rmin_l _ _), H, i.
Qed.

(** The distance in coordinates. *)
Lemma distance_coord d (E F : expert d) : expert_distance E F =
  sum_below d (fun i => (coord (slope E) i - coord (slope F) i) ^ 2)
  + (intercept E - intercept F) ^ 2 + (variance E - variance F) ^ 2.
Proof.
  unfold expert_distance. rewrite len_square. do 2 f_equal. apply sum_below_ext. intros i _. now rewrite coord_minus.
Qed.

(** Distinct experts have a positive distance. *)
Lemma distance_pos d (E F : expert d) : E <> F -> 0 < expert_distance E F.
Proof.
  intro n. pose proof (pow2_ge_0 (len (slope E ⊖ slope F))) as a.
  pose proof (pow2_ge_0 (intercept E - intercept F)) as b.
  pose proof (pow2_ge_0 (variance E - variance F)) as v. unfold expert_distance. apply Rnot_le_lt. intro h. apply n.
  assert (zero : forall z, z ^ 2 = 0 -> z = 0) by (intros z Hz; apply Rsqr_0_uniq; now rewrite Rsqr_pow2).
  assert (ab : len (slope E ⊖ slope F) = 0) by (apply zero; lra).
  assert (bb : intercept E - intercept F = 0) by (apply zero; lra).
  assert (vb : variance E - variance F = 0) by (apply zero; lra).
  assert (s : slope E ⊖ slope F = vzero).
  { apply dot_self_zero. apply sqrt_eq_0; [apply dot_self_nonneg|exact ab]. }
  destruct E as [a1 b1 v1], F as [a2 b2 v2]. simpl in *. f_equal; [vec_lra|lra|lra].
Qed.

(** |E' - F|² <= 2 |E - E'|² + 2 |E - F|². *)
Lemma distance_triangle d (E E' F : expert d) :
  expert_distance E' F <= 2 * expert_distance E E' + 2 * expert_distance E F.
Proof.
  rewrite !distance_coord.
  assert (S : forall x y z : R, (y - z) ^ 2 <= 2 * (x - y) ^ 2 + 2 * (x - z) ^ 2).
  { intros x y z. pose proof (pow2_ge_0 ((x - y) + (x - z))). lra. }
  assert (SS : sum_below d (fun i => (coord (slope E') i - coord (slope F) i) ^ 2) <=
    2 * sum_below d (fun i => (coord (slope E) i - coord (slope E') i) ^ 2) +
    2 * sum_below d (fun i => (coord (slope E) i - coord (slope F) i) ^ 2)).
  { rewrite <- !sum_below_scal, <- sum_below_plus. apply sum_below_le. intros i _. apply S. }
  pose proof (S (intercept E) (intercept E') (intercept F)). pose proof (S (variance E) (variance E') (variance F)).
  lra.
Qed.

(** Close points have experts at a small distance. *)
Lemma distance_close d k p0 p r i : r <= 1 -> close (k * width d) r p0 p -> (i < k)%nat ->
  expert_distance (expert_of (atom_at d p i)) (expert_of (atom_at d p0 i)) <= (INR d + 2) * r.
Proof.
  intros r1 C Hi. destruct (atom_close d k p0 p r i C Hi) as (_ & s & b & v). cbv zeta in s, b, v.
  assert (sq : forall z, Rabs z < r -> z ^ 2 <= r).
  { intros z Hz. rewrite <- pow2_abs. pose proof (Rabs_pos z). pose proof (Rmult_le_compat (Rabs z) r (Rabs z) 1).
    lra. }
  rewrite distance_coord. apply sq in b. apply sq in v.
  assert (S : sum_below d (fun j => (coord (slope (expert_of (atom_at d p i))) j -
    coord (slope (expert_of (atom_at d p0 i))) j) ^ 2) <= INR d * r).
  { rewrite <- sum_below_const. apply sum_below_le. intros j Hj. apply sq, s, Hj. }
  lra.
Qed.

(** The cells of all mixtures near G0 consist of the same atoms. *)
Lemma stable_cells d k (H : list (atom d)) p0 : H <> [] -> distinct_experts H ->
  (forall B, In B (mixture d k p0) -> exists A, In A H /\ expert_of A = expert_of B) ->
  exists r, 0 < r /\ forall p, close (k * width d) r p0 p -> forall A, In A H ->
    voronoi H A (mixture d k p) = map (atom_at d p) (members d k p0 A).
Proof.
  intros n D Ex.
  destruct (list_lower_bound (fun q : expert d * expert d =>
      if expert_eq_dec (fst q) (snd q) then 1 else expert_distance (fst q) (snd q))
    (list_prod (map expert_of H) (map expert_of H))) as (e & e0 & L).
  { intros [E F] _. simpl. destruct (expert_eq_dec E F) as [_|ne]; [lra|now apply distance_pos]. }
  pose proof (pos_INR d) as d0. assert (q0 : 0 < e / (8 * (INR d + 2))) by (apply Rdiv_lt_0_compat; lra).
  exists (Rmin 1 (e / (8 * (INR d + 2)))). split; [apply Rmin_pos; lra|]. intros p C A i.
  set (r := Rmin 1 (e / (8 * (INR d + 2)))) in *. assert (r1 : r <= 1) by apply Rmin_l.
  assert (re : (INR d + 2) * r <= e / 8).
  { apply Rle_trans with ((INR d + 2) * (e / (8 * (INR d + 2)))); [|right; field; lra].
    apply Rmult_le_compat_l; [lra|apply Rmin_r]. }
  unfold voronoi, mixture, members. rewrite filter_map_swap. f_equal. apply filter_ext_in. intros a Ha.
  apply in_seq in Ha.
  assert (near_true : nearest_in H (expert_of (atom_at d p a)) = expert_of (atom_at d p0 a)); [|now rewrite near_true].
  destruct (Ex (atom_at d p0 a)) as (A' & i' & e').
  { unfold mixture. apply in_map, in_seq. lia. }
  pose proof (distance_close d k p0 p r a r1 C ltac:(lia)) as near0. rewrite <- e' in *.
  apply nearest_unique; [now apply in_map|]. intros F iF nF.
  pose proof (L (expert_of A', F) ltac:(apply in_prod; [now apply in_map|exact iF])) as far. simpl in far.
  destruct (expert_eq_dec (expert_of A') F) as [e1|_]; [congruence|].
  pose proof (distance_triangle d (expert_of (atom_at d p a)) (expert_of A') F). lra.
Qed.

(** The number of members is the size of the expert's cell of G0 (Cells.v). *)
Lemma members_length d k (A : atom d) p0 : length (members d k p0 A) = length (cell (expert_of A) (mixture d k p0)).
Proof. unfold cell, mixture. now rewrite filter_map_swap, map_length. Qed.

(** In a translate of H every true atom has a member, and there are at most k. *)
Lemma members_bounds d k (H : list (atom d)) p0 A : is_translate_of (mixture d k p0) H -> In A H ->
  (1 <= length (members d k p0 A) <= k)%nat.
Proof.
  intros Tr i. split.
  - destruct (translate_atoms _ _ Tr) as (t1 & t2 & _ & T & _). destruct (T A i) as (B & j & e & _).
    rewrite members_length. assert (c : In B (cell (expert_of A) (mixture d k p0))) by now apply in_cell.
    destruct (cell (expert_of A) (mixture d k p0)); [easy|simpl; lia].
  - unfold members. apply Nat.le_trans with (1 := filter_length_le _ _). now rewrite seq_length.
Qed.

(** The i-th atom of a cell near G0: its index a, and its distance from the a-th atom of G0, whose expert is that of
    A. *)
Lemma cell_atom d k p0 p r A (l : list (atom d)) i : close (k * width d) r p0 p ->
  l = map (atom_at d p) (members d k p0 A) -> (i < length l)%nat ->
  exists a, (a < k)%nat /\ nth i l some_atom = atom_at d p a /\ expert_of (atom_at d p0 a) = expert_of A /\
    (forall s, (s < d)%nat -> Rabs (coord (slope (expert_of (nth i l some_atom)) ⊖ slope (expert_of A)) s) < r) /\
    Rabs (intercept (expert_of (nth i l some_atom)) - intercept (expert_of A)) < r /\
    Rabs (variance (expert_of (nth i l some_atom)) - variance (expert_of A)) < r.
Proof.
  intros C -> Hi. rewrite map_length in Hi. set (a := nth i (members d k p0 A) 0%nat). exists a.
  assert (ia : In a (members d k p0 A)) by (apply nth_In, Hi).
  unfold members in ia. apply filter_In in ia. destruct ia as [sa ea]. apply in_seq in sa.
  destruct (expert_eq_dec (expert_of (atom_at d p0 a)) (expert_of A)) as [e|]; [|easy]. clear ea.
  assert (na : nth i (map (atom_at d p) (members d k p0 A)) some_atom = atom_at d p a).
  { rewrite (nth_indep _ _ (atom_at d p 0%nat)) by (now rewrite map_length). apply map_nth. }
  rewrite na. destruct (atom_close d k p0 p r a C ltac:(lia)) as (_ & s & b & v). cbv zeta in s, b, v.
  rewrite e in s, b, v.
  split; [lia|]. split; [reflexivity|]. split; [exact e|]. split; [|split; assumption].
  intros j Hj. rewrite coord_minus. apply s, Hj.
Qed.

(** Near a translate of H: the records of the cells have the sizes of G0 and are small, for the translation of any cell
    of one atom.  For that translation the slopes of the gates are those of G0 up to 2 r.
    Here n = length H. *)
Lemma small_near_translate d k w0 W0 M ν0 N0 (H : list (atom d)) p0 : 0 < w0 -> H <> [] -> distinct_experts H ->
  region w0 W0 M ν0 N0 H ->
  in_box (k * width d) (region_lo d w0 M ν0) (region_hi d W0 M N0) p0 -> is_translate_of (mixture d k p0) H ->
  let m := fun j => length (members d k p0 (nth j H some_atom)) in
  forall s, 0 < s <= 1 -> exists r, 0 < r /\ forall p, close (k * width d) r p0 p ->
    in_box (k * width d) (region_lo d w0 M ν0) (region_hi d W0 M N0) p ->
    (forall j, (j < length H)%nat -> m j = sizes_of H (mixture d k p) j) /\
    forall j0 B, (j0 < length H)%nat -> voronoi H (nth j0 H some_atom) (mixture d k p) = [B] ->
      let A := nth j0 H some_atom in
      LocalInequality.small_cells d (length H) m (record_of H) (w0 ^ 2 / W0) (W0 ^ 2 / w0)
        (cells_of (slope_shift A B) (bias_shift A B) H (mixture d k p)) s j0.
Proof.
  intros w00 n D RH Bp0 Tr m s Hs.
  destruct (translate_atoms _ _ Tr) as (t1 & t2 & T & _). destruct (translate_slopes _ _ D Tr) as (t & Sl).
  destruct (stable_cells d k H p0 n D) as (r1 & r10 & St).
  { intros B i. destruct (T B i) as (A & j & e & _). exists A. split; [exact j|now symmetry]. }
  pose proof (region_weights d w0 W0 M ν0 N0 H n RH) as wW.
  assert (s2 : 0 < s ^ 2) by (apply pow_lt; lra).
  exists (Rmin r1 (s ^ 2 / 2)). split; [apply Rmin_pos; lra|]. set (r := Rmin r1 (s ^ 2 / 2)). intros p C Bp.
  assert (rs : r <= s ^ 2 / 2) by apply Rmin_r.
  assert (V : forall A, In A H -> voronoi H A (mixture d k p) = map (atom_at d p) (members d k p0 A)).
  { apply St. intros i Hi. apply Rlt_le_trans with (1 := C i Hi), Rmin_l. }
  assert (Sz : forall j, (j < length H)%nat -> m j = sizes_of H (mixture d k p) j).
  { intros j Hj. unfold sizes_of. rewrite V by (apply nth_In, Hj). now rewrite map_length. }
  split; [exact Sz|]. intros j0 B Hj0 e A0. assert (iA0 : In A0 H) by (apply nth_In, Hj0). fold A0 in e.
  (* the slope of the gate of an atom of the cell of A is that of A plus t, up to r *)
  assert (G : forall A, In A H -> forall a, (a < k)%nat -> expert_of (atom_at d p0 a) = expert_of A ->
    forall q, (q < d)%nat -> Rabs (coord (gate_slope (atom_at d p a)) q - (coord (gate_slope A) q + coord t q)) < r).
  { intros A i a Ha ea q Hq. destruct (atom_close d k p0 p r a C Ha) as (_ & g & _). cbv zeta in g.
    rewrite (Sl A (atom_at d p0 a) i) in g; [| |exact ea].
    - destruct (g q Hq) as [g' _]. now rewrite coord_plus in g'.
    - unfold mixture. apply in_map, in_seq. lia. }
  destruct (cell_atom d k p0 p r A0 [B] 0 C) as (b & Hb & eB & xB & _); [rewrite <- e; apply V, iA0|simpl; lia|].
  simpl in eB.
  destruct (atom_in_box d k w0 W0 M ν0 N0 p b w00 wW Bp Hb) as (wB & _). rewrite <- eB in wB.
  destruct (RH A0 iA0) as (wA & _).
  split.
  - intros j Hj. set (A := nth j H some_atom). assert (iA : In A H) by (apply nth_In, Hj).
    split; [apply (members_bounds d k H p0 A Tr iA)|]. intros i Hi. rewrite (Sz j Hj) in Hi. unfold sizes_of in Hi.
    fold A in Hi.
    destruct (cell_atom d k p0 p r A (voronoi H A (mixture d k p)) i C (V A iA) Hi)
      as (a & Ha & ea & xa & ds & di & dv).
    destruct (atom_in_box d k w0 W0 M ν0 N0 p a w00 wW Bp Ha) as (wa & _). rewrite <- ea in wa.
    unfold cells_of, differences. cbn [CellCoefficients.weight CellCoefficients.gate CellCoefficients.slope
      CellCoefficients.intercept CellCoefficients.variance]. fold A.
    set (Bi := nth i (voronoi H A (mixture d k p)) some_atom) in *. repeat split; try lra.
    + unfold bias_shift.
      replace (gate_bias Bi - (gate_bias B - gate_bias A0)) with (gate_bias Bi + gate_bias A0 + - gate_bias B) by ring.
      rewrite !exp_plus, exp_Ropp. apply Rmult_le_compat; [apply pow2_ge_0|apply Rlt_le, Rinv_0_lt_compat; lra| |].
      * simpl. rewrite Rmult_1_r. apply Rmult_le_compat; lra.
      * apply Rinv_le_contravar; [apply exp_pos|lra].
    + unfold bias_shift.
      replace (gate_bias Bi - (gate_bias B - gate_bias A0)) with (gate_bias Bi + gate_bias A0 + - gate_bias B) by ring.
      rewrite !exp_plus, exp_Ropp. apply Rmult_le_compat; [apply Rlt_le, Rmult_lt_0_compat; apply exp_pos| | |].
      * apply Rlt_le, Rinv_0_lt_compat, exp_pos.
      * simpl. rewrite Rmult_1_r. apply Rmult_le_compat; try apply Rlt_le, exp_pos; lra.
      * apply Rinv_le_contravar; lra.
    + pose proof (G A iA a Ha xa r0 ltac:(assumption)) as g1. rewrite <- ea in g1.
      pose proof (G A0 iA0 b Hb xB r0 ltac:(assumption)) as g2. rewrite <- eB in g2.
      unfold slope_shift. rewrite coord_minus, coord_plus, coord_minus. apply Rabs_def2 in g1. apply Rabs_def2 in g2.
      apply Rabs_le_between. lra.
    + apply Rlt_le, Rlt_le_trans with (1 := ds r0 ltac:(assumption)). lra.
  - split; [exact Hj0|]. split; [rewrite (Sz j0 Hj0); unfold sizes_of; fold A0; now rewrite e|].
    unfold cells_of, differences, record_of. fold A0. rewrite e.
    cbn [CellCoefficients.weight CellCoefficients.gate nth].
    fold A0. split; [unfold bias_shift; f_equal; ring|].
    intros q _. unfold slope_shift. rewrite coord_minus, coord_plus, coord_minus. ring.
Qed.

(** Near a G0 that has the experts of H, without a translation: the gates of the cells are bounded, the experts
    close. *)
Lemma within_near_agreement d k w0 W0 M ν0 N0 (H : list (atom d)) p0 : 0 < w0 -> H <> [] -> distinct_experts H ->
  region w0 W0 M ν0 N0 H ->
  in_box (k * width d) (region_lo d w0 M ν0) (region_hi d W0 M N0) p0 ->
  (forall B, In B (mixture d k p0) -> exists A, In A H /\ expert_of A = expert_of B) ->
  (forall A, In A H -> (1 <= length (members d k p0 A))%nat) ->
  let m := fun j => length (members d k p0 (nth j H some_atom)) in
  forall δ, 0 < δ -> exists r, 0 < r /\ forall p, close (k * width d) r p0 p ->
    in_box (k * width d) (region_lo d w0 M ν0) (region_hi d W0 M N0) p ->
    (forall j, (j < length H)%nat -> m j = sizes_of H (mixture d k p) j) /\
    Gap.fitted_within d (length H) m (cells_of vzero 0 H (mixture d k p)) w0 W0 (2 * M) δ.
Proof.
  intros w00 n D RH Bp0 Ex one m δ δ0. destruct (stable_cells d k H p0 n D Ex) as (r1 & r10 & St).
  pose proof (region_weights d w0 W0 M ν0 N0 H n RH) as wW.
  exists (Rmin r1 δ). split; [now apply Rmin_pos|]. set (r := Rmin r1 δ). intros p C Bp.
  assert (rs : r <= δ) by apply Rmin_r.
  assert (V : forall A, In A H -> voronoi H A (mixture d k p) = map (atom_at d p) (members d k p0 A)).
  { apply St. intros i Hi. apply Rlt_le_trans with (1 := C i Hi), Rmin_l. }
  assert (Sz : forall j, (j < length H)%nat -> m j = sizes_of H (mixture d k p) j).
  { intros j Hj. unfold sizes_of. rewrite V by (apply nth_In, Hj). now rewrite map_length. }
  split; [exact Sz|].
  intros j Hj. set (A := nth j H some_atom). assert (iA : In A H) by (apply nth_In, Hj).
  split; [apply one, iA|]. intros i Hi. rewrite (Sz j Hj) in Hi. unfold sizes_of in Hi. fold A in Hi.
  destruct (cell_atom d k p0 p r A (voronoi H A (mixture d k p)) i C (V A iA) Hi) as (a & Ha & ea & xa & ds & di & dv).
  destruct (atom_in_box d k w0 W0 M ν0 N0 p a w00 wW Bp Ha) as (wa & ga & _). rewrite <- ea in wa, ga.
  destruct (RH A iA) as (_ & gA & _).
  unfold cells_of, differences. cbn [CellCoefficients.weight CellCoefficients.gate CellCoefficients.slope
    CellCoefficients.intercept CellCoefficients.variance]. fold A.
  set (Bi := nth i (voronoi H A (mixture d k p)) some_atom) in *. rewrite Rminus_0_r. split; [exact wa|].
  split; [|split; lra].
  intros q Hq. split.
  - rewrite coord_minus, coord_plus, coord_zero. destruct (ga q Hq) as [g1 _].
    pose proof (coord_le_len d (gate_slope A) q) as g2.
    apply Rabs_le_between in g1. assert (g3 : Rabs (coord (gate_slope A) q) <= M) by lra. apply Rabs_le_between in g3.
    apply Rabs_le_between. lra.
  - apply Rlt_le, Rlt_le_trans with (1 := ds q Hq), rs.
Qed.
