(** * Moments of the Gaussian

    [moment k μ v] is the [k]-th moment of the normal distribution with mean [μ] and _variance_
    [v], given by the recurrence [E X^(k+1) = μ E X^k + k v E X^(k-1)].  It is a polynomial in
    [μ] and [v], so it also makes sense for [v <= 0], where no normal distribution exists; that is
    what lets variances be shifted below.

    Main statements.

    - [gaussian_moments]: there is a number [G > 0] (in fact [sqrt (2 pi)], but its value is never
      needed) such that for all [μ], all [v > 0] and all [k] the integral over [R] of
      [x^k exp (-(x - μ)^2 / (2 v)) / sqrt v] is [moment k μ v * G].
    - [moment_mean_derivative]: [d/dmu moment k μ v = k moment (k-1) μ v].
    - [moment_variance_derivative]:
      [d/dv moment k μ v = k (k-1)/2 moment (k-2) μ v] (the heat equation).

    Proof of the first: the primitive of [exp (-u^2/2)] is increasing and bounded, because
    [exp (-u^2/2) <= exp (1/2 - |u|)], so it has limits; affine substitution gives [k = 0]; and
    integration by parts, in the form of the antiderivative [x^k gaussian μ v x], which tends to
    zero, gives the recurrence. *)

From Coq Require Import Reals Psatz List Classical Arith Lia.
From Coquelicot Require Import Coquelicot.
From MoeProof Require Import SignChanges LineIntegrals.
Open Scope R_scope.

(** ** Definitions *)

(** The [k]-th moment of the normal distribution with mean [μ] and variance [v]. *)
Fixpoint moment (k : nat) (μ v : R) : R :=
  match k with
  | O => 1
  | S k' => match k' with
            | O => μ
            | S k'' => μ * moment k' μ v + v * INR k' * moment k'' μ v
            end
  end.

(** The Gaussian with mean [μ] and variance [v], up to the constant factor [1 / sqrt (2 pi)]. *)
Definition gaussian (μ v x : R) : R := exp (- (x - μ) ^ 2 / (2 * v)) / sqrt v.

(** ** The moments as polynomials *)

(** The recurrence, without the case distinction. *)
Lemma moment_S k μ v : moment (S k) μ v = μ * moment k μ v + v * INR k * moment (pred k) μ v.
Proof. destruct k; [simpl; ring | reflexivity]. Qed.

(** Variance zero: a point mass at [μ]. *)
Lemma moment_variance_0 k μ : moment k μ 0 = μ ^ k.
Proof.
  enough (H : moment k μ 0 = μ ^ k /\ moment (S k) μ 0 = μ ^ S k) by apply H.
  induction k as [| k [H1 H2]]; [simpl; split; ring |].
  split; [exact H2 |]. rewrite moment_S, H2; simpl; ring.
Qed.

(** Derivative in the mean, by two-step induction on [k]. *)
Lemma moment_mean_derivative k : forall μ v,
  is_derive (fun μ => moment k μ v) μ (INR k * moment (pred k) μ v).
Proof.
  enough (H : (forall μ v, is_derive (fun μ => moment k μ v) μ (INR k * moment (pred k) μ v)) /\
              (forall μ v, is_derive (fun μ => moment (S k) μ v) μ (INR (S k) * moment k μ v)))
    by apply H.
  induction k as [| k [H1 H2]]; split; intros μ v.
  - simpl. rewrite Rmult_0_l. apply @is_derive_const.
  - simpl. rewrite Rmult_1_l. apply @is_derive_id.
  - apply H2.
  - (* differentiate the recurrence for moment (S (S k)) *)
    apply (is_derive_ext (fun μ => μ * moment (S k) μ v + v * INR (S k) * moment k μ v));
      [intro; reflexivity |].
    evar_last.
    { apply (is_derive_plus (fun μ => μ * moment (S k) μ v) (fun μ => v * INR (S k) * moment k μ v)).
      - apply (is_derive_mult (fun μ => μ) (fun μ => moment (S k) μ v) μ 1);
          [apply @is_derive_id | apply H2 | intros; apply Rmult_comm].
      - apply is_derive_scal, H1. }
    unfold plus, mult; simpl Hierarchy.plus; simpl Hierarchy.mult.
    change (1 * moment (S k) μ v + μ * (INR (S k) * moment k μ v)
            + v * INR (S k) * (INR k * moment (pred k) μ v)
            = INR (S (S k)) * moment (S k) μ v).
    rewrite (S_INR (S k)), (moment_S k). ring.
