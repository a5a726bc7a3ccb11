(** * Bounds for one atom of a cell, and one constant for many

    - Small Taylor coefficients of a cell of one atom leave small differences ([one_atom_bound]).
    - If all differences are at most s² <= 1 then the powers |Δa|^(2q+1), |Δb|^(2q+1) and |Δν|^(q+1/2), which bound the
      remainder of the expansion in y, are at most s times the powers of the loss ([atom_powers]).

    _Proof._  The coefficients of one atom of weight w are w Δβ_r, w (Δβ_r Δb + Δa_r), w Δb and w (Δb² + Δν)/2.  For the
    powers take one factor out: t^(2q+1) <= t · t^k <= s t^k for 0 <= t <= s² and k <= 2q.  ∎ *)

From Coq Require Import Reals Psatz Arith Lia.
From Coquelicot Require Import Coquelicot.
From MoeProof Require Import FiniteSums HeatFacts CellCoefficients RatesWithoutGate CellQuadratic.
Open Scope R_scope.

(** ** Coefficients *)

(** All Taylor coefficients that are used are at most ε: C(0, l) for 1 <= l <= 2m, C(e_r, l) and C(2 e_r, l) for l <=
    2. *)
Definition cell_coefficients_at_most (d m : nat) (c : cell) (ε : R) : Prop :=
  (forall l, (1 <= l <= 2 * m)%nat -> Rabs (coefficient d m c zero_index l) <= ε) /\
  (forall r l, (r < d)%nat -> (l <= 2)%nat ->
     Rabs (coefficient d m c (single r) l) <= ε /\ Rabs (coefficient d m c (twice r) l) <= ε).

(** H_2(a, b) = a²/2 + b. *)
Lemma heat_2 a b : heat 2 a b = a ^ 2 / 2 + b.
Proof. pose proof (heat_step 0 a b) as S. rewrite heat_1, heat_0 in S. simpl in S. lra. Qed.

(** A product w t at most ε with w >= w0 > 0. *)
Lemma divide_weight w0 w t ε : 0 < w0 <= w -> Rabs (w * t) <= ε -> Rabs t <= ε / w0.
Proof.
  intros [p l] H. rewrite Rabs_mult, (Rabs_pos_eq w) in H by lra. apply Rmult_le_reg_l with w0; [exact p|].
  replace (w0 * (ε / w0)) with ε by (field; lra). pose proof (Rmult_le_compat_r _ _ _ (Rabs_pos t) l). lra.
Qed.

(** One atom: the coefficients are w Δβ_r, w (Δβ_r Δb + Δa_r), w Δb and w (Δb² + Δν)/2. *)
Lemma one_atom_bound d w0 (c : cell) ε : 0 < w0 -> w0 <= weight c 0%nat ->
  Rabs (intercept c 0%nat) <= 1 -> cell_coefficients_at_most d 1 c ε ->
  sum_below d (fun r => Rabs (gate c 0%nat r) + Rabs (slope c 0%nat r)) + Rabs (intercept c 0%nat) +
    Rabs (variance c 0%nat)
    <= (3 * INR d + 4) / w0 * ε.
