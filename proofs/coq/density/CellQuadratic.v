(** * The function of a cell to second order in x

    F_l(x) = Σ_i w_i exp(β_iᵀx) H_l(a_iᵀx + b_i, ν_i / 2) is, on a bounded box of x and for bounded differences, a
    polynomial of degree 2 in x up to K Σ_i (|β_i| + |a_i|)³: every monomial with three or more powers of x has three or
    more factors from β_i and a_i ([cell_quadratic]).  The coefficients of the polynomial at 1, x_r and x_r² are the
    Taylor coefficients C(0, l), C(e_r, l) and C(2 e_r, l) of CellCoefficients.v.

    _Proof._  One atom is t ↦ exp(t p) H_l(b + t z, v) at t = 1, with p = βᵀx and z = aᵀx.  Its derivatives along t are
    jets ([is_derive_jet]); the third is a sum of products with three factors p or z, at most K (|p| + |z|)³
    ([jet_bound]). The terms of order <= 2 are H_l, p H_l + z H_(l-1) and ½p² H_l + p z H_(l-1) + ½z² H_(l-2).  Multiply
    out and sum over the atoms.  ∎ *)

From Coq Require Import Reals Psatz List Arith Lia.
From Coquelicot Require Import Coquelicot.
From MoeProof Require Import FiniteSums HeatFacts CellCoefficients RatesWithoutGate UniformIndependence.
Import ListNotations.
Open Scope R_scope.

(** The multi-index e_i. *)
Definition single (i : nat) : nat -> nat := fun i' => if (i' =? i)%nat then 1%nat else 0%nat.

(** e_r restricted to the coordinates below d <= r is 0; otherwise it lists r once, and e_r! = 1. *)
Lemma single_outside d r : (d <= r)%nat -> directions d (single r) = [] /\ multi_factorial d (single r) = 1.
Proof.
  induction d as [|d IH]; simpl; intro Hr; [tauto|]. destruct IH as [-> ->]; [lia|].
  unfold single. rewrite (proj2 (Nat.eqb_neq d r)) by lia. simpl. split; [reflexivity|ring].
Qed.

Lemma single_inside d r : (r < d)%nat -> directions d (single r) = [r] /\ multi_factorial d (single r) = 1.
Proof.
  induction d as [|d IH]; simpl; intro Hr; [lia|]. destruct (Nat.eq_dec r d) as [->|n].
  - destruct (single_outside d d) as [-> ->]; [lia|]. unfold single. rewrite Nat.eqb_refl. simpl.
    split; [reflexivity|ring].
  - destruct IH as [-> ->]; [lia|]. unfold single. rewrite (proj2 (Nat.eqb_neq d r)) by lia. simpl.
    split; [reflexivity|ring].
Qed.

(** C(e_r, l) = Σ_j w_j (β_jr H_l(b_j, ν_j/2) + a_jr H_(l-1)(b_j, ν_j/2)). *)
Lemma coefficient_single d m c r l : (r < d)%nat ->
  coefficient d m c (single r) l = sum_below m (fun j => weight c j *
    (gate c j r * heat l (intercept c j) (variance c j / 2) +
      slope c j r * heat_lower l (intercept c j) (variance c j / 2))).
Proof.
  intro Hr. rewrite coefficient_closed_form. destruct (single_inside d r Hr) as [-> ->]. rewrite Rdiv_1.
  apply sum_below_ext. intros j _. destruct l; simpl; rewrite exp_0; ring.
Qed.

(** The coefficient of x_r x_s, s <= r: C(2 e_r, l) for r = s. *)
Definition second_coefficient (d m : nat) (c : cell) (l r s : nat) : R :=
  if (r =? s)%nat then coefficient d m c (twice r) l
  else sum_below m (fun j => weight c j * jet (gate c j) (slope c j) (variance c j / 2) [r; s] l 0 (intercept c j)).

(** The second-order part of the function of a cell. *)
Definition cell_polynomial (d m : nat) (c : cell) (l : nat) : (nat -> R) -> R :=
  quadratic d (coefficient d m c zero_index l) (fun r => coefficient d m c (single r) l) (second_coefficient d m c l).

(** ** One atom *)

