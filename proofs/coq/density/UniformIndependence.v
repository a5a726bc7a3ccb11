(** * Independence with a constant, uniformly in x

    - [derivatives_lower_bound]: over an interval of y, ∫ |Σ_j Σ_{l<L} C_jl ∂_h^l N(y; h_j(x), ν_j)| dy >= κ |C_jl|
      for every j and l, with one κ > 0 for all x of a box on which the pairs (h_j(x), ν_j) are distinct,
      h_j(x) = a_jᵀx + b_j.
    - [quadratic_lower_bound]: the coefficients of a polynomial of degree <= 2 in x are at most K times the integral
      of its absolute value over a box.
    - [affine_lower_bound]: the same for |aᵀx + b|^p, p >= 1.

    _Proof._  Each is independence (NormalDerivatives.v; a polynomial that vanishes on a box is 0) made uniform by
    [positive_integral_minimum] on each of the compact faces "one coefficient is 1, the others are at most 1 in
    absolute value", then homogeneity: divide by the largest coefficient ([homogeneous_lower_bound] of
    HomogeneousFunctions.v).  ∎ *)

From Coq Require Import Reals Psatz Arith Lia Classical.
From Coquelicot Require Import Coquelicot.
From MoeProof Require Import FiniteSums BoxCompactness BoxIntegral BoxIntegralFacts CellCoefficients.
From MoeProof Require Import DensityDerivatives NormalDerivatives HomogeneousFunctions.
Open Scope R_scope.

(** ** Derivatives of normal densities *)

(** The pairs (h_j(x), ν_j), j < n, are distinct for every x in the box. *)
Definition separated (d n : nat) (T : cell) (lo hi : nat -> R) : Prop :=
  forall x, in_box d lo hi x -> forall i j, (i < j < n)%nat ->
    (dot d (slope T i) x + intercept T i, variance T i) <> (dot d (slope T j) x + intercept T j, variance T j).

(** The derivatives of a normal density depend on y - h alone. *)
Lemma normal_derivative_shift l y h ν : normal_derivative l y h ν = normal_derivative l 0 (h - y) ν.
Proof. unfold normal_derivative, normal. replace (0 - (h - y)) with (y - h) by ring. reflexivity. Qed.

(** They are continuous, with continuous y and h. *)
Lemma continuous_at_normal_derivative N l (y h : (nat -> R) -> R) ν z : 0 < ν -> continuous_at N y z ->
  continuous_at N h z ->
  continuous_at N (fun z => normal_derivative l (y z) (h z) ν) z.
Proof.
  intros v0 Cy Ch. apply (continuous_at_local N (fun z => normal_derivative l 0 (h z + -1 * y z) ν)).
  - exists 1. split; [lra|]. intros x _. rewrite (normal_derivative_shift l (y x)). f_equal. ring.
  - apply (continuous_at_comp N (fun z => h z + -1 * y z) (fun u => normal_derivative l 0 u ν)).
    + apply continuous_at_plus; [exact Ch|]. apply continuous_at_mult; [apply continuous_at_const|exact Cy].
    + apply (ex_derive_continuous (fun u => normal_derivative l 0 u ν)). eexists.
      apply is_derive_normal_derivative_mean, v0.
Qed.

(** ∫ |Σ_j Σ_l C_jl ∂_h^l N(y; h_j(x), ν_j)| dy >= κ |C_jl|: y is the coordinate 0, x_i the coordinate 1 + i, C_jl the
    coordinate 1 + d + j L + l. *)
Lemma derivatives_lower_bound d n L (T : cell) lo hi ylo yhi : ylo < yhi ->
  (forall j, (j < n)%nat -> 0 < variance T j) -> separated d n T lo hi ->
  exists κ, 0 < κ /\ forall x (C : nat -> nat -> R), in_box d lo hi x -> forall j l, (j < n)%nat -> (l < L)%nat ->
    κ * Rabs (C j l) <=
    RInt (fun y => Rabs (sum_below n (fun j => sum_below L (fun l =>
      C j l * normal_derivative l y (dot d (slope T j) x + intercept T j) (variance T j))))) ylo yhi.