Qed.

(** Derivative in the variance (heat equation), by two-step induction on [k]. *)
Lemma moment_variance_derivative k : forall μ v,
  is_derive (fun v => moment k μ v) v (INR k * INR (pred k) / 2 * moment (pred (pred k)) μ v).
Proof.
  enough (H :
    (forall μ v, is_derive (fun v => moment k μ v) v
                    (INR k * INR (pred k) / 2 * moment (pred (pred k)) μ v)) /\
    (forall μ v, is_derive (fun v => moment (S k) μ v) v
                    (INR (S k) * INR k / 2 * moment (pred k) μ v))) by apply H.
  induction k as [| k [H1 H2]]; split; intros μ v.
  - simpl. replace (0 * 0 / 2 * 1) with 0 by field. apply @is_derive_const.
  - simpl. replace (1 * 0 / 2 * 1) with 0 by field. apply @is_derive_const.
  - apply H2.
  - (* differentiate the recurrence for moment (S (S k)) *)
    assert (E : forall z : R, μ * moment (S k) μ z + INR (S k) * (z * moment k μ z)
                              = moment (S (S k)) μ z)
      by (intro; rewrite (moment_S (S k)); simpl pred; ring).
    apply (is_derive_ext _ _ _ _ E).
    evar_last.
    { apply (is_derive_plus (fun v => μ * moment (S k) μ v) (fun v => INR (S k) * (v * moment k μ v))).
      - apply is_derive_scal, H2.
      - apply is_derive_scal.
        apply (is_derive_mult (fun v => v) (fun v => moment k μ v) v 1);
          [apply @is_derive_id | apply H1 | intros; apply Rmult_comm]. }
    unfold plus, mult; simpl Hierarchy.plus; simpl Hierarchy.mult.
    change (μ * (INR (S k) * INR k / 2 * moment (pred k) μ v)
            + INR (S k) * (1 * moment k μ v + v * (INR k * INR (pred k) / 2 * moment (pred (pred k)) μ v))
            = INR (S (S k)) * INR (S k) / 2 * moment k μ v).
    rewrite !S_INR. destruct k as [| k]; [simpl; field |].
    simpl pred. rewrite (moment_S k), !S_INR. field.
Qed.

(** ** The standard Gaussian has a finite, positive total mass *)

(** The standard Gaussian without its constant, and a primitive. *)
Definition bell (u : R) : R := exp (- u ^ 2 / 2).

Definition bell_primitive (x : R) : R := RInt bell 0 x.

(** It is positive and continuous. *)
Lemma bell_pos u : 0 < bell u.
Proof. apply exp_pos. Qed.

Lemma bell_continuous x : continuous bell x.
Proof. apply (ex_derive_continuous bell x). unfold bell; auto_derive; exact I. Qed.

(** The fundamental theorem of calculus. *)
Lemma bell_primitive_derivative x : is_derive bell_primitive x (bell x).
Proof.
  apply (is_derive_RInt bell bell_primitive 0 x); [| apply bell_continuous].
  exists (mkposreal 1 Rlt_0_1); intros y _. unfold bell_primitive.
  apply (RInt_correct bell), (ex_RInt_continuous bell); intros; apply bell_continuous.
Qed.

(** The primitive starts at zero and does not decrease. *)
Lemma bell_primitive_0 : bell_primitive 0 = 0.
Proof. exact (RInt_point 0 bell). Qed.

Lemma bell_primitive_nondecreasing x y : x <= y -> bell_primitive x <= bell_primitive y.
Proof.
  apply (nondecreasing bell_primitive bell);
    [apply bell_primitive_derivative | intro; left; apply bell_pos].
Qed.

