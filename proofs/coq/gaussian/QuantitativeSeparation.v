(** * The separation theorem with a constant

    Write H_l(a,b) for [heat l a b], the sum of a^i b^k / (i! k!) over i + 2k = l. The separation theorem for
    Gaussians says: if the weights w_j are positive and the m points (a_j, b_j) satisfy

        sum_j w_j H_l(a_j, b_j) = 0     for l = 1, ..., 2m,

    then every (a_j, b_j) is (0, 0). This file turns "= 0 implies = 0" into an inequality.

    ** Theorem ([quantitative_separation]).
    Let m >= 1, w0 > 0 and let W0, M be real. There is c > 0 such that for all weights w_j in [w0, W0] and all
    points with |a_j| <= M, |b_j| <= M (j < m)

        max_{1 <= l <= 2m} |sum_j w_j H_l(a_j, b_j)|  >=  c * sum_j w_j (|a_j|^(2m) + |b_j|^m).

    ** Proof in words.
    Let S = sum_j (|a_j|^(2m) + |b_j|^m).

    1. On the quasi-sphere S = 1 all coordinates have absolute value at most 1. The function F = |S - 1| +
       sum_{l=1}^{2m} |sum_j w_j H_l(a_j, b_j)| is continuous on the compact box [w0, W0]^m x [-1, 1]^(2m) and
       has no zero there: S = 1 and all sums 0 contradict the separation theorem. So F >= c1 > 0 on the box, and
       on the quasi-sphere one of the 2m sums is at least c1 / (2m).
    2. The scaling a -> s a, b -> s^2 b multiplies H_l by s^l and S by s^(2m). Given points with S > 0 put s =
       S^(1/(2m)) and apply step 1 to (a/s, b/s^2): some sum is at least c s^l, where 1 <= l <= 2m.
    3. As S <= L := 1 + m (|M|^(2m) + |M|^m) on the given box, s^l >= S / L: if s >= 1 because s^l >= 1, and if
       s <= 1 because s^l >= s^(2m) = S.

    The compactness in step 1 is proved in BoxCompactness.v without the axiom of choice. *)

From Coq Require Import Reals Psatz List Arith Lia.
From Coquelicot Require Import Coquelicot.
From MoeProof Require Import FiniteSums BoxCompactness HeatFacts.
Open Scope R_scope.

(** ** Continuity and scaling *)

(** The heat polynomials of two continuous functions are continuous. *)
Lemma continuous_in_heat N f g l : continuous_in N f -> continuous_in N g ->
  continuous_in N (fun x => heat l (f x) (g x)).
Proof.
  intros Hf Hg. induction l as [l IH] using lt_wf_ind. destruct l as [|[|l]].
  - apply (continuous_in_ext N (fun _ => 1)); [intro; symmetry; apply heat_0|apply continuous_in_const].
  - apply (continuous_in_ext N f); [intro; symmetry; apply heat_1|exact Hf].
  - apply (continuous_in_ext N (fun x => / INR (S (S l)) *
      (f x * heat (S l) (f x) (g x) + 2 * g x * heat l (f x) (g x)))).
    + intro x. rewrite <- heat_step. field. apply not_0_INR. lia.
    + apply continuous_in_mult; [apply continuous_in_const|]. apply continuous_in_plus.
      * apply continuous_in_mult; [exact Hf|apply IH; lia].
      * apply continuous_in_mult; [|apply IH; lia]. apply continuous_in_mult; [apply continuous_in_const|exact Hg].
Qed.

(** The l-th weighted sum of the Gaussian system. *)
Definition heat_sum (m : nat) (w a b : nat -> R) (l : nat) : R := sum_below m (fun j => w j * heat l (a j) (b j)).

(** The quasi-norm of degree 2m without weights. *)
Definition spread (m : nat) (a b : nat -> R) : R := sum_below m (fun j => Rabs (a j) ^ (2 * m) + Rabs (b j) ^ m).

(** The quasi-norm is non-negative. *)
Lemma spread_nonneg m a b : 0 <= spread m a b.
Proof.
  apply sum_below_nonneg. intros j _. apply Rplus_le_le_0_compat; apply pow_le, Rabs_pos.
Qed.

(** The l-th sum has weight l under the scaling a -> s a, b -> s^2 b. *)
Lemma heat_sum_scale s m w a b l :
  heat_sum m w (fun j => s * a j) (fun j => s ^ 2 * b j) l = s ^ l * heat_sum m w a b l.
