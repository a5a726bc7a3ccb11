(** * Without the gate: every number of atoms

    [density_inequality_without_gate].  For every k there is c > 0 such that every mixture G of k atoms in the region
    satisfies

        c [Σ_{m_j = 1} (|Δa| + |Δb| + |Δν|) + Σ_{m_j >= 2} Σ_i (|Δa|^(2 m_j) + |Δb|^(2 m_j) + |Δν|^(m_j))]  <=  V(G, H),

    without any condition on the sizes of the cells.  Nothing of the kind holds for the gate slopes if k >= 2 k*: V(G,
    H) = 0 is possible with gate slopes as far from the true ones as one likes ([gate_slopes_lost]).

    _Proof._  As for [density_inequality]: compactness of the region; far from agreement V is bounded below; near it the
    cells are stable, the gates bounded, and [cells_inequality_without_gate] applies with t = 0.  ∎ *)

From Coq Require Import Reals Psatz List Arith Lia Classical.
From Coquelicot Require Import Coquelicot.
From MoeProof Require Import FiniteSums BoxCompactness BoxIntegral BoxIntegralFacts.
From MoeProof Require Import SoftmaxModel CommonFactor Cells Identifiability IntervalDensity ModelBridge Voronoi
  DensityInequality.
From MoeProof Require CellCoefficients Gap NoGateCells.
Import ListNotations.
Open Scope R_scope.

(** The loss without gates and weights. *)
Definition atom_loss_without_gate {d : nat} (A : atom d) (m : nat) (B : atom d) : R :=
  if (m =? 1)%nat
  then slope_difference A B + intercept_difference A B + variance_difference A B
  else slope_difference A B ^ (2 * m) + intercept_difference A B ^ (2 * m) + variance_difference A B ^ m.

Definition loss_without_gate {d : nat} (H G : list (atom d)) : R :=
  ∑ A ∈ H, ∑ B ∈ voronoi H A G, atom_loss_without_gate A (length (voronoi H A G)) B.

(** Powers of sums: (Σ_{r<d} u_r)^n <= (1 + d)^n Σ_r u_r^n, for u_r >= 0 and n >= 1. *)
Lemma power_of_sum d n (u : nat -> R) : (1 <= n)%nat -> (forall r, (r < d)%nat -> 0 <= u r) ->
  sum_below d u ^ n <= (1 + INR d) ^ n * sum_below d (fun r => u r ^ n).
