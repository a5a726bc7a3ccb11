(** * The possible exponents of the density inequality

    θ is a possible exponent of a parameter in a cell of m atoms if for some true mixture H and all small ε a mixture G
    with V(G, H) <= ε has |Δ| >= κ ε^θ for an atom of the cell.  With a gate fixed by a cell of one atom they are
    exactly the θ from 1/2, 1/2, 1/(2m), 1/m on, for Δβ1, Δa, Δb, Δν ([possible_density_exponents]); for m = 1 from 1 on
    ([possible_density_exponents_one]).  What is known for a free gate is [possible_density_exponents_free].

    _Proof._  |Δ| <= K ε^θ' (DensityExponents.v) and |Δ| >= κ ε^θ for all small ε make θ' <= θ ([exponent_comparison]).
    A curve with V <= C s^q and |Δ| >= κ s^r, taken at s = (ε / C)^(1/q), shows that every θ from r / q on is possible
    ([curve_parameter]).  ∎ *)

From Coq Require Import Reals Psatz List Arith Lia.
From MoeProof Require Import Vectors SoftmaxModel ModelBridge VoronoiCells.
From MoeProof Require Import SharpDensity SharpOneAtom NoGateCurve DensityExponents.
Import ListNotations.
Open Scope R_scope.

(** ** Powers *)

(** A curve with V <= C s^q and |Δ| >= κ s^r attains every exponent from r / q on. *)
Lemma curve_parameter C κ s0 q r θ : 0 < C -> 0 < κ -> 0 < s0 -> (1 <= q)%nat -> INR r <= INR q * θ ->
  exists κ' ε0, 0 < κ' /\ 0 < ε0 <= 1 /\ forall ε, 0 < ε <= ε0 ->
    exists s, 0 < s <= s0 /\ C * s ^ q <= ε /\ κ' * Rpower ε θ <= κ * s ^ r.
Proof.
  intros C0 κ0 s00 Hq Hθ. assert (q0 : 0 < INR q) by (apply lt_0_INR; lia).
  assert (S0 : 0 < C * s0 ^ q) by (apply Rmult_lt_0_compat; [exact C0|now apply pow_lt]).
  exists (κ * Rpower (/ C) (INR r / INR q)), (Rmin 1 (C * s0 ^ q)).
  split; [apply Rmult_lt_0_compat; [exact κ0|apply exp_pos]|].
  split; [split; [now apply Rmin_pos; lra|apply Rmin_l]|]. intros ε [e0 e].
  assert (e1 : ε <= 1) by (apply Rle_trans with (1 := e), Rmin_l).
  assert (e2 : ε <= C * s0 ^ q) by (apply Rle_trans with (1 := e), Rmin_r).
  assert (z0 : 0 < / C * ε) by (apply Rmult_lt_0_compat; [now apply Rinv_0_lt_compat|exact e0]).
  set (s := Rpower (/ C * ε) (/ INR q)). assert (s1 : 0 < s) by apply exp_pos.
  assert (sq : s ^ q = / C * ε).
  { rewrite <- (Rpower_pow q s s1). unfold s. rewrite Rpower_mult, Rinv_l by lra. now apply Rpower_1. }
  exists s. split; [split; [exact s1|]|split].
  - destruct (Rle_dec s s0) as [h|h]; [exact h|exfalso].
    assert (L : s0 ^ q < s ^ q).
    { rewrite <- (Rpower_pow q s0 s00), <- (Rpower_pow q s s1). apply Rlt_Rpower_l; lra. }
    rewrite sq in L. apply (Rmult_lt_compat_l C) in L; [|exact C0]. rewrite <- Rmult_assoc, Rinv_r in L by lra. lra.
  - rewrite sq. right. field. lra.
  - assert (sr : s ^ r = Rpower (/ C * ε) (INR r / INR q)).
    { rewrite <- (Rpower_pow r s s1). unfold s. rewrite Rpower_mult. f_equal. field. lra. }
    rewrite sr, <- Rpower_mult_distr by (try apply Rinv_0_lt_compat; assumption). rewrite Rmult_assoc.
    apply Rmult_le_compat_l; [lra|]. apply Rmult_le_compat_l; [apply Rlt_le, exp_pos|].
    apply power_decreasing; [lra|]. apply (Rmult_le_reg_l (INR q)); [exact q0|].
    replace (INR q * (INR r / INR q)) with (INR r) by (field; lra). exact Hθ.
