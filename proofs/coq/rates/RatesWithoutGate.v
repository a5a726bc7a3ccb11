(** * Cells whose gate gives no information

    If every cell of the true model is fitted with two or more atoms, the normaliser of the softmax can absorb
    an exponential sum, and the equations with l = 0, which bound the gate slopes, are lost. What remains of a
    cell (CellCoefficients.v) are the values F_l(x) for l >= 1.

    - At each point x they bound the means and variances: if |F_l(x)| <= ε for l = 1, ..., 2m then sum_j w_j
      exp(β_j . x) (|a_j . x + b_j|^(2m) + |ν_j|^m) <= K ε ([inequality_at_point]). Two points that differ
      in one coordinate give |a_ji|^(2m) <= K ε for the expert slopes ([slope_inequality_from_points]).
    - The exponent 1/2 of the expert slopes is lost for m = 3, d = 1 ([three_atom_curve]): with atoms (weight,
      β, a, b, ν) = (1/2, 0, +-t^5, +-t^3, t^6) and (1, t^2, 0, 0, -2 t^6),

          F_0(x) = 1 + exp(t^2 x)   and   |F_l(x)| <= K t^12 for every l >= 1 and |x| <= X,

      while the largest slope is t^5 = (t^12)^(5/12). F_0 is an admissible common factor: every other cell has
      it too if it is fitted with two atoms of equal weight at the gate slopes 0 and t^2.

    ** Proof in words.
    The inequality at a point is the separation theorem with a constant, for the weights w_j exp(β_j . x).
    Along the curve put u = 1 + t^2 x. By scaling F_l(x) = t^(3l) (H_l(u, 1/2) (1 + (-1)^l) / 2 + exp(t^2 x)
    H_l(0, -1)). This is 0 for l = 1, 3 and O(t^12) for l >= 4. For l = 2 it is t^6 (1 + y + y^2/2 - exp y) with
    y = t^2 x, and the bracket is O(t^6). *)

From Coq Require Import Reals Psatz List Arith Lia.
From Coquelicot Require Import Coquelicot.
From MoeProof Require Import FiniteSums HeatFacts CellCoefficients RateInequalities.
Open Scope R_scope.

(** ** Inequalities at points *)

(** At one point x: small values F_1(x), ..., F_2m(x) leave small mean and variance differences there. *)
Theorem inequality_at_point d m w0 W0 M : (1 <= m)%nat -> 0 < w0 ->
  exists K, 0 < K /\ forall (c : cell) (x : nat -> R) (ε : R),
    (forall j, (j < m)%nat -> w0 <= weight c j * exp (dot d (gate c j) x) <= W0 /\
      Rabs (dot d (slope c j) x + intercept c j) <= M /\ Rabs (variance c j) <= M) ->
    (forall l, (1 <= l <= 2 * m)%nat -> Rabs (cell_function d m c l x) <= ε) ->
    sum_below m (fun j => weight c j * exp (dot d (gate c j) x) *
      (Rabs (dot d (slope c j) x + intercept c j) ^ (2 * m) + Rabs (variance c j) ^ m)) <= K * ε.
Proof.
  intros Hm Hw0. destruct (heat_inequality m w0 W0 M Hm Hw0) as [K [K0 HK]]. exists K. split; [exact K0|].
  intros c x ε B E. apply (HK (fun j => weight c j * exp (dot d (gate c j) x))
    (fun j => dot d (slope c j) x + intercept c j)); [exact B|].
  intros l Hl. specialize (E l Hl). unfold cell_function in E.
  rewrite (sum_below_ext m _ (fun j => weight c j *
    (exp (dot d (gate c j) x) * heat l (dot d (slope c j) x + intercept c j) (variance c j / 2)))); [exact E|].
  intros j _. ring.
Qed.

(** (u + v)^n <= 2^n (u^n + v^n) for u, v >= 0. *)
Lemma pow_sum_le n u v : 0 <= u -> 0 <= v -> (u + v) ^ n <= 2 ^ n * (u ^ n + v ^ n).
Proof.
  intros u0 v0. pose proof (pow_le u n u0). pose proof (pow_le v n v0). pose proof (pow_lt 2 n ltac:(lra)).
  destruct (Rle_or_lt u v) as [h|h].
  - apply Rle_trans with ((2 * v) ^ n); [apply pow_incr; lra|]. rewrite Rpow_mult_distr.
    apply Rmult_le_compat_l; lra.
  - apply Rle_trans with ((2 * u) ^ n); [apply pow_incr; lra|]. rewrite Rpow_mult_distr.
    apply Rmult_le_compat_l; lra.
