(** * The inequality for cells without information from the gate

    In the setting of Gap.v let the differences of the experts be small and the gate differences merely bounded; no cell
    need be matched.  Then

        Σ_{m_j = 1} (|Δa| + |Δb| + |Δν|) + Σ_{m_j >= 2} Σ_i (|Δa|^(2 m_j) + |Δb|^(2 m_j) + |Δν|^(m_j))
            <=  K ∫∫ |gap| dy dx.

    _Proof._  At each x the functions F_jl(x), 1 <= l <= 2q, are at most K (∫ |gap| dy + rest) ([coefficients_at_point];
    ψ occurs only for l = 0).  With the weights w_ij e^(Δβ1_ijᵀx) they bound |η_ij(x)|^(2 m_j) + |Δν_ij|^(m_j)
    ([inequality_at_point]), or |η| + |Δν| for one atom; the rest is a small multiple of these and is absorbed at x
    ([pointwise_without_gate]).  Integrate over x ([affine_lower_bound]).  ∎ *)

From Coq Require Import Reals Psatz Arith Lia.
From Coquelicot Require Import Coquelicot.
From MoeProof Require Import FiniteSums HeatFacts BoxCompactness CellCoefficients RatesWithoutGate.
From MoeProof Require Import BoxIntegral BoxIntegralFacts UniformIndependence Gap.
Open Scope R_scope.

(** ** Bounds on a box *)

(** The sum of the bounds of the coordinates. *)
Definition reach (d : nat) (lo hi : nat -> R) : R := sum_below d (fun r => Rabs (lo r) + Rabs (hi r)).

(** It is not negative. *)
Lemma reach_nonneg d lo hi : 0 <= reach d lo hi.
Proof. apply sum_below_nonneg. intros r _. pose proof (Rabs_pos (lo r)). pose proof (Rabs_pos (hi r)). lra. Qed.

(** |uᵀx| <= e times the sum of the bounds, if all |u_r| <= e. *)
Lemma dot_bound d lo hi u x e : (forall r, (r < d)%nat -> Rabs (u r) <= e) -> in_box d lo hi x ->
  Rabs (dot d u x) <= e * reach d lo hi.
Proof.
  intros Hu Hx. unfold dot, reach. apply Rle_trans with (1 := sum_below_abs _ _). rewrite <- sum_below_scal.
  apply sum_below_le.
  intros r Hr. rewrite Rabs_mult. specialize (Hu r Hr). specialize (Hx r Hr).
  apply Rmult_le_compat; try apply Rabs_pos; [exact Hu|]. unfold Rabs.
  destruct (Rcase_abs (x r)), (Rcase_abs (lo r)), (Rcase_abs (hi r)); lra.
Qed.

(** A higher power of a small number is a small multiple of a lower one. *)
Lemma small_power t ε k l : 0 <= t <= 1 -> t <= ε -> (k < l)%nat -> t ^ l <= ε * t ^ k.
Proof.
  intros T E kl. replace l with (S (k + (l - S k))) by lia. simpl. rewrite pow_add.
  pose proof (pow_le t k ltac:(lra)) as p0. pose proof (pow_le t (l - S k) ltac:(lra)) as p1.
  assert (p2 : t ^ (l - S k) <= 1) by (rewrite <- (pow1 (l - S k)); apply pow_incr; exact T).
  apply Rmult_le_compat; try lra; [apply Rmult_le_pos; assumption|].
  rewrite <- (Rmult_1_r (t ^ k)) at 2. apply Rmult_le_compat_l; assumption.
Qed.

(** H_2(z, ν/2) = (z² + ν)/2. *)
Lemma heat_2 z ν : heat 2 z (ν / 2) = (z ^ 2 + ν) / 2.
Proof. pose proof (heat_step 0 z (ν / 2)) as E. rewrite heat_1, heat_0 in E. simpl in E. lra. Qed.

(** ** One atom, one cell at a point *)