Proof.
  intros I v0 Sep.
  set (with_y := fun (y : R) (x : nat -> R) (i : nat) => match i with O => y | S i => x i end).
  set (G := fun z : nat -> R => sum_below n (fun j => sum_below L (fun l => z (1 + d + (j * L + l))%nat *
    normal_derivative l (z 0%nat) (dot d (slope T j) (fun i => z (S i)) + intercept T j) (variance T j)))).
  assert (index : forall j l, (j < n)%nat -> (l < L)%nat -> (j * L + l < n * L)%nat) by (intros; nia).
  destruct (homogeneous_lower_bound 1 (1 +
    d) (n * L) 1 (with_y ylo lo) (with_y yhi hi) G (fun _ => True)) as (κ & κ0 & H).
  - lia.
  - lia.
  - intros i Hi. replace i with 0%nat by lia. exact I.
  - intro z. apply continuous_at_sum. intros j Hj. apply continuous_at_sum. intros l Hl. specialize (index j l Hj Hl).
    apply continuous_at_mult; [apply continuous_at_coordinate; lia|].
    apply continuous_at_normal_derivative; [apply v0, Hj|apply continuous_at_coordinate; lia|].
    apply continuous_at_plus; [|apply continuous_at_const].
    apply (continuous_at_sum _ d (fun i z => slope T j i * z (S i))). intros i Hi.
    apply continuous_at_mult; [apply continuous_at_const|apply continuous_at_coordinate; lia].
  - intros t z. unfold G. rewrite pow_1, <- sum_below_scal. apply sum_below_ext. intros j _. rewrite <- sum_below_scal.
    apply sum_below_ext. intros l _. unfold scaled at 1 2.
    destruct (Nat.ltb_spec (1 + d + (j * L + l)) (1 + d)); [lia|].
    destruct (Nat.ltb_spec 0 (1 + d)); [|lia]. rewrite Rmult_assoc. do 4 f_equal. unfold dot. apply sum_below_ext.
    intros i Hi.
    unfold scaled.
    destruct (Nat.ltb_spec (S i) (1 + d)); [reflexivity|lia].
  - intros x Hx Z. assert (E : forall j l, (j < n)%nat -> (l < L)%nat -> x (1 + d + (j * L + l))%nat = 0).
    { apply (gaussian_derivatives_independent ylo yhi n L (fun j => dot d (slope T j) (fun i => x (S i)) +
        intercept T j)
        (variance T)).
      - exact I.
      - exact v0.
      - apply Sep. intros i Hi. apply (Hx (S i)). lia.
      - intros y Hy. apply (Z (with_y y (fun i => x (S i)))).
        + intros i Hi. replace i with 0%nat by lia. simpl. lra.
        + intros [|i] Hi; [lia|reflexivity]. }
    intros k Hk _. assert (L0 : L <> 0%nat) by nia.
    rewrite (Nat.div_mod_eq k L), (Nat.mul_comm L).
    apply E; [apply Nat.div_lt_upper_bound; nia|apply Nat.mod_upper_bound, L0].
  - exists κ. split; [exact κ0|]. intros x C Hx j l Hj Hl.
    set (p := with_y ylo (fun i => if (i <? d)%nat then x i else C ((i - d) / L)%nat ((i - d) mod L))).
    assert (coefs : forall j l, (l < L)%nat -> p (1 + d + (j * L + l))%nat = C j l).
    { intros j' l' Hl'. simpl. destruct (Nat.ltb_spec (d + (j' * L + l')) d); [lia|].
      replace (d + (j' * L + l') - d)%nat with (j' * L + l')%nat by lia.
      rewrite Nat.div_add_l, Nat.div_small, Nat.add_0_r by lia. f_equal. rewrite Nat.add_comm, Nat.mod_add by lia.
      now apply Nat.mod_small. }
    specialize (H p). rewrite <- (coefs j l Hl), <- (pow_1 (Rabs _)).
    assert (Hp : in_box (1 + d) (with_y ylo lo) (with_y yhi hi) p).
    { intros [|i] Hi; simpl; [lra|]. destruct (Nat.ltb_spec i d); [now apply Hx|lia]. }
    apply Rle_trans with (1 := H Hp ltac:(tauto) _ (index j l Hj Hl)). right. simpl. apply RInt_ext. intros y _.
    f_equal.
    unfold G. apply sum_below_ext. intros j' _. apply sum_below_ext. intros l' Hl'. rewrite <- (coefs j' l' Hl').
    f_equal.
    change (update p 0 y 0%nat) with y. do 2 f_equal. unfold dot. apply sum_below_ext. intros i Hi. unfold update.
    simpl.
    destruct (Nat.ltb_spec i d); [reflexivity|lia].