Qed.

(** Two points x and x + s e_i: the expert slopes satisfy |s a_ji|^(2m) <= K ε. *)
Theorem slope_inequality_from_points d m w0 W0 M : (1 <= m)%nat -> 0 < w0 ->
  exists K, 0 < K /\ forall (c : cell) (x : nat -> R) (i : nat) (s : R) (ε : R), (i < d)%nat ->
    let y := update x i (x i + s) in
    (forall p, p = x \/ p = y -> forall j, (j < m)%nat -> w0 <= weight c j * exp (dot d (gate c j) p) <= W0 /\
      Rabs (dot d (slope c j) p + intercept c j) <= M /\ Rabs (variance c j) <= M) ->
    (forall p, p = x \/ p = y -> forall l, (1 <= l <= 2 * m)%nat -> Rabs (cell_function d m c l p) <= ε) ->
    forall j, (j < m)%nat -> Rabs (s * slope c j i) ^ (2 * m) <= K * ε.
Proof.
  intros Hm Hw0. destruct (inequality_at_point d m w0 W0 M Hm Hw0) as [K [K0 HK]].
  exists (2 ^ (2 * m) * (2 * K / w0)). split.
  { apply Rmult_lt_0_compat; [apply pow_lt; lra|apply Rdiv_lt_0_compat; lra]. }
  intros c x i s ε Hi y B E j Hj.
  assert (P : forall p, p = x \/ p = y -> Rabs (dot d (slope c j) p + intercept c j) ^ (2 * m) <= K * ε / w0).
  { intros p Hp. specialize (HK c p ε (B p Hp) (E p Hp)). apply Rmult_le_reg_l with w0; [exact Hw0|].
    replace (w0 * (K * ε / w0)) with (K * ε) by (field; lra). apply Rle_trans with (2 := HK).
    set (T := fun j => weight c j * exp (dot d (gate c j) p) *
      (Rabs (dot d (slope c j) p + intercept c j) ^ (2 * m) + Rabs (variance c j) ^ m)).
    apply Rle_trans with (T j).
    - unfold T. destruct (B p Hp j Hj) as [[Hw _] _]. pose proof (pow_le _ m (Rabs_pos (variance c j))).
      pose proof (pow_le _ (2 * m) (Rabs_pos (dot d (slope c j) p + intercept c j))). apply Rmult_le_compat; lra.
    - apply (sum_below_term m T); [|exact Hj]. intros k Hk. unfold T. destruct (B p Hp k Hk) as [[Hw _] _].
      apply Rmult_le_pos; [lra|]. apply Rplus_le_le_0_compat; apply pow_le, Rabs_pos. }
  pose proof (P x (or_introl eq_refl)) as Px. pose proof (P y (or_intror eq_refl)) as Py.
  set (zx := dot d (slope c j) x + intercept c j) in *. set (zy := dot d (slope c j) y + intercept c j) in *.
  assert (D : s * slope c j i = zy + - zx).
  { unfold zx, zy, y. rewrite dot_update by exact Hi. ring. }
  apply Rle_trans with ((Rabs zy + Rabs zx) ^ (2 * m)).
  - apply pow_incr. split; [apply Rabs_pos|]. rewrite D, <- (Rabs_Ropp zx). apply Rabs_triang.
  - apply Rle_trans with (1 := pow_sum_le (2 * m) _ _ (Rabs_pos zy) (Rabs_pos zx)). rewrite Rmult_assoc.
    apply Rmult_le_compat_l; [apply pow_le; lra|].
    replace (2 * K / w0 * ε) with (K * ε / w0 + K * ε / w0) by (field; lra). lra.
Qed.

(** ** A curve with slow expert slopes *)

