(** * The gap between two mixtures, cell by cell

    The true mixture T has n atoms: weights w*_j > 0, gate slopes β1*_j, experts (a*_j, b*_j, ν*_j).  The fitted one has
    m_j atoms in the j-th cell c_j, given by weights w_ij and differences (Δβ1, Δa, Δb, Δν) from the j-th true atom.
    Both T and the c_j are records of the type [cell] of CellCoefficients.v.  With h_j = a*_jᵀx + b*_j and η_ij =
    Δa_ijᵀx + Δb_ij,

        gap(x, y) = Σ_j e^(β1*_jᵀx) Σ_i w_ij e^(Δβ1_ijᵀx) N(y; h_j + η_ij, ν*_j + Δν_ij) / P(x)
                    - Σ_j e^(β1*_jᵀx) w*_j N(y; h_j, ν*_j) / P*(x),

    P and P* the sums of the gates.  With ψ = P/P* and the functions F_jl of the cells (CellCoefficients.v),

        P gap = Σ_j e^(β1*_jᵀx) Σ_{l <= 2q} (F_jl(x) - [l = 0] w*_j ψ(x)) ∂_h^l N(y; h_j, ν*_j) + remainder,

    |remainder| <= K Σ_ij (|η_ij|^(2q+1) + |Δν_ij|^(q+1/2)) for every q ([gap_expansion]).  So the bracket is at most K
    (∫ |gap(x, y)| dy + Σ_ij ...) at every x of a box on which the experts are separated ([coefficients_at_point]); if
    one cell has a single atom with the true gate, ψ is known and drops out ([gate_eliminated]). *)

From Coq Require Import Reals Psatz Arith Lia.
From Coquelicot Require Import Coquelicot.
From MoeProof Require Import FiniteSums HeatFacts BoxCompactness CellCoefficients DensityDerivatives.
From MoeProof Require Import BoxIntegral BoxIntegralFacts UniformIndependence NormalTaylor BoxBounds.
Open Scope R_scope.

(** ** Definitions *)

Section Definitions.

  Variables (d n : nat) (m : nat -> nat) (T : cell) (c : nat -> cell).

  (** h_j(x). *)
  Definition true_mean (j : nat) (x : nat -> R) : R := dot d (slope T j) x + intercept T j.

  (** η_ij(x), the difference of the means. *)
  Definition shift (j i : nat) (x : nat -> R) : R := dot d (slope (c j) i) x + intercept (c j) i.

  (** P*(x) and P*(x) g_H(y|x). *)
  Definition true_gates (x : nat -> R) : R :=
    sum_below n (fun j => exp (dot d (gate T j) x) * weight T j).
  Definition true_sum (x : nat -> R) (y : R) : R :=
    sum_below n (fun j => exp (dot d (gate T j) x) * (weight T j * normal y (true_mean j x) (variance T j))).

  (** P(x) and P(x) g_G(y|x). *)
  Definition fitted_gates (x : nat -> R) : R :=
    sum_below n (fun j => exp (dot d (gate T j) x) *
      sum_below (m j) (fun i => weight (c j) i * exp (dot d (gate (c j) i) x))).
  Definition fitted_sum (x : nat -> R) (y : R) : R :=
    sum_below n (fun j => exp (dot d (gate T j) x) *
      sum_below (m j) (fun i => weight (c j) i * exp (dot d (gate (c j) i) x) *
        normal y (true_mean j x + shift j i x) (variance T j + variance (c j) i))).

  (** g_G - g_H. *)
  Definition gap (x : nat -> R) (y : R) : R := fitted_sum x y / fitted_gates x - true_sum x y / true_gates x.

  (** F_jl(x) - [l = 0] w*_j ψ(x). *)
  Definition excess (j l : nat) (x : nat -> R) : R :=
    cell_function d (m j) (c j) l x - (if (l =? 0)%nat then weight T j * (fitted_gates x / true_gates x) else 0).

  (** Σ_ij (|η_ij(x)|^(2q+1) + |Δν_ij|^(q+1/2)). *)
  Definition rest (q : nat) (x : nat -> R) : R :=
    sum_below n (fun j => sum_below (m j) (fun i =>
      Rabs (shift j i x) ^ (2 * q + 1) + sqrt (Rabs (variance (c j) i)) ^ (2 * q + 1))).

  (** ∫_Y |gap(x, y)| dy and its integral over a box. *)
  Definition gap_at (ylo yhi : R) (x : nat -> R) : R := RInt (fun y => Rabs (gap x y)) ylo yhi.
  Definition gap_over (lo hi : nat -> R) (ylo yhi : R) : R := box_integral d lo hi (gap_at ylo yhi) (fun _ => 0).

  (** A true mixture: at least one atom, positive weights and variances. *)
  Definition true_mixture : Prop := (1 <= n)%nat /\ forall j, (j < n)%nat -> 0 < weight T j /\ 0 < variance T j.

  (** No empty cell; weights in [w0, W0]; gate differences at most B, expert differences at most δ. *)
  Definition fitted_within (w0 W0 B δ : R) : Prop :=
    forall j, (j < n)%nat -> (1 <= m j)%nat /\ forall i, (i < m j)%nat ->
      w0 <= weight (c j) i <= W0 /\
      (forall r, (r < d)%nat -> Rabs (gate (c j) i r) <= B /\ Rabs (slope (c j) i r) <= δ) /\
      Rabs (intercept (c j) i) <= δ /\ Rabs (variance (c j) i) <= δ.

  (** The j-th cell is one atom with the true gate. *)
  Definition anchored (j : nat) : Prop :=
    (j < n)%nat /\ m j = 1%nat /\ weight (c j) 0%nat = weight T j /\ forall r, (r < d)%nat -> gate (c j) 0%nat r = 0.