(** A jet of order n is at most (|β| + |a|)^n times a bound of exp and H. *)
Lemma jet_bound (β a : nat -> R) v u E X p z is : 0 <= u -> (forall i, Rabs (β i) + Rabs (a i) <= u) -> exp p <= E ->
  (forall l, Rabs (heat l z v) <= X) -> forall l, Rabs (jet β a v is l p z) <= u ^ length is * (E * X).
Proof.
  intros u0 Hu HE HX. pose proof (exp_pos p) as e0.
  assert (X0 : 0 <= X) by (apply Rle_trans with (2 := HX 0%nat), Rabs_pos).
  assert (EX : 0 <= E * X) by (apply Rmult_le_pos; lra).
  induction is as [|i is IH]; intro l; simpl length; simpl jet; simpl pow.
  - rewrite Rmult_1_l, Rabs_mult, (Rabs_pos_eq (exp p)) by lra.
    apply Rmult_le_compat; try apply Rabs_pos; [lra|exact HE|apply HX].
  - set (Y := u ^ length is * (E * X)) in *. assert (Y0 : 0 <= Y) by (apply Rmult_le_pos; [apply pow_le, u0|exact EX]).
    replace (u * u ^ length is * (E * X)) with (u * Y) by (unfold Y; ring).
    apply Rle_trans with (1 := Rabs_triang _ _). rewrite !Rabs_mult.
    assert (L : Rabs match l with O => 0 | S l' => jet β a v is l' p z end <= Y).
    { destruct l; [rewrite Rabs_R0; exact Y0|apply IH]. }
    pose proof (Rmult_le_compat_l _ _ _ (Rabs_pos (β i)) (IH l)) as I1.
    pose proof (Rmult_le_compat_l _ _ _ (Rabs_pos (a i)) L) as I2.
    pose proof (Rmult_le_compat_r _ _ _ Y0 (Hu i)) as I3. rewrite Rmult_plus_distr_r in I3. lra.
Qed.