(** A function with |g'| <= C on [-|y|, |y|] moves by at most C |y|. *)
Lemma mean_value_bound (g g' : R -> R) y C : (forall s, is_derive g s (g' s)) ->
  (forall s, Rabs s <= Rabs y -> Rabs (g' s) <= C) -> Rabs (g y - g 0) <= C * Rabs y.
Proof.
  intros D B. destruct (MVT_gen g 0 y g') as [s [Hs E]].
  - intros s _. apply D.
  - intros s _. apply continuity_pt_filterlim, (ex_derive_continuous g s). exists (g' s). apply D.
  - rewrite E, Rminus_0_r, Rabs_mult. apply Rmult_le_compat_r; [apply Rabs_pos|]. apply B.
    unfold Rmin, Rmax in Hs. destruct (Rle_dec 0 y).
    + rewrite !Rabs_pos_eq by lra. lra.
    + rewrite !Rabs_left1 by lra. lra.
Qed.

(** exp is non-decreasing. *)
Lemma exp_monotone r s : r <= s -> exp r <= exp s.
Proof.
  intro h. destruct (Rle_lt_or_eq_dec _ _ h) as [h'|h']; [apply Rlt_le, exp_increasing, h'|rewrite h'; apply Rle_refl].
Qed.

(** The remainder of the quadratic Taylor polynomial of exp: |exp y - 1 - y - y^2/2| <= exp|y| |y|^3. *)
Lemma exp_taylor_bound y : Rabs (exp y - 1 - y - y ^ 2 / 2) <= exp (Rabs y) * Rabs y ^ 3.
Proof.
  assert (first : forall s, Rabs (exp s - 1) <= exp (Rabs s) * Rabs s).
  { intro s. rewrite <- exp_0 at 1. apply (mean_value_bound exp exp); [intro; apply is_derive_exp|].
    intros r Hr. rewrite Rabs_pos_eq by (apply Rlt_le, exp_pos). apply exp_monotone.
    apply Rle_trans with (2 := Hr), Rle_abs. }
  assert (second : forall s, Rabs (exp s - 1 - s) <= exp (Rabs s) * Rabs s ^ 2).
  { intro s.
    pose proof (mean_value_bound (fun r => exp r - 1 - r) (fun r => exp r - 1) s (exp (Rabs s) * Rabs s)) as V.
    replace (exp s - 1 - s) with (exp s - 1 - s - (exp 0 - 1 - 0)) by (rewrite exp_0; ring).
    replace (exp (Rabs s) * Rabs s ^ 2) with (exp (Rabs s) * Rabs s * Rabs s) by ring. apply V.
    - intro r. auto_derive; [exact I|ring].
    - intros r Hr. apply Rle_trans with (1 := first r). pose proof (exp_pos (Rabs r)).
      apply Rmult_le_compat; [lra|apply Rabs_pos|apply exp_monotone, Hr|exact Hr]. }
  pose proof (mean_value_bound (fun r => exp r - 1 - r - r ^ 2 / 2) (fun r => exp r - 1 - r) y
    (exp (Rabs y) * Rabs y ^ 2)) as V.
  replace (exp y - 1 - y - y ^ 2 / 2) with (exp y - 1 - y - y ^ 2 / 2 - (exp 0 - 1 - 0 - 0 ^ 2 / 2))
    by (rewrite exp_0; field).
  replace (exp (Rabs y) * Rabs y ^ 3) with (exp (Rabs y) * Rabs y ^ 2 * Rabs y) by ring. apply V.
  - intro r. auto_derive; [exact I|field].
  - intros r Hr. apply Rle_trans with (1 := second r). pose proof (exp_pos (Rabs r)).
    apply Rmult_le_compat; [lra|apply pow_le, Rabs_pos|apply exp_monotone, Hr|]. apply pow_incr.
    split; [apply Rabs_pos|exact Hr].
Qed.

(** The three atoms of the curve. *)
Definition three_atoms (t : R) : cell :=
  {| weight := fun j => match j with 0%nat | 1%nat => 1 / 2 | _ => 1 end;
     gate := fun j _ => match j with 0%nat | 1%nat => 0 | _ => t ^ 2 end;
     slope := fun j _ => match j with 0%nat => t ^ 5 | 1%nat => - t ^ 5 | _ => 0 end;
     intercept := fun j => match j with 0%nat => t ^ 3 | 1%nat => - t ^ 3 | _ => 0 end;
     variance := fun j => match j with 0%nat | 1%nat => t ^ 6 | _ => - (2 * t ^ 6) end |}.

(** F_l on the curve, after scaling. *)
Lemma three_atoms_function t l x : cell_function 1 3 (three_atoms t) l x =
  (t ^ 3) ^ l * ((1 + (-1) ^ l) / 2 * heat l (1 + t ^ 2 * x 0%nat) (1 / 2) + exp (t ^ 2 * x 0%nat) * heat l 0 (-1)).
Proof.
  unfold cell_function, dot. cbn [sum_below three_atoms weight gate slope intercept variance].
  set (u := 1 + t ^ 2 * x 0%nat).
  replace (0 + t ^ 5 * x 0%nat + t ^ 3) with (t ^ 3 * u) by (unfold u; ring).
  replace (0 + - t ^ 5 * x 0%nat + - t ^ 3) with (t ^ 3 * - u) by (unfold u; ring).
  replace (0 + 0 * x 0%nat + 0) with (t ^ 3 * 0) by ring.
  replace (t ^ 6 / 2) with ((t ^ 3) ^ 2 * (1 / 2)) by field.
  replace (- (2 * t ^ 6) / 2) with ((t ^ 3) ^ 2 * -1) by field.
  replace (0 + 0 * x 0%nat) with 0 by ring. replace (0 + t ^ 2 * x 0%nat) with (t ^ 2 * x 0%nat) by ring.
  rewrite !heat_scale, heat_parity, exp_0. field.
Qed.

(** ** Headline statement *)

(** All F_l with l >= 1 are O(t^12), F_0 is a common factor, and the largest expert slope is (t^12)^(5/12). *)
Theorem three_atom_curve X : exists K, 0 < K /\ forall t, 0 < t <= 1 ->
  (forall x, Rabs (x 0%nat) <= X ->
    cell_function 1 3 (three_atoms t) 0 x = 1 + exp (t ^ 2 * x 0%nat) /\
    forall l, (1 <= l)%nat -> Rabs (cell_function 1 3 (three_atoms t) l x) <= K * t ^ 12) /\
  slope (three_atoms t) 0 0 = Rpower (t ^ 12) (5 / 12).
Proof.
  destruct (heat_bounded (1 + Rabs X)) as [B [B0 HB]]. set (E := exp (Rabs X)).
  assert (E0 : 0 < E) by apply exp_pos.
  pose proof (Rabs_pos X) as X0. pose proof (pow_le _ 3 X0) as X3. pose proof (Rmult_lt_0_compat E B E0 B0) as EB.
  assert (EX : 0 <= E * Rabs X ^ 3) by (apply Rmult_le_pos; lra).
  exists (B + E * B + E * Rabs X ^ 3). split; [lra|]. intros t Ht. split.
  2: { simpl slope. rewrite <- (Rpower_pow 12), Rpower_mult by lra.
       replace (INR 12 * (5 / 12)) with (INR 5) by (simpl; field).
       rewrite Rpower_pow by lra. reflexivity. }
  assert (t2 : 0 <= t ^ 2 <= 1) by (split; [apply pow2_ge_0|rewrite <- (pow1 2); apply pow_incr; lra]).
  assert (t12 : 0 < t ^ 12) by (apply pow_lt; lra).
  intros x Hx. pose proof (Rle_abs X) as XX. split.
  - rewrite three_atoms_function, !heat_0. simpl. field.
  - intros l Hl. rewrite three_atoms_function. set (y := t ^ 2 * x 0%nat).
    assert (Hy : Rabs y <= t ^ 2 * Rabs X).
    { unfold y. rewrite Rabs_mult, Rabs_pos_eq by lra. apply Rmult_le_compat_l; lra. }
    assert (yX : Rabs y <= Rabs X) by nra.
    assert (Ey : exp (Rabs y) <= E) by (apply exp_monotone, yX).
    assert (odd : forall n, heat (2 * n + 1) 0 (-1) = 0).
    { intro n. pose proof (heat_parity (2 * n + 1) 0 (-1)) as P. rewrite Ropp_0, Nat.add_1_r, pow_1_odd in P.
      rewrite Nat.add_1_r. lra. }
    destruct (le_lt_dec 4 l) as [h|h].
    + rewrite Rabs_mult, (Rabs_pos_eq ((t ^ 3) ^ l)) by (apply pow_le, pow_le; lra). rewrite Rmult_comm.
      apply Rmult_le_compat; [apply Rabs_pos|apply pow_le, pow_le; lra| |].
      * apply Rle_trans with (B + E * B); [|lra]. apply Rle_trans with (1 := Rabs_triang _ _). rewrite !Rabs_mult.
        rewrite (Rabs_pos_eq (exp y)) by (apply Rlt_le, exp_pos).
        assert (H1 : Rabs (heat l (1 + y) (1 / 2)) <= B).
        { apply HB; [|rewrite Rabs_pos_eq by lra; lra]. apply Rle_trans with (1 := Rabs_triang _ _).
          rewrite Rabs_R1. lra. }
        assert (H2 : Rabs (heat l 0 (-1)) <= B).
        { apply HB; [rewrite Rabs_R0; lra|]. replace (-1) with (-(1)) by ring. rewrite Rabs_Ropp, Rabs_R1. lra. }
        assert (H3 : Rabs ((1 + (-1) ^ l) / 2) <= 1).
        { unfold Rdiv. rewrite Rabs_mult, (Rabs_pos_eq (/ 2)) by lra. pose proof (Rabs_triang 1 ((-1) ^ l)) as T.
          rewrite Rabs_R1, pow_1_abs in T. lra. }
        assert (exp y <= E) by (apply Rle_trans with (2 := Ey); apply exp_monotone, Rle_abs).
        apply Rplus_le_compat.
        -- rewrite <- (Rmult_1_l B). apply Rmult_le_compat; try apply Rabs_pos; assumption.
        -- apply Rmult_le_compat; try apply Rabs_pos; [apply Rlt_le, exp_pos|assumption|assumption].
      * rewrite <- pow_mult. replace (3 * l)%nat with (12 + (3 * l - 12))%nat by lia. rewrite pow_add.
        pose proof (pow_incr t 1 (3 * l - 12) ltac:(lra)) as P. rewrite pow1 in P.
        rewrite <- (Rmult_1_r (t ^ 12)) at 2. apply Rmult_le_compat_l; lra.
    + assert (zero : Rabs 0 <= (B + E * B + E * Rabs X ^ 3) * t ^ 12) by (rewrite Rabs_R0; apply Rmult_le_pos; lra).
      destruct l as [|[|[|[|l]]]]; [lia| | | |lia].
      * change (heat 1 0 (-1)) with (heat (2 * 0 + 1) 0 (-1)). rewrite odd.
        replace ((t ^ 3) ^ 1 * ((1 + (-1) ^ 1) / 2 * heat 1 (1 + y) (1 / 2) + exp y * 0)) with 0 by field.
        exact zero.
      * assert (heat_2 : forall a b, heat 2 a b = a ^ 2 / 2 + b).
        { intros a b. pose proof (heat_step 0 a b) as S. rewrite heat_1, heat_0 in S. simpl in S. lra. }
        rewrite !heat_2.
        replace ((t ^ 3) ^ 2 * ((1 + (-1) ^ 2) / 2 * ((1 + y) ^ 2 / 2 + 1 / 2) + exp y * (0 ^ 2 / 2 + -1)))
          with (- (t ^ 6 * (exp y - 1 - y - y ^ 2 / 2))) by field.
        rewrite Rabs_Ropp, Rabs_mult, (Rabs_pos_eq (t ^ 6)) by (apply pow_le; lra).
        apply Rle_trans with (t ^ 6 * (E * (t ^ 2 * Rabs X) ^ 3)).
        -- apply Rmult_le_compat_l; [apply pow_le; lra|]. apply Rle_trans with (1 := exp_taylor_bound y).
           apply Rmult_le_compat; [apply Rlt_le, exp_pos|apply pow_le, Rabs_pos|exact Ey|].
           apply pow_incr. split; [apply Rabs_pos|exact Hy].
        -- replace (t ^ 6 * (E * (t ^ 2 * Rabs X) ^ 3)) with (E * Rabs X ^ 3 * t ^ 12) by ring.
           apply Rmult_le_compat_r; lra.
      * change (heat 3 0 (-1)) with (heat (2 * 1 + 1) 0 (-1)). rewrite odd.
        replace ((t ^ 3) ^ 3 * ((1 + (-1) ^ 3) / 2 * heat 3 (1 + y) (1 / 2) + exp y * 0)) with 0 by field.
        exact zero.
Qed.
