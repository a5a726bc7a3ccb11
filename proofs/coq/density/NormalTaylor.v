(** * The Taylor expansion of the normal density in mean and variance

    N(y; h + η, ν + κ) = Σ_{l <= 2q} H_l(η, κ/2) ∂_h^l N(y; h, ν) + remainder, where |remainder| <= K (|η|^(2q+1) +
    |κ|^(q + 1/2)) with one K for all y of an interval, |h| <= hmax, ν in [vmin, vmax], |η| <= 1 and |κ| <= vmin / 2
    ([normal_taylor]).

    _Proof._  Expand in the variance first: ∂_ν N = ½ ∂_h² N turns the k-th derivative into 2^(-k) ∂_h^(2k) N; q + 1
    terms leave a remainder O(|κ|^(q+1)).  Expand ∂_h^(2k) N(y; h + η, ν) to the order 2(q - k) in η: the remainder is
    O(|κ|^k |η|^(2(q-k)+1)), at most u^(2q+1) with u = max(|η|, |κ|^(1/2)).  The terms η^i (κ/2)^k / (i! k!) with i + 2k
    = l add up to H_l(η, κ/2).  ∎ *)

From Coq Require Import Reals Psatz Arith Lia.
From Coquelicot Require Import Coquelicot.
From MoeProof Require Import FiniteSums HeatFacts CellCoefficients DensityDerivatives.
Open Scope R_scope.

(** ** One variable *)