(** Taylor's formula on [0, 1] with the third derivative bounded. *)
Lemma taylor_second (g0 g1 g2 g3 : R -> R) C : (forall s, is_derive g0 s (g1 s)) -> (forall s, is_derive g1 s (g2 s)) ->
  (forall s, is_derive g2 s (g3 s)) -> (forall s, Rabs s <= 1 -> Rabs (g3 s) <= C) ->
  Rabs (g0 1 - (g0 0 + g1 0 + g2 0 / 2)) <= C.
Proof.
  intros D0 D1 D2 B.
  assert (C0 : 0 <= C) by (apply Rle_trans with (2 := B 0 ltac:(rewrite Rabs_R0; lra)), Rabs_pos).
  assert (small : forall s, Rabs s <= 1 -> C * Rabs s <= C).
  { intros s Hs. pose proof (Rmult_le_compat_l C _ _ C0 Hs). lra. }
  assert (B2 : forall s, Rabs s <= 1 -> Rabs (g2 s - g2 0) <= C).
  { intros s Hs. apply Rle_trans with (2 := small s Hs), (mean_value_bound g2 g3); [exact D2|].
    intros t Ht. apply B. lra. }
  assert (B1 : forall s, Rabs s <= 1 -> Rabs (g1 s - g1 0 - s * g2 0) <= C).
  { intros s Hs. apply Rle_trans with (2 := small s Hs).
    replace (g1 s - g1 0 - s * g2 0) with ((g1 s - s * g2 0) - (g1 0 - 0 * g2 0)) by ring.
    apply (mean_value_bound (fun t => g1 t - t * g2 0) (fun t => g2 t - g2 0)).
    - intro t. apply (is_derive_minus g1 (fun t => t * g2 0) t (g2 t) (g2 0)); [apply D1|]. auto_derive; [exact I|ring].
    - intros t Ht. apply B2. lra. }
  replace (g0 1 - (g0 0 + g1 0 + g2 0 / 2))
    with ((g0 1 - (1 * g1 0 + 1 ^ 2 / 2 * g2 0)) - (g0 0 - (0 * g1 0 + 0 ^ 2 / 2 * g2 0))) by field.
  apply Rle_trans with (2 := small 1 ltac:(rewrite Rabs_R1; lra)).
  apply (mean_value_bound (fun t => g0 t - (t * g1 0 + t ^ 2 / 2 * g2 0)) (fun t => g1 t - (g1 0 + t * g2 0))).
  - intro t. apply (is_derive_minus g0 (fun t => t * g1 0 + t ^ 2 / 2 * g2 0) t (g1 t) (g1 0 + t * g2 0)); [apply D0|].
    auto_derive; [exact I|field].
  - intros t Ht. rewrite Rabs_R1 in Ht. replace (g1 t - (g1 0 + t * g2 0)) with (g1 t - g1 0 - t * g2 0) by ring.
    now apply B1.
Qed.

(** exp(p) H_l(b + z, v) is its second-order part in (p, z) up to K (|p| + |z|)³; the jets are the derivatives along t
    (p, z). *)
Lemma atom_second_order l P B : exists K, 0 < K /\ forall p z b v,
  Rabs p <= P -> Rabs z <= P -> Rabs b <= B -> Rabs v <= B ->
  let h0 := heat l b v in let h1 := heat_lower l b v in let h2 := heat_lower (pred l) b v in
  Rabs (exp p * heat l (b + z) v
        - (h0 + (p * h0 + z * h1) + (p ^ 2 / 2 * h0 + p * z * h1 + z ^ 2 / 2 * h2)))
    <= K * (Rabs p + Rabs z) ^ 3.
Proof.
  destruct (heat_bounded (Rabs B + Rabs P)) as [X [X0 HX]]. exists (exp P * X).
  split; [apply Rmult_lt_0_compat; [apply exp_pos|exact X0]|]. intros p z b v Hp Hz Hb Hv h0 h1 h2.
  pose proof (Rle_abs P) as PP. pose proof (Rle_abs B) as BB. pose proof (Rabs_pos P) as P0.
  set (g := fun n s => jet (fun _ => p) (fun _ => z) v (repeat 0%nat n) l (0 + p * s) (b + z * s)).
  assert (D : forall n s, is_derive (g n) s (g (S n) s)) by (intros n s; apply is_derive_jet).
  assert (third : forall s, Rabs s <= 1 -> Rabs (g 3%nat s) <= exp P * X * (Rabs p + Rabs z) ^ 3).
  { intros s Hs. rewrite Rmult_comm.
    assert (shrink : forall u, Rabs (u * s) <= Rabs u).
    { intro u. rewrite Rabs_mult. pose proof (Rmult_le_compat_l _ _ _ (Rabs_pos u) Hs). lra. }
    apply (jet_bound (fun _ => p) (fun _ => z) v (Rabs p + Rabs z) (exp P) X (0 + p * s) (b + z * s) (repeat 0%nat 3)).
    - pose proof (Rabs_pos p). pose proof (Rabs_pos z). lra.
    - intros _. apply Rle_refl.
    - apply exp_monotone. rewrite Rplus_0_l. apply Rle_trans with (1 := Rle_abs _). pose proof (shrink p). lra.
    - intro l'. apply HX; [|lra]. apply Rle_trans with (1 := Rabs_triang _ _). pose proof (shrink z). lra. }
  pose proof (taylor_second (g 0%nat) (g 1%nat) (g 2%nat) (g 3%nat) _ (D 0%nat) (D 1%nat) (D 2%nat) third) as T.
  assert (E0 : g 0%nat 1 = exp p * heat l (b + z) v).
  { unfold g. simpl. do 2 f_equal; ring. }
  assert (E1 : g 0%nat 0 = h0).
  { unfold g, h0. simpl. rewrite !Rmult_0_r, !Rplus_0_r, exp_0. ring. }
  assert (E2 : g 1%nat 0 = p * h0 + z * h1).
  { unfold g, h0, h1. destruct l; simpl; rewrite !Rmult_0_r, !Rplus_0_r, exp_0; ring. }
  assert (E3 : g 2%nat 0 / 2 = p ^ 2 / 2 * h0 + p * z * h1 + z ^ 2 / 2 * h2).
  { unfold g, h0, h1, h2. destruct l as [|[|l]]; simpl; rewrite !Rmult_0_r, ?Rplus_0_r, exp_0; field. }
  rewrite E0, E1, E2, E3 in T. exact T.
Qed.

(** ** Sums *)

(** A quadratic polynomial depends on its coefficients with s <= r only, and is linear in them. *)
Lemma quadratic_ext d c0 c0' c1 c1' c2 c2' x : c0 = c0' -> (forall r, (r < d)%nat -> c1 r = c1' r) ->
  (forall r s, (r < d)%nat -> (s <= r)%nat -> c2 r s = c2' r s) -> quadratic d c0 c1 c2 x = quadratic d c0' c1' c2' x.
Proof.
  intros -> E1 E2. unfold quadratic. f_equal; [f_equal|]; apply sum_below_ext; intros r Hr; [now rewrite E1|].
  apply sum_below_ext. intros s Hs. now rewrite E2 by lia.
Qed.

Lemma quadratic_sum d m (c0 : nat -> R) (c1 : nat -> nat -> R) (c2 : nat -> nat -> nat -> R) x :
  quadratic d (sum_below m c0) (fun r => sum_below m (fun j => c1 j r)) (fun r s => sum_below m (fun j => c2 j r s)) x =
  sum_below m (fun j => quadratic d (c0 j) (c1 j) (c2 j) x).
Proof.
  induction m as [|m IH].
  - unfold quadratic. change (sum_below 0) with (fun _ : nat -> R => 0). cbv beta.
    rewrite (sum_below_ext d (fun r => 0 * x r) (fun _ => 0)) by (intros; ring).
    rewrite (sum_below_ext d (fun r => sum_below (S r) (fun s => 0 * (x r * x s))) (fun _ => 0));
      [rewrite sum_below_const; ring|].
    intros r _. rewrite (sum_below_ext (S r) _ (fun _ => 0)) by (intros; ring). rewrite sum_below_const. ring.
  - change (sum_below (S m) (fun j => quadratic d (c0 j) (c1 j) (c2 j) x))
      with (sum_below m (fun j => quadratic d (c0 j) (c1 j) (c2 j) x) + quadratic d (c0 m) (c1 m) (c2 m) x).
    rewrite <- IH. unfold quadratic.
    rewrite (sum_below_ext d (fun r => sum_below (S m) (fun j => c1 j r) * x r)
      (fun r => sum_below m (fun j => c1 j r) * x r + c1 m r * x r)) by (intros; simpl; ring).
    rewrite (sum_below_ext d (fun r => sum_below (S r) (fun s => sum_below (S m) (fun j => c2 j r s) * (x r * x s)))
      (fun r => sum_below (S r) (fun s => sum_below m (fun j => c2 j r s) * (x r * x s))
                + sum_below (S r) (fun s => c2 m r s * (x r * x s)))).
    2: { intros r _. rewrite <- sum_below_plus. apply sum_below_ext. intros s _. simpl. ring. }
    rewrite !sum_below_plus. cbn [sum_below]. ring.
Qed.

(** The second-order part of one atom: half the diagonal and all below it make half the square. *)
Lemma atom_quadratic d (β a x : nat -> R) h0 h1 h2 :
  let e r s := β r * β s * h0 + (β r * a s + a r * β s) * h1 + a r * a s * h2 in
  quadratic d h0 (fun r => β r * h0 + a r * h1) (fun r s => if (r =? s)%nat then e r s / 2 else e r s) x =
  let p := dot d β x in let z := dot d a x in
  h0 + (p * h0 + z * h1) + (p ^ 2 / 2 * h0 + p * z * h1 + z ^ 2 / 2 * h2).
Proof.
  intros e. cbv zeta. unfold quadratic, dot. f_equal; [f_equal|].
  - rewrite (sum_below_ext d _ (fun r => h0 * (β r * x r) + h1 * (a r * x r))) by (intros; ring).
    rewrite sum_below_plus, !sum_below_scal. ring.
  - induction d as [|d IH]; [simpl; field|].
    change (sum_below (S d) (fun r => sum_below (S r)
      (fun s => (if (r =? s)%nat then e r s / 2 else e r s) * (x r * x s))))
      with (sum_below d (fun r => sum_below (S r) (fun s => (if (r =? s)%nat then e r s / 2 else e r s) * (x r * x s)))
        + (sum_below d (fun s => (if (d =? s)%nat then e d s / 2 else e d s) * (x d * x s))
           + (if (d =? d)%nat then e d d / 2 else e d d) * (x d * x d))).
    rewrite IH, Nat.eqb_refl.
    rewrite (sum_below_ext d (fun s => (if (d =? s)%nat then e d s / 2 else e d s) * (x d * x s))
      (fun s => x d * (β d * h0 + a d * h1) * (β s * x s) + x d * (β d * h1 + a d * h2) * (a s * x s))).
    2: { intros s Hs. rewrite (proj2 (Nat.eqb_neq d s)) by lia. unfold e. ring. }
    rewrite sum_below_plus, !sum_below_scal. cbn [sum_below]. unfold e. field.
Qed.

(** The second-order part of F_l, atom by atom. *)
Lemma cell_polynomial_atoms d m c l x : cell_polynomial d m c l x = sum_below m (fun j => weight c j *
  (let h0 := heat l (intercept c j) (variance c j / 2) in let h1 := heat_lower l (intercept c j) (variance c j / 2) in
   let h2 := heat_lower (pred l) (intercept c j) (variance c j / 2) in
   let p := dot d (gate c j) x in let z := dot d (slope c j) x in
   h0 + (p * h0 + z * h1) + (p ^ 2 / 2 * h0 + p * z * h1 + z ^ 2 / 2 * h2))).
Proof.
  set (v := fun j => variance c j / 2). set (b := intercept c). set (β := gate c). set (a := slope c).
  set (e := fun j r s => β j r * β j s * heat l (b j) (v j) + (β j r * a j s + a j r * β j s) * heat_lower l (b j) (v j)
    + a j r * a j s * heat_lower (pred l) (b j) (v j)).
  assert (J : forall j r s, jet (β j) (a j) (v j) [r; s] l 0 (b j) = e j r s).
  { intros j r s. unfold e. destruct l as [|[|l]]; simpl; rewrite exp_0; ring. }
  unfold cell_polynomial.
  rewrite (quadratic_ext d _ (sum_below m (fun j => weight c j * heat l (b j) (v j))) _
    (fun r => sum_below m (fun j => weight c j * (β j r * heat l (b j) (v j) + a j r * heat_lower l (b j) (v j)))) _
    (fun r s => sum_below m (fun j => weight c j * if (r =? s)%nat then e j r s / 2 else e j r s))).
  - rewrite (quadratic_sum d m (fun j => weight c j * heat l (b j) (v j))
      (fun j r => weight c j * (β j r * heat l (b j) (v j) + a j r * heat_lower l (b j) (v j)))
      (fun j r s => weight c j * if (r =? s)%nat then e j r s / 2 else e j r s) x).
    apply sum_below_ext. intros j _.
    pose proof (atom_quadratic d (β j) (a j) x (heat l (b j) (v j)) (heat_lower l (b j) (v j))
      (heat_lower (pred l) (b j) (v j))) as Q.
    cbv zeta in Q. fold (v j). fold (b j). fold (β j) (a j). cbv zeta. rewrite <- Q. unfold quadratic.
    rewrite !Rmult_plus_distr_l, <- !sum_below_scal. f_equal; [f_equal|]; apply sum_below_ext; intros r _; [ring|].
    rewrite <- sum_below_scal. apply sum_below_ext. intros s _. unfold e. ring.
  - apply coefficient_zero.
  - intros r Hr. now apply coefficient_single.
  - intros r s Hr Hs. unfold second_coefficient. destruct (Nat.eqb_spec r s) as [->|ne].
    + rewrite coefficient_closed_form. destruct (twice_inside d s Hr) as [-> ->]. unfold Rdiv at 1.
      rewrite Rmult_comm, <- sum_below_scal. apply sum_below_ext. intros j _. fold (v j) (b j) (β j) (a j). rewrite J.
      field.
    + apply sum_below_ext. intros j _. fold (v j) (b j) (β j) (a j). now rewrite J.
Qed.

(** The difference of two sums. *)
Lemma sum_below_minus m f g : sum_below m f - sum_below m g = sum_below m (fun j => f j - g j).
Proof. induction m as [|m IH]; simpl; [ring|]. rewrite <- IH. ring. Qed.

(** |uᵀx| <= X Σ_r |u_r| if all |x_r| <= X. *)
Lemma dot_bound d u x X : (forall r, (r < d)%nat -> Rabs (x r) <= X) ->
  Rabs (dot d u x) <= X * sum_below d (fun r => Rabs (u r)).
Proof.
  intro Hx. unfold dot. apply Rle_trans with (1 := sum_below_abs _ _). rewrite <- sum_below_scal. apply sum_below_le.
  intros r Hr. rewrite Rabs_mult, Rmult_comm. apply Rmult_le_compat_r; [apply Rabs_pos|now apply Hx].
Qed.

(** F_l is its second-order part up to cubes of the slopes. *)
Theorem cell_quadratic d m l X W0 : 0 <= W0 -> exists K, 0 < K /\ forall (c : cell) (x : nat -> R),
  (forall j, (j < m)%nat -> 0 <= weight c j <= W0 /\
     (forall r, (r < d)%nat -> Rabs (gate c j r) <= 1 /\ Rabs (slope c j r) <= 1) /\
     Rabs (intercept c j) <= 1 /\ Rabs (variance c j) <= 1) ->
  (forall r, (r < d)%nat -> Rabs (x r) <= X) ->
  Rabs (cell_function d m c l x - cell_polynomial d m c l x) <=
    K * sum_below m (fun j => sum_below d (fun r => Rabs (gate c j r) + Rabs (slope c j r)) ^ 3).
Proof.
  intro W00. destruct (atom_second_order l (Rabs X * INR d) 1) as [K [K0 HK]]. pose proof (Rabs_pos X) as X0.
  assert (KX : 0 <= K * Rabs X ^ 3) by (apply Rmult_le_pos; [lra|apply pow_le, X0]).
  exists (W0 * (K * Rabs X ^ 3) + 1). split; [pose proof (Rmult_le_pos _ _ W00 KX); lra|]. intros c x Hc Hx.
  assert (Hx' : forall r, (r < d)%nat -> Rabs (x r) <= Rabs X)
    by (intros r Hr; apply Rle_trans with (1 := Hx r Hr), Rle_abs).
  rewrite cell_polynomial_atoms. unfold cell_function.
  rewrite sum_below_minus.
  apply Rle_trans with (1 := sum_below_abs _ _). rewrite <- sum_below_scal. apply sum_below_le. intros j Hj.
  cbv beta zeta.
  destruct (Hc j Hj) as [[w0 wW] [S [Hb Hv]]]. set (p := dot d (gate c j) x). set (z := dot d (slope c j) x).
  set (u := sum_below d (fun r => Rabs (gate c j r) + Rabs (slope c j r))).
  assert (u0 : 0 <= u).
  { apply sum_below_nonneg. intros r _. pose proof (Rabs_pos (gate c j r)). pose proof (Rabs_pos (slope c j r)). lra. }
  pose proof (dot_bound d (gate c j) x _ Hx') as Hp. fold p in Hp.
  pose proof (dot_bound d (slope c j) x _ Hx') as Hz. fold z in Hz.
  assert (one : forall f : nat -> R, (forall r, (r < d)%nat -> Rabs (f r) <= 1) ->
    Rabs X * sum_below d (fun r => Rabs (f r)) <= Rabs X * INR d).
  { intros f Hf. apply Rmult_le_compat_l; [exact X0|]. rewrite <- (Rmult_1_r (INR d)), <- sum_below_const.
    now apply sum_below_le. }
  pose proof (one (gate c j) (fun r Hr => proj1 (S r Hr))). pose proof (one (slope c j) (fun r Hr => proj2 (S r Hr))).
  assert (pz : Rabs p + Rabs z <= Rabs X * u).
  { unfold u. rewrite sum_below_plus. lra. }
  assert (v2 : Rabs (variance c j / 2) <= 1).
  { unfold Rdiv. rewrite Rabs_mult, (Rabs_pos_eq (/ 2)) by lra. pose proof (Rabs_pos (variance c j)). lra. }
  pose proof (HK p z (intercept c j) (variance c j / 2) ltac:(lra) ltac:(lra) Hb v2) as A. cbv zeta in A.
  rewrite (Rplus_comm z (intercept c j)).
  rewrite <- Rmult_minus_distr_l, Rabs_mult, (Rabs_pos_eq (weight c j)) by exact w0.
  apply Rle_trans with (W0 * (K * (Rabs X * u) ^ 3)).
  - apply Rmult_le_compat; [exact w0|apply Rabs_pos|exact wW|]. apply Rle_trans with (1 := A).
    apply Rmult_le_compat_l; [lra|].
    apply pow_incr. split; [|exact pz]. pose proof (Rabs_pos p). pose proof (Rabs_pos z). lra.
  - rewrite Rpow_mult_distr. pose proof (pow_le u 3 u0). lra.
Qed.