Qed.

(** ** Polynomials of degree at most 2 *)

(** c0 + Σ_r c1_r x_r + Σ_{s <= r} c2_rs x_r x_s. *)
Definition quadratic (d : nat) (c0 : R) (c1 : nat -> R) (c2 : nat -> nat -> R) (x : nat -> R) : R :=
  c0 + sum_below d (fun r => c1 r * x r) + sum_below d (fun r => sum_below (S r) (fun s => c2 r s * (x r * x s))).

(** A quadratic polynomial in one variable that vanishes at both ends and in the middle of an interval is 0. *)
Lemma three_values a b α β γ : a < b -> (forall t, a <= t <= b -> α + β * t + γ * t ^ 2 = 0) -> α = 0 /\ β = 0 /\ γ = 0.
Proof.
  intros ab H. pose proof (H a ltac:(lra)) as A. pose proof (H b ltac:(lra)) as B.
  pose proof (H ((a + b) / 2) ltac:(lra)) as M.
  assert (g : γ * (b - a) ^ 2 = 0).
  { replace (γ * (b - a) ^ 2) with (2 * ((α + β * a + γ * a ^ 2) + (α + β * b + γ * b ^ 2)
      - 2 * (α + β * ((a + b) / 2) + γ * ((a + b) / 2) ^ 2))) by field. rewrite A, B, M. ring. }
  assert (g0 : γ = 0). { apply Rmult_integral in g. destruct g as [g|g]; [exact g|]. exfalso.
    apply (pow_nonzero (b - a) 2); lra. }
  rewrite g0 in A, B. assert (b1 : β * (b - a) = 0) by lra. apply Rmult_integral in b1. destruct b1 as [b1|b1]; [|lra].
  rewrite b1 in A. repeat split; lra.
Qed.

(** The last term of a sum. *)
Lemma last_term n f : sum_below (S n) f = sum_below n f + f n.
Proof. reflexivity. Qed.

(** The sums over coordinates below n do not see coordinate n. *)
Lemma sum_update n (c x : nat -> R) t : sum_below n (fun s => c s * update x n t s) = sum_below n (fun s => c s * x s).
Proof. apply sum_below_ext. intros s Hs. unfold update. destruct (Nat.eqb_spec s n); [lia|reflexivity]. Qed.

(** The replaced coordinate. *)
Lemma update_here x n t : update x n t n = t.
Proof. unfold update. now rewrite Nat.eqb_refl. Qed.

(** A point of the box of n coordinates and a value of the next make a point of the box of n + 1 coordinates. *)
Lemma update_in_box n lo hi x t : in_box n lo hi x -> lo n <= t <= hi n -> in_box (S n) lo hi (update x n t).
Proof. intros Hx Ht i Hi. unfold update. destruct (Nat.eqb_spec i n) as [->|h]; [exact Ht|apply Hx; lia]. Qed.

(** An affine function that vanishes on a box of positive sides is 0. *)
Lemma affine_zero d lo hi (a : nat -> R) b : (forall i, (i < d)%nat -> lo i < hi i) ->
  (forall x, in_box d lo hi x -> dot d a x + b = 0) -> b = 0 /\ forall r, (r < d)%nat -> a r = 0.
Proof.
  unfold dot. induction d as [|d IH]; intros L Z.
  - split; [|intros; lia]. specialize (Z lo ltac:(intros i Hi; lia)). simpl in Z. lra.
  - assert (E : forall x, in_box d lo hi x -> sum_below d (fun s => a s * x s) + b = 0 /\ a d = 0).
    { intros x Hx. destruct (three_values (lo d) (hi d) (sum_below d (fun s => a s * x s) + b) (a d) 0) as (A & B & _).
      - apply L. lia.
      - intros t Ht. specialize (Z _ (update_in_box d lo hi x t Hx Ht)). simpl in Z.
        rewrite sum_update, update_here in Z. lra.
      - tauto. }
    destruct IH as [B A]; [intros; apply L; lia|intros x Hx; apply E, Hx|]. split; [exact B|]. intros r Hr.
    destruct (Nat.eq_dec r d) as [->|h]; [|apply A; lia]. apply (E lo). intros i Hi. specialize (L i ltac:(lia)). lra.
Qed.