(** The mean value theorem as a bound, with the derivative between 0 and z only. *)
Lemma mean_value_between (g g' : R -> R) z C : (forall s, Rabs s <= Rabs z -> is_derive g s (g' s)) ->
  (forall s, Rabs s <= Rabs z -> Rabs (g' s) <= C) -> Rabs (g z - g 0) <= C * Rabs z.
Proof.
  intros D B.
  assert (inside : forall s, Rmin 0 z <= s <= Rmax 0 z -> Rabs s <= Rabs z).
  { intros s [h1 h2]. unfold Rmin, Rmax, Rabs in *.
    destruct (Rle_dec 0 z), (Rcase_abs s), (Rcase_abs z); lra. }
  destruct (MVT_gen g 0 z g') as [s [Hs E]].
  - intros s Hs. apply D, inside. lra.
  - intros s Hs. apply continuity_pt_filterlim, (ex_derive_continuous g s). exists (g' s). apply D, inside, Hs.
  - rewrite E, Rminus_0_r, Rabs_mult. apply Rmult_le_compat_r; [apply Rabs_pos|]. apply B, inside, Hs.
Qed.

(** The first term of a sum. *)
Lemma sum_below_first n f : sum_below (S n) f = f 0%nat + sum_below n (fun k => f (S k)).
Proof.
  induction n as [|n IH]; [simpl; ring|].
  change (sum_below (S n) f + f (S n) = f 0%nat + (sum_below n (fun k => f (S k)) + f (S n))). rewrite IH. ring.
Qed.

(** F_0 with F_n' = c F_(n+1) between 0 and z and |F_n| <= B.  By induction: the remainder for F_0 and n + 1 terms has c
    times the remainder for F_1 and n terms as its derivative. *)
Lemma taylor_tower n c B z (F : nat -> R -> R) :
  (forall k s, (k < n)%nat -> Rabs s <= Rabs z -> is_derive (F k) s (c * F (S k) s)) ->
  (forall s, Rabs s <= Rabs z -> Rabs (F n s) <= B) ->
  Rabs (F 0%nat z - sum_below n (fun k => (c * z) ^ k / INR (fact k) * F k 0)) <= Rabs c ^ n * B * Rabs z ^ n.
Proof.
  revert z F. induction n as [|n IH]; intros z F D bound.
  - simpl. rewrite Rminus_0_r. specialize (bound z ltac:(lra)). lra.
  - set (g := fun s => F 0%nat s - sum_below (S n) (fun k => (c * s) ^ k / INR (fact k) * F k 0)).
    set (g' := fun s => c * (F 1%nat s - sum_below n (fun k => (c * s) ^ k / INR (fact k) * F (S k) 0))).
    assert (g0 : g 0 = 0).
    { unfold g. rewrite sum_below_first, (sum_below_ext n _ (fun _ => 0)), sum_below_const.
      - simpl. field.
      - intros k _. rewrite Rmult_0_r. simpl pow. unfold Rdiv. ring. }
    change (Rabs (g z) <= Rabs c ^ S n * B * Rabs z ^ S n).
    replace (g z) with (g z - g 0) by (rewrite g0; ring).
    replace (Rabs c ^ S n * B * Rabs z ^ S n) with ((Rabs c * (Rabs c ^ n * B * Rabs z ^ n)) * Rabs z) by (simpl; ring).
    assert (B0 : 0 <= B) by (apply Rle_trans with (2 := bound z ltac:(lra)), Rabs_pos).
    apply (mean_value_between g g').
    + intros s Hs. unfold g, g'. evar_last.
      * apply (is_derive_minus (F 0%nat) (fun s => sum_below (S n) (fun k => (c * s) ^ k / INR (fact k) * F k 0))).
        -- apply D; [lia|exact Hs].
        -- apply (is_derive_sum_below (S n) (fun k s => (c * s) ^ k / INR (fact k) * F k 0)
             (fun k => INR k * c * (c * s) ^ pred k / INR (fact k) * F k 0)).
           intros k _. pose proof (INR_fact_neq_0 k). auto_derive; [exact I|]. field. assumption.
      * unfold minus, plus, opp; cbn -[sum_below INR fact]. rewrite sum_below_first.
        rewrite (sum_below_ext n _ (fun k => c * ((c * s) ^ k / INR (fact k) * F (S k) 0))).
        -- rewrite sum_below_scal. simpl. field.
        -- intros k _. rewrite fact_simpl, mult_INR. simpl pred.
           pose proof (INR_fact_neq_0 k). assert (INR (S k) <> 0) by (apply not_0_INR; lia). field. tauto.
    + intros s Hs. unfold g'. rewrite Rabs_mult. apply Rmult_le_compat_l; [apply Rabs_pos|].
      apply Rle_trans with (Rabs c ^ n * B * Rabs s ^ n).
      * apply (IH s (fun k => F (S k))).
        -- intros k t Hk Ht. apply D; [lia|lra].
        -- intros t Ht. apply bound. lra.
      * apply Rmult_le_compat_l; [|apply pow_incr; split; [apply Rabs_pos|exact Hs]].
        apply Rmult_le_pos; [apply pow_le, Rabs_pos|exact B0].
Qed.

(** ** Bounds *)

(** A Hermite polynomial is bounded for bounded variance and argument. *)
Lemma hermite_bounded C Z l : exists B, 0 < B /\ forall c z, Rabs c <= C -> Rabs z <= Z -> Rabs (hermite c l z) <= B.
Proof.
  induction l as [| |l [B [B0 IH]] [B' [B0' IH']]] using nat_pair_ind.
  - exists 1. split; [lra|]. intros. simpl. rewrite Rabs_R1. lra.
  - exists (1 + Rabs Z). pose proof (Rabs_pos Z). split; [lra|]. intros c z _ Hz. simpl.
    pose proof (Rle_abs Z). lra.
  - exists (1 + Rabs Z * B' + INR (S l) * Rabs C * B). pose proof (pos_INR (S l)) as P. split.
    { pose proof (Rmult_le_pos _ _ (Rabs_pos Z) (Rlt_le _ _ B0')).
      pose proof (Rmult_le_pos _ _ (Rmult_le_pos _ _ P (Rabs_pos C)) (Rlt_le _ _ B0)). lra. }
    intros c z Hc Hz. rewrite (hermite_S c (S l)). change (pred (S l)) with l.
    specialize (IH c z Hc Hz). specialize (IH' c z Hc Hz).
    apply Rle_trans with (1 := Rabs_triang _ _). rewrite Rabs_Ropp, !Rabs_mult, (Rabs_pos_eq (INR (S l))) by exact P.
    assert (Rabs z * Rabs (hermite c (S l) z) <= Rabs Z * B').
    { apply Rmult_le_compat; try apply Rabs_pos; [|exact IH']. pose proof (Rle_abs Z). lra. }
    assert (INR (S l) * Rabs c * Rabs (hermite c l z) <= INR (S l) * Rabs C * B).
    { apply Rmult_le_compat; [apply Rmult_le_pos; [exact P|apply Rabs_pos]|apply Rabs_pos| |exact IH].
      apply Rmult_le_compat_l; [exact P|]. pose proof (Rle_abs C). lra. }
    lra.
Qed.

(** The derivatives are bounded on compact sets. *)
Lemma normal_derivative_bounded L ylo yhi hmax vmin vmax : 0 < vmin ->
  exists B, 0 < B /\ forall l y h v, (l < L)%nat -> ylo <= y <= yhi -> Rabs h <= hmax -> vmin <= v <= vmax ->
    Rabs (normal_derivative l y h v) <= B.
Proof.
  intro v0. set (Z := (Rabs ylo + Rabs yhi + hmax) * / vmin).
  set (N0 := / sqrt (2 * PI * vmin)).
  assert (N0pos : 0 < N0) by (apply Rinv_0_lt_compat, normaliser_pos, v0).
  assert (top : forall y h v, vmin <= v -> Rabs (normal y h v) <= N0).
  { intros y h v Hv. rewrite Rabs_pos_eq by (apply Rlt_le, normal_pos; lra). unfold normal.
    rewrite <- (Rmult_1_r N0). apply Rmult_le_compat.
    - apply Rlt_le, Rinv_0_lt_compat, normaliser_pos. lra.
    - apply Rlt_le, exp_pos.
    - apply Rinv_le_contravar; [apply normaliser_pos, v0|]. apply sqrt_le_1_alt. pose proof PI_RGT_0. nra.
    - rewrite <- exp_0. destruct (Req_dec (- (y - h) ^ 2 / (2 * v)) 0) as [->|n]; [lra|]. apply Rlt_le, exp_increasing.
      pose proof (pow2_ge_0 (y - h)). assert (0 < / (2 * v)) by (apply Rinv_0_lt_compat; lra). unfold Rdiv in *. nra. }
  induction L as [|L [B [B0 IH]]]; [exists 1; split; [lra|intros; lia]|].
  destruct (hermite_bounded (/ vmin) Z L) as [H [H0 HH]].
  exists (B + H * N0). pose proof (Rmult_lt_0_compat _ _ H0 N0pos). split; [lra|].
  intros l y h v Hl Hy Hh Hv. destruct (Nat.eq_dec l L) as [->|ne].
  - unfold normal_derivative. rewrite Rabs_mult.
    assert (iv : Rabs (/ v) <= / vmin).
    { rewrite Rabs_pos_eq by (apply Rlt_le, Rinv_0_lt_compat; lra). apply Rinv_le_contravar; lra. }
    assert (Rabs (hermite (/ v) L ((y - h) / v)) * Rabs (normal y h v) <= H * N0); [|lra].
    apply Rmult_le_compat; try apply Rabs_pos; [|apply top; lra]. apply HH; [exact iv|].
    unfold Rdiv, Z. rewrite Rabs_mult. apply Rmult_le_compat; try apply Rabs_pos; [|exact iv].
    unfold Rabs in *. destruct (Rcase_abs (y - h)), (Rcase_abs ylo), (Rcase_abs yhi), (Rcase_abs h); lra.
  - specialize (IH l y h v ltac:(lia) Hy Hh Hv). lra.
Qed.

(** ** Regrouping *)

(** A sum from p on. *)
Lemma sum_below_from p n g : sum_below (p + n) (fun l => if (p <=? l)%nat then g l else 0) =
  sum_below n (fun i => g (p + i)%nat).
Proof.
  induction n as [|n IH].
  - rewrite Nat.add_0_r, (sum_below_ext p _ (fun _ => 0)); [rewrite sum_below_const; simpl; ring|].
    intros j Hj. rewrite (proj2 (Nat.leb_gt p j)) by exact Hj. reflexivity.
  - rewrite Nat.add_succ_r. cbn [sum_below]. rewrite IH, (proj2 (Nat.leb_le p (p + n))) by lia. reflexivity.
Qed.

(** A sum up to N in the notation of the standard library. *)
Lemma sum_below_f_R0 f N : sum_f_R0 f N = sum_below (S N) f.
Proof. induction N as [|N IH]; [simpl; ring|]. cbn [sum_f_R0]. rewrite IH. reflexivity. Qed.

(** Σ_{k <= q} Σ_{i <= 2(q-k)} b^k/k! a^i/i! D_(2k+i) = Σ_{l <= 2q} H_l(a, b) D_l. *)
Lemma heat_resummation q a b (D : nat -> R) :
  sum_below (S q) (fun k => b ^ k / INR (fact k) *
    sum_below (2 * (q - k) + 1) (fun i => a ^ i / INR (fact i) * D (2 * k + i)%nat)) =
  sum_below (2 * q + 1) (fun l => heat l a b * D l).
Proof.
  rewrite (sum_below_ext (2 * q + 1) _ (fun l => sum_below (S q) (fun k => D l * HeatPolynomials.heat_term a b l k))).
  - rewrite <- sum_below_exchange. apply sum_below_ext. intros k Hk.
    rewrite (sum_below_ext (2 * q + 1) _ (fun l => if (2 * k <=? l)%nat then
      a ^ (l - 2 * k) * b ^ k / (INR (fact (l - 2 * k)) * INR (fact k)) * D l else 0)).
    + replace (2 * q + 1)%nat with (2 * k + (2 * (q - k) + 1))%nat by lia.
      rewrite (sum_below_from (2 * k) _
        (fun l => a ^ (l - 2 * k) * b ^ k / (INR (fact (l - 2 * k)) * INR (fact k)) * D l)).
      rewrite <- sum_below_scal. apply sum_below_ext. intros i _.
      replace (2 * k + i - 2 * k)%nat with i by lia.
      pose proof (INR_fact_neq_0 k). pose proof (INR_fact_neq_0 i). field. tauto.
    + intros l _. unfold HeatPolynomials.heat_term. destruct (2 * k <=? l)%nat; ring.
  - intros l Hl. rewrite sum_below_scal, <- sum_below_f_R0, Rmult_comm. f_equal.
    apply HeatPolynomials.heat_truncated. apply Nat.div_le_upper_bound; lia.
Qed.

(** ** The expansion *)

(** x^i y^j <= x^(i+j) + y^(i+j). *)
Lemma mixed_power x y i j : 0 <= x -> 0 <= y -> x ^ i * y ^ j <= x ^ (i + j) + y ^ (i + j).
Proof.
  intros Hx Hy. rewrite !pow_add. pose proof (pow_le x i Hx). pose proof (pow_le y i Hy). pose proof (pow_le x j Hx).
  pose proof (pow_le y j Hy). destruct (Rle_or_lt x y) as [h|h].
  - pose proof (pow_incr x y i (conj Hx h)). nra.
  - pose proof (pow_incr y x j (conj Hy (Rlt_le _ _ h))). nra.
Qed.

(** The derivative after a shift of the argument. *)
Lemma is_derive_shift (f : R -> R) u s l : is_derive f (u + s) l -> is_derive (fun s => f (u + s)) s l.
Proof.
  intro D. evar_last; [apply (is_derive_comp f (fun s => u + s) s l 1 D)|]; [auto_derive; [exact I|ring]|].
  unfold scal; simpl; unfold mult; simpl. ring.
Qed.

(** The expansion with its remainder. *)
Theorem normal_taylor q ylo yhi hmax vmin vmax : 0 < vmin ->
  exists K, 0 < K /\ forall y h v η κ, ylo <= y <= yhi -> Rabs h <= hmax -> vmin <= v <= vmax ->
    Rabs η <= 1 -> Rabs κ <= vmin / 2 ->
    Rabs (normal y (h + η) (v + κ) - sum_below (2 * q + 1) (fun l => heat l η (κ / 2) * normal_derivative l y h v))
      <= K * (Rabs η ^ (2 * q + 1) + sqrt (Rabs κ) ^ (2 * q + 1)).
Proof.
  intro v0.
  destruct (normal_derivative_bounded (2 * q + 3) ylo yhi (hmax + 1) (vmin / 2) (vmax +
    vmin / 2) ltac:(lra)) as [B [B0 HB]].
  exists (B * (1 + vmin) + INR (S q) * B). pose proof (lt_0_INR (S q) ltac:(lia)) as Q.
  split; [pose proof (Rmult_lt_0_compat _ _ Q B0); nra|].
  intros y h v η κ Hy Hh Hv Hη Hκ.
  set (r := sqrt (Rabs κ)). assert (r0 : 0 <= r) by apply sqrt_pos.
  assert (square : Rabs κ = r ^ 2) by (unfold r; rewrite pow2_sqrt by apply Rabs_pos; reflexivity).
  assert (r1 : r <= 1 + vmin) by nra.
  set (size := Rabs η ^ (2 * q + 1) + r ^ (2 * q + 1)).
  assert (mean : forall s, Rabs s <= Rabs η -> Rabs (h + s) <= hmax + 1).
  { intros s Hs. apply Rle_trans with (1 := Rabs_triang _ _). lra. }
  (* in the variance *)
  assert (V : Rabs (normal y (h + η) (v + κ) - sum_below (S q) (fun k => (κ / 2) ^ k / INR (fact k) *
    normal_derivative (2 * k) y (h + η) v)) <= B * (1 + vmin) * size).
  { pose proof (taylor_tower (S q) (/ 2) B κ (fun k s => normal_derivative (2 * k) y (h + η) (v + s))) as T.
    cbn beta in T. rewrite Nat.mul_0_r in T.
    replace (normal_derivative 0 y (h + η) (v + κ)) with (normal y (h + η) (v + κ)) in T
      by (unfold normal_derivative; simpl; ring).
    rewrite Rplus_0_r in T. rewrite (sum_below_ext (S q) _ (fun k => (/ 2 * κ) ^ k / INR (fact k) *
      normal_derivative (2 * k) y (h + η) v)) by (intros; f_equal; f_equal; f_equal; field).
    apply Rle_trans with (Rabs (/ 2) ^ S q * B * Rabs κ ^ S q).
    - apply T.
      + intros k s _ Hs. apply (is_derive_shift (normal_derivative (2 * k) y (h + η)) v s).
        replace (2 * S k)%nat with (S (S (2 * k))) by lia. apply is_derive_normal_derivative_variance.
        pose proof (Rabs_def2 s (vmin / 2 + vmin / 4) ltac:(lra)). lra.
      + intros s Hs. apply HB; [lia|exact Hy|apply mean; lra|].
        assert (- (vmin / 2) <= s <= vmin / 2) by (apply Rabs_le_between; lra). lra.
    - assert (half : Rabs (/ 2) ^ S q <= 1).
      { rewrite <- (pow1 (S q)). apply pow_incr. rewrite Rabs_pos_eq; lra. }
      rewrite square, <- pow_mult. replace (2 * S q)%nat with (S (2 * q + 1)) by lia. simpl pow at 2.
      pose proof (pow_le r (2 * q + 1) r0) as P1. pose proof (pow_le (Rabs η) (2 * q + 1) (Rabs_pos η)) as P2.
      pose proof (pow_le (Rabs (/ 2)) (S q) (Rabs_pos _)) as P3.
      apply Rle_trans with (1 * B * (r * r ^ (2 * q + 1))).
      + apply Rmult_le_compat_r; [apply Rmult_le_pos; assumption|]. apply Rmult_le_compat_r; lra.
      + rewrite Rmult_1_l, Rmult_assoc. apply Rmult_le_compat_l; [lra|]. unfold size.
        apply Rmult_le_compat; lra. }
  (* in the mean *)
  assert (M : Rabs (sum_below (S q) (fun k => (κ / 2) ^ k / INR (fact k) * normal_derivative (2 * k) y (h + η) v) -
    sum_below (2 * q + 1) (fun l => heat l η (κ / 2) * normal_derivative l y h v)) <= INR (S q) * B * size).
  { rewrite <- heat_resummation.
    match goal with |- Rabs (?a - ?b) <= _ => replace (a - b) with (a + - 1 * b) by ring end.
    rewrite <- sum_below_scal, <- sum_below_plus, Rmult_assoc, <- sum_below_const.
    apply Rle_trans with (1 := sum_below_abs _ _). apply sum_below_le. intros k Hk.
    pose proof (taylor_tower (2 * (q - k) + 1) 1 B η (fun i s => normal_derivative (2 * k + i) y (h + s) v)) as T.
    cbn beta in T. rewrite Nat.add_0_r in T.
    match goal with |- Rabs (?a * ?u + - 1 * (?a * ?w)) <= _ =>
      replace (a * u + - 1 * (a * w)) with (a * (u - w)) by ring end.
    rewrite Rabs_mult.
    assert (coefficient : Rabs ((κ / 2) ^ k / INR (fact k)) <= r ^ (2 * k)).
    { pose proof (lt_O_fact k) as F. assert (F1 : 1 <= INR (fact k)) by (apply (le_INR 1); lia).
      unfold Rdiv at 1. rewrite Rabs_mult, <- RPow_abs, (Rabs_pos_eq (/ _)) by (apply Rlt_le, Rinv_0_lt_compat; lra).
      rewrite pow_mult, <- square, <- (Rmult_1_r (Rabs κ ^ k)). apply Rmult_le_compat.
      - apply pow_le, Rabs_pos.
      - apply Rlt_le, Rinv_0_lt_compat. lra.
      - apply pow_incr. split; [apply Rabs_pos|]. unfold Rdiv. rewrite Rabs_mult, (Rabs_pos_eq (/ 2)) by lra.
        pose proof (Rabs_pos κ). lra.
      - rewrite <- Rinv_1. apply Rinv_le_contravar; lra. }
    apply Rle_trans with (r ^ (2 * k) * (B * Rabs η ^ (2 * (q - k) + 1))).
    - apply Rmult_le_compat; try apply Rabs_pos; [exact coefficient|].
      rewrite (sum_below_ext _ _ (fun i => η ^ i / INR (fact i) * normal_derivative (2 * k + i) y h v)) in T
        by (intros; rewrite Rmult_1_l, Rplus_0_r; reflexivity).
      rewrite Rabs_R1, pow1, Rmult_1_l in T. apply T.
      + intros i s _ Hs. rewrite Rmult_1_l. rewrite Nat.add_succ_r.
        apply (is_derive_shift (fun h => normal_derivative (2 * k + i) y h v)), is_derive_normal_derivative_mean. lra.
      + intros s Hs. apply HB; [lia|exact Hy|apply mean, Hs|lra].
    - pose proof (mixed_power r (Rabs η) (2 * k) (2 * (q - k) + 1) r0 (Rabs_pos η)) as P.
      replace (2 * k + (2 * (q - k) + 1))%nat with (2 * q + 1)%nat in P by lia.
      replace (r ^ (2 * k) * (B * Rabs η ^ (2 * (q - k) + 1))) with (B * (r ^ (2 * k) * Rabs η ^ (2 * (q - k) + 1)))
        by ring.
      apply Rmult_le_compat_l; [lra|]. unfold size. lra. }
  fold size. match type of V with Rabs (?a - ?b) <= _ => match goal with |- Rabs (a - ?e) <= _ =>
    replace (a - e) with ((a - b) + (b - e)) by ring end end.
  apply Rle_trans with (1 := Rabs_triang _ _). lra.
Qed.

(** The expansion in one cell: with weights u_i, shifts η_i and κ_i of its m atoms and any number θ,
    e (Σ_i u_i N(y; h + η_i, v + κ_i) - θ N(y; h, v)) less its expansion is the sum of the atoms' remainders. *)
Lemma cell_expansion q m e θ (u η κ : nat -> R) y h v :
  e * (sum_below m (fun i => u i * normal y (h + η i) (v + κ i)) - θ * normal y h v) -
  sum_below (2 * q + 1) (fun l =>
    e * (sum_below m (fun i => u i * heat l (η i) (κ i / 2)) - (if (l =? 0)%nat then θ else 0)) *
    normal_derivative l y h v) =
  sum_below m (fun i => e * u i * (normal y (h + η i) (v + κ i) -
    sum_below (2 * q + 1) (fun l => heat l (η i) (κ i / 2) * normal_derivative l y h v))).
Proof.
  assert (brackets : sum_below (2 * q + 1) (fun l =>
      e * (sum_below m (fun i => u i * heat l (η i) (κ i / 2)) - (if (l =? 0)%nat then θ else 0)) *
      normal_derivative l y h v) =
    e * (sum_below m (fun i => u i * sum_below (2 * q +
      1) (fun l => heat l (η i) (κ i / 2) * normal_derivative l y h v))
      - θ * normal y h v)).
  { rewrite Nat.add_1_r, (sum_below_ext _ _ (fun l => e * (sum_below m (fun i =>
      u i * (heat l (η i) (κ i / 2) * normal_derivative l y h v)) +
      - (if (l =? 0)%nat then θ else 0) * normal_derivative l y h v))).
    - rewrite sum_below_scal, sum_below_plus. unfold Rminus. f_equal. f_equal.
      + rewrite <- sum_below_exchange. apply sum_below_ext. intros i _. apply sum_below_scal.
      + rewrite sum_below_first, (sum_below_ext _ (fun k => _ * _) (fun _ => 0)), sum_below_const.
        * unfold normal_derivative. simpl. ring.
        * intros k _. simpl. ring.
    - intros l _. match goal with |- e * (?a - ?b) * ?d = e * (?s + - ?b * ?d) => replace s with (d * a); [ring|] end.
      rewrite <- sum_below_scal. apply sum_below_ext. intros i _. ring. }
  rewrite brackets, (sum_below_ext m (fun i => e * u i * _) (fun i => e * (u i * normal y (h + η i) (v + κ i) +
    -1 * (u i * sum_below (2 * q + 1) (fun l => heat l (η i) (κ i / 2) * normal_derivative l y h v)))))
      by (intros; ring).
  rewrite sum_below_scal, sum_below_plus, sum_below_scal. ring.
Qed.