Proof.
  unfold heat_sum. rewrite <- sum_below_scal. apply sum_below_ext. intros j _. rewrite heat_scale. ring.
Qed.

(** The quasi-norm has weight 2m. *)
Lemma spread_scale s m a b : 0 <= s ->
  spread m (fun j => s * a j) (fun j => s ^ 2 * b j) = s ^ (2 * m) * spread m a b.
Proof.
  intro s0. unfold spread. rewrite <- sum_below_scal. apply sum_below_ext. intros j _.
  rewrite !Rabs_mult, !Rpow_mult_distr, (Rabs_pos_eq s) by exact s0.
  rewrite (Rabs_pos_eq (s ^ 2)) by (apply pow_le, s0). rewrite <- pow_mult. ring.
Qed.

(** A non-negative number with a power (of positive degree) at most 1 is at most 1. *)
Lemma pow_le_one x n : 0 <= x -> (1 <= n)%nat -> x ^ n <= 1 -> x <= 1.
Proof.
  intros x0 Hn Hx. destruct (Rle_or_lt x 1) as [|h]; [assumption|exfalso].
  pose proof (Rlt_pow x 0 n h ltac:(lia)). simpl in H. lra.
Qed.

(** On the unit quasi-sphere all coordinates lie in [-1, 1]. *)
Lemma unit_spread_box m a b : spread m a b = 1 ->
  forall j, (j < m)%nat -> -1 <= a j <= 1 /\ -1 <= b j <= 1.
Proof.
  intros E j Hj.
  assert (T : Rabs (a j) ^ (2 * m) + Rabs (b j) ^ m <= 1).
  { rewrite <- E. apply (sum_below_term m (fun j => Rabs (a j) ^ (2 * m) + Rabs (b j) ^ m)); [|exact Hj].
    intros i _. apply Rplus_le_le_0_compat; apply pow_le, Rabs_pos. }
  pose proof (pow_le (Rabs (a j)) (2 * m) (Rabs_pos _)). pose proof (pow_le (Rabs (b j)) m (Rabs_pos _)).
  split; apply Rabs_le_between; [apply (pow_le_one _ (2 * m))|apply (pow_le_one _ m)]; try apply Rabs_pos; try lia;
    lra.
Qed.

(** Every positive number is the 2m-th power of a positive number. *)
Lemma even_root m S : (1 <= m)%nat -> 0 < S -> exists s, 0 < s /\ s ^ (2 * m) = S.
Proof.
  intros Hm S0. exists (Rpower S (/ INR (2 * m))). split; [apply exp_pos|].
  rewrite <- Rpower_pow by apply exp_pos. rewrite Rpower_mult, Rinv_l by (apply not_0_INR; lia). apply Rpower_1, S0.
Qed.

(** ** The unit quasi-sphere *)

(** Weights and points packed as one point of R^(3m). *)
Definition pack (m : nat) (w a b : nat -> R) (i : nat) : R :=
  if (i <? m)%nat then w i else if (i <? m + m)%nat then a (i - m)%nat else b (i - (m + m))%nat.

(** The first m entries of a packed point are the weights, *)
Lemma pack_w m w a b j : (j < m)%nat -> pack m w a b j = w j.
Proof. intro h. unfold pack. rewrite (proj2 (Nat.ltb_lt j m) h). reflexivity. Qed.

(** the next m the a_j, *)
Lemma pack_a m w a b j : (j < m)%nat -> pack m w a b (m + j)%nat = a j.
Proof.
  intro h. unfold pack. rewrite (proj2 (Nat.ltb_ge (m + j) m)), (proj2 (Nat.ltb_lt (m + j) (m + m))) by lia.
  f_equal. lia.
Qed.

(** the last m the b_j. *)
Lemma pack_b m w a b j : (j < m)%nat -> pack m w a b (m + m + j)%nat = b j.
Proof.
  intro h. unfold pack. rewrite (proj2 (Nat.ltb_ge (m + m + j) m)), (proj2 (Nat.ltb_ge (m + m + j) (m + m))) by lia.
  f_equal. lia.
Qed.