Proof.
  intros Hn u0. pose proof (pos_INR d) as d0.
  assert (largest : (1 <= d)%nat -> exists r, (r < d)%nat /\ forall r', (r' < d)%nat -> u r' <= u r).
  { clear. induction d as [|d IH]; intro Hd; [lia|]. destruct (Nat.eq_dec d 0) as [->|n].
    - exists 0%nat. split; [lia|]. intros r' Hr. replace r' with 0%nat by lia. lra.
    - destruct IH as (r & Hr & L); [lia|]. destruct (Rle_or_lt (u r) (u d)) as [h|h].
      + exists d. split; [lia|]. intros r' Hr'. destruct (Nat.eq_dec r' d) as [->|n']; [lra|].
        pose proof (L r' ltac:(lia)). lra.
      + exists r. split; [lia|]. intros r' Hr'. destruct (Nat.eq_dec r' d) as [->|n']; [lra|]. apply L. lia. }
  destruct (Nat.eq_dec d 0) as [->|nz].
  { simpl sum_below. rewrite pow_i, Rmult_0_r by lia. lra. }
  destruct largest as (r & Hr & L); [lia|].
  apply Rle_trans with (((1 + INR d) * u r) ^ n).
  - apply pow_incr. split; [now apply sum_below_nonneg|]. apply Rle_trans with (INR d * u r).
    + rewrite <- sum_below_const. now apply sum_below_le.
    + apply Rmult_le_compat_r; [now apply u0|lra].
  - rewrite Rpow_mult_distr. apply Rmult_le_compat_l; [apply pow_le; lra|].
    apply (sum_below_term d (fun r => u r ^ n)); [|exact Hr]. intros i Hi. apply pow_le. now apply u0.
Qed.

(** A cell has at most as many atoms as G. *)
Lemma voronoi_length d (H : list (atom d)) A G : (length (voronoi H A G) <= length G)%nat.
Proof.
  unfold voronoi. induction G as [|B G IH]; simpl; [lia|].
  destruct (expert_eq_dec (nearest_in H (expert_of B)) (expert_of A)); simpl; lia.
Qed.

(** |-v| = |v|. *)
Lemma len_opposite d (v : vec R d) : len ((-1) ⊙ v) = len v.
Proof. unfold len. f_equal. rewrite dot_scal_l, dot_scal_r. ring. Qed.

(** The loss is at most K times the loss of the records. *)
Lemma loss_without_gate_as_cells d k : exists K, 0 < K /\ forall (H G : list (atom d)) (m : nat -> nat), length G = k ->
  (forall j, (j < length H)%nat -> m j = sizes_of H G j) ->
  loss_without_gate H G <= K * NoGateCells.experts_loss d (length H) m (cells_of vzero 0 H G).
Proof.
  set (K := (1 + INR d) ^ (2 * k + 1)). pose proof (pos_INR d) as d0.
  assert (K1 : 1 <= K) by (apply pow_R1_Rle; lra). exists K. split; [lra|]. intros H G m LG sz.
  unfold loss_without_gate, NoGateCells.experts_loss. rewrite (lsum_nth _ H some_atom), <- sum_below_scal.
  apply sum_below_le. intros j Hj. rewrite (lsum_nth _ _ some_atom), (sz j Hj). unfold sizes_of.
  set (A := nth j H some_atom). set (l := voronoi H A G). rewrite <- sum_below_scal. apply sum_below_le. intros i Hi.
  assert (Hl : (length l <= k)%nat).
  { rewrite <- LG. apply voronoi_length. }
  unfold atom_loss_without_gate, cells_of, differences. fold A. fold l.
  cbn [CellCoefficients.slope CellCoefficients.intercept CellCoefficients.variance].
  set (B := nth i l some_atom). unfold slope_difference, intercept_difference, variance_difference.
  pose proof (Rabs_pos (intercept (expert_of B) - intercept (expert_of A))) as b0.
  pose proof (Rabs_pos (variance (expert_of B) - variance (expert_of A))) as v0.
  pose proof (len_le_sum d (slope (expert_of B) ⊖ slope (expert_of A))) as sl.
  set (S := fun r => Rabs (coord (slope (expert_of B) ⊖ slope (expert_of A)) r)) in *.
  set (b := Rabs (intercept (expert_of B) - intercept (expert_of A))) in *.
  set (v := Rabs (variance (expert_of B) - variance (expert_of A))) in *.
  assert (S0 : 0 <= sum_below d S) by (apply sum_below_nonneg; intros; apply Rabs_pos).
  assert (enlarge : forall z, 0 <= z -> z <= K * z) by (intros z z0; rewrite <- (Rmult_1_l z) at 1;
    apply Rmult_le_compat_r; lra).
  destruct (Nat.eqb_spec (length l) 1) as [e|ne].
  - apply Rle_trans with (sum_below d S + b + v); [lra|]. apply enlarge. lra.
  - assert (l0 : (1 <= length l)%nat) by lia. set (n := length l) in *.
    assert (b1 := enlarge _ (pow_le b (2 * n) b0)). assert (v1 := enlarge _ (pow_le v n v0)).
    assert (s1 : len (slope (expert_of B) ⊖ slope (expert_of A)) ^ (2 * n) <= K * sum_below d (fun r => S r ^ (2 * n))).
    { apply Rle_trans with (sum_below d S ^ (2 * n)); [apply pow_incr; split; [apply sqrt_pos|exact sl]|].
      apply Rle_trans with (1 := power_of_sum d (2 * n) S ltac:(lia) (fun r _ => Rabs_pos _)).
      apply Rmult_le_compat_r; [apply sum_below_nonneg; intros; apply pow_le, Rabs_pos|].
      apply Rle_pow; [lra|lia]. }
    unfold S in s1. lra.
Qed.

(** It is bounded on the region. *)
Lemma loss_without_gate_bounded d k w0 W0 M ν0 N0 (H : list (atom d)) : region w0 W0 M ν0 N0 H ->
  exists Dmax, 0 < Dmax /\ forall G, length G = k -> region w0 W0 M ν0 N0 G -> loss_without_gate H G <= Dmax.
Proof.
  intro RH. set (Z := 1 + 2 * Rabs M + Rabs N0 + Rabs ν0).
  assert (Z1 : 1 <= Z) by (unfold Z; pose proof (Rabs_pos M); pose proof (Rabs_pos N0); pose proof (Rabs_pos ν0); lra).
  set (D := 3 * Z ^ (2 * k + 1)). assert (D0 : 0 < D) by (unfold D; pose proof (pow_lt Z (2 * k + 1) ltac:(lra)); lra).
  exists (1 + INR (length H) * (INR k * D)). pose proof (pos_INR (length H)) as h0. pose proof (pos_INR k) as k0.
  assert (P : 0 <= INR (length H) * (INR k * D)) by (apply Rmult_le_pos; [lra|apply Rmult_le_pos; lra]).
  split; [lra|]. intros G LG RG. apply Rle_trans with (INR (length H) * (INR k * D)); [|lra].
  assert (bound : forall (T : Type) (f : T -> R) (l : list T) c, (forall t, In t l -> f t <= c) ->
    lsum f l <= INR (length l) * c).
  { intros T f l c Hc. induction l as [|t l IH]; [simpl; lra|]. cbn [lsum length]. rewrite S_INR.
    pose proof (Hc t (or_introl eq_refl)). pose proof (IH (fun t i => Hc t (or_intror i))). lra. }
  apply bound. intros A iA. set (l := voronoi H A G).
  assert (Hl : (length l <= k)%nat) by (rewrite <- LG; apply voronoi_length).
  apply Rle_trans with (INR (length l) * D).
  2:{ apply Rmult_le_compat_r; [lra|]. now apply le_INR. }
  apply bound. intros B iB. assert (iG : In B G) by now apply filter_In in iB.
  destruct (RH A iA) as (_ & _ & a & b & v). destruct (RG B iG) as (_ & _ & a' & b' & v').
  assert (s1 : 0 <= slope_difference A B <= Z).
  { split; [apply sqrt_pos|]. unfold slope_difference. apply Rle_trans with (1 := len_triangle _ _ _).
    rewrite len_opposite.
    unfold Z. pose proof (Rle_abs M). pose proof (Rabs_pos N0). pose proof (Rabs_pos ν0). lra. }
  assert (b1 : 0 <= intercept_difference A B <= Z).
  { split; [apply Rabs_pos|]. unfold intercept_difference, Rminus. apply Rle_trans with (1 := Rabs_triang _ _).
    rewrite Rabs_Ropp.
    unfold Z. pose proof (Rle_abs M). pose proof (Rabs_pos N0). pose proof (Rabs_pos ν0). lra. }
  assert (v1 : 0 <= variance_difference A B <= Z).
  { split; [apply Rabs_pos|]. unfold variance_difference, Z. pose proof (Rabs_pos M). pose proof (Rle_abs N0).
    pose proof (Rle_abs (- ν0)) as ν1. rewrite Rabs_Ropp in ν1. pose proof (Rabs_pos N0). pose proof (Rabs_pos ν0).
    apply Rabs_le. lra. }
  assert (power : forall z n, 0 <= z <= Z -> (n <= 2 * k + 1)%nat -> z ^ n <= Z ^ (2 * k + 1)).
  { intros z n Hz Hn. apply Rle_trans with (Z ^ n); [now apply pow_incr|]. now apply Rle_pow. }
  unfold atom_loss_without_gate, D. destruct (Nat.eqb_spec (length l) 1) as [e|ne].
  + pose proof (power _ 1%nat s1 ltac:(lia)). pose proof (power _ 1%nat b1 ltac:(lia)).
    pose proof (power _ 1%nat v1 ltac:(lia)).
    rewrite pow_1 in *. lra.
  + pose proof (power _ (2 * length l)%nat s1 ltac:(lia)). pose proof (power _ (2 * length l)%nat b1 ltac:(lia)).
    pose proof (power _ (length l) v1 ltac:(lia)). lra.
Qed.

(** It is not negative. *)
Lemma loss_without_gate_nonneg d (H G : list (atom d)) : 0 <= loss_without_gate H G.
Proof.
  apply lsum_nonneg. intros A _. apply lsum_nonneg. intros B _. unfold atom_loss_without_gate.
  pose proof (sqrt_pos ⟨slope (expert_of B) ⊖ slope (expert_of A), slope (expert_of B) ⊖ slope (expert_of A)⟩) as s0.
  change (0 <= slope_difference A B) in s0.
  pose proof (Rabs_pos (intercept (expert_of B) - intercept (expert_of A))) as b0.
    change (0 <= intercept_difference A B) in b0.
  pose proof (Rabs_pos (variance (expert_of B) - variance (expert_of A))) as v0.
    change (0 <= variance_difference A B) in v0.
  set (m := length (voronoi H A G)). destruct (m =? 1)%nat; [lra|].
  pose proof (pow_le _ (2 * m) s0). pose proof (pow_le _ (2 * m) b0). pose proof (pow_le _ m v0).
  apply Rplus_le_le_0_compat; [apply Rplus_le_le_0_compat|]; assumption.
Qed.

(** An expert has at most k members. *)
Lemma members_at_most d k p0 (A : atom d) : (length (members d k p0 A) <= k)%nat.
Proof.
  unfold members. apply Nat.le_trans with (length (seq 0 k)); [|rewrite seq_length; lia].
    induction (seq 0 k) as [|i l IH]; [simpl; lia|].
  cbn [filter]. destruct (if expert_eq_dec (expert_of (atom_at d p0 i)) (expert_of A) then true else false);
    cbn [length]; lia.
Qed.

(** Theorem 3. *)
Theorem density_inequality_without_gate d k lo hi ylo yhi w0 W0 M ν0 N0 (H : list (atom d)) :
  (forall i, (i < d)%nat -> lo i < hi i) -> ylo < yhi -> 0 < w0 -> 0 < ν0 -> (1 <= k)%nat ->
  H <> [] -> region w0 W0 M ν0 N0 H -> distinct_experts H ->
  exists c, 0 < c /\ forall G, length G = k -> region w0 W0 M ν0 N0 G ->
    c * loss_without_gate H G <= variation lo hi ylo yhi G H.
Proof.
  intros box interval w00 ν00 atoms nonempty true_region distinct.
  set (V := fun G => variation lo hi ylo yhi G H).
  destruct (loss_without_gate_bounded d k w0 W0 M ν0 N0 H true_region) as (Dmax & D0 & Bounded).
  assert (TP : proper H) by exact (true_proper w0 W0 M ν0 N0 H ν00 true_region).
  enough (L : exists c, 0 < c /\ forall G, length G = k -> region w0 W0 M ν0 N0 G ->
    c * Rmin Dmax (loss_without_gate H G) <= V G).
  { destruct L as (c & c0 & L). exists c. split; [exact c0|]. intros G LG RG. apply Rle_trans with (2 := L G LG RG).
    apply Rmult_le_compat_l; [lra|]. apply Rmin_glb; [now apply Bounded|apply Rle_refl]. }
  apply (region_compact d k w0 W0 M ν0 N0 (fun c G => c * Rmin Dmax (loss_without_gate H G) <= V G) w00).
  - intros c c' G Hc P. apply Rle_trans with (2 := P). apply Rmult_le_compat_r; [|lra].
    apply Rmin_glb; [lra|apply loss_without_gate_nonneg].
  - intros p0 Bp. destruct (classic (agree lo hi ylo yhi H (mixture d k p0))) as [Eq|Ne].
    + destruct (agreement k lo hi ylo yhi w0 W0 M ν0 N0 H box interval w00 ν00 atoms nonempty true_region distinct p0 Bp
      Eq)
        as (E & One & _).
      set (m := fun j => length (members d k p0 (nth j H some_atom))).
      destruct (separated_box d lo hi (map expert_of H) box) as (lo' & hi' & I & S).
      assert (sz : forall j, (j < length H)%nat -> (1 <= m j <= k)%nat).
      { intros j Hj. split; [apply One, nth_In, Hj|]. apply members_at_most. }
      destruct (NoGateCells.cells_inequality_without_gate d (length H) k m (record_of H) lo hi lo' hi' ylo yhi w0 W0 (2
        * M)
        (record_true_mixture d H nonempty TP) I interval (record_separated d H lo' hi' distinct S) sz w00) as (K & δ &
          K0 & δ0 & Ineq).
      destruct (within_near_agreement d k w0 W0 M ν0 N0 H p0 w00 nonempty distinct true_region Bp E One δ (proj1 δ0))
        as (r & r0 & Near).
      destruct (loss_without_gate_as_cells d k) as (K' & K'0 & AsCells).
      exists r, (/ (K' * K)). assert (KK : 0 < K' * K) by (apply Rmult_lt_0_compat; assumption). split; [exact r0|].
      split; [now apply Rinv_0_lt_compat|]. intros p Hp Rp. destruct (Near p Hp Rp) as [Sz Within].
      assert (LG : length (mixture d k p) = k) by (unfold mixture; now rewrite map_length, seq_length).
      assert (NG : mixture d k p <> []) by (intro e; rewrite e in LG; simpl in LG; lia).
      pose proof (Ineq _ Within) as L. pose proof (AsCells H (mixture d k p) m LG Sz) as L'.
      pose proof (variation_as_cells vzero 0 lo hi ylo yhi H (mixture d k p) m nonempty NG distinct
        (fun i Hi => Rlt_le _ _ (box i Hi)) Sz) as EV.
      rewrite <- EV in L. fold (V (mixture d k p)) in L.
      apply Rmult_le_reg_l with (K' * K); [exact KK|].
      rewrite <- Rmult_assoc, Rinv_r, Rmult_1_l by lra. apply Rle_trans with (1 := Rmin_r _ _).
        apply Rle_trans with (1 := L').
      rewrite Rmult_assoc. apply Rmult_le_compat_l; [lra|exact L].
    + destruct (far k lo hi ylo yhi w0 W0 M ν0 N0 H box interval w00 ν00 atoms nonempty true_region distinct p0 Bp Ne)
        as (r & c & r0 & c0 & F). exists r, (c / Dmax). split; [exact r0|].
      split; [apply Rdiv_lt_0_compat; assumption|]. intros p Hp Rp. apply Rle_trans with (2 := F p Hp Rp).
      apply Rle_trans with (c / Dmax * Dmax).
      * apply Rmult_le_compat_l; [apply Rlt_le, Rdiv_lt_0_compat; assumption|apply Rmin_l].
      * right. field. lra.
Qed.

(** For k >= 2 k* the gate slopes are lost. *)
Theorem gate_slopes_lost d k lo hi ylo yhi (H : list (atom d)) (γ : vec R d) : H <> []
  -> proper H -> (2 * length H <= k)%nat ->
  exists G, length G = k /\ proper G /\ slopes_spread_by γ H G /\ variation lo hi ylo yhi G H = 0.
Proof.
  intros NH PH Hk. destruct (nonidentifiable_beyond_twice H k γ NH Hk) as (G & LG & PG & Eq & Sp).
  exists G. split; [exact LG|]. split; [auto|]. split; [exact Sp|]. unfold variation.
  assert (zero : forall n x, (n <= d)%nat -> box_integral n lo hi
    (fun x => RInt (fun y => Rabs (density G (tuple d x) y - density H (tuple d x) y)) ylo yhi) x = 0).
  { induction n as [|n IH]; intros x Hn; simpl.
    - rewrite (RInt_ext _ (fun _ => 0)); [rewrite RInt_const; apply Rmult_0_r|].
      intros y _. rewrite Eq, Rminus_eq_0. apply Rabs_R0.
    - rewrite (RInt_ext _ (fun _ => 0)); [rewrite RInt_const; apply Rmult_0_r|]. intros t _. apply IH. lia. }
  apply zero. lia.
Qed.
