(** * Integrals over the real line, by antiderivatives

    The development needs integrals over [R] of a few explicit functions (polynomials times
    Gaussians) and four properties: linearity, positivity, "a non-negative function with integral
    zero vanishes", and uniqueness for the zero function.  All four are immediate if an integral is
    _defined_ by an antiderivative: [integral h V] says that some [P] with [P' = h] has limits at
    [+oo] and [-oo] whose difference is [V].  No measure theory and no improper Riemann integral is
    needed; monotonicity of [P] (mean value theorem) does the work.

    Main statements: [integral_plus], [integral_scal], [integral_nonneg], [integral_zero_nonneg],
    [integral_of_zero]. *)

From Coq Require Import Reals Psatz.
From Coquelicot Require Import Coquelicot.
Open Scope R_scope.

(** ** Definitions *)

(** [P] tends to [top] at [+oo] and to [bottom] at [-oo]. *)
Definition limits (P : R -> R) (top bottom : R) : Prop :=
  forall e, 0 < e -> exists B, forall x,
    (B < x -> Rabs (P x - top) < e) /\ (x < - B -> Rabs (P x - bottom) < e).

(** [h] has the integral [V] over [R]. *)
Definition integral (h : R -> R) (V : R) : Prop :=
  exists P top bottom,
    (forall x, is_derive P x (h x)) /\ limits P top bottom /\ V = top - bottom.

(** ** Limits *)

(** Limits of a sum. *)
Lemma limits_plus P Q a b c d :
  limits P a b -> limits Q c d -> limits (fun x => P x + Q x) (a + c) (b + d).
Proof.
  intros H K e e0.
  destruct (H (e / 2) ltac:(lra)) as [B1 H1], (K (e / 2) ltac:(lra)) as [B2 H2].
  exists (Rmax B1 B2); intro x.
  pose proof (Rmax_l B1 B2). pose proof (Rmax_r B1 B2).
  destruct (H1 x) as [p1 q1], (H2 x) as [p2 q2].
  split; intro l.
  - assert (A1 := p1 ltac:(lra)); assert (A2 := p2 ltac:(lra)).
    replace (P x + Q x - (a + c)) with ((P x - a) + (Q x - c)) by ring.
    eapply Rle_lt_trans; [apply Rabs_triang | lra].
  - assert (A1 := q1 ltac:(lra)); assert (A2 := q2 ltac:(lra)).
    replace (P x + Q x - (b + d)) with ((P x - b) + (Q x - d)) by ring.
    eapply Rle_lt_trans; [apply Rabs_triang | lra].
Qed.

(** Limits of a multiple. *)
Lemma limits_scal k P a b : limits P a b -> limits (fun x => k * P x) (k * a) (k * b).
Proof.
  intros H e e0. pose proof (Rabs_pos k).
  destruct (H (e / (Rabs k + 1))) as [B H1].
  { apply Rdiv_lt_0_compat; lra. }
  (* |k| + 1 rather than |k|, so that k = 0 needs no case of its own *)
  assert (aux : forall z, Rabs z < e / (Rabs k + 1) -> Rabs (k * z) < e).
  { intros z Hz. rewrite Rabs_mult. pose proof (Rabs_pos z).
    assert (Rabs z * (Rabs k + 1) < e).
    { apply Rmult_lt_reg_r with (/ (Rabs k + 1)); [apply Rinv_0_lt_compat; lra |].
      replace (Rabs z * (Rabs k + 1) * / (Rabs k + 1)) with (Rabs z) by (field; lra).
      exact Hz. }
    nra. }
  exists B; intro x; destruct (H1 x) as [p q].
  split; intro l; rewrite <- Rmult_minus_distr_l; apply aux; auto.
Qed.

(** ** Linearity *)

(** The integral of a sum. *)
Lemma integral_plus h g V W : integral h V -> integral g W -> integral (fun x => h x + g x) (V + W).
Proof.
  intros (P & a & b & D & T & ->) (Q & c & d & D' & T' & ->).
  exists (fun x => P x + Q x), (a + c), (b + d); split; [| split].
  - intro x; apply (is_derive_plus P Q); auto.
  - apply limits_plus; assumption.
  - ring.
Qed.

(** The integral of a multiple. *)
Lemma integral_scal k h V : integral h V -> integral (fun x => k * h x) (k * V).
Proof.
  intros (P & a & b & D & T & ->).
  exists (fun x => k * P x), (k * a), (k * b); split; [| split].
  - intro x; apply (is_derive_scal P); auto.
  - apply limits_scal; assumption.
  - ring.
Qed.

(** Integrand and value may be rewritten. *)
Lemma integral_ext h g V W : (forall x, h x = g x) -> V = W -> integral h V -> integral g W.
Proof.
  intros E <- (P & a & b & D & T & ->). exists P, a, b; split; [| split]; auto.
  intro x; rewrite <- E; apply D.
Qed.

(** The zero function has integral zero. *)
Lemma integral_0 : integral (fun _ => 0) 0.
Proof.
  exists (fun _ => 0), 0, 0; split; [| split].
  - intro; apply @is_derive_const.
  - intros e e0; exists 0; intro x; rewrite Rminus_0_r, Rabs_R0; split; auto.
  - ring.
Qed.

(** ** Monotonicity and positivity *)

(** A function with non-negative derivative is non-decreasing. *)
Lemma nondecreasing P h x y :
  (forall x, is_derive P x (h x)) -> (forall x, 0 <= h x) -> x <= y -> P x <= P y.
Proof.
  intros D H [l | ->]; [| lra].
  destruct (MVT_cor2 P h x y l) as [c [E _]].
  { intros; apply is_derive_Reals, D. }
  pose proof (H c). nra.
Qed.

(** A function with zero derivative is constant. *)
Lemma zero_derivative P : (forall x, is_derive P x 0) -> forall x y, P x = P y.
Proof.
  intro D. assert (H : forall x y, x <= y -> P x = P y).
  { intros x y l. apply Rle_antisym.
    - apply (nondecreasing P (fun _ => 0) x y D); [intro; lra | assumption].
    - enough (- P x <= - P y) by lra.
      apply (nondecreasing (fun x => - P x) (fun _ => 0)); [| intro; lra | assumption].
      intro z. evar_last; [apply (is_derive_opp P), D |]. unfold opp; simpl; ring. }
  intros x y; destruct (Rle_or_lt x y); [apply H; assumption | symmetry; apply H; lra].
Qed.

(** A non-decreasing function lies between its limits. *)
Lemma between_limits P h top bottom :
  (forall x, is_derive P x (h x)) -> limits P top bottom -> (forall x, 0 <= h x) ->
  forall y, bottom <= P y <= top.
Proof.
  intros D T H y; split.
  - destruct (Rle_or_lt bottom (P y)) as [| l]; [assumption | exfalso].
    destruct (T (bottom - P y) ltac:(lra)) as [B Hb].
    set (x := Rmin y (- B - 1)).
    assert (xB : x < - B) by (pose proof (Rmin_r y (- B - 1)); unfold x; lra).
    assert (A := proj2 (Hb x) xB). apply Rabs_def2 in A.
    pose proof (nondecreasing P h x y D H (Rmin_l _ _)). lra.
  - destruct (Rle_or_lt (P y) top) as [| l]; [assumption | exfalso].
    destruct (T (P y - top) ltac:(lra)) as [B Hb].
    set (x := Rmax y (B + 1)).
    assert (xB : B < x) by (pose proof (Rmax_r y (B + 1)); unfold x; lra).
    assert (A := proj1 (Hb x) xB). apply Rabs_def2 in A.
    pose proof (nondecreasing P h y x D H (Rmax_l _ _)). lra.
Qed.

(** A non-negative function has a non-negative integral ... *)
Lemma integral_nonneg h V : integral h V -> (forall x, 0 <= h x) -> 0 <= V.
Proof.
  intros (P & a & b & D & T & ->) H.
  pose proof (between_limits _ _ _ _ D T H 0). lra.
Qed.

(** ... and if that is zero, the function vanishes (its antiderivative is constant). *)
Lemma integral_zero_nonneg h : integral h 0 -> (forall x, 0 <= h x) -> forall x, h x = 0.
Proof.
  intros (P & a & b & D & T & E) H x.
  assert (C : forall y, P y = a).
  { intro y; pose proof (between_limits _ _ _ _ D T H y); lra. }
  rewrite <- (is_derive_unique _ _ _ (D x)), (Derive_ext _ _ x C).
  apply Derive_const.
Qed.

(** The zero function has no other integral than zero. *)
Lemma integral_of_zero V : integral (fun _ => 0) V -> V = 0.
Proof.
  intro H.
  assert (0 <= V) by (apply (integral_nonneg _ _ H); intro; lra).
  assert (0 <= -1 * V).
  { apply (integral_nonneg (fun x => -1 * 0)); [| intro; lra].
    apply (integral_scal (-1) (fun _ => 0)), H. }
  lra.
Qed.