End Definitions.

(** ** The expansion *)

(** Gap and gates depend on the first d coordinates of x. *)
Lemma gap_ext d n m T c x x' y : (forall r, (r < d)%nat -> x r = x' r) -> gap d n m T c x y = gap d n m T c x' y.
Proof.
  intro E. assert (D : forall u, dot d u x = dot d u x') by (intro; apply dot_ext, E).
  unfold gap, fitted_sum, fitted_gates, true_sum, true_gates, true_mean, shift.
  f_equal; f_equal; apply sum_below_ext; intros j _; rewrite !D; try reflexivity; f_equal; apply sum_below_ext;
    intros i _;
    rewrite !D; reflexivity.
Qed.

(** With y as the coordinate d. *)
Lemma gap_update d n m T c x y : gap d n m T c (update x d y) (update x d y d) = gap d n m T c x y.
Proof.
  unfold update at 2. rewrite Nat.eqb_refl. apply gap_ext. intros r Hr. unfold update.
  rewrite (proj2 (Nat.eqb_neq r d)) by lia. reflexivity.
Qed.

(** The remainder is not negative. *)
Lemma rest_nonneg d n m c q x : 0 <= rest d n m c q x.
Proof.
  apply sum_below_nonneg. intros j _. apply sum_below_nonneg. intros i _.
  pose proof (pow_le (Rabs (shift d c j i x)) (2 * q + 1) (Rabs_pos _)).
  pose proof (pow_le (sqrt (Rabs (variance (c j) i))) (2 * q + 1) (sqrt_pos _)). lra.
Qed.

(** Smaller differences stay within larger bounds. *)
Lemma fitted_within_monotone d n m c w0 W0 B B' δ δ' : B <= B' -> δ <= δ' ->
  fitted_within d n m c w0 W0 B δ -> fitted_within d n m c w0 W0 B' δ'.
Proof.
  intros HB Hd H j Hj. destruct (H j Hj) as [one H']. split; [exact one|]. intros i Hi.
  destruct (H' i Hi) as [W [S [b v]]]. split; [exact W|]. split; [|split; lra]. intros r Hr. destruct (S r Hr).
  split; lra.
Qed.

Set Default Proof Using "All".

Section Expansion.

  (** A true mixture, a box of x, an interval of y, bounds for the cells. *)
  Variables (d n : nat) (m : nat -> nat) (T : cell) (lo hi : nat -> R) (ylo yhi w0 W0 B : R).
  Hypothesis mixture : true_mixture n T.
  Hypothesis box : forall i, (i < d)%nat -> lo i < hi i.
  Hypothesis interval : ylo < yhi.
  Hypothesis weights : 0 < w0.

  (** Weights and variances of the true mixture lie between positive bounds. *)
  Lemma mixture_bounds : exists wl wh vmin vmax, 0 < wl /\ 0 < wh /\ 0 < vmin /\
    forall j, (j < n)%nat -> wl <= weight T j <= wh /\ vmin <= variance T j <= vmax.
  Proof.
    destruct (finite_bounds n (weight T)) as [wl [wh [wl0 [wh0 Hw]]]]; [intros; apply mixture; assumption|].
    destruct (finite_bounds n (variance T)) as [vmin [vmax [v0 [_ Hv]]]]; [intros; apply mixture; assumption|].
    exists wl, wh, vmin, vmax. repeat split; try assumption; [apply Hw|apply Hw|apply Hv|apply Hv]; assumption.
  Qed.

  (** Every term of P(x) is positive and at most P(x). *)
  Lemma fitted_term δ c x j i : fitted_within d n m c w0 W0 B δ -> (j < n)%nat -> (i < m j)%nat ->
    0 <= exp (dot d (gate T j) x) * (weight (c j) i * exp (dot d (gate (c j) i) x)) <= fitted_gates d n m T c x.
  Proof.
    intro F. apply (double_sum_term n m (fun j => exp (dot d (gate T j) x))
      (fun j i => weight (c j) i * exp (dot d (gate (c j) i) x))).
    - intros. apply Rlt_le, exp_pos.
    - intros k l Hk Hl. destruct (proj2 (F k Hk) l Hl) as [W _]. apply Rmult_le_pos; [lra|apply Rlt_le, exp_pos].
  Qed.

  (** The gates are positive, and bounded above and below on the box. *)
  Lemma gates_bounded : exists g G, 0 < g /\ 0 < G /\ forall c, fitted_within d n m c w0 W0 B 1 ->
    forall x, in_box d lo hi x ->
      g <= fitted_gates d n m T c x <= G /\ g <= true_gates d n T x <= G /\
      forall j, (j < n)%nat -> g <= exp (dot d (gate T j) x) <= G.
  Proof.
    destruct mixture_bounds as [wl [wh [vmin [vmax [wl0 [wh0 [_ bounds]]]]]]].
    destruct (box_bounded d lo hi) as [X [X0 HX]]. destruct (vectors_bounded n d (gate T)) as [M [M0 HM]].
    destruct (finitely_bounded n (fun j => INR (m j))) as [size [size0 Hsize]].
    set (A := INR d * (M * X)). set (A' := INR d * (Rabs B * X)).
    assert (ET : forall x j, in_box d lo hi x -> (j < n)%nat -> exp (- A) <= exp (dot d (gate T j) x) <= exp A).
    { intros x j Hx Hj. apply exp_bounded, dot_bounded; [lra|intros; apply HM; assumption|apply HX, Hx]. }
    assert (n1 : (1 <= n)%nat) by (destruct mixture; lia).
    pose proof (exp_pos (- A)) as e1. pose proof (exp_pos A) as e2.
    pose proof (exp_pos (- A')) as e3. pose proof (exp_pos A') as e4. pose proof (lt_0_INR n ltac:(lia)) as n0.
    set (gT := exp (- A) * wl). set (gF := exp (- A) * (w0 * exp (- A'))).
    set (GT := INR n * (exp A * wh)). set (GF := INR n * (exp A * (size * (Rabs W0 * exp A')))).
    assert (gT0 : 0 < gT) by (apply Rmult_lt_0_compat; assumption).
    assert (gF0 : 0 < gF) by (repeat apply Rmult_lt_0_compat; assumption).
    assert (GT0 : 0 <= GT) by (repeat apply Rmult_le_pos; lra).
    assert (GF0 : 0 <= GF) by (repeat apply Rmult_le_pos; try lra; apply Rabs_pos).
    exists (Rmin (exp (- A)) (Rmin gT gF)), (exp A + GT + GF).
    split; [repeat apply Rmin_pos; assumption|]. split; [lra|]. intros c F x Hx.
    pose proof (Rmin_l (exp (- A)) (Rmin gT gF)). pose proof (Rmin_r (exp (- A)) (Rmin gT gF)).
    pose proof (Rmin_l gT gF). pose proof (Rmin_r gT gF).
    assert (HF : gF <= fitted_gates d n m T c x <= GF).
    { apply products_bounded; [exact n1|exact e1|apply Rmult_lt_0_compat; assumption|]. intros j Hj.
      split; [apply ET; assumption|]. destruct (F j Hj) as [one Fi].
      pose proof (products_bounded (m j) (weight (c j)) (fun i => exp (dot d (gate (c j) i) x)) w0 (Rabs W0)
        (exp (- A')) (exp A')
        one weights e3) as P.
      assert (K : INR (m j) * (Rabs W0 * exp A') <= size * (Rabs W0 * exp A')).
      { apply Rmult_le_compat_r; [apply Rmult_le_pos; [apply Rabs_pos|lra]|].
        apply Rle_trans with (2 := Hsize j Hj), Rle_abs. }
      split; [apply P|apply Rle_trans with (2 := K), P]; intros i Hi; destruct (Fi i Hi) as [W [S _]];
        (split; [pose proof (Rle_abs W0); lra|]); apply exp_bounded, dot_bounded;
        try apply Rabs_pos; try (apply HX, Hx); intros r Hr; destruct (S r Hr); pose proof (Rle_abs B); lra. }
    assert (HT : gT <= true_gates d n T x <= GT).
    { apply products_bounded; [exact n1|exact e1|exact wl0|]. intros j Hj.
      split; [apply ET; assumption|apply bounds, Hj]. }
    split; [lra|]. split; [lra|]. intros j Hj. pose proof (ET x j Hx Hj). lra.
  Qed.

  (** The gap is continuous in (x, y), with y as the coordinate d, if the fitted variances are positive. *)
  Lemma gap_continuous c :
    (forall j i, (j < n)%nat -> (i < m j)%nat -> 0 < weight (c j) i /\ 0 < variance T j + variance (c j) i) ->
    (forall j, (j < n)%nat -> (1 <= m j)%nat) ->
    forall z, continuous_at (S d) (fun z => gap d n m T c z (z d)) z.
  Proof.
    intros pos one z. destruct mixture as [n0 pT].
    assert (affine : forall u b, continuous_at (S d) (fun z => dot d u z + b) z)
      by (intros; apply continuous_at_plus; [apply continuous_at_dot; lia|apply continuous_at_const]).
    assert (last : continuous_at (S d) (fun z => z d) z) by (apply continuous_at_coordinate; lia).
    assert (atom : forall j i, continuous_at (S d) (fun z => weight (c j) i * exp (dot d (gate (c j) i) z)) z).
    { intros. apply continuous_at_mult; [apply continuous_at_const|apply continuous_at_exp, continuous_at_dot; lia]. }
    apply (continuous_at_local (S d) (fun z => fitted_sum d n m T c z (z d) / fitted_gates d n m T c z
      + - 1 * (true_sum d n T z (z d) / true_gates d n T z))).
    { exists 1. split; [lra|]. intros x _. unfold gap. ring. }
    apply continuous_at_plus; [|apply continuous_at_mult; [apply continuous_at_const|]]; apply continuous_at_quotient.
    - apply sum_below_pos; [exact n0|]. intros j Hj. apply Rmult_lt_0_compat; [apply exp_pos|].
      apply sum_below_pos; [apply one, Hj|]. intros i Hi.
      apply Rmult_lt_0_compat; [apply pos; assumption|apply exp_pos].
    - apply (continuous_at_gated (S d) d n (gate T) (fun j z => sum_below (m j) (fun i =>
        weight (c j) i * exp (dot d (gate (c j) i) z) *
        normal (z d) (true_mean d T j z + shift d c j i z) (variance T j + variance (c j) i)))); [lia|].
      intros j Hj. apply (continuous_at_sum (S d) (m j) (fun i z => weight (c j) i * exp (dot d (gate (c j) i) z) *
        normal (z d) (true_mean d T j z + shift d c j i z) (variance T j + variance (c j) i))).
      intros i Hi. apply continuous_at_mult; [apply atom|].
      apply continuous_at_normal; [apply pos; assumption|exact last|].
      apply continuous_at_plus; apply affine.
    - apply (continuous_at_gated (S d) d n (gate T)
        (fun j z => sum_below (m j) (fun i => weight (c j) i * exp (dot d (gate (c j) i) z)))); [lia|].
      intros j Hj. apply (continuous_at_sum (S d) (m j) (fun i z => weight (c j) i * exp (dot d (gate (c j) i) z))).
      intros i _. apply atom.
    - apply sum_below_pos; [exact n0|]. intros j Hj. apply Rmult_lt_0_compat; [apply exp_pos|apply pT, Hj].
    - apply (continuous_at_gated (S d) d n (gate T)
        (fun j z => weight T j * normal (z d) (true_mean d T j z) (variance T j)));
        [lia|]. intros j Hj. apply continuous_at_mult; [apply continuous_at_const|].
      apply continuous_at_normal; [apply pT, Hj|exact last|apply affine].
    - apply (continuous_at_gated (S d) d n (gate T) (fun j _ => weight T j)); [lia|]. intros. apply continuous_at_const.
  Qed.

  (** In y alone. *)
  Lemma gap_continuous_y c :
    (forall j i, (j < n)%nat -> (i < m j)%nat -> 0 < weight (c j) i /\ 0 < variance T j + variance (c j) i) ->
    (forall j, (j < n)%nat -> (1 <= m j)%nat) -> forall x y, continuous (gap d n m T c x) y.
  Proof.
    intros pos one x y. apply (continuous_ext (fun t => gap d n m T c (update x d t) (update x d t d))); [intro;
      apply gap_update|].
    apply (continuous_slice (S d) d (fun z => gap d n m T c z (z d))), gap_continuous; assumption.
  Qed.

  (** So is its integral over y in x. *)
  Lemma gap_at_continuous c :
    (forall j i, (j < n)%nat -> (i < m j)%nat -> 0 < weight (c j) i /\ 0 < variance T j + variance (c j) i) ->
    (forall j, (j < n)%nat -> (1 <= m j)%nat) ->
    forall x, continuous_at d (gap_at d n m T c ylo yhi) x.
  Proof.
    intros pos one x. apply (continuous_at_forget d (S d)); [lia| |].
    - intros u v Huv. unfold gap_at. apply RInt_ext. intros t _. rewrite (gap_ext d n m T c u v t Huv). reflexivity.
    - apply (continuous_at_local (S d) (fun x => RInt (fun t => Rabs (gap d n m T c (update x d t) (update x d t d)))
        ylo yhi)).
      + exists 1. split; [lra|]. intros u _. unfold gap_at. apply RInt_ext. intros t _. rewrite gap_update. reflexivity.
      + apply (continuous_RInt (S d) d (fun z => Rabs (gap d n m T c z (z d)))); [lra|].
        exists 1. split; [lra|]. intros u _ t _. apply continuous_at_abs, gap_continuous; assumption.
  Qed.

  (** |h_j(x)| is bounded on the box, and |η_ij(x)| is at most δ times a constant. *)
  Lemma means_bounded : exists hmax Y, 0 < Y /\ forall x, in_box d lo hi x ->
    (forall j, (j < n)%nat -> Rabs (true_mean d T j x) <= hmax) /\
    forall c δ, 0 <= δ -> fitted_within d n m c w0 W0 B δ -> forall j i, (j < n)%nat -> (i < m j)%nat ->
      Rabs (shift d c j i x) <= δ * Y.
  Proof.
    destruct (box_bounded d lo hi) as [X [X0 HX]]. destruct (vectors_bounded n d (slope T)) as [M [M0 HM]].
    destruct (finitely_bounded n (intercept T)) as [I [I0 HI]]. pose proof (pos_INR d).
    exists (INR d * (M * X) + I), (1 + INR d * X). split; [nra|]. intros x Hx. split.
    - intros j Hj. apply Rle_trans with (1 := Rabs_triang _ _). apply Rplus_le_compat; [|apply HI, Hj].
      apply dot_bounded; [lra|intros; apply HM; assumption|apply HX, Hx].
    - intros c δ δ0 F j i Hj Hi. destruct (proj2 (F j Hj) i Hi) as [_ [S [b _]]].
      apply Rle_trans with (1 := Rabs_triang _ _). replace (δ * (1 + INR d * X)) with (INR d * (δ * X) + δ) by ring.
      apply Rplus_le_compat; [|exact b]. apply dot_bounded; [exact δ0|intros r Hr; apply S, Hr|apply HX, Hx].
  Qed.

  (** P gap is a sum over the true atoms; one term of it less its expansion is a sum over the cell. *)
  Lemma gap_terms q c x y : 0 < fitted_gates d n m T c x -> 0 < true_gates d n T x ->
    fitted_gates d n m T c x * gap d n m T c x y -
      sum_below n (fun j => sum_below (2 * q + 1) (fun l => (exp (dot d (gate T j) x) * excess d n m T c j l x) *
        normal_derivative l y (dot d (slope T j) x + intercept T j) (variance T j))) =
    sum_below n (fun j => sum_below (m j) (fun i =>
      exp (dot d (gate T j) x) * (weight (c j) i * exp (dot d (gate (c j) i) x)) *
      (normal y (true_mean d T j x + shift d c j i x) (variance T j + variance (c j) i) -
       sum_below (2 * q + 1) (fun l => heat l (shift d c j i x) (variance (c j) i / 2) *
         normal_derivative l y (true_mean d T j x) (variance T j))))).
  Proof.
    intros P0 T0. set (ψ := fitted_gates d n m T c x / true_gates d n T x).
    replace (fitted_gates d n m T c x * gap d n m T c x y) with (fitted_sum d n m T c x y + (- ψ) * true_sum d n T x y)
      by (unfold gap, ψ; field; lra).
    unfold Rminus at 1. match goal with |- _ + - ?s = _ => replace (- s) with (-1 * s) by ring end.
    unfold fitted_sum, true_sum. rewrite <- !sum_below_scal, <- !sum_below_plus. apply sum_below_ext. intros j Hj.
    rewrite <- (cell_expansion q (m j) (exp (dot d (gate T j) x)) (weight T j * ψ)
      (fun i => weight (c j) i * exp (dot d (gate (c j) i) x)) (fun i => shift d c j i x) (variance (c j))).
    fold (true_mean d T j x). match goal with |- _ + -1 * ?s = _ - ?s' => replace s' with s; [ring|] end.
    apply sum_below_ext. intros l _. unfold excess. fold ψ. do 3 f_equal. apply sum_below_ext. intros i _. unfold shift.
    ring.
  Qed.

  (** The expansion of P gap. *)
  Lemma gap_expansion q : exists K δ, 0 < K /\ 0 < δ <= 1 /\ forall c, fitted_within d n m c w0 W0 B δ ->
    (forall j i, (j < n)%nat -> (i < m j)%nat -> 0 < variance T j + variance (c j) i) /\
    forall x y, in_box d lo hi x -> ylo <= y <= yhi ->
      Rabs (fitted_gates d n m T c x * gap d n m T c x y -
            sum_below n (fun j => sum_below (2 * q + 1) (fun l =>
              (exp (dot d (gate T j) x) * excess d n m T c j l x) *
              normal_derivative l y (dot d (slope T j) x + intercept T j) (variance T j))))
        <= K * rest d n m c q x.
  Proof.
    destruct mixture_bounds as [wl [wh [vmin [vmax [_ [_ [v0 bounds]]]]]]].
    destruct means_bounded as [hmax [Y [Y0 means]]]. destruct gates_bounded as [g [G [g0 [G0 gates]]]].
    destruct (normal_taylor q ylo yhi hmax vmin vmax v0) as [K [K0 taylor]].
    destruct (small_difference Y vmin Y0 v0) as [δ [δ0 [δv δY]]].
    exists (G * K), δ. split; [apply Rmult_lt_0_compat; assumption|]. split; [exact δ0|]. intros c F.
    assert (small : forall j i, (j < n)%nat -> (i < m j)%nat -> Rabs (variance (c j) i) <= vmin / 2).
    { intros j i Hj Hi. destruct (proj2 (F j Hj) i Hi) as [_ [_ [_ V]]]. lra. }
    split.
    { intros j i Hj Hi. pose proof (small j i Hj Hi) as V. apply Rabs_le_between in V.
      pose proof (proj1 (proj2 (bounds j Hj))). lra. }
    intros x y Hx Hy. destruct (gates c) with (x := x) as [HP [HT _]];
      [apply (fitted_within_monotone d n m c w0 W0 B B δ 1); [lra|lra|exact F]|exact Hx|].
    destruct (means x Hx) as [Hh Hs].
    rewrite gap_terms by lra. unfold rest. rewrite <- sum_below_scal.
    apply Rle_trans with (1 := sum_below_abs _ _). apply sum_below_le. intros j Hj. rewrite <- sum_below_scal.
    apply Rle_trans with (1 := sum_below_abs _ _). apply sum_below_le. intros i Hi.
    rewrite Rabs_mult, Rmult_assoc. destruct (fitted_term δ c x j i F Hj Hi) as [t0 t1].
    apply Rmult_le_compat; try apply Rabs_pos; [rewrite Rabs_pos_eq by exact t0; lra|].
    apply taylor; [exact Hy|apply Hh, Hj|apply bounds, Hj| |apply small; assumption].
    apply Rle_trans with (2 := δY). apply Hs; [lra|exact F|exact Hj|exact Hi].
  Qed.

  (** The hypotheses of the lemmas on continuity, for a fitted mixture near the true one. *)
  Lemma fitted_positive c δ : fitted_within d n m c w0 W0 B δ ->
    (forall j i, (j < n)%nat -> (i < m j)%nat -> 0 < variance T j + variance (c j) i) ->
    (forall j i, (j < n)%nat -> (i < m j)%nat -> 0 < weight (c j) i /\ 0 < variance T j + variance (c j) i) /\
    (forall j, (j < n)%nat -> (1 <= m j)%nat).
  Proof.
    intros F V. split; [|intros j Hj; apply F, Hj]. intros j i Hj Hi. destruct (proj2 (F j Hj) i Hi) as [W _].
    split; [lra|apply V; assumption].
  Qed.

  (** ** Lower bound: the coefficients at a point *)

  (** The brackets are at most K (∫ |gap| dy + rest). *)
  Lemma coefficients_at_point q : separated d n T lo hi ->
    exists K δ, 0 < K /\ 0 < δ <= 1 /\ forall c, fitted_within d n m c w0 W0 B δ -> forall x, in_box d lo hi x ->
      forall j l, (j < n)%nat -> (l <= 2 * q)%nat ->
        Rabs (excess d n m T c j l x) <= K * (gap_at d n m T c ylo yhi x + rest d n m c q x).
  Proof.
    intro apart. destruct (gap_expansion q) as [K [δ [K0 [δ0 expansion]]]].
    destruct gates_bounded as [g [G [g0 [G0 gates]]]].
    destruct (derivatives_lower_bound d n (2 * q + 1) T lo hi ylo yhi interval) as [κ [κ0 lower]];
      [intros; apply mixture; assumption|exact apart|].
    assert (KI : 0 < K * (yhi - ylo)) by (apply Rmult_lt_0_compat; lra).
    exists (/ (κ * g) * (G + K * (yhi - ylo))), δ.
    split; [apply Rmult_lt_0_compat; [apply Rinv_0_lt_compat, Rmult_lt_0_compat|]; lra|]. split; [exact δ0|].
    intros c F x Hx j l Hj Hl. destruct (expansion c F) as [V E]. destruct (fitted_positive c δ F V) as [pos one].
    destruct (gates c) with (x := x) as [HP [_ HE]];
      [apply (fitted_within_monotone d n m c w0 W0 B B δ 1); [lra|lra|exact F]|exact Hx|].
    pose proof (rest_nonneg d n m c q x) as r0. set (r := rest d n m c q x) in *.
    set (Σ := fun y => sum_below n (fun j => sum_below (2 * q +
      1) (fun l => (exp (dot d (gate T j) x) * excess d n m T c j l x) *
      normal_derivative l y (dot d (slope T j) x + intercept T j) (variance T j)))).
    assert (CΣ : forall y, continuous Σ y).
    { intro y. apply (continuous_derivative_sum n (2 * q +
        1) (fun j l => exp (dot d (gate T j) x) * excess d n m T c j l x)).
      intros i Hi. apply mixture, Hi. }
    assert (CG : forall y, continuous (gap d n m T c x) y) by (apply gap_continuous_y; assumption).
    assert (upper : RInt (fun y => Rabs (Σ y)) ylo yhi <= G * gap_at d n m T c ylo yhi x + K * r * (yhi - ylo)).
    { apply abs_integral_le; [lra|exact CΣ|exact CG|]. intros y Hy. pose proof (E x y Hx Hy) as e.
      change (Rabs (fitted_gates d n m T c x * gap d n m T c x y - Σ y) <= K * r) in e.
      pose proof (Rabs_triang_inv (Σ y) (fitted_gates d n m T c x * gap d n m T c x y)) as t.
      rewrite Rabs_minus_sym, Rabs_mult, (Rabs_pos_eq (fitted_gates d n m T c x)) in t by lra.
      pose proof (Rmult_le_compat_r _ _ _ (Rabs_pos (gap d n m T c x y)) (proj2 HP)). lra. }
    assert (gap0 : 0 <= gap_at d n m T c ylo yhi x) by (apply abs_integral_nonneg; [lra|exact CG]).
    pose proof (lower x (fun j l => exp (dot d (gate T j) x) * excess d n m T c j l x) Hx j l Hj ltac:(lia)) as L.
    cbn beta in L. rewrite Rabs_mult, (Rabs_pos_eq (exp _)) in L by apply Rlt_le, exp_pos.
    apply (bound_divided κ g G (K * (yhi - ylo)) (exp (dot d (gate T j) x))); try assumption;
      [lra|lra|apply HE, Hj|apply Rabs_pos|]. apply (Rle_trans _ _ _ L), (Rle_trans _ _ _ upper), Req_le. ring.
  Qed.

  (** With one anchored cell ψ is 1 up to the same error: F_j0 is w*_j, and F_jl, l >= 1, is 0. *)
  Lemma gate_eliminated q : separated d n T lo hi ->
    exists K δ, 0 < K /\ 0 < δ <= 1 /\ forall c, fitted_within d n m c w0 W0 B δ ->
      forall j0, anchored d n m T c j0 -> forall x, in_box d lo hi x -> forall j, (j < n)%nat ->
        Rabs (cell_function d (m j) (c j) 0 x - weight T j) <= K * (gap_at d n m T c ylo yhi x + rest d n m c q x) /\
        forall l, (1 <= l <= 2 * q)%nat ->
          Rabs (cell_function d (m j) (c j) l x) <= K * (gap_at d n m T c ylo yhi x + rest d n m c q x).
  Proof.
    intro apart. destruct (coefficients_at_point q apart) as [K [δ [K0 [δ0 at_point]]]].
    destruct mixture_bounds as [wl [wh [vmin [vmax [wl0 [wh0 [_ bounds]]]]]]].
    assert (ratio : 0 < wh * (K / wl)) by (apply Rmult_lt_0_compat; [|apply Rdiv_lt_0_compat]; assumption).
    exists (K + wh * (K / wl)), δ. split; [lra|]. split; [exact δ0|].
    intros c F j0 [Hj0 [one [same flat]]] x Hx j Hj. set (ε := gap_at d n m T c ylo yhi x + rest d n m c q x).
    assert (ε0 : 0 <= ε).
    { pose proof (at_point c F x Hx j 0%nat Hj ltac:(lia)) as p. fold ε in p.
      pose proof (Rabs_pos (excess d n m T c j 0 x)). apply Rmult_le_reg_l with K; [exact K0|lra]. }
    pose proof (Rmult_le_pos _ _ (Rlt_le _ _ ratio) ε0) as more.
    split.
    - set (ψ := fitted_gates d n m T c x / true_gates d n T x).
      assert (anchor : Rabs (weight T j0 * (ψ - 1)) <= K * ε).
      { replace (weight T j0 * (ψ - 1)) with (- excess d n m T c j0 0 x).
        - rewrite Rabs_Ropp. apply (at_point c F x Hx j0 0%nat Hj0). lia.
        - unfold excess. fold ψ. rewrite cell_function_0, one. cbn [sum_below Nat.eqb].
          rewrite same, (dot_flat _ _ _ flat), exp_0. ring. }
      assert (unit : Rabs (ψ - 1) <= K / wl * ε).
      { apply (factor_bounded (weight T j0)); [split; [exact wl0|apply bounds, Hj0]|exact anchor]. }
      replace (cell_function d (m j) (c j) 0 x - weight T j) with (excess d n m T c j 0 x + weight T j * (ψ - 1))
        by (unfold excess; fold ψ; cbn [Nat.eqb]; ring).
      apply Rle_trans with (1 := Rabs_triang _ _). rewrite Rmult_plus_distr_r.
      apply Rplus_le_compat; [apply (at_point c F x Hx j 0%nat Hj); lia|].
      destruct (bounds j Hj) as [W _]. rewrite Rabs_mult, (Rabs_pos_eq (weight T j)), Rmult_assoc by lra.
      apply Rmult_le_compat; [lra|apply Rabs_pos|lra|exact unit].
    - intros l Hl. pose proof (at_point c F x Hx j l Hj ltac:(lia)) as p. fold ε in p. unfold excess in p.
      destruct l as [|l]; [lia|]. cbn [Nat.eqb] in p. rewrite Rminus_0_r in p. lra.
  Qed.

End Expansion.
