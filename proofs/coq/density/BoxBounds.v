(** * What mixtures are made of: bounds on a box, continuity

    Linear functions uᵀx on a box, exponentials e^(uᵀx) and normal densities are bounded and continuous; sums of
    products of positive numbers lie between positive bounds ([products_bounded]).  The gap of two mixtures (Gap.v) is
    composed of these. *)

From Coq Require Import Reals Psatz Arith Lia.
From Coquelicot Require Import Coquelicot.
From MoeProof Require Import FiniteSums HeatFacts BoxCompactness CellCoefficients DensityDerivatives.
From MoeProof Require Import BoxIntegral BoxIntegralFacts.
Open Scope R_scope.

(** ** Bounds *)

(** Finitely many numbers are bounded in absolute value. *)
Lemma finitely_bounded m (f : nat -> R) : exists M, 0 < M /\ forall j, (j < m)%nat -> Rabs (f j) <= M.
Proof.
  exists (1 + sum_below m (fun j => Rabs (f j))). split.
  - pose proof (sum_below_nonneg m (fun j => Rabs (f j)) ltac:(intros; apply Rabs_pos)). lra.
  - intros j Hj. pose proof (sum_below_term m (fun j => Rabs (f j)) j ltac:(intros; apply Rabs_pos) Hj). lra.
Qed.

(** So are the entries of finitely many vectors of R^d. *)
Lemma vectors_bounded m d (f : nat -> nat -> R) :
  exists M, 0 < M /\ forall j r, (j < m)%nat -> (r < d)%nat -> Rabs (f j r) <= M.
Proof.
  destruct (finitely_bounded m (fun j => sum_below d (fun r => Rabs (f j r)))) as [M [M0 HM]].
  exists M. split; [exact M0|]. intros j r Hj Hr. apply Rle_trans with (2 := HM j Hj).
  apply Rle_trans with (2 := Rle_abs _).
  apply (sum_below_term d (fun r => Rabs (f j r)) r); [intros; apply Rabs_pos|exact Hr].
Qed.

(** A box is bounded. *)
Lemma box_bounded d lo hi : exists X, 0 < X /\ forall x, in_box d lo hi x -> forall r, (r < d)%nat -> Rabs (x r) <= X.
Proof.
  destruct (finitely_bounded d (fun r => Rabs (lo r) + Rabs (hi r))) as [X [X0 HX]].
  exists X. split; [exact X0|]. intros x Hx r Hr. specialize (Hx r Hr). specialize (HX r Hr). cbn beta in HX.
  rewrite Rabs_pos_eq in HX by (pose proof (Rabs_pos (lo r)); pose proof (Rabs_pos (hi r)); lra).
  unfold Rabs in *. destruct (Rcase_abs (x r)), (Rcase_abs (lo r)), (Rcase_abs (hi r)); lra.
Qed.

(** |uᵀx| <= d U X. *)
Lemma dot_bounded d u x U X : 0 <= U -> (forall r, (r < d)%nat -> Rabs (u r) <= U) ->
  (forall r, (r < d)%nat -> Rabs (x r) <= X) ->
  Rabs (dot d u x) <= INR d * (U * X).
Proof.
  intros U0 Hu Hx. rewrite <- sum_below_const. apply Rle_trans with (1 := sum_below_abs _ _). apply sum_below_le.
  intros r Hr. rewrite Rabs_mult. apply Rmult_le_compat; try apply Rabs_pos; auto.
Qed.

(** uᵀx = 0 if u is 0. *)
Lemma dot_flat d u x : (forall r, (r < d)%nat -> u r = 0) -> dot d u x = 0.
Proof.
  intro flat. unfold dot. rewrite (sum_below_ext d _ (fun _ => 0)), sum_below_const; [ring|].
  intros r Hr. rewrite flat by exact Hr. ring.
Qed.