(** One atom with weight W >= u0: F_1 = W η and F_2 = W (η² + ν)/2 give |η| + |ν| <= 4 E / u0. *)
Lemma one_atom_at_point u0 W η ν E : 0 < u0 <= W -> Rabs η <= 1 ->
  Rabs (W * η) <= E -> Rabs (W * ((η ^ 2 + ν) / 2)) <= E -> Rabs η + Rabs ν <= 4 / u0 * E.
Proof.
  intros U e1 F1 F2. rewrite Rabs_mult, (Rabs_pos_eq W) in F1, F2 by lra.
  assert (less : forall z, 0 <= z -> W * z <= E -> z <= E / u0).
  { intros z z0 Hz. apply Rmult_le_reg_l with u0; [lra|]. replace (u0 * (E / u0)) with E by (field; lra).
    apply Rle_trans with (2 := Hz). apply Rmult_le_compat_r; lra. }
  pose proof (less _ (Rabs_pos _) F1) as L1. pose proof (less _ (Rabs_pos _) F2) as L2.
  unfold Rdiv at 1 in L2. rewrite Rabs_mult, (Rabs_pos_eq (/ 2)) in L2 by lra.
  assert (sq : Rabs (η ^ 2) <= Rabs η).
  { rewrite <- RPow_abs. simpl. rewrite Rmult_1_r. rewrite <- (Rmult_1_r (Rabs η)) at 3.
    apply Rmult_le_compat_l; [apply Rabs_pos|exact e1]. }
  assert (tri : Rabs ν <= Rabs (η ^ 2 + ν) + Rabs (η ^ 2)).
  { replace ν with ((η ^ 2 + ν) - η ^ 2) at 1 by ring. apply Rle_trans with (1 := Rabs_triang _ _). rewrite Rabs_Ropp.
    lra. }
  replace (4 / u0 * E) with (4 * (E / u0)) by (field; lra). lra.
Qed.

(** The loss of one cell of m atoms at x. *)
Definition cell_loss_at (d m : nat) (c : cell) (x : nat -> R) : R :=
  sum_below m (fun i =>
    if (m =? 1)%nat then Rabs (dot d (slope c i) x + intercept c i) + Rabs (variance c i)
    else Rabs (dot d (slope c i) x + intercept c i) ^ (2 * m) + Rabs (variance c i) ^ m).

(** It is at most K times the largest of |F_1(x)|, ..., |F_2m(x)|. *)
Lemma cell_at_point d m u0 U0 : (1 <= m)%nat -> 0 < u0 -> exists K, 0 < K /\ forall (c : cell) (x : nat -> R) E,
  (forall i, (i < m)%nat -> u0 <= weight c i * exp (dot d (gate c i) x) <= U0 /\
    Rabs (dot d (slope c i) x + intercept c i) <= 1 /\ Rabs (variance c i) <= 1) ->
  (forall l, (1 <= l <= 2 * m)%nat -> Rabs (cell_function d m c l x) <= E) -> cell_loss_at d m c x <= K * E.
Proof.
  intros Hm Hu. destruct (Nat.eq_dec m 1) as [->|m1].
  - exists (4 / u0). split; [apply Rdiv_lt_0_compat; lra|]. intros c x E Bd F. unfold cell_loss_at. simpl.
    destruct (Bd 0%nat ltac:(lia)) as (W & e1 & _). pose proof (F 1%nat ltac:(lia)) as F1.
    pose proof (F 2%nat ltac:(lia)) as F2.
    unfold cell_function in F1, F2. cbn [sum_below] in F1, F2. rewrite Rplus_0_l, <- Rmult_assoc in F1, F2.
    rewrite heat_1 in F1.
    rewrite heat_2 in F2. rewrite Rplus_0_l.
    apply (one_atom_at_point u0 (weight c 0%nat * exp (dot d (gate c 0%nat) x))); try assumption. lra.
  - destruct (inequality_at_point d m u0 U0 1 Hm Hu) as (K & K0 & H). exists (K / u0).
    split; [apply Rdiv_lt_0_compat; assumption|].
    intros c x E Bd F. specialize (H c x E Bd F). apply Rmult_le_reg_l with u0; [exact Hu|].
    replace (u0 * (K / u0 * E)) with (K * E) by (field; lra). apply Rle_trans with (2 := H). unfold cell_loss_at.
    rewrite <- sum_below_scal.
    apply sum_below_le. intros i Hi. destruct (Nat.eqb_spec m 1) as [h|_]; [lia|]. destruct (Bd i Hi) as (W & _ & _).
    apply Rmult_le_compat_r; [|lra]. apply Rplus_le_le_0_compat; apply pow_le, Rabs_pos.