Proof.
  intros w0p w b1 [Z S].
  set (w' := weight c 0%nat) in *. set (b := intercept c 0%nat) in *. set (v := variance c 0%nat).
  set (t := ε / w0).
  assert (Hb : Rabs b <= t).
  { apply (divide_weight w0 w'); [lra|]. specialize (Z 1%nat ltac:(lia)). rewrite coefficient_zero in Z.
    simpl sum_below in Z.
    rewrite heat_1, Rplus_0_l in Z. exact Z. }
  assert (t0 : 0 <= t) by (apply Rle_trans with (2 := Hb), Rabs_pos).
  assert (bb : forall u, Rabs (u * b) <= Rabs u).
  { intro u. rewrite Rabs_mult. pose proof (Rmult_le_compat_l _ _ _ (Rabs_pos u) b1). lra. }
  assert (Hv : Rabs v <= 3 * t).
  { assert (E : Rabs ((b ^ 2 + v) / 2) <= t).
    { apply (divide_weight w0 w'); [lra|]. specialize (Z 2%nat ltac:(lia)). rewrite coefficient_zero in Z.
      simpl sum_below in Z.
      rewrite heat_2, Rplus_0_l in Z. fold w' b v in Z.
      replace (w' * ((b ^ 2 + v) / 2)) with (w' * (b ^ 2 / 2 + v / 2)) by field.
      exact Z. }
    replace v with (2 * ((b ^ 2 + v) / 2) + - (b * b)) by field. apply Rle_trans with (1 := Rabs_triang _ _).
    rewrite Rabs_Ropp, (Rabs_mult 2), (Rabs_pos_eq 2) by lra. pose proof (bb b). lra. }
  assert (Hs : sum_below d (fun r => Rabs (gate c 0%nat r) + Rabs (slope c 0%nat r)) <= INR d * (3 * t)).
  { rewrite <- sum_below_const. apply sum_below_le. intros r Hr.
    assert (Hg : Rabs (gate c 0%nat r) <= t).
    { apply (divide_weight w0 w'); [lra|]. destruct (S r 0%nat Hr ltac:(lia)) as [G _].
      rewrite coefficient_single in G by exact Hr.
      simpl in G. rewrite heat_0, Rmult_1_r, Rmult_0_r, Rplus_0_r, Rplus_0_l in G. exact G. }
    assert (Ha : Rabs (gate c 0%nat r * b + slope c 0%nat r) <= t).
    { apply (divide_weight w0 w'); [lra|]. destruct (S r 1%nat Hr ltac:(lia)) as [G _].
      rewrite coefficient_single in G by exact Hr.
      simpl in G. rewrite heat_0, heat_1, Rmult_1_r, Rplus_0_l in G. exact G. }
    replace (slope c 0%nat r) with (gate c 0%nat r * b + slope c 0%nat r + - (gate c 0%nat r * b)) by ring.
    pose proof (Rabs_triang (gate c 0%nat r * b + slope c 0%nat r) (- (gate c 0%nat r * b))) as T.
    rewrite Rabs_Ropp in T.
    pose proof (bb (gate c 0%nat r)). lra. }
  replace ((3 * INR d + 4) / w0 * ε) with (INR d * (3 * t) + t + 3 * t) by (unfold t; field; lra). lra.
Qed.

(** ** Powers *)

(** Powers of numbers in [0, 1] decrease. *)
Lemma pow_antitone t n n' : 0 <= t <= 1 -> (n <= n')%nat -> t ^ n' <= t ^ n.
Proof.
  intros Ht Hn. replace n' with (n + (n' - n))%nat by lia. rewrite pow_add. pose proof (pow_le t n (proj1 Ht)).
  pose proof (pow_incr t 1 (n' - n) Ht) as P. rewrite pow1 in P.
  pose proof (Rmult_le_compat_l (t ^ n) _ 1 ltac:(lra) P). lra.
Qed.

(** A power of a number at most s²: one factor is at most s. *)
Lemma pow_small s t k p : 0 < s <= 1 -> 0 <= t <= s ^ 2 -> (k < p)%nat -> t ^ p <= s * t ^ k.
Proof.
  intros Hs Ht Hk. assert (s2 : s ^ 2 <= s) by (simpl; rewrite Rmult_1_r; pose proof (Rmult_le_compat_l s s 1); lra).
  apply Rle_trans with (t ^ S k); [apply pow_antitone; [lra|exact Hk]|]. simpl.
  apply Rmult_le_compat_r; [apply pow_le|]; lra.
Qed.

(** (Σ t_r)^p <= K Σ t_r^p. *)
Lemma sum_pow_le d p : (1 <= p)%nat -> exists K, 0 < K /\ forall t, (forall r, (r < d)%nat -> 0 <= t r) ->
  sum_below d t ^ p <= K * sum_below d (fun r => t r ^ p).
Proof.
  intro Hp. induction d as [|d [K [K0 IH]]].
  - exists 1. split; [lra|]. intros t _. simpl. rewrite pow_i by lia. lra.
  - assert (two : 0 < 2 ^ p) by (apply pow_lt; lra). exists (2 ^ p * (K + 1)). split; [apply Rmult_lt_0_compat; lra|].
    intros t Ht. simpl. specialize (IH t ltac:(intros; apply Ht; lia)). pose proof (Ht d ltac:(lia)) as td.
    apply Rle_trans with (1 := pow_sum_le p _ _ (sum_below_nonneg d t ltac:(intros; apply Ht; lia)) td).
    rewrite Rmult_assoc.
    apply Rmult_le_compat_l; [lra|]. pose proof (pow_le _ p td) as P. pose proof (Rmult_le_pos K _ (Rlt_le _ _ K0) P).
    assert (Q : 0 <= sum_below d (fun r => t r ^ p)) by (apply sum_below_nonneg; intros; apply pow_le, Ht; lia). lra.
Qed.

(** The powers of one atom: all differences are at most s² and m <= q. *)
Lemma atom_powers d m q (c : cell) i s : (1 <= m <= q)%nat -> 0 < s <= 1 ->
  (forall r, (r < d)%nat -> Rabs (slope c i r) <= s ^ 2) -> Rabs (intercept c i) <= s ^ 2 ->
    Rabs (variance c i) <= s ^ 2 ->
  sum_below d (fun r => Rabs (slope c i r) ^ (2 * q + 1)) + Rabs (intercept c i) ^ (2 * q + 1)
    + sqrt (Rabs (variance c i)) ^ (2 * q + 1) <=
  s * if (m =? 1)%nat
      then sum_below d (fun r => Rabs (gate c i r) + Rabs (slope c i r)) + Rabs (intercept c i) + Rabs (variance c i)
      else sum_below d (fun r => gate c i r ^ 2 + slope c i r ^ 2) + Rabs (intercept c i) ^ (2 * m) +
        Rabs (variance c i) ^ m.
Proof.
  intros Hm Hs Ha Hb Hv.
  assert (s1 : s ^ 2 <= 1) by (rewrite <- (pow1 2); apply pow_incr; lra).
  assert (root : forall k, (k <= q)%nat -> sqrt (Rabs (variance c i)) ^ (2 * q + 1) <= s * Rabs (variance c i) ^ k).
  { intros k Hk. pose proof (Rabs_pos (variance c i)) as v0. rewrite pow_add, pow_1, pow_mult, pow2_sqrt by exact v0.
    rewrite Rmult_comm. apply Rmult_le_compat; [apply sqrt_pos|apply pow_le, v0| |apply pow_antitone; [lra|exact Hk]].
    rewrite <- (sqrt_pow2 s) by lra. apply sqrt_le_1; [exact v0|apply pow2_ge_0|exact Hv]. }
  destruct (Nat.eqb_spec m 1) as [e|ne]; rewrite !Rmult_plus_distr_l.
  - apply Rplus_le_compat; [apply Rplus_le_compat|].
    + rewrite <- sum_below_scal. apply sum_below_le. intros r Hr.
      pose proof (pow_small s (Rabs (slope c i r)) 1 (2 * q + 1) Hs (conj (Rabs_pos _) (Ha r Hr)) ltac:(lia)) as P.
      rewrite pow_1 in P.
      pose proof (Rmult_le_pos s _ ltac:(lra) (Rabs_pos (gate c i r))). lra.
    + pose proof (pow_small s (Rabs (intercept c i)) 1 (2 * q + 1) Hs (conj (Rabs_pos _) Hb) ltac:(lia)) as P.
      rewrite pow_1 in P. exact P.
    + pose proof (root 1%nat ltac:(lia)) as P. rewrite pow_1 in P. exact P.
  - apply Rplus_le_compat; [apply Rplus_le_compat|].
    + rewrite <- sum_below_scal. apply sum_below_le. intros r Hr.
      pose proof (pow_small s (Rabs (slope c i r)) 2 (2 * q + 1) Hs (conj (Rabs_pos _) (Ha r Hr)) ltac:(lia)) as P.
      rewrite pow2_abs in P.
      pose proof (Rmult_le_pos s _ ltac:(lra) (pow2_ge_0 (gate c i r))). lra.
    + apply pow_small; [exact Hs|split; [apply Rabs_pos|exact Hb]|lia].
    + apply root. lia.
Qed.

(** ** Constants *)

(** One constant for finitely many statements. *)
Lemma finite_constant N (P : nat -> R -> Prop) : (forall i K K', P i K -> K <= K' -> P i K') ->
  (forall i, (i < N)%nat -> exists K, 0 < K /\ P i K) -> exists K, 0 < K /\ forall i, (i < N)%nat -> P i K.
Proof.
  intros mono. induction N as [|N IH]; intro E.
  - exists 1. split; [lra|lia].
  - destruct IH as [K1 [K10 H1]]; [intros; apply E; lia|]. destruct (E N ltac:(lia)) as [K2 [K20 H2]].
    exists (K1 + K2). split; [lra|]. intros i Hi. destruct (Nat.eq_dec i N) as [->|ne].
    + apply (mono N K2); [exact H2|lra].
    + apply (mono i K1); [apply H1; lia|lra].
Qed.