(** A quadratic polynomial that vanishes on a box of positive sides has zero coefficients. *)
Lemma quadratic_zero d lo hi c0 c1 c2 : (forall i, (i < d)%nat -> lo i < hi i) ->
  (forall x, in_box d lo hi x -> quadratic d c0 c1 c2 x = 0) ->
  c0 = 0 /\ (forall r, (r < d)%nat -> c1 r = 0) /\ (forall r s, (r < d)%nat -> (s <= r)%nat -> c2 r s = 0).
Proof.
  unfold quadratic. induction d as [|d IH]; intros L Z.
  - split; [|split; intros; lia]. specialize (Z lo ltac:(intros i Hi; lia)). simpl in Z. lra.
  - assert (L' : forall i, (i < d)%nat -> lo i < hi i) by (intros; apply L; lia).
    assert (E : forall x, in_box d lo hi x ->
      c0 + sum_below d (fun r => c1 r * x r) + sum_below d (fun r => sum_below (S r) (fun s => c2 r s * (x r * x s))) =
        0 /\
      dot d (c2 d) x + c1 d = 0 /\ c2 d d = 0).
    { intros x Hx. apply (three_values (lo d) (hi d)); [apply L; lia|]. intros t Ht.
      specialize (Z _ (update_in_box d lo hi x t Hx Ht)). rewrite !(last_term d), sum_update, update_here in Z.
      rewrite (sum_below_ext d (fun r => sum_below (S r) (fun s => c2 r s * (update x d t r * update x d t s)))
        (fun r => sum_below (S r) (fun s => c2 r s * (x r * x s)))) in Z.
      2: { intros r Hr. apply sum_below_ext. intros s Hs. unfold update.
           destruct (Nat.eqb_spec r d), (Nat.eqb_spec s d); try lia. reflexivity. }
      rewrite (sum_below_ext d (fun s => c2 d s * (t * update x d t s)) (fun s => t * (c2 d s * x s))) in Z.
      2: { intros s Hs. unfold update. destruct (Nat.eqb_spec s d); [lia|ring]. }
      rewrite sum_below_scal in Z. unfold dot.
      etransitivity; [|exact Z]. ring. }
    destruct (IH L') as (A0 & A1 & A2); [intros x Hx; apply E, Hx|].
    destruct (affine_zero d lo hi (c2 d) (c1 d) L') as (B1 & B2); [intros x Hx; apply E, Hx|].
    split; [exact A0|]. split.
    + intros r Hr. destruct (Nat.eq_dec r d) as [->|h]; [exact B1|apply A1; lia].
    + intros r s Hr Hs. destruct (Nat.eq_dec r d) as [->|h]; [|apply A2; lia].
      destruct (Nat.eq_dec s d) as [->|h]; [|apply B2; lia]. apply (E lo). intros i Hi. specialize (L' i Hi). lra.
Qed.

(** The coefficients of a quadratic polynomial are at most K ∫ |it|: c0 is the coordinate d, c1_r the coordinate
    d + 1 + r, c2_rs the coordinate d + 1 + d + r d + s (for s <= r). *)
Lemma quadratic_lower_bound d lo hi : (forall i, (i < d)%nat -> lo i < hi i) ->
  exists K, 0 < K /\ forall c0 c1 c2,
    let I := box_integral d lo hi (fun x => Rabs (quadratic d c0 c1 c2 x)) (fun _ => 0) in
    Rabs c0 <= K * I /\ (forall r, (r < d)%nat -> Rabs (c1 r) <= K * I) /\
    (forall r s, (r < d)%nat -> (s <= r)%nat -> Rabs (c2 r s) <= K * I).
Proof.
  intro L. assert (L' : forall i, (i < d)%nat -> lo i <= hi i) by (intros i Hi; specialize (L i Hi); lra).
  set (G := fun z : nat -> R =>
    quadratic d (z (d + 0)%nat) (fun r => z (d + (1 + r))%nat) (fun r s => z (d + (1 + d + (r * d + s)))%nat) z).
  set (used := fun k => (k < 1 + d)%nat \/ ((k - (1 + d)) mod d <= (k - (1 + d)) / d)%nat).
  assert (index : forall r s, (r < d)%nat -> (s <= r)%nat -> (r * d + s < d * d)%nat) by (intros; nia).
  assert (div : forall r s, (s < d)%nat -> ((r * d + s) / d = r /\ (r * d + s) mod d = s)%nat).
  { intros r s Hs. split; [rewrite Nat.div_add_l, Nat.div_small by lia; lia|].
    rewrite Nat.add_comm, Nat.mod_add by lia. now apply Nat.mod_small. }
  destruct (homogeneous_lower_bound d d (1 + d + d * d) 1 lo hi G used) as (κ & κ0 & H).
  - lia.
  - lia.
  - exact L.
  - intro z. unfold G, quadratic. apply continuous_at_plus; [apply continuous_at_plus|].
    + apply continuous_at_coordinate. lia.
    + apply continuous_at_sum. intros r Hr. apply continuous_at_mult; apply continuous_at_coordinate; lia.
    + apply continuous_at_sum. intros r Hr. apply continuous_at_sum. intros s Hs. specialize (index r s Hr ltac:(lia)).
      apply continuous_at_mult; [apply continuous_at_coordinate; lia|].
      apply continuous_at_mult; apply continuous_at_coordinate; lia.
  - intros t z. unfold G, quadratic. rewrite pow_1, !Rmult_plus_distr_l, <- !sum_below_scal.
    assert (far : forall k, scaled d t z (d + k)%nat = t * z (d + k)%nat).
    { intro k. unfold scaled. destruct (Nat.ltb_spec (d + k) d); [lia|reflexivity]. }
    assert (here : forall k, (k < d)%nat -> scaled d t z k = z k).
    { intros k Hk. unfold scaled. destruct (Nat.ltb_spec k d); [reflexivity|lia]. }
    rewrite far. f_equal; [f_equal|].
    + apply sum_below_ext. intros r Hr. rewrite far, here by exact Hr. ring.
    + apply sum_below_ext. intros r Hr. rewrite <- sum_below_scal. apply sum_below_ext. intros s Hs.
      rewrite far, !here by lia. ring.
  - intros x _ Z. destruct (quadratic_zero d lo hi (x (d + 0)%nat) (fun r => x (d + (1 + r))%nat)
      (fun r s => x (d + (1 + d + (r * d + s)))%nat) L) as (A0 & A1 & A2).
    { intros y Hy. set (z := fun i => if (i <? d)%nat then y i else x i).
      assert (Ez : forall i, (d <= i)%nat -> z i = x i).
      { intros i Hi. unfold z. destruct (Nat.ltb_spec i d); [lia|reflexivity]. }
      assert (Ey : forall i, (i < d)%nat -> z i = y i).
      { intros i Hi. unfold z. destruct (Nat.ltb_spec i d); [reflexivity|lia]. }
      assert (Gz : G z = 0) by (apply Z; [intros i Hi; rewrite Ey by exact Hi; now apply Hy|exact Ez]).
      etransitivity; [|exact Gz]. unfold G, quadratic. rewrite Ez by lia. f_equal; [f_equal|].
      - apply sum_below_ext. intros r Hr. rewrite Ez, Ey by lia. reflexivity.
      - apply sum_below_ext. intros r Hr. apply sum_below_ext. intros s Hs. rewrite Ez, !Ey by lia. reflexivity. }
    intros k Hk [u|u].
    + destruct k as [|k]; [exact A0|]. apply (A1 k). lia.
    + destruct (lt_dec k (1 + d)) as [h|h]; [destruct k as [|k]; [exact A0|apply (A1 k); lia]|].
      assert (d0 : d <> 0%nat) by nia. pose proof (Nat.div_mod_eq (k - (1 + d)) d) as D.
      rewrite <- (A2 ((k - (1 + d)) / d)%nat ((k - (1 + d)) mod d)%nat).
      * f_equal. lia.
      * apply Nat.div_lt_upper_bound; lia.
      * exact u.
  - exists (/ κ). split; [now apply Rinv_0_lt_compat|]. intros c0 c1 c2 I.
    set (p := fun i => if (i <? d)%nat then lo i else if (i =? d)%nat then c0 else
      if (i <? d + (1 + d))%nat then c1 (i - (d + 1))%nat else
      let k := (i - (d + (1 + d)))%nat in if (k mod d <=? k / d)%nat then c2 (k / d)%nat (k mod d)%nat else 0).
    assert (p0 : p (d + 0)%nat = c0).
    { unfold p. destruct (Nat.ltb_spec (d + 0) d); [lia|]. rewrite Nat.add_0_r, Nat.eqb_refl. reflexivity. }
    assert (p1 : forall r, (r < d)%nat -> p (d + (1 + r))%nat = c1 r).
    { intros r Hr. unfold p. destruct (Nat.ltb_spec (d + (1 + r)) d); [lia|].
      destruct (Nat.eqb_spec (d + (1 + r)) d); [lia|].
      destruct (Nat.ltb_spec (d + (1 + r)) (d + (1 + d))); [|lia]. f_equal. lia. }
    assert (p2 : forall r s, (r < d)%nat -> (s <= r)%nat -> p (d + (1 + d + (r * d + s)))%nat = c2 r s).
    { intros r s Hr Hs. unfold p. destruct (Nat.ltb_spec (d + (1 + d + (r * d + s))) d); [lia|].
      destruct (Nat.eqb_spec (d + (1 + d + (r * d + s))) d); [lia|].
      destruct (Nat.ltb_spec (d + (1 + d + (r * d + s))) (d + (1 + d))); [lia|].
      replace (d + (1 + d + (r * d + s)) - (d + (1 + d)))%nat with (r * d + s)%nat by lia.
      destruct (div r s ltac:(lia)) as [-> ->]. cbv zeta. destruct (Nat.leb_spec s r); [reflexivity|lia]. }
    assert (unused : forall k, (k < 1 + d + d * d)%nat -> ~ used k -> p (d + k)%nat = 0).
    { intros k Hk nu. unfold used in nu. unfold p. destruct (Nat.ltb_spec (d + k) d); [lia|].
      destruct (Nat.eqb_spec (d + k) d); [lia|]. destruct (Nat.ltb_spec (d + k) (d + (1 + d))); [lia|].
      replace (d + k - (d + (1 + d)))%nat with (k - (1 + d))%nat by lia. cbv zeta.
      destruct (Nat.leb_spec ((k - (1 + d)) mod d) ((k - (1 + d)) / d)); [tauto|reflexivity]. }
    assert (Hp : in_box d lo hi p).
    { intros i Hi. unfold p. destruct (Nat.ltb_spec i d); [|lia]. specialize (L i Hi). lra. }
    assert (E : box_integral d lo hi (fun z => Rabs (G z)) p = I).
    { apply box_base; [exact L'|]. intros z z' _ e ez _. unfold G, quadratic. f_equal. rewrite ez, p0 by lia.
      f_equal; [f_equal|].
      - apply sum_below_ext. intros r Hr. rewrite ez, p1, e by lia. reflexivity.
      - apply sum_below_ext. intros r Hr. apply sum_below_ext. intros s Hs. rewrite ez, p2, !e by lia. reflexivity. }
    assert (done : forall k, (k < 1 + d + d * d)%nat -> Rabs (p (d + k)%nat) <= / κ * I).
    { intros k Hk. specialize (H p Hp unused k Hk). rewrite E, pow_1 in H. apply Rmult_le_reg_l with κ; [exact κ0|].
      rewrite <- Rmult_assoc, Rinv_r, Rmult_1_l by lra. exact H. }
    split; [rewrite <- p0; apply done; lia|]. split.
    + intros r Hr. rewrite <- (p1 r Hr). apply done. lia.
    + intros r s Hr Hs. rewrite <- (p2 r s Hr Hs). apply done. specialize (index r s Hr Hs). lia.
Qed.

(** Σ_r |a_r|^p + |b|^p <= K ∫ |aᵀx + b|^p: a_r is the coordinate d + r, b the coordinate d + d. *)
Lemma affine_lower_bound d p lo hi : (1 <= p)%nat -> (forall i, (i < d)%nat -> lo i < hi i) ->
  exists K, 0 < K /\ forall (a : nat -> R) b,
    sum_below d (fun r => Rabs (a r) ^ p) + Rabs b ^ p <=
    K * box_integral d lo hi (fun x => Rabs (dot d a x + b) ^ p) (fun _ => 0).
Proof.
  intros p1 L. assert (L' : forall i, (i < d)%nat -> lo i <= hi i) by (intros i Hi; specialize (L i Hi); lra).
  set (G := fun z : nat -> R => (dot d (fun r => z (d + r)%nat) z + z (d + d)%nat) ^ p).
  destruct (homogeneous_lower_bound d d (S d) p lo hi G (fun _ => True)) as (κ & κ0 & H).
  - lia.
  - exact p1.
  - exact L.
  - intro z. unfold G.
    apply (continuous_at_comp _ (fun z : nat ->
      R => dot d (fun r => z (d + r)%nat) z + z (d + d)%nat) (fun v => v ^ p)).
    + apply continuous_at_plus; [|apply continuous_at_coordinate; lia].
      apply (continuous_at_sum _ d (fun r z => z (d + r)%nat * z r)). intros r Hr.
      apply continuous_at_mult; apply continuous_at_coordinate; lia.
    + apply (ex_derive_continuous (fun v : R => v ^ p)). auto_derive. exact Logic.I.
  - intros t z. unfold G. rewrite <- Rpow_mult_distr. f_equal. rewrite Rmult_plus_distr_l. unfold dot.
    rewrite <- sum_below_scal.
    assert (far : forall k, scaled d t z (d + k)%nat = t * z (d + k)%nat).
    { intro k. unfold scaled. destruct (Nat.ltb_spec (d + k) d); [lia|reflexivity]. }
    rewrite far. f_equal. apply sum_below_ext. intros r Hr. rewrite far. unfold scaled.
    destruct (Nat.ltb_spec r d); [ring|lia].
  - intros x _ Z. destruct (affine_zero d lo hi (fun r => x (d + r)%nat) (x (d + d)%nat) L) as [B A].
    { intros y Hy. set (z := fun i => if (i <? d)%nat then y i else x i).
      assert (Ez : forall i, (d <= i)%nat -> z i = x i).
      { intros i Hi. unfold z. destruct (Nat.ltb_spec i d); [lia|reflexivity]. }
      assert (Ey : forall i, (i < d)%nat -> z i = y i).
      { intros i Hi. unfold z. destruct (Nat.ltb_spec i d); [reflexivity|lia]. }
      assert (Gz : G z = 0) by (apply Z; [intros i Hi; rewrite Ey by exact Hi; now apply Hy|exact Ez]).
      unfold G in Gz. rewrite Ez in Gz by lia. apply NNPP. intro h. apply (pow_nonzero _ p h).
      etransitivity; [|exact Gz].
      do 2 f_equal. unfold dot. apply sum_below_ext. intros r Hr. rewrite Ez, Ey by lia. reflexivity. }
    intros k Hk _. destruct (Nat.eq_dec k d) as [->|h]; [exact B|apply A; lia].
  - exists (INR (S d) * / κ). split; [apply Rmult_lt_0_compat; [apply lt_0_INR; lia|now apply Rinv_0_lt_compat]|].
    intros a b.
    set (q := fun i => if (i <? d)%nat then lo i else if (i =? d + d)%nat then b else a (i - d)%nat).
    assert (qa : forall r, (r < d)%nat -> q (d + r)%nat = a r).
    { intros r Hr. unfold q. destruct (Nat.ltb_spec (d + r) d); [lia|]. destruct (Nat.eqb_spec (d + r) (d + d)); [lia|].
      f_equal. lia. }
    assert (qb : q (d + d)%nat = b).
    { unfold q. destruct (Nat.ltb_spec (d + d) d); [lia|]. now rewrite Nat.eqb_refl. }
    assert (Hq : in_box d lo hi q).
    { intros i Hi. unfold q. destruct (Nat.ltb_spec i d); [|lia]. specialize (L i Hi). lra. }
    set (J := box_integral d lo hi (fun x => Rabs (dot d a x + b) ^ p) (fun _ => 0)).
    assert (E : box_integral d lo hi (fun z => Rabs (G z)) q = J).
    { apply box_base; [exact L'|]. intros z z' _ e ez _. unfold G. rewrite <- RPow_abs. do 2 f_equal.
      rewrite ez, qb by lia.
      f_equal.
      unfold dot. apply sum_below_ext. intros r Hr. rewrite ez, qa, e by lia. reflexivity. }
    apply Rle_trans with (sum_below (S d) (fun k => Rabs (q (d + k)%nat) ^ p)).
    + simpl. rewrite qb. right. f_equal. apply sum_below_ext. intros r Hr. now rewrite qa.
    + rewrite Rmult_assoc, <- sum_below_const. apply sum_below_le. intros k Hk. specialize (H q Hq ltac:(tauto) k Hk).
      rewrite E in H.
      apply Rmult_le_reg_l with κ; [exact κ0|]. rewrite <- Rmult_assoc, Rinv_r, Rmult_1_l by lra. exact H.
Qed.