(** Step 1 of the proof: on the unit quasi-sphere one of the 2m sums is bounded below. *)
Lemma separation_on_sphere m w0 W0 : (1 <= m)%nat -> 0 < w0 ->
  exists c, 0 < c /\ forall w a b, (forall j, (j < m)%nat -> w0 <= w j <= W0) -> spread m a b = 1 ->
    exists l, (1 <= l <= 2 * m)%nat /\ c <= Rabs (heat_sum m w a b l).
Proof.
  intros Hm Hw0. set (N := (m + m + m)%nat).
  set (a_of := fun (x : nat -> R) j => x (m + j)%nat). set (b_of := fun (x : nat -> R) j => x (m + m + j)%nat).
  set (F := fun x => Rabs (spread m (a_of x) (b_of x) + -1)
                     + sum_below (2 * m) (fun k => Rabs (heat_sum m x (a_of x) (b_of x) (S k)))).
  set (lo := pack m (fun _ => w0) (fun _ => -1) (fun _ => -1)).
  set (hi := pack m (fun _ => W0) (fun _ => 1) (fun _ => 1)).
  assert (cont : continuous_in N F).
  { unfold F, a_of, b_of. apply continuous_in_plus.
    - apply continuous_in_abs, continuous_in_plus; [|apply continuous_in_const].
      apply (continuous_in_sum N m (fun j x => Rabs (x (m + j)%nat) ^ (2 * m) + Rabs (x (m + m + j)%nat) ^ m)).
      intros j Hj. apply continuous_in_plus; apply continuous_in_pow, continuous_in_abs, continuous_in_coordinate;
        unfold N; lia.
    - apply (continuous_in_sum N (2 * m) (fun k x =>
        Rabs (heat_sum m x (fun j => x (m + j)%nat) (fun j => x (m + m + j)%nat) (S k)))).
      intros k _. apply continuous_in_abs.
      apply (continuous_in_sum N m (fun j x => x j * heat (S k) (x (m + j)%nat) (x (m + m + j)%nat))).
      intros j Hj. apply continuous_in_mult; [|apply continuous_in_heat]; apply continuous_in_coordinate; unfold N;
        lia. }
  destruct (positive_minimum N lo hi F cont) as [c [c0 Hc]].
  - intros p Hp.
    assert (wp : forall j, (j < m)%nat -> 0 < p j).
    { intros j Hj. specialize (Hp j ltac:(unfold N; lia)). unfold lo in Hp. rewrite pack_w in Hp by exact Hj. lra. }
    set (Sum := sum_below (2 * m) (fun k => Rabs (heat_sum m p (a_of p) (b_of p) (S k)))).
    assert (S0 : 0 <= Sum) by (apply sum_below_nonneg; intros; apply Rabs_pos).
    assert (A0 := Rabs_pos (spread m (a_of p) (b_of p) + -1)).
    change (0 < Rabs (spread m (a_of p) (b_of p) + -1) + Sum).
    destruct (Req_dec Sum 0) as [Z|n]; [|lra].
    destruct (Req_dec (Rabs (spread m (a_of p) (b_of p) + -1)) 0) as [Z1|n]; [exfalso|lra].
    assert (sep : forall j, (j < m)%nat -> a_of p j = 0 /\ b_of p j = 0).
    { apply (gaussian_separation m p); [exact wp|]. intros l Hl.
      pose proof (sum_below_zero _ _ ltac:(intros; apply Rabs_pos) Z (l - 1)%nat ltac:(lia)) as E. cbv beta in E.
      replace (S (l - 1)) with l in E by lia. apply Rabs_eq_0 in E. exact E. }
    assert (spread m (a_of p) (b_of p) = 0) as E.
    { unfold spread. rewrite (sum_below_ext m _ (fun _ => 0)); [rewrite sum_below_const; ring|].
      intros j Hj. destruct (sep j Hj) as [-> ->]. rewrite Rabs_R0, !pow_i by lia. ring. }
    apply Rabs_eq_0 in Z1. lra.
  - exists (c / INR (2 * m)). split; [apply Rdiv_lt_0_compat; [assumption|apply lt_0_INR; lia]|].
    intros w a b Hw E. set (x := pack m w a b).
    assert (Ex : F x = sum_below (2 * m) (fun k => Rabs (heat_sum m w a b (S k)))).
    { unfold F. replace (spread m (a_of x) (b_of x)) with 1.
      - replace (1 + -1) with 0 by ring. rewrite Rabs_R0, Rplus_0_l. apply sum_below_ext. intros k _. f_equal.
        apply sum_below_ext. intros j Hj. unfold x, a_of, b_of. rewrite pack_w, pack_a, pack_b by exact Hj.
        reflexivity.
      - rewrite <- E. apply sum_below_ext. intros j Hj. unfold x, a_of, b_of. rewrite pack_a, pack_b by exact Hj.
        reflexivity. }
    assert (Bx : in_box N lo hi x).
    { intros i Hi. unfold lo, hi, x, N in *. destruct (lt_dec i m) as [h|h].
      - rewrite !pack_w by exact h. apply Hw, h.
      - destruct (lt_dec i (m + m)) as [h'|h'].
        + replace i with (m + (i - m))%nat by lia. rewrite !pack_a by lia. apply (unit_spread_box m a b E). lia.
        + replace i with (m + m + (i - (m + m)))%nat by lia. rewrite !pack_b by lia.
          apply (unit_spread_box m a b E). lia. }
    specialize (Hc x Bx). rewrite Ex in Hc.
    destruct (sum_below_large (2 * m) _ _ ltac:(lia) Hc) as [k [Hk L]]. exists (S k). split; [lia|exact L].