(** [-u^2/2 <= 1/2 - u], as [(u - 1)^2 >= 0]. *)
Lemma bell_le u : bell u <= exp (1 / 2 - u).
Proof.
  unfold bell.
  assert (H : - u ^ 2 / 2 <= 1 / 2 - u) by (pose proof (pow2_ge_0 (u - 1)); lra).
  destruct H as [H | ->]; [left; apply exp_increasing, H | lra].
Qed.

(** The same bound mirrored: [-u^2/2 <= 1/2 + u]. *)
Lemma bell_le' u : bell u <= exp (1 / 2 + u).
Proof.
  replace (bell u) with (bell (- u)) by (unfold bell; f_equal; field).
  replace (1 / 2 + u) with (1 / 2 - - u) by ring. apply bell_le.
Qed.

(** The primitive is bounded above: compare it with [- exp (1/2 - x)] on [x >= 0] ... *)
Lemma bell_primitive_upper x : bell_primitive x <= exp (1 / 2).
Proof.
  destruct (Rle_or_lt 0 x) as [l | l].
  - pose proof (nondecreasing (fun x => - (bell_primitive x + exp (1 / 2 - x)))
                  (fun x => exp (1 / 2 - x) - bell x) 0 x) as H.
    cbv beta in H; rewrite bell_primitive_0, Rminus_0_r in H.
    enough (- (0 + exp (1 / 2)) <= - (bell_primitive x + exp (1 / 2 - x)))
      by (pose proof (exp_pos (1 / 2 - x)); lra).
    apply H; [| intro y; pose proof (bell_le y); lra | assumption].
    intro y. evar_last.
    { apply (is_derive_opp (fun x => bell_primitive x + exp (1 / 2 - x))),
            (is_derive_plus bell_primitive (fun x => exp (1 / 2 - x)));
        [apply bell_primitive_derivative |].
      auto_derive; [exact I | reflexivity]. }
    unfold opp, plus; simpl; unfold opp, plus; simpl; unfold Rminus; ring.
  - pose proof (bell_primitive_nondecreasing x 0 ltac:(lra)) as H.
    rewrite bell_primitive_0 in H. pose proof (exp_pos (1 / 2)); lra.
Qed.