Qed.

(** ** The gap at a point *)

(** The gap depends on x through the scalar products. *)
Lemma gap_update d n m T c x t y : gap d n m T c (Coordinates.update x d t) y = gap d n m T c x y.
Proof.
  assert (E : forall u, dot d u (Coordinates.update x d t) = dot d u x) by (intro u; apply sum_update).
  unfold gap, fitted_sum, fitted_gates, true_sum, true_gates, true_mean, shift. f_equal; f_equal.
  - apply sum_below_ext. intros j _. rewrite !E. f_equal. apply sum_below_ext. intros i _. now rewrite !E.
  - apply sum_below_ext. intros j _. rewrite !E. f_equal. apply sum_below_ext. intros i _. now rewrite !E.
  - apply sum_below_ext. intros j _. now rewrite !E.
  - apply sum_below_ext. intros j _. now rewrite !E.
Qed.

(** The loss at a point: |η| + |Δν| for one atom, |η|^(2m) + |Δν|^m else. *)
Definition point_loss (d n : nat) (m : nat -> nat) (c : nat -> cell) (x : nat -> R) : R :=
  sum_below n (fun j => sum_below (m j) (fun i =>
    if (m j =? 1)%nat then Rabs (shift d c j i x) + Rabs (variance (c j) i)
    else Rabs (shift d c j i x) ^ (2 * m j) + Rabs (variance (c j) i) ^ m j)).

(** The loss of the cells, without the gates and the weights. *)
Definition experts_loss (d n : nat) (m : nat -> nat) (c : nat -> cell) : R :=
  sum_below n (fun j => sum_below (m j) (fun i =>
    if (m j =? 1)%nat
    then sum_below d (fun r => Rabs (slope (c j) i r)) + Rabs (intercept (c j) i) + Rabs (variance (c j) i)
    else sum_below d (fun r => Rabs (slope (c j) i r) ^ (2 * m j)) + Rabs (intercept (c j) i) ^ (2 * m j)
         + Rabs (variance (c j) i) ^ m j)).

Set Default Proof Using "All".