Qed.

(** ** The theorem *)

(** The weighted quasi-norm of degree 2m. *)
Definition quasi_norm (m : nat) (w a b : nat -> R) : R :=
  sum_below m (fun j => w j * (Rabs (a j) ^ (2 * m) + Rabs (b j) ^ m)).

(** The quasi-norm is at most the largest weight times the spread. *)
Lemma quasi_norm_le m w a b W : (forall j, (j < m)%nat -> w j <= W) -> quasi_norm m w a b <= W * spread m a b.
Proof.
  intro Hw. unfold quasi_norm, spread. rewrite <- sum_below_scal. apply sum_below_le. intros j Hj.
  apply Rmult_le_compat_r; [|apply Hw, Hj]. apply Rplus_le_le_0_compat; apply pow_le, Rabs_pos.
Qed.

(** Step 3 of the proof: s^(2m) <= L s^l for 1 <= l <= 2m if s^(2m) <= L and L >= 1. *)
Lemma pow_interpolation s n l L : 0 < s -> (l <= n)%nat -> 1 <= L -> s ^ n <= L -> s ^ n <= L * s ^ l.
Proof.
  intros s0 Hl HL Hs. pose proof (pow_lt s l s0). destruct (Rle_or_lt s 1) as [h|h].
  - replace n with (l + (n - l))%nat by lia. rewrite pow_add.
    assert (s ^ (n - l) <= 1) by (rewrite <- (pow1 (n - l)); apply pow_incr; lra). nra.
  - pose proof (pow_R1_Rle s l ltac:(lra)). nra.
Qed.

(** ** Headline statements *)

(** One of the first 2m sums is at least c times the quasi-norm. *)
Theorem quantitative_separation (m : nat) (w0 W0 M : R) : (1 <= m)%nat -> 0 < w0 ->
  exists c, 0 < c /\ forall w a b : nat -> R,
    (forall j, (j < m)%nat -> w0 <= w j <= W0) ->
    (forall j, (j < m)%nat -> Rabs (a j) <= M /\ Rabs (b j) <= M) ->
    exists l, (1 <= l <= 2 * m)%nat /\
      c * sum_below m (fun j => w j * (Rabs (a j) ^ (2 * m) + Rabs (b j) ^ m))
        <= Rabs (sum_below m (fun j => w j * heat l (a j) (b j))).