(** |uᵀx| <= A gives bounds for e^(uᵀx). *)
Lemma exp_bounded z A : Rabs z <= A -> exp (- A) <= exp z <= exp A.
Proof.
  intro H. apply Rabs_le_between in H. split.
  - destruct (Req_dec (- A) z) as [->|n]; [lra|]. apply Rlt_le, exp_increasing. lra.
  - destruct (Req_dec z A) as [->|n]; [lra|]. apply Rlt_le, exp_increasing. lra.
Qed.

(** F_j0, without the heat polynomial H_0 = 1. *)
Lemma cell_function_0 d m c x : cell_function d m c 0 x = sum_below m (fun i => weight c i * exp (dot d (gate c i) x)).
Proof. apply sum_below_ext. intros i _. rewrite heat_0. ring. Qed.

(** A sum of one positive term or more is positive. *)
Lemma sum_below_pos k f : (1 <= k)%nat -> (forall i, (i < k)%nat -> 0 < f i) -> 0 < sum_below k f.
Proof.
  intros Hk Hf. apply Rlt_le_trans with (f 0%nat); [apply Hf; lia|].
  apply sum_below_term; [intros i Hi; apply Rlt_le, Hf, Hi|lia].
Qed.

(** e_j in [el, eh] and f_j in [fl, fh], all positive, bound Σ_j e_j f_j. *)
Lemma products_bounded k (e f : nat -> R) el eh fl fh : (1 <= k)%nat -> 0 < el -> 0 < fl ->
  (forall j, (j < k)%nat -> el <= e j <= eh /\ fl <= f j <= fh) ->
  el * fl <= sum_below k (fun j => e j * f j) <= INR k * (eh * fh).
Proof.
  intros Hk e0 f0 H. split.
  - apply Rle_trans with (e 0%nat * f 0%nat).
    + destruct (H 0%nat ltac:(lia)). apply Rmult_le_compat; lra.
    + apply (sum_below_term k (fun j => e j * f j)); [|lia]. intros j Hj. destruct (H j Hj). apply Rmult_le_pos; lra.
  - rewrite <- sum_below_const. apply sum_below_le. intros j Hj. destruct (H j Hj). apply Rmult_le_compat; lra.
Qed.

(** One term of a double sum of terms that are not negative. *)
Lemma double_sum_term n (m : nat -> nat) (a : nat -> R) (b : nat -> nat -> R) j i :
  (forall j, (j < n)%nat -> 0 <= a j) -> (forall j i, (j < n)%nat -> (i < m j)%nat -> 0 <= b j i) ->
  (j < n)%nat -> (i < m j)%nat -> 0 <= a j * b j i <= sum_below n (fun j => a j * sum_below (m j) (b j)).
Proof.
  intros Ha Hb Hj Hi. split; [apply Rmult_le_pos; auto|]. apply Rle_trans with (a j * sum_below (m j) (b j)).
  - apply Rmult_le_compat_l; [auto|]. apply sum_below_term; auto.
  - apply (sum_below_term n (fun j => a j * sum_below (m j) (b j))); [|exact Hj].
    intros k Hk. apply Rmult_le_pos; [auto|]. apply sum_below_nonneg. auto.
Qed.

(** |w t| <= K ε with w >= wl > 0 bounds t. *)
Lemma factor_bounded w wl t K ε : 0 < wl <= w -> Rabs (w * t) <= K * ε -> Rabs t <= K / wl * ε.
Proof.
  intros Hw H. rewrite Rabs_mult, (Rabs_pos_eq w) in H by lra.
  apply Rmult_le_reg_l with wl; [lra|]. replace (wl * (K / wl * ε)) with (K * ε) by (field; lra).
  apply Rle_trans with (2 := H). apply Rmult_le_compat_r; [apply Rabs_pos|lra].
Qed.