Section Cells.

  Variables (d n q : nat) (m : nat -> nat) (T : cell) (lo hi lo' hi' : nat -> R) (ylo yhi w0 W0 B : R).
  Hypothesis mixture : true_mixture n T.
  Hypothesis inside : forall i, (i < d)%nat -> lo i <= lo' i /\ lo' i < hi' i /\ hi' i <= hi i.
  Hypothesis interval : ylo < yhi.
  Hypothesis distinct : separated d n T lo' hi'.
  Hypothesis sizes : forall j, (j < n)%nat -> (1 <= m j <= q)%nat.
  Hypothesis weights : 0 < w0.

  Local Notation X := (reach d lo' hi').

  (** The means differ by at most (1 + X) δ. *)
  Lemma shift_bound c δ x j i : fitted_within d n m c w0 W0 B δ -> in_box d lo' hi' x -> (j < n)%nat -> (i < m j)%nat ->
    Rabs (shift d c j i x) <= δ * (1 + X).
  Proof.
    intros F Hx Hj Hi. destruct (F j Hj) as [_ Fi]. destruct (Fi i Hi) as (_ & S & b & _). unfold shift.
    apply Rle_trans with (1 := Rabs_triang _ _).
    pose proof (dot_bound d lo' hi' (slope (c j) i) x δ (fun r Hr => proj2 (S r Hr)) Hx). lra.
  Qed.

  (** The rest at x is a small multiple of the loss at x. *)
  Lemma rest_at_point : forall ε, 0 < ε -> exists δ, 0 < δ <= 1 /\ forall c, fitted_within d n m c w0 W0 B δ ->
    forall x, in_box d lo' hi' x -> rest d n m c q x <= ε * point_loss d n m c x.
  Proof.
    intros ε ε0. set (μ := Rmin 1 ε). assert (μ0 : 0 < μ) by (apply Rmin_pos; lra).
    assert (μ1 : μ <= 1) by apply Rmin_l. assert (με : μ <= ε) by apply Rmin_r.
    pose proof (reach_nonneg d lo' hi') as X0. assert (sq : μ ^ 2 <= μ) by (simpl; nra).
    assert (sq0 : 0 < μ ^ 2) by (apply pow_lt, μ0).
    assert (δ1 : μ ^ 2 / (1 + X) <= μ ^ 2).
    { apply Rmult_le_reg_r with (1 + X); [lra|]. replace (μ ^ 2 / (1 + X) * (1 + X)) with (μ ^ 2) by (field; lra).
      clear - X0 sq0. nra. }
    exists (μ ^ 2 / (1 + X)). split; [split; [apply Rdiv_lt_0_compat; lra|lra]|].
    intros c F x Hx. unfold rest, point_loss. rewrite <- sum_below_scal. apply sum_below_le. intros j Hj.
    rewrite <- sum_below_scal. apply sum_below_le. intros i Hi. pose proof (sizes j Hj) as sz.
    pose proof (shift_bound c _ x j i F Hx Hj Hi) as S. replace (μ ^ 2 / (1 + X) * (1 + X)) with (μ ^ 2) in S
      by (field; lra).
    destruct (F j Hj) as [_ Fi]. destruct (Fi i Hi) as (_ & _ & _ & v).
    set (t := Rabs (shift d c j i x)) in *. set (s := sqrt (Rabs (variance (c j) i))).
    assert (t0 : 0 <= t <= 1) by (split; [apply Rabs_pos|lra]).
    assert (s2 : Rabs (variance (c j) i) = s ^ 2) by (symmetry; apply pow2_sqrt, Rabs_pos).
    assert (sμ : s <= μ).
    { unfold s. rewrite <- (sqrt_pow2 μ) by lra. apply sqrt_le_1; [apply Rabs_pos|lra|lra]. }
    assert (s0 : 0 <= s <= 1) by (split; [apply sqrt_pos|lra]).
    rewrite s2.
    destruct (Nat.eqb_spec (m j) 1) as [h|h]; rewrite Rmult_plus_distr_l; apply Rplus_le_compat.
    - rewrite <- (pow_1 t) at 2. apply small_power; [exact t0|lra|lia].
    - apply small_power; [exact s0|lra|lia].
    - apply small_power; [exact t0|lra|lia].
    - rewrite <- pow_mult. apply small_power; [exact s0|lra|lia].
  Qed.

  (** Small values of the F_jl at x leave a small loss there. *)
  Lemma values_at_point : exists K, 0 < K /\ forall c, fitted_within d n m c w0 W0 B (/ (1 + X)) ->
    forall x E, in_box d lo' hi' x ->
    (forall j l, (j < n)%nat -> (1 <= l <= 2 * q)%nat -> Rabs (cell_function d (m j) (c j) l x) <= E) ->
    point_loss d n m c x <= K * E.
  Proof.
    pose proof (reach_nonneg d lo' hi') as X0.
    enough (part : forall k, (k <= n)%nat -> exists K, 0 < K /\ forall c, fitted_within d n m c w0 W0 B (/ (1 + X)) ->
      forall x E, in_box d lo' hi' x ->
      (forall j l, (j < n)%nat -> (1 <= l <= 2 * q)%nat -> Rabs (cell_function d (m j) (c j) l x) <= E) ->
      sum_below k (fun j => cell_loss_at d (m j) (c j) x) <= K * E) by exact (part n (le_n n)).
    induction k as [|k IH]; intro Hk.
    - exists 1. split; [lra|]. intros c _ x E _ F. simpl. destruct mixture as [n1 _].
      pose proof (sizes 0%nat ltac:(lia)) as s0.
      pose proof (Rle_trans _ _ _ (Rabs_pos _) (F 0%nat 1%nat ltac:(lia) ltac:(lia))). lra.
    - destruct IH as (K1 & K10 & H1); [lia|]. pose proof (sizes k ltac:(lia)) as sk.
      destruct (cell_at_point d (m k) (w0 * exp (- (B * X))) (W0 * exp (B * X)) (proj1 sk)) as (K2 & K20 & H2).
      { apply Rmult_lt_0_compat; [exact weights|apply exp_pos]. }
      exists (K1 + K2). split; [lra|]. intros c F x E Hx Val. simpl. rewrite Rmult_plus_distr_r.
      apply Rplus_le_compat; [now apply H1|]. apply H2; [|intros l Hl; apply Val; lia].
      intros i Hi. pose proof (shift_bound c _ x k i F Hx ltac:(lia) Hi) as S. rewrite Rinv_l in S by lra.
      destruct (F k ltac:(lia)) as [_ Fi]. destruct (Fi i Hi) as (W & Sl & _ & v).
      pose proof (dot_bound d lo' hi' (gate (c k) i) x B (fun r Hr => proj1 (Sl r Hr)) Hx) as G.
      apply Rabs_le_between in G.
      assert (e1 : exp (- (B * X)) <= exp (dot d (gate (c k) i) x)) by (apply exp_monotone; lra).
      assert (e2 : exp (dot d (gate (c k) i) x) <= exp (B * X)) by (apply exp_monotone; lra).
      pose proof (exp_pos (- (B * X))) as p1. split; [split; apply Rmult_le_compat; lra|]. split; [exact S|].
      apply Rle_trans with (1 := v). rewrite <- Rinv_1. apply Rinv_le_contravar; lra.
  Qed.

  (** The loss at x is at most K ∫ |gap(x, y)| dy. *)
  Lemma pointwise_without_gate : exists K δ, 0 < K /\ 0 < δ <= 1 /\ forall c, fitted_within d n m c w0 W0 B δ ->
    forall x, in_box d lo' hi' x -> point_loss d n m c x <= K * gap_at d n m T c ylo yhi x.
  Proof.
    pose proof (reach_nonneg d lo' hi') as X0.
    destruct (coefficients_at_point d n m T lo' hi' ylo yhi w0 W0 B mixture (fun i Hi => proj1 (proj2 (inside i Hi)))
      interval weights q distinct) as (K1 & δ1 & K10 & D1 & H1).
    destruct values_at_point as (K2 & K20 & H2).
    assert (KK : 0 < K2 * K1) by (apply Rmult_lt_0_compat; assumption).
    destruct (rest_at_point (/ (2 * (K2 * K1)))) as (δ3 & D3 & H3); [apply Rinv_0_lt_compat; lra|].
    assert (I0 : 0 < / (1 + X)) by (apply Rinv_0_lt_compat; lra).
    set (δ := Rmin (/ (1 + X)) (Rmin δ1 δ3)).
    assert (δ0 : 0 < δ) by (apply Rmin_pos; [exact I0|apply Rmin_pos; lra]).
    assert (l1 : δ <= / (1 + X)) by apply Rmin_l.
    assert (l2 : δ <= δ1) by (apply Rle_trans with (1 := Rmin_r _ _), Rmin_l).
    assert (l3 : δ <= δ3) by (apply Rle_trans with (1 := Rmin_r _ _), Rmin_r).
    exists (2 * (K2 * K1)), δ. split; [lra|]. split; [lra|]. intros c F x Hx.
    pose proof (fun δ' => fitted_within_monotone d n m c w0 W0 B B δ δ' (Rle_refl B)) as mono.
    specialize (H1 c (mono δ1 l2 F) x Hx). specialize (H3 c (mono δ3 l3 F) x Hx).
    specialize (H2 c (mono _ l1 F) x (K1 * (gap_at d n m T c ylo yhi x + rest d n m c q x)) Hx).
    assert (L : point_loss d n m c x <= K2 * (K1 * (gap_at d n m T c ylo yhi x + rest d n m c q x))).
    { apply H2. intros j l Hj Hl. specialize (H1 j l Hj ltac:(lia)). unfold excess in H1.
      destruct (Nat.eqb_spec l 0); [lia|]. now rewrite Rminus_0_r in H1. }
    pose proof (Rmult_le_compat_l _ _ _ (Rlt_le _ _ KK) H3) as L3.
    replace (K2 * K1 * (/ (2 * (K2 * K1)) * point_loss d n m c x)) with (point_loss d n m c x / 2) in L3
      by (field; lra). lra.
  Qed.

  (** The integrals of the loss over x bound the parameters: for one atom of the cell j, with p = 1 or 2 m_j and k = 1
      or m_j. *)
  Lemma atom_integrated j : (j < n)%nat -> exists K, 0 < K /\ forall (a : nat -> R) (b ν J : R),
    (forall p, p = (if (m j =? 1)%nat then 1 else 2 * m j)%nat ->
       box_integral d lo' hi' (fun x => Rabs (dot d a x + b) ^ p) (fun _ => 0) <= J) ->
    (forall k, k = (if (m j =? 1)%nat then 1 else m j)%nat -> Rabs ν ^ k * volume d lo' hi' <= J) ->
    (if (m j =? 1)%nat then sum_below d (fun r => Rabs (a r)) + Rabs b + Rabs ν
     else sum_below d (fun r => Rabs (a r) ^ (2 * m j)) + Rabs b ^ (2 * m j) + Rabs ν ^ m j) <= K * J.
  Proof.
    intro Hj. pose proof (sizes j Hj) as sz. set (p := (if (m j =? 1)%nat then 1 else 2 * m j)%nat).
    assert (p1 : (1 <= p)%nat) by (unfold p; destruct (m j =? 1)%nat; lia).
    assert (box' : forall i, (i < d)%nat -> lo' i < hi' i) by (intros i Hi; apply inside, Hi).
    destruct (affine_lower_bound d p lo' hi' p1 box') as (K & K0 & H). pose proof (volume_pos d lo' hi' box') as v0.
    exists (K + / volume d lo' hi'). split; [pose proof (Rinv_0_lt_compat _ v0); lra|]. intros a b ν J Ha Hν.
    specialize (Ha p eq_refl). specialize (Hν _ eq_refl). specialize (H a b).
    pose proof (Rmult_le_compat_l _ _ _ (Rlt_le _ _ K0) Ha) as L.
    pose proof (Rmult_le_compat_r _ _ _ (Rlt_le _ _ (Rinv_0_lt_compat _ v0)) Hν) as Lν.
    rewrite Rmult_assoc, Rinv_r, Rmult_1_r in Lν by lra. unfold p in H, L. destruct (m j =? 1)%nat.
    - rewrite pow_1 in H, Lν. rewrite (sum_below_ext d _ (fun r => Rabs (a r))) in H by (intros; apply pow_1). lra.
    - lra.
  Qed.

  (** The integral of |gap| over y is not negative. *)
  Lemma gap_at_nonneg c :
    (forall j i, (j < n)%nat -> (i < m j)%nat -> 0 < weight (c j) i /\ 0 < variance T j + variance (c j) i) ->
    (forall j, (j < n)%nat -> (1 <= m j)%nat) -> forall x, 0 <= gap_at d n m T c ylo yhi x.
  Proof.
    intros P One x. unfold gap_at. replace 0 with (0 * (yhi - ylo)) by ring.
    apply interval_lower_bound; try lra; [|intro; apply Rabs_pos|intros; apply Rabs_pos].
    intro y. apply (continuous_comp (gap d n m T c x) Rabs); [|apply continuous_Rabs].
    apply (continuous_ext (fun y => gap d n m T c (Coordinates.update x d y) (Coordinates.update x d y d))).
    - intro t. now rewrite gap_update, update_here.
    - apply (continuous_slice (S d) d (fun z => gap d n m T c z (z d))).
      exact (gap_continuous d n m T lo' hi' ylo yhi w0 W0 B mixture (fun i Hi => proj1 (proj2 (inside i Hi)))
        interval weights c P One _).
  Qed.

  (** Integrated. *)
  Theorem cells_inequality_without_gate : exists K δ, 0 < K /\ 0 < δ <= 1 /\
    forall c, fitted_within d n m c w0 W0 B δ ->
    experts_loss d n m c <= K * gap_over d n m T c lo hi ylo yhi.
  Proof.
    pose proof (fun i Hi => proj1 (proj2 (inside i Hi))) as box'.
    assert (box1 : forall i, (i < d)%nat -> lo' i <= hi' i) by (intros i Hi; specialize (box' i Hi); lra).
    destruct pointwise_without_gate as (K1 & δ1 & K10 & D1 & H1).
    destruct (gap_expansion d n m T lo' hi' ylo yhi w0 W0 B mixture box' interval weights q) as (K2 & δ2 & _ & D2 & H2).
    enough (part : forall k, (k <= n)%nat -> exists K, 0 < K /\ forall c J,
      (forall j i, (j < n)%nat -> (i < m j)%nat -> forall p k, p = (if (m j =? 1)%nat then 1 else 2 * m j)%nat ->
         k = (if (m j =? 1)%nat then 1 else m j)%nat ->
         box_integral d lo' hi' (fun x => Rabs (dot d (slope (c j) i) x + intercept (c j) i) ^ p) (fun _ => 0) <= J /\
         Rabs (variance (c j) i) ^ k * volume d lo' hi' <= J) -> 0 <= J -> experts_loss d k m c <= K * J).
    { destruct (part n (le_n n)) as (K & K0 & H). exists (K * K1), (Rmin δ1 δ2).
      split; [apply Rmult_lt_0_compat; assumption|].
      split; [split; [apply Rmin_pos; lra|apply Rle_trans with (1 := Rmin_l _ _); lra]|].
      intros c F. pose proof (fun δ' => fitted_within_monotone d n m c w0 W0 B B (Rmin δ1 δ2) δ' (Rle_refl B)) as mono.
      specialize (H1 c (mono δ1 (Rmin_l _ _) F)). destruct (H2 c (mono δ2 (Rmin_r _ _) F)) as [Pv _].
      assert (P : forall j i, (j < n)%nat -> (i < m j)%nat -> 0 < weight (c j) i /\
        0 < variance T j + variance (c j) i).
      { intros j i Hj Hi. split; [|now apply Pv]. destruct (F j Hj) as [_ Fi]. destruct (Fi i Hi) as [W _]. lra. }
      assert (One : forall j, (j < n)%nat -> (1 <= m j)%nat) by (intros j Hj; apply F, Hj).
      pose proof (gap_at_continuous d n m T lo' hi' ylo yhi w0 W0 B mixture box' interval weights c P One) as Cg.
      pose proof (gap_at_nonneg c P One) as Ng.
      set (J := box_integral d lo' hi' (gap_at d n m T c ylo yhi) (fun _ => 0)).
      assert (J0 : 0 <= J) by (apply (box_nonneg d); assumption).
      assert (JV : J <= gap_over d n m T c lo hi ylo yhi).
      { apply (box_sub d); [|exact Cg|exact Ng]. intros i Hi. pose proof (inside i Hi). lra. }
      assert (CK : forall x, continuous_at d (fun x => K1 * gap_at d n m T c ylo yhi x) x).
      { intro x. apply continuous_at_mult; [apply continuous_at_const|apply Cg]. }
      assert (JK : box_integral d lo' hi' (fun x => K1 * gap_at d n m T c ylo yhi x) (fun _ => 0) = K1 * J)
        by (apply (box_scal d); assumption).
      apply Rle_trans with (K * (K1 * J)).
      2: { rewrite Rmult_assoc. do 2 (apply Rmult_le_compat_l; [lra|]). exact JV. }
      apply H; [|apply Rmult_le_pos; lra]. intros j i Hj Hi p k ep ek.
      assert (below : forall x, in_box d lo' hi' x ->
        Rabs (dot d (slope (c j) i) x + intercept (c j) i) ^ p + Rabs (variance (c j) i) ^ k <=
          K1 * gap_at d n m T c ylo yhi x).
      { intros x Hx. apply Rle_trans with (2 := H1 x Hx).
        set (f := fun j i => if (m j =? 1)%nat then Rabs (shift d c j i x) + Rabs (variance (c j) i)
          else Rabs (shift d c j i x) ^ (2 * m j) + Rabs (variance (c j) i) ^ m j).
        assert (f0 : forall j i, 0 <= f j i).
        { intros j' i'. unfold f. destruct (m j' =? 1)%nat; apply Rplus_le_le_0_compat; try apply pow_le;
            apply Rabs_pos. }
        apply Rle_trans with (f j i).
        - right. unfold f. rewrite ep, ek. destruct (m j =? 1)%nat; [rewrite !pow_1|]; reflexivity.
        - apply Rle_trans with (sum_below (m j) (f j)); [apply (sum_below_term (m j) (f j)); [intros; apply f0|
            exact Hi]|].
          apply (sum_below_term n (fun j => sum_below (m j) (f j))); [|exact Hj].
          intros; apply sum_below_nonneg; intros; apply f0. }
      rewrite <- JK. split.
      - apply (box_le d); [exact box1| |exact CK|].
        + intro x. apply (continuous_at_comp d (fun x => dot d (slope (c j) i) x +
            intercept (c j) i) (fun v => Rabs v ^ p)).
          * apply continuous_at_plus; [|apply continuous_at_const].
            apply (continuous_at_sum d d (fun r x => slope (c j) i r * x r)). intros r Hr.
            apply continuous_at_mult; [apply continuous_at_const|apply continuous_at_coordinate, Hr].
          * apply (continuous_comp Rabs (fun v => v ^ p)); [apply continuous_Rabs|].
            apply (ex_derive_continuous (fun v : R => v ^ p)). auto_derive. exact I.
        + intros x Hx _. specialize (below x Hx). pose proof (pow_le _ k (Rabs_pos (variance (c j) i))). lra.
      - rewrite <- (box_const d lo' hi' _ (fun _ => 0)).
        apply (box_le d); [exact box1|intro; apply continuous_at_const|exact CK|]. intros x Hx _.
        specialize (below x Hx).
        pose proof (pow_le _ p (Rabs_pos (dot d (slope (c j) i) x + intercept (c j) i))). lra. }
    induction k as [|k IH]; intro Hk; [exists 1; split; [lra|intros; unfold experts_loss; simpl; lra]|].
    destruct IH as (K & K0 & H); [lia|]. destruct (atom_integrated k ltac:(lia)) as (K' & K'0 & H').
    exists (K + INR (m k) * K'). pose proof (pos_INR (m k)) as m0.
    pose proof (Rmult_le_pos _ _ m0 (Rlt_le _ _ K'0)) as mK.
    split; [lra|]. intros c J HJ J0. specialize (H c J HJ J0). unfold experts_loss in *. simpl.
    rewrite Rmult_plus_distr_r.
    apply Rplus_le_compat; [exact H|]. rewrite Rmult_assoc, <- sum_below_const. apply sum_below_le. intros i Hi.
    apply H'.
    - intros p ep. now apply (HJ k i ltac:(lia) Hi p _ ep eq_refl).
    - intros k' ek. now apply (HJ k i ltac:(lia) Hi _ k' eq_refl ek).
  Qed.

End Cells.