Proof.
  intros Hm Hw0. destruct (separation_on_sphere m w0 W0 Hm Hw0) as [c1 [c10 Hc1]].
  set (L := 1 + INR m * (Rabs M ^ (2 * m) + Rabs M ^ m)). set (W := Rabs W0 + 1).
  assert (HL : 1 <= L).
  { unfold L. pose proof (pos_INR m). pose proof (pow_le (Rabs M) (2 * m) (Rabs_pos _)).
    pose proof (pow_le (Rabs M) m (Rabs_pos _)).
    assert (0 <= INR m * (Rabs M ^ (2 * m) + Rabs M ^ m)) by (apply Rmult_le_pos; lra). lra. }
  assert (HW : 0 < W) by (unfold W; pose proof (Rabs_pos W0); lra).
  exists (c1 / (L * W)). split; [apply Rdiv_lt_0_compat; [assumption|apply Rmult_lt_0_compat; lra]|].
  intros w a b Hw HM.
  change (exists l, (1 <= l <= 2 * m)%nat /\ c1 / (L * W) * quasi_norm m w a b <= Rabs (heat_sum m w a b l)).
  assert (QW : quasi_norm m w a b <= W * spread m a b).
  { apply quasi_norm_le. intros j Hj. specialize (Hw j Hj). pose proof (Rle_abs W0). unfold W. lra. }
  assert (k0 : 0 <= c1 / (L * W)) by (apply Rlt_le, Rdiv_lt_0_compat; [assumption|apply Rmult_lt_0_compat; lra]).
  destruct (spread_nonneg m a b) as [S0|S0].
  - destruct (even_root m (spread m a b) Hm S0) as [s [s0 Hs]].
    destruct (Hc1 w (fun j => / s * a j) (fun j => (/ s) ^ 2 * b j) Hw) as [l [Hl Hbig]].
    { rewrite spread_scale by (apply Rlt_le, Rinv_0_lt_compat, s0).
      rewrite <- Hs, <- Rpow_mult_distr, Rinv_l, pow1 by lra. reflexivity. }
    exists l. split; [exact Hl|]. rewrite heat_sum_scale, Rabs_mult in Hbig.
    rewrite (Rabs_pos_eq ((/ s) ^ l)) in Hbig by (apply pow_le, Rlt_le, Rinv_0_lt_compat, s0).
    assert (big : c1 * s ^ l <= Rabs (heat_sum m w a b l)).
    { pose proof (pow_lt s l s0). apply Rmult_le_reg_l with ((/ s) ^ l); [apply pow_lt, Rinv_0_lt_compat, s0|].
      replace ((/ s) ^ l * (c1 * s ^ l)) with (c1 * (/ s * s) ^ l) by (rewrite Rpow_mult_distr; ring).
      rewrite Rinv_l, pow1 by lra. lra. }
    assert (SL : s ^ (2 * m) <= L * s ^ l).
    { apply pow_interpolation; [exact s0|lia|exact HL|]. rewrite Hs. unfold L, spread.
      apply Rle_trans with (INR m * (Rabs M ^ (2 * m) + Rabs M ^ m)); [|lra]. rewrite <- sum_below_const.
      apply sum_below_le.
      intros j Hj. destruct (HM j Hj) as [Ha Hb]. pose proof (Rle_abs M).
      apply Rplus_le_compat; apply pow_incr; split; try apply Rabs_pos; lra. }
    apply Rle_trans with (c1 * s ^ l); [|exact big].
    apply Rle_trans with (c1 / (L * W) * (W * (L * s ^ l))).
    + apply Rmult_le_compat_l; [exact k0|]. apply (Rle_trans _ _ _ QW). apply Rmult_le_compat_l; lra.
    + right. field. lra.
  - exists 1%nat. split; [lia|]. rewrite <- S0, Rmult_0_r in QW.
    apply Rle_trans with (c1 / (L * W) * 0); [apply Rmult_le_compat_l; assumption|]. rewrite Rmult_0_r.
    apply Rabs_pos.
Qed.

(** The same with the maximum written out. *)
Corollary quantitative_separation_max (m : nat) (w0 W0 M : R) : (1 <= m)%nat -> 0 < w0 ->
  exists c, 0 < c /\ forall w a b : nat -> R,
    (forall j, (j < m)%nat -> w0 <= w j <= W0) ->
    (forall j, (j < m)%nat -> Rabs (a j) <= M /\ Rabs (b j) <= M) ->
    max_from_one (2 * m) (fun l => Rabs (sum_below m (fun j => w j * heat l (a j) (b j))))
      >= c * sum_below m (fun j => w j * (Rabs (a j) ^ (2 * m) + Rabs (b j) ^ m)).
Proof.
  intros Hm Hw0. destruct (quantitative_separation m w0 W0 M Hm Hw0) as [c [c0 Hc]]. exists c. split; [exact c0|].
  intros w a b Hw HM. destruct (Hc w a b Hw HM) as [l [Hl Hbig]]. apply Rle_ge. apply (Rle_trans _ _ _ Hbig).
  apply (max_from_one_ge (2 * m) (fun l => Rabs (sum_below m (fun j => w j * heat l (a j) (b j))))), Hl.
Qed.