(** A size of the differences that keeps variances above vmin / 2 and shifts below 1. *)
Lemma small_difference Y v : 0 < Y -> 0 < v -> exists δ, 0 < δ <= 1 /\ δ <= v / 2 /\ δ * Y <= 1.
Proof.
  intros Y0 v0. assert (iY : 0 < / (1 + Y)) by (apply Rinv_0_lt_compat; lra).
  exists (Rmin (/ (1 + Y)) (Rmin (v / 2) 1)). pose proof (Rmin_l (/ (1 + Y)) (Rmin (v / 2) 1)) as h1.
  pose proof (Rmin_r (/ (1 + Y)) (Rmin (v / 2) 1)) as h2. pose proof (Rmin_l (v / 2) 1). pose proof (Rmin_r (v / 2) 1).
  assert (0 < Rmin (/ (1 + Y)) (Rmin (v / 2) 1)) as h0 by (repeat apply Rmin_pos; lra).
  split; [lra|]. split; [lra|]. apply Rle_trans with (/ (1 + Y) * (1 + Y)).
  - apply Rmult_le_compat; lra.
  - rewrite Rinv_l; lra.
Qed.

(** A bound for κ e a, e >= g, as a bound for a. *)
Lemma bound_divided κ g G L e a v r : 0 < κ -> 0 < g -> 0 <= G -> 0 <= L -> g <= e -> 0 <= a -> 0 <= v -> 0 <= r ->
  κ * (e * a) <= G * v + L * r -> a <= / (κ * g) * (G + L) * (v + r).
Proof.
  intros κ0 g0 G0 L0 ge a0 v0 r0 H. assert (kg : 0 < κ * g) by (apply Rmult_lt_0_compat; assumption).
  apply Rmult_le_reg_l with (κ * g); [exact kg|].
  replace (κ * g * (/ (κ * g) * (G + L) * (v + r))) with ((G + L) * (v + r)) by (field; lra).
  apply Rle_trans with (κ * (e * a)).
  - rewrite Rmult_assoc. apply Rmult_le_compat_l; [lra|]. apply Rmult_le_compat_r; assumption.
  - apply Rle_trans with (1 := H). pose proof (Rmult_le_pos _ _ L0 v0). pose proof (Rmult_le_pos _ _ G0 r0). lra.
Qed.

(** ** Continuity *)

(** uᵀx depends on the first d coordinates of x, *)
Lemma dot_ext d u x x' : (forall r, (r < d)%nat -> x r = x' r) -> dot d u x = dot d u x'.
Proof. intro E. apply sum_below_ext. intros r Hr. rewrite E by exact Hr. reflexivity. Qed.

(** and is continuous in them. *)
Lemma continuous_at_dot N d u z : (d <= N)%nat -> continuous_at N (dot d u) z.
Proof.
  intro H. apply (continuous_at_sum N d (fun r x => u r * x r)). intros r Hr.
  apply continuous_at_mult; [apply continuous_at_const|apply continuous_at_coordinate; lia].
Qed.

(** The exponential after a continuous function. *)
Lemma continuous_at_exp N f z : continuous_at N f z -> continuous_at N (fun x => exp (f x)) z.
Proof. intro H. apply (continuous_at_comp N f exp z H), (ex_derive_continuous exp). eexists. apply is_derive_exp. Qed.

(** Σ_j e^(u_jᵀx) f_j(x) is continuous. *)
Lemma continuous_at_gated N d k (u : nat -> nat -> R) (f : nat -> (nat -> R) -> R) z : (d <= N)%nat ->
  (forall j, (j < k)%nat -> continuous_at N (f j) z) ->
  continuous_at N (fun x => sum_below k (fun j => exp (dot d (u j) x) * f j x)) z.
Proof.
  intros H Hf. apply (continuous_at_sum N k (fun j x => exp (dot d (u j) x) * f j x)). intros j Hj.
  apply continuous_at_mult; [apply continuous_at_exp, continuous_at_dot, H|apply Hf, Hj].