Qed.

(** If κ ε^θ <= K ε^θ' for all small ε, then θ' <= θ. *)
Lemma exponent_comparison κ K ε0 θ θ' : 0 < κ -> 0 < K -> 0 < ε0 <= 1 ->
  (forall ε, 0 < ε <= ε0 -> κ * Rpower ε θ <= K * Rpower ε θ') -> θ' <= θ.
Proof.
  intros κ0 K0 E0 P. destruct (Rle_or_lt θ' θ) as [h|h]; [exact h|exfalso].
  set (τ := θ' - θ). assert (τ0 : 0 < τ) by (unfold τ; lra). set (z := κ / (2 * K)).
  assert (z0 : 0 < z) by (unfold z; apply Rdiv_lt_0_compat; lra).
  set (ε := Rmin ε0 (Rpower z (/ τ))). assert (r0 : 0 < Rpower z (/ τ)) by apply exp_pos.
  assert (e0 : 0 < ε) by (apply Rmin_pos; lra). assert (e1 : ε <= ε0) by apply Rmin_l.
  assert (e2 : Rpower ε τ <= z).
  { replace z with (Rpower (Rpower z (/ τ)) τ) by (rewrite Rpower_mult, Rinv_l by lra; now apply Rpower_1).
    apply Rle_Rpower_l; [lra|]. split; [exact e0|apply Rmin_r]. }
  pose proof (P ε (conj e0 e1)) as L. replace θ' with (θ + τ) in L by (unfold τ; ring). rewrite Rpower_plus in L.
  assert (p0 : 0 < Rpower ε θ) by apply exp_pos.
  assert (L' : κ <= K * Rpower ε τ).
  { apply (Rmult_le_reg_r (Rpower ε θ)); [exact p0|]. lra. }
  assert (K * Rpower ε τ <= K * z) by (apply Rmult_le_compat_l; lra).
  assert (K * z = κ / 2) by (unfold z; field; lra). lra.
Qed.

(** ** Possible exponents *)

Section Possible.
Variables (d m : nat) (lo hi : nat -> R) (ylo yhi : R).
Implicit Types (difference : vec R d -> atom d -> atom d -> R) (A B : atom d) (G : list (atom d)).

(** The gate fixed: the other cell is the true atom A2, which shows the translation. *)
Definition possible_density_exponent difference (θ : R) : Prop :=
  exists (w0 W0 M ν0 N0 : R) (A1 A2 : atom d) (κ ε0 : R),
    0 < w0 /\ 0 < ν0 /\ 0 < κ /\ 0 < ε0 <= 1 /\ distinct_experts [A1; A2] /\ region w0 W0 M ν0 N0 [A1; A2] /\
    forall ε, 0 < ε <= ε0 -> exists G,
      length G = S m /\ region w0 W0 M ν0 N0 G /\
      length (voronoi [A1; A2] A1 G) = m /\ voronoi [A1; A2] A2 G = [A2] /\
      variation lo hi ylo yhi G [A1; A2] <= ε /\
      exists B, In B (voronoi [A1; A2] A1 G) /\ κ * Rpower ε θ <= difference (slope_shift A2 A2) A1 B.

(** The gate free: the other cell has q >= 2 atoms, and no translation of the gate makes the difference smaller. *)
Definition possible_density_exponent_free difference (θ : R) : Prop :=
  exists (q : nat) (w0 W0 M ν0 N0 : R) (A1 A2 : atom d) (κ ε0 : R), (2 <= q)%nat /\
    0 < w0 /\ 0 < ν0 /\ 0 < κ /\ 0 < ε0 <= 1 /\ distinct_experts [A1; A2] /\ region w0 W0 M ν0 N0 [A1; A2] /\
    forall ε, 0 < ε <= ε0 -> exists G,
      length G = (m + q)%nat /\ region w0 W0 M ν0 N0 G /\
      length (voronoi [A1; A2] A1 G) = m /\ length (voronoi [A1; A2] A2 G) = q /\
      variation lo hi ylo yhi G [A1; A2] <= ε /\
      forall t1, exists B, In B (voronoi [A1; A2] A1 G) /\ κ * Rpower ε θ <= difference t1 A1 B.

(** What is attained beside a second cell of n atoms, at every small ε and for each exponent from r / q on. *)
Lemma attained_exponent n difference (q r : nat) (θ : R) :
  attained_beside d m n lo hi ylo yhi difference q r -> (1 <= q)%nat -> INR r <= INR q * θ ->
  (n = 1%nat -> possible_density_exponent difference θ) /\
  ((2 <= n)%nat -> possible_density_exponent_free difference θ).
Proof.
  intros (w0 & W0 & M & ν0 & N0 & A1 & A2 & G & C & κ & s0 & w00 & ν00 & C0 & κ0 & S0 & D & RH & curve) Hq Hθ.
  destruct (curve_parameter C κ s0 q r θ C0 κ0 ltac:(lra) Hq Hθ) as (κ' & ε0 & κ'0 & E0 & P). split; intro Hn.
  - exists w0, W0, M, ν0, N0, A1, A2, κ', ε0. do 6 (split; [assumption|]). intros ε e.
    destruct (P ε e) as (s & Hs & V & U). destruct (curve s Hs) as (LG & RG & V1 & V2 & V3 & Vs & Ex). exists (G s).
    split; [rewrite LG, Hn; lia|]. do 2 (split; [assumption|]). split; [now apply V3|].
    split; [now apply Rle_trans with (1 := Vs)|]. destruct (Ex (slope_shift A2 A2)) as (B & i & L).
    exists B. split; [exact i|]. now apply Rle_trans with (1 := U).
  - exists n, w0, W0, M, ν0, N0, A1, A2, κ', ε0. do 7 (split; [assumption|]). intros ε e.
    destruct (P ε e) as (s & Hs & V & U). destruct (curve s Hs) as (LG & RG & V1 & V2 & V3 & Vs & Ex). exists (G s).
    do 4 (split; [assumption|]). split; [now apply Rle_trans with (1 := Vs)|]. intro t1.
    destruct (Ex t1) as (B & i & L). exists B. split; [exact i|]. now apply Rle_trans with (1 := U).
Qed.

Hypotheses (dimension : (1 <= d)%nat) (box : forall i, (i < d)%nat -> lo i < hi i) (interval : ylo < yhi).

(** The gate fixed, m >= 2: the possible exponents are those from 1/2, 1/2, 1/(2m), 1/m on. *)
Theorem possible_density_exponents : (2 <= m)%nat -> forall θ,
  (possible_density_exponent gate_difference θ <-> 1 / 2 <= θ) /\
  (possible_density_exponent (fun _ => slope_difference) θ <-> 1 / 2 <= θ) /\
  (possible_density_exponent (fun _ => intercept_difference) θ <-> 1 / (2 * INR m) <= θ) /\
  (possible_density_exponent (fun _ => variance_difference) θ <-> 1 / INR m <= θ).
Proof.
  intros Hm θ. assert (m0 : 0 < INR m) by (apply lt_0_INR; lia).
  assert (bound : forall difference θ0, possible_density_exponent difference θ ->
    (forall (K ε : R) (t1 : vec R d) A B,
       gate_difference t1 A B <= K * Rpower ε (1 / 2) -> slope_difference A B <= K * Rpower ε (1 / 2) ->
       intercept_difference A B <= K * Rpower ε (1 / (2 * INR m)) ->
       variance_difference A B <= K * Rpower ε (1 / INR m) -> difference t1 A B <= K * Rpower ε θ0) -> θ0 <= θ).
  { intros difference θ0 (w0 & W0 & M & ν0 & N0 & A1 & A2 & κ & ε0 & w00 & ν00 & κ0 & E0 & D & RH & P) H.
    destruct (density_exponents d (S m) m (1 / 2) (1 / 2) (1 / (2 * INR m)) (1 / INR m) lo hi ylo yhi w0 W0 M ν0 N0
      [A1; A2] Hm) as (K & K0 & L); try assumption; try lra; try lia; try discriminate;
      [right; field; lra|right; field; lra|].
    apply (exponent_comparison κ K ε0); try assumption. intros ε e.
    destruct (P ε e) as (G & LG & RG & V1 & V2 & V & B & i & U). apply Rle_trans with (1 := U).
    destruct (L G ε LG RG ltac:(lra) V A2 A2 ltac:(simpl; tauto) V2 A1 B ltac:(simpl; tauto) V1 i) as (g & a & b & v).
    now apply H. }
  destruct (sharp_density_beside d m 1 lo hi ylo yhi dimension Hm (le_n 1) box interval) as (g & a & b & v).
  split; [|split; [|split]]; (split; [intro P; apply (bound _ _ P); now intros|intro Hθ]).
  - apply (attained_exponent 1 _ 2 1 θ g); [lia|simpl; lra|reflexivity].
  - apply (attained_exponent 1 _ 2 1 θ a); [lia|simpl; lra|reflexivity].
  - apply (attained_exponent 1 _ (2 * m) 1 θ b); [lia| |reflexivity]. rewrite mult_INR. simpl (INR 2). simpl (INR 1).
    apply (Rmult_le_compat_l (2 * INR m)) in Hθ; [|lra].
    replace (2 * INR m * (1 / (2 * INR m))) with 1 in Hθ by (field; lra). exact Hθ.
  - apply (attained_exponent 1 _ (2 * m) 2 θ v); [lia| |reflexivity]. rewrite mult_INR. simpl (INR 2).
    apply (Rmult_le_compat_l (2 * INR m)) in Hθ; [|lra].
    replace (2 * INR m * (1 / INR m)) with 2 in Hθ by (field; lra). exact Hθ.
Qed.

(** One atom: from 1 on. *)
Theorem possible_density_exponents_one : m = 1%nat -> forall θ,
  (possible_density_exponent gate_difference θ <-> 1 <= θ) /\
  (possible_density_exponent (fun _ => slope_difference) θ <-> 1 <= θ) /\
  (possible_density_exponent (fun _ => intercept_difference) θ <-> 1 <= θ) /\
  (possible_density_exponent (fun _ => variance_difference) θ <-> 1 <= θ).
Proof.
  intros Hm θ.
  assert (bound : forall difference, possible_density_exponent difference θ ->
    (forall (K ε : R) (t1 : vec R d) A B,
       gate_difference t1 A B <= K * Rpower ε 1 -> slope_difference A B <= K * Rpower ε 1 ->
       intercept_difference A B <= K * Rpower ε 1 -> variance_difference A B <= K * Rpower ε 1 ->
       difference t1 A B <= K * Rpower ε 1) -> 1 <= θ).
  { intros difference (w0 & W0 & M & ν0 & N0 & A1 & A2 & κ & ε0 & w00 & ν00 & κ0 & E0 & D & RH & P) H.
    destruct (density_exponent_one d (S m) 1 1 1 1 lo hi ylo yhi w0 W0 M ν0 N0 [A1; A2]) as (K & K0 & L);
      try assumption; try lra; try lia; try discriminate.
    apply (exponent_comparison κ K ε0); try assumption. intros ε e.
    destruct (P ε e) as (G & LG & RG & V1 & V2 & V & B & i & U). apply Rle_trans with (1 := U).
    rewrite Hm in V1.
    destruct (L G ε LG RG ltac:(lra) V A2 A2 ltac:(simpl; tauto) V2 A1 B ltac:(simpl; tauto) V1 i) as (g & a & b & v).
    now apply H. }
  assert (attains : forall difference,
    (forall t1 A B s, s <= gate_difference t1 A B -> s <= slope_difference A B -> s <= intercept_difference A B ->
       s <= variance_difference A B -> s <= difference t1 A B) -> 1 <= θ -> possible_density_exponent difference θ).
  { intros difference H Hθ. destruct (one_atom_attained d lo hi ylo yhi dimension box interval)
      as (w0 & W0 & M & ν0 & N0 & A1 & A2 & G & C & s0 & w00 & ν00 & C0 & S0 & D & RH & curve).
    destruct (curve_parameter C 1 s0 1 1 θ C0 Rlt_0_1 ltac:(lra) (le_n 1) ltac:(simpl; lra))
      as (κ & ε0 & κ0 & E0 & P).
    exists w0, W0, M, ν0, N0, A1, A2, κ, ε0. do 6 (split; [assumption|]). intros ε e.
    destruct (P ε e) as (s & Hs & V & U). rewrite pow_1 in V, U. rewrite Rmult_1_l in U.
    destruct (curve s Hs) as (LG & RG & V2 & Vs & B & V1 & g & a & b & v). exists (G s).
    split; [now rewrite LG, Hm|]. split; [exact RG|]. split; [now rewrite V1, Hm|]. split; [exact V2|].
    split; [now apply Rle_trans with (1 := Vs)|]. exists B. split; [rewrite V1; now left|].
    apply Rle_trans with (1 := U). now apply H. }
  repeat split; first [intro P; apply (bound _ P); now intros | apply attains; now intros].
Qed.

(** The gate free: from 0 on for the gate slope; none below 1/(2m) for the expert slope, and (m + q) / (2mq) is
    possible, 2 <= q <= m; from 1/(2m) and 1/m on for intercept and variance. *)
Theorem possible_density_exponents_free : (2 <= m)%nat -> forall θ,
  (0 <= θ -> possible_density_exponent_free gate_difference θ) /\
  (possible_density_exponent_free (fun _ => slope_difference) θ -> 1 / (2 * INR m) <= θ) /\
  (forall q, (2 <= q <= m)%nat -> (INR m + INR q) / (2 * INR m * INR q) <= θ ->
     possible_density_exponent_free (fun _ => slope_difference) θ) /\
  (possible_density_exponent_free (fun _ => intercept_difference) θ <-> 1 / (2 * INR m) <= θ) /\
  (possible_density_exponent_free (fun _ => variance_difference) θ <-> 1 / INR m <= θ).
Proof.
  intros Hm θ. assert (m0 : 0 < INR m) by (apply lt_0_INR; lia).
  assert (bound : forall difference θ0, possible_density_exponent_free difference θ ->
    (forall (K ε : R) (t1 : vec R d) A B, slope_difference A B <= K * Rpower ε (1 / (2 * INR m)) ->
       intercept_difference A B <= K * Rpower ε (1 / (2 * INR m)) ->
       variance_difference A B <= K * Rpower ε (1 / INR m) -> difference t1 A B <= K * Rpower ε θ0) -> θ0 <= θ).
  { intros difference θ0
      (q & w0 & W0 & M & ν0 & N0 & A1 & A2 & κ & ε0 & Hq & w00 & ν00 & κ0 & E0 & D & RH & P) H.
    destruct (density_exponents_without_gate d (m + q) m (1 / (2 * INR m)) (1 / (2 * INR m)) (1 / INR m) lo hi ylo yhi
      w0 W0 M ν0 N0 [A1; A2] Hm) as (K & K0 & L); try assumption; try lia; try discriminate;
      try (right; field; lra).
    apply (exponent_comparison κ K ε0); try assumption. intros ε e.
    destruct (P ε e) as (G & LG & RG & V1 & V2 & V & Ex). destruct (Ex vzero) as (B & i & U).
    apply Rle_trans with (1 := U).
    destruct (L G ε LG RG ltac:(lra) V A1 B ltac:(simpl; tauto) V1 i) as (a & b & v). now apply H. }
  destruct (sharp_density_beside d m 2 lo hi ylo yhi dimension Hm ltac:(lia) box interval) as (_ & _ & b & v).
  split; [|split; [|split; [|split]]].
  - intro θ0. destruct (gate_slope_attained_without_gate d m lo hi ylo yhi dimension Hm box interval)
      as (w0 & W0 & M & ν0 & N0 & A1 & A2 & G & w00 & ν00 & D & RH & LG & RG & V1 & V2 & V & Ex).
    exists m, w0, W0, M, ν0, N0, A1, A2, 1, 1. split; [exact Hm|]. do 2 (split; [assumption|]).
    split; [lra|]. split; [lra|]. do 2 (split; [assumption|]). intros ε e. exists G. do 4 (split; [assumption|]).
    split; [lra|]. intro t1. destruct (Ex t1) as (B & i & L). exists B. split; [exact i|].
    apply Rle_trans with (2 := L). rewrite Rmult_1_l, <- (Rpower_O ε) by lra. now apply power_decreasing.
  - intro P. apply (bound _ _ P). now intros.
  - intros q Hq Hθ. destruct (slope_rate_without_gate d m q lo hi ylo yhi dimension Hq box interval)
      as (w0 & W0 & M & ν0 & N0 & A1 & A2 & G & C & s0 & w00 & ν00 & C0 & S0 & D & RH & curve).
    assert (q0 : 0 < INR q) by (apply lt_0_INR; lia).
    assert (Hr : INR (m + q) <= INR (2 * m * q) * θ).
    { rewrite plus_INR, !mult_INR. simpl (INR 2). assert (n0 : 0 < 2 * INR m * INR q) by nra.
      apply (Rmult_le_compat_l (2 * INR m * INR q)) in Hθ; [|lra].
      replace (2 * INR m * INR q * ((INR m + INR q) / (2 * INR m * INR q))) with (INR m + INR q) in Hθ
        by (field; lra). exact Hθ. }
    destruct (curve_parameter C 1 s0 (2 * m * q) (m + q) θ C0 Rlt_0_1 ltac:(lra) ltac:(nia) Hr)
      as (κ & ε0 & κ0 & E0 & P).
    exists q, w0, W0, M, ν0, N0, A1, A2, κ, ε0. split; [lia|]. do 6 (split; [assumption|]). intros ε e.
    destruct (P ε e) as (s & Hs & V & U). destruct (curve s Hs) as (LG & RG & V1 & V2 & Vs & Ex). exists (G s).
    do 4 (split; [assumption|]). split; [now apply Rle_trans with (1 := Vs)|]. intros _.
    destruct (voronoi [A1; A2] A1 (G s)) as [|B l]; [simpl in V1; lia|]. exists B. split; [now left|].
    rewrite (Ex B (or_introl eq_refl)), <- (Rmult_1_l (s ^ _)). exact U.
  - split; [intro P; apply (bound _ _ P); now intros|intro Hθ].
    apply (attained_exponent 2 _ (2 * m) 1 θ b); [lia| |lia]. rewrite mult_INR. simpl (INR 2). simpl (INR 1).
    apply (Rmult_le_compat_l (2 * INR m)) in Hθ; [|lra].
    replace (2 * INR m * (1 / (2 * INR m))) with 1 in Hθ by (field; lra). exact Hθ.
  - split; [intro P; apply (bound _ _ P); now intros|intro Hθ].
    apply (attained_exponent 2 _ (2 * m) 2 θ v); [lia| |lia]. rewrite mult_INR. simpl (INR 2).
    apply (Rmult_le_compat_l (2 * INR m)) in Hθ; [|lra].
    replace (2 * INR m * (1 / INR m)) with 2 in Hθ by (field; lra). exact Hθ.
Qed.

End Possible.