(** ... and below: compare it with [exp (1/2 + x)] on [x <= 0]. *)
Lemma bell_primitive_lower x : - exp (1 / 2) <= bell_primitive x.
Proof.
  destruct (Rle_or_lt x 0) as [l | l].
  - pose proof (nondecreasing (fun x => exp (1 / 2 + x) - bell_primitive x)
                  (fun x => exp (1 / 2 + x) - bell x) x 0) as H.
    cbv beta in H; rewrite bell_primitive_0, Rplus_0_r in H.
    enough (exp (1 / 2 + x) - bell_primitive x <= exp (1 / 2) - 0)
      by (pose proof (exp_pos (1 / 2 + x)); lra).
    apply H; [| intro y; pose proof (bell_le' y); lra | assumption].
    intro y. evar_last.
    { apply (is_derive_minus (fun x => exp (1 / 2 + x)) bell_primitive);
        [| apply bell_primitive_derivative].
      auto_derive; [exact I | reflexivity]. }
    unfold minus, opp, plus; simpl; unfold opp, plus; simpl; ring.
  - pose proof (bell_primitive_nondecreasing 0 x ltac:(lra)) as H.
    rewrite bell_primitive_0 in H. pose proof (exp_pos (1 / 2)); lra.
Qed.

(** Hence it has limits (its supremum and infimum), and they differ. *)
Lemma bell_primitive_limits :
  exists top bottom, limits bell_primitive top bottom /\ bottom < top.
Proof.
  destruct (completeness (fun z => exists x, z = bell_primitive x)) as [top [U L]].
  { exists (exp (1 / 2)); intros z [x ->]; apply bell_primitive_upper. }
  { exists (bell_primitive 0), 0; reflexivity. }
  destruct (infimum (fun z => exists x, z = bell_primitive x) (- exp (1 / 2))) as [bottom [U' [_ L']]].
  { exists (bell_primitive 0), 0; reflexivity. }
  { intros z [x ->]; apply bell_primitive_lower. }
  assert (le_top : forall x, bell_primitive x <= top) by (intro x; apply U; eauto).
  assert (ge_bottom : forall x, bottom <= bell_primitive x) by (intro x; apply U'; eauto).
  exists top, bottom; split.
  - intros e e0.
    assert (exists x, top - e < bell_primitive x) as [x1 H1].
    { apply NNPP; intro n. assert (top <= top - e); [| lra].
      apply L; intros z [x ->].
      destruct (Rle_or_lt (bell_primitive x) (top - e)); [assumption | exfalso; apply n; eauto]. }
    destruct (L' (bottom + e) ltac:(lra)) as [z [[x2 ->] H2]].
    exists (Rmax (Rabs x1) (Rabs x2)); intro x.
    pose proof (Rmax_l (Rabs x1) (Rabs x2)). pose proof (Rmax_r (Rabs x1) (Rabs x2)).
    pose proof (Rle_abs x1). pose proof (Rle_abs (- x2)) as A2. rewrite Rabs_Ropp in A2.
    pose proof (le_top x). pose proof (ge_bottom x).
    split; intro l; apply Rabs_def1; try lra.
    + pose proof (bell_primitive_nondecreasing x1 x ltac:(lra)); lra.
    + pose proof (bell_primitive_nondecreasing x x2 ltac:(lra)); lra.
  - destruct (MVT_cor2 bell_primitive bell 0 1 Rlt_0_1) as [c [E _]].
    { intros; apply is_derive_Reals, bell_primitive_derivative. }
    pose proof (bell_pos c). pose proof (le_top 1). pose proof (ge_bottom 0). nra.
Qed.

(** ** Elementary facts on the Gaussian *)

(** It is positive. *)
Lemma gaussian_pos μ v x : 0 < v -> 0 < gaussian μ v x.
Proof. intro V. apply Rdiv_lt_0_compat; [apply exp_pos | apply sqrt_lt_R0, V]. Qed.

(** Its derivative is [- (x - μ) / v] times itself. *)
Lemma gaussian_derivative μ v x :
  0 < v -> is_derive (gaussian μ v) x (- (x - μ) / v * gaussian μ v x).
Proof.
  intro V. unfold gaussian. auto_derive; [exact I |].
  replace (- ((x + - μ) * ((x + - μ) * 1)) * / (2 * v)) with (- (x - μ) ^ 2 / (2 * v)) by (field; lra).
  pose proof (sqrt_lt_R0 v V). field; lra.
Qed.

(** It is continuous. *)
Lemma gaussian_continuous μ v x : 0 < v -> continuity_pt (gaussian μ v) x.
Proof.
  intro V. apply derivable_continuous_pt. eexists.
  apply is_derive_Reals. apply (gaussian_derivative μ v x V).
Qed.

(** [y^n <= exp (n y)] for [y >= 0]. *)
Lemma pow_le_exp n y : 0 <= y -> y ^ n <= exp (INR n * y).
Proof.
  intro H. induction n as [| n IH]; [simpl; rewrite Rmult_0_l, exp_0; lra |].
  rewrite S_INR. replace ((INR n + 1) * y) with (y + INR n * y) by ring.
  rewrite exp_plus. simpl pow.
  apply Rmult_le_compat; [assumption | apply pow_le; assumption | | assumption].
  destruct H as [H | <-];
    [pose proof (exp_ineq1 y (Rgt_not_eq _ _ H)); lra | rewrite exp_0; lra].
Qed.

(** [x^n] times a Gaussian is bounded: with [d = |x - μ|],
    [n |x| - d^2 / (2 v) <= n |μ| + n^2 v / 2], as [(d - n v)^2 >= 0]. *)
Lemma gaussian_bounded n μ v :
  0 < v -> exists C, 0 < C /\ forall x, Rabs (x ^ n * gaussian μ v x) <= C.
Proof.
  intro V. pose proof (sqrt_lt_R0 v V) as sv.
  set (N := INR n). assert (N0 : 0 <= N) by apply pos_INR.
  exists (exp (N * Rabs μ + N * N * v / 2) / sqrt v).
  split; [apply Rdiv_lt_0_compat; [apply exp_pos | assumption] |].
  intro x. unfold gaussian.
  assert (isv : 0 < / sqrt v) by (apply Rinv_0_lt_compat; exact sv).
  rewrite Rabs_mult, <- RPow_abs. unfold Rdiv at 1.
  rewrite Rabs_mult, (Rabs_right (/ sqrt v)), (Rabs_right (exp _))
    by (apply Rle_ge; left; (exact isv || apply exp_pos)).
  unfold Rdiv at 2. rewrite <- Rmult_assoc.
  apply Rmult_le_compat_r; [lra |].
  eapply Rle_trans.
  { apply Rmult_le_compat_r; [left; apply exp_pos | apply (pow_le_exp n (Rabs x)), Rabs_pos]. }
  rewrite <- exp_plus. fold N.
  set (d := Rabs (x - μ)).
  assert (tri : Rabs x <= Rabs μ + d).
  { unfold d. replace x with (μ + (x - μ)) at 1 by ring. apply Rabs_triang. }
  assert (E : (x - μ) ^ 2 = d * d).
  { unfold d. rewrite <- Rabs_mult, Rabs_right; [ring | apply Rle_ge, Rle_0_sqr]. }
  rewrite E.
  assert (B : N * Rabs x + - (d * d) / (2 * v) <= N * Rabs μ + N * N * v / 2).
  { assert (sq : 0 <= (d - N * v) ^ 2 / (2 * v)).
    { apply Rdiv_le_0_compat; [apply pow2_ge_0 | lra]. }
    replace ((d - N * v) ^ 2 / (2 * v)) with (d * d / (2 * v) - N * d + N * N * v / 2) in sq
      by (field; lra).
    replace (- (d * d) / (2 * v)) with (- (d * d / (2 * v))) by (field; lra).
    assert (N * Rabs x <= N * (Rabs μ + d)) by (apply Rmult_le_compat_l; assumption).
    lra. }
  destruct B as [B | ->]; [left; apply exp_increasing; exact B | lra].
Qed.

(** Hence it tends to zero: [|x^n gaussian| <= C / |x|]. *)
Lemma gaussian_limits n μ v : 0 < v -> limits (fun x => x ^ n * gaussian μ v x) 0 0.
Proof.
  intros V e e0. destruct (gaussian_bounded (S n) μ v V) as [C [C0 H]].
  exists (C / e); intro x.
  assert (aux : C / e < Rabs x -> Rabs (x ^ n * gaussian μ v x - 0) < e).
  { intro l. rewrite Rminus_0_r. specialize (H x).
    simpl pow in H. rewrite Rmult_assoc, Rabs_mult in H.
    assert (0 < C / e) by (apply Rdiv_lt_0_compat; assumption).
    set (z := Rabs (x ^ n * gaussian μ v x)) in *.
    assert (C < Rabs x * e).
    { apply Rmult_lt_reg_r with (/ e); [apply Rinv_0_lt_compat; assumption |].
      rewrite Rmult_assoc, Rinv_r, Rmult_1_r by lra. exact l. }
    apply Rmult_lt_reg_l with (Rabs x); lra. }
  pose proof (Rle_abs x). pose proof (Rle_abs (- x)) as A. rewrite Rabs_Ropp in A.
  split; intro; apply aux; lra.
Qed.

(** ** The moments are the integrals *)

Section Integrals.
Variables top bottom : R.
Hypothesis bell_limits : limits bell_primitive top bottom.
Let G := top - bottom.

(** The total mass, by the substitution [u = (x - μ) / sqrt v]. *)
Lemma integral_gaussian μ v : 0 < v -> integral (gaussian μ v) G.
Proof.
  intro V. pose proof (sqrt_lt_R0 v V) as s0.
  exists (fun x => bell_primitive ((x - μ) / sqrt v)), top, bottom; split; [| split].
  - intro x. evar_last.
    { apply (is_derive_comp bell_primitive (fun x => (x - μ) / sqrt v) x
               (bell ((x - μ) / sqrt v)) (/ sqrt v)); [apply bell_primitive_derivative |].
      auto_derive; [exact I | field; lra]. }
    unfold scal; simpl; unfold mult; simpl. unfold gaussian, bell.
    replace (- ((x - μ) / sqrt v) ^ 2 / 2) with (- (x - μ) ^ 2 / (2 * v)); [field; lra |].
    rewrite <- (sqrt_sqrt v) at 1 by lra. field; lra.
  - intros e e0. destruct (bell_limits e e0) as [B H].
    exists (sqrt v * Rabs B + Rabs μ); intro x.
    pose proof (Rle_abs B). pose proof (Rle_abs μ).
    pose proof (Rle_abs (- μ)) as A. rewrite Rabs_Ropp in A.
    assert (back : sqrt v * ((x - μ) / sqrt v) = x - μ) by (field; lra).
    split; intro l; apply H; apply Rmult_lt_reg_l with (sqrt v);
      [assumption | rewrite back; nra | assumption | rewrite back; nra].
  - reflexivity.
Qed.

(** Integration by parts: the moments [k] and [k - 1] give the moment [k + 1]. *)
Lemma integral_moment_step μ v k : 0 < v ->
  integral (fun x => x ^ k * gaussian μ v x) (moment k μ v * G) ->
  integral (fun x => INR k * (x ^ pred k * gaussian μ v x)) (INR k * (moment (pred k) μ v * G)) ->
  integral (fun x => x ^ S k * gaussian μ v x) (moment (S k) μ v * G).
Proof.
  intros V H1 H2.
  (* the derivative of x^k gaussian has integral zero *)
  assert (parts : integral (fun x => (INR k * x ^ pred k) * gaussian μ v x
                                     + x ^ k * (- (x - μ) / v * gaussian μ v x)) 0).
  { exists (fun x => x ^ k * gaussian μ v x), 0, 0; split; [| split].
    - intro x. evar_last.
      { apply (is_derive_mult (fun x => x ^ k) (gaussian μ v) x
                 (INR k * x ^ pred k) (- (x - μ) / v * gaussian μ v x));
          [auto_derive; [exact I | ring] | apply gaussian_derivative, V | intros; apply Rmult_comm]. }
      unfold plus, mult; simpl; unfold plus, mult; simpl; ring.
    - apply gaussian_limits, V.
    - ring. }
  pose proof (integral_plus _ _ _ _ (integral_scal μ _ _ H1)
                (integral_plus _ _ _ _ (integral_scal v _ _ H2) (integral_scal (- v) _ _ parts))) as J.
  revert J; apply integral_ext; [intro x; simpl; field; lra | rewrite moment_S; ring].
Qed.

(** All moments, by two-step induction from the total mass. *)
Lemma integral_moment μ v : 0 < v ->
  forall k, integral (fun x => x ^ k * gaussian μ v x) (moment k μ v * G).
Proof.
  intro V.
  enough (A : forall k, integral (fun x => x ^ k * gaussian μ v x) (moment k μ v * G) /\
                        integral (fun x => x ^ S k * gaussian μ v x) (moment (S k) μ v * G))
    by (intro k; apply A).
  induction k as [| k [A B]].
  - assert (H0 : integral (fun x => x ^ 0 * gaussian μ v x) (moment 0 μ v * G)).
    { apply (integral_ext (gaussian μ v) _ G);
        [intro; simpl; ring | simpl; ring | apply integral_gaussian, V]. }
    split; [exact H0 |]. apply integral_moment_step; [exact V | exact H0 |]. simpl.
    apply (integral_ext (fun _ => 0) _ 0); [intro; ring | ring | apply integral_0].
  - split; [exact B |].
    apply integral_moment_step; [exact V | exact B |]. apply integral_scal; exact A.
Qed.
End Integrals.

(** The statement in one line; [G] is the total mass of [exp (-u^2/2)]. *)
Theorem gaussian_moments : exists G, 0 < G /\
  forall μ v, 0 < v -> forall k, integral (fun x => x ^ k * gaussian μ v x) (moment k μ v * G).
Proof.
  destruct bell_primitive_limits as [top [bottom [L l]]].
  exists (top - bottom); split; [lra |].
  intros μ v V k. apply (integral_moment top bottom L μ v V).
Qed.