Qed.

(** A quotient with a positive denominator. *)
Lemma continuous_at_quotient N f g z : 0 < g z -> continuous_at N f z -> continuous_at N g z ->
  continuous_at N (fun x => f x / g x) z.
Proof.
  intros g0 Hf Hg. apply continuous_at_mult; [exact Hf|].
  apply (continuous_at_comp N g Rinv z Hg), (ex_derive_continuous Rinv). auto_derive. lra.
Qed.

(** The normal density is continuous in (y, h) together, and its derivatives are in y. *)
Lemma continuous_at_normal N f g v z : 0 < v -> continuous_at N f z -> continuous_at N g z ->
  continuous_at N (fun x => normal (f x) (g x) v) z.
Proof.
  intros v0 Hf Hg.
  apply (continuous_at_local N (fun x => normal (f x + - 1 * g x) 0 v)).
  - exists 1. split; [lra|]. intros x _. unfold normal. do 4 f_equal. ring.
  - apply (continuous_at_comp N (fun x => f x + - 1 * g x) (fun t => normal t 0 v)).
    + apply continuous_at_plus; [exact Hf|]. apply continuous_at_mult; [apply continuous_at_const|exact Hg].
    + apply (ex_derive_continuous (fun t => normal t 0 v)). unfold normal. auto_derive. lra.
Qed.

Lemma continuous_normal_derivative l h v y : 0 < v -> continuous (fun y => normal_derivative l y h v) y.
Proof.
  intro v0. apply (continuous_ext (fun y => normal_derivative l 0 (h - y) v)).
  { intro t. unfold normal_derivative, normal. f_equal; [f_equal; unfold Rdiv; ring|do 4 f_equal; ring]. }
  apply (continuous_comp (fun y => h - y) (fun s => normal_derivative l 0 s v)).
  - apply (ex_derive_continuous (fun y => h - y)). auto_derive. exact I.
  - apply (ex_derive_continuous (fun s => normal_derivative l 0 s v)). eexists.
    apply is_derive_normal_derivative_mean, v0.
Qed.

(** A finite sum of continuous functions. *)
Lemma continuous_sum_below m (f : nat -> R -> R) y : (forall j, (j < m)%nat -> continuous (f j) y) ->
  continuous (fun y => sum_below m (fun j => f j y)) y.
Proof.
  induction m as [|m IH]; intro H; simpl; [apply continuous_const|].
  apply (continuous_plus (fun y => sum_below m (fun j => f j y)) (f m)); [apply IH; intros; apply H; lia|apply H; lia].
Qed.

(** So is a double sum of multiples of its derivatives. *)
Lemma continuous_derivative_sum n L (C : nat -> nat -> R) (h v : nat -> R) y : (forall j, (j < n)%nat -> 0 < v j) ->
  continuous (fun y => sum_below n (fun j => sum_below L (fun l => C j l * normal_derivative l y (h j) (v j)))) y.
Proof.
  intro v0. apply (continuous_sum_below n
    (fun j y => sum_below L (fun l => C j l * normal_derivative l y (h j) (v j)))).
  intros j Hj. apply (continuous_sum_below L (fun l y => C j l * normal_derivative l y (h j) (v j))). intros l _.
  apply (continuous_scal_r (C j l) (fun y => normal_derivative l y (h j) (v j))), continuous_normal_derivative, v0, Hj.
Qed.

(** The integral of |f| is not negative. *)
Lemma abs_integral_nonneg a b f : a <= b -> (forall y, continuous f y) -> 0 <= RInt (fun y => Rabs (f y)) a b.
Proof.
  intros ab Hf. apply RInt_ge_0; [exact ab| |intros; apply Rabs_pos].
  apply (ex_RInt_continuous (fun y => Rabs (f y))). intros y _.
  apply (continuous_comp f Rabs); [apply Hf|apply (continuous_Rabs (f y))].
Qed.
