(** * The model in coordinates

    The densities of SoftmaxModel.v as functions of coordinates (TupleCoordinates.v, MixturePoints.v), and a mixture as
    a record of sequences.

    - [variation lo hi ylo yhi G H] is V(G, H) = ∫_X ∫_Y |g_G(y|x) - g_H(y|x)| dy dx over the box X = [lo, hi] and Y =
      [ylo, yhi].
    - The density is jointly continuous in x, y and the parameters ([density_of_continuous]); so is the difference of
      two densities ([density_continuous], [difference_continuous]), and its integral over y in x ([inner_continuous]).
    - [record_of H] and [differences t1 t2 A l] are a mixture and a cell as records of the type [cell] of
      CellCoefficients.v; the density of H is a quotient of sums over its record ([density_true]). *)

From Coq Require Import Reals Psatz List Arith Lia.
From Coquelicot Require Import Coquelicot.
From MoeProof Require Import FiniteSums BoxCompactness BoxIntegral BoxIntegralFacts.
From MoeProof Require Import SoftmaxModel.
From MoeProof Require Export TupleCoordinates MixturePoints.
From MoeProof Require IntervalDensity CellCoefficients UniformIndependence Gap.
Import ListNotations.
Open Scope R_scope.

(** ** The distance of two densities *)

(** V(G, H). *)
Definition variation {d : nat} (lo hi : nat -> R) (ylo yhi : R) (G H : list (atom d)) : R :=
  box_integral d lo hi (fun x => RInt (fun y => Rabs (density G (tuple d x) y - density H (tuple d x) y)) ylo yhi)
    (fun _ => 0).

(** ** Continuity *)

(** Functions with the same values. *)
Lemma continuous_at_ext N (f g : (nat -> R) -> R) p : (forall x, f x = g x) -> continuous_at N f p ->
  continuous_at N g p.
Proof. intros E. apply continuous_at_local. exists 1. split; [lra|]. intros x _. apply E. Qed.

(** Opposites, *)
Lemma continuous_at_opp N f p : continuous_at N f p -> continuous_at N (fun x => - f x) p.
Proof.
  intro C. apply (continuous_at_ext N (fun x => -1 * f x)); [intro; ring|].
  apply continuous_at_mult; [apply continuous_at_const|exact C].
Qed.

(** reciprocals of values that are not 0, *)
Lemma continuous_at_inv N f p : f p <> 0 -> continuous_at N f p -> continuous_at N (fun x => / f x) p.
Proof.
  intros n C. apply (continuous_at_comp N f Rinv); [exact C|]. apply continuous_Rinv. exact n.
Qed.

(** sums over a list, *)
Lemma continuous_at_lsum {T : Type} N (f : T -> (nat -> R) -> R) (l : list T) p :
  (forall t, In t l -> continuous_at N (f t) p) -> continuous_at N (fun x => ∑ t ∈ l, f t x) p.
Proof.
  induction l as [|t l IH]; intro C; simpl; [apply continuous_at_const|].
  apply continuous_at_plus; [apply C; now left|apply IH; intros; apply C; now right].
Qed.

(** the normal density with a positive variance, *)
Lemma continuous_at_normal N (y h v : (nat -> R) -> R) p : 0 < v p ->
  continuous_at N y p -> continuous_at N h p -> continuous_at N v p ->
    continuous_at N (fun z => normal (y z) (h z) (v z)) p.
Proof.
  intros v0 Cy Ch Cv. unfold normal. apply continuous_at_mult.
  - apply (continuous_at_comp N v (fun v => / sqrt (2 * PI * v))); [exact Cv|].
    pose proof PI_RGT_0. assert (0 < 2 * PI * v p) by (apply Rmult_lt_0_compat; lra).
    apply (ex_derive_continuous (fun v => / sqrt (2 * PI * v))). auto_derive. split; [assumption|]. split; [|exact I].
    apply Rgt_not_eq, sqrt_lt_R0. assumption.
  - apply (continuous_at_comp N (fun z => - (y z - h z) ^ 2 / (2 * v z)) exp); [|apply continuous_exp].
    apply (continuous_at_mult N (fun z => - (y z - h z) ^ 2) (fun z => / (2 * v z))).
    + apply continuous_at_opp. apply (continuous_at_ext N (fun z => (y z + - h z) * (y z + - h z))); [intro; ring|].
      apply continuous_at_mult; apply continuous_at_plus; auto using continuous_at_opp.
    + apply continuous_at_inv; [lra|]. apply continuous_at_mult; [apply continuous_at_const|exact Cv].
Qed.

(** uᵀx with continuous u. *)
Lemma continuous_at_dot N d (u : (nat -> R) -> vec R d) p : (d <= N)%nat ->
  (forall r, (r < d)%nat -> continuous_at N (fun z => coord (u z) r) p) ->
    continuous_at N (fun z => ⟨u z, tuple d z⟩) p.
Proof.
  intros dN C. apply (continuous_at_ext N (fun z => sum_below d (fun r => coord (u z) r * z r))).
  { intro z. symmetry. apply dot_with_tuple. }
  apply (continuous_at_sum N d (fun r z => coord (u z) r * z r)). intros r Hr.
  apply continuous_at_mult; [apply C, Hr|apply continuous_at_coordinate; lia].
Qed.

(** The density of a mixture whose parameters are continuous functions of z, at (z_0, ..., z_(d-1)) and y = z_d. *)
Lemma density_of_continuous {T : Type} N d (l : list T) (A : (nat -> R) -> T -> atom d) p : (d < N)%nat -> l <> [] ->
  (forall t, In t l -> 0 < variance (expert_of (A p t)) /\
     continuous_at N (fun z => gate_bias (A z t)) p /\
     (forall r, (r < d)%nat -> continuous_at N (fun z => coord (gate_slope (A z t)) r) p /\
        continuous_at N (fun z => coord (slope (expert_of (A z t))) r) p) /\
     continuous_at N (fun z => intercept (expert_of (A z t))) p /\
       continuous_at N (fun z => variance (expert_of (A z t))) p) ->
  continuous_at N (fun z => density (map (A z) l) (tuple d z) (z d)) p.
Proof.
  intros dN ne C.
  assert (Cg : forall t, In t l -> continuous_at N (fun z => gate (A z t) (tuple d z)) p).
  { intros t i. destruct (C t i) as (_ & C0 & C1 & _).
    apply (continuous_at_comp N (fun z => ⟨gate_slope (A z t), tuple d z⟩ + gate_bias (A z t)) exp); [|
      apply continuous_exp].
    apply continuous_at_plus; [|exact C0]. apply continuous_at_dot; [lia|]. intros r Hr. apply C1, Hr. }
  apply (continuous_at_ext N (fun z =>
    (∑ t ∈ l, gate (A z t) (tuple d z) * expert_density (expert_of (A z t)) (tuple d z) (z d)) *
    / (∑ t ∈ l, gate (A z t) (tuple d z)))).
  { intro z. rewrite density_ratio. unfold total_gate. now rewrite !lsum_map. }
  apply continuous_at_mult.
  - apply (continuous_at_lsum N (fun t z => gate (A z t) (tuple d z) * expert_density (expert_of (A z t)) (tuple d z)
      (z d))).
    intros t i. destruct (C t i) as (v0 & _ & C1 & C2 & C3). apply continuous_at_mult; [apply Cg, i|].
    unfold expert_density.
    apply continuous_at_normal; [exact v0|apply continuous_at_coordinate; lia| |exact C3]. unfold mean.
    apply continuous_at_plus; [|exact C2]. apply continuous_at_dot; [lia|]. intros r Hr. apply C1, Hr.
  - apply continuous_at_inv.
    + apply Rgt_not_eq, lsum_pos; [exact ne|]. intros t _. apply gate_pos.
    + apply (continuous_at_lsum N (fun t z => gate (A z t) (tuple d z))). exact Cg.
Qed.

(** A fixed mixture. *)
Lemma fixed_density_continuous N d (H : list (atom d)) p : (d < N)%nat -> H <> [] -> proper H ->
  continuous_at N (fun z => density H (tuple d z) (z d)) p.
Proof.
  intros dN ne P. apply (continuous_at_ext N (fun z => density (map (fun A => A) H) (tuple d z) (z d))).
  { intro z. now rewrite map_id. }
  apply (density_of_continuous N d H (fun _ A => A)); [exact dN|exact ne|]. intros A i. split; [apply P, i|].
  repeat split; apply continuous_at_const.
Qed.

(** The variances of the mixture cut off at ν0 > 0, which changes nothing in the region. *)
Definition cut (ν0 : R) {d : nat} (A : atom d) : atom d :=
  Atom (gate_bias A) (gate_slope A)
    (Expert (slope (expert_of A)) (intercept (expert_of A)) (Rmax (variance (expert_of A)) ν0)).

(** The difference of densities is jointly continuous: coordinates x_0 ... x_(d-1), y, then the point of the mixture
    G. *)
Lemma density_continuous d k ν0 (H : list (atom d)) : 0 < ν0 -> (1 <= k)%nat -> H <> [] -> proper H ->
  forall z, continuous_at (d + 1 + k * width d)
    (fun z => density (map (cut ν0) (mixture d k (fun i => z (d + 1 + i)%nat))) (tuple d z) (z d)
              - density H (tuple d z) (z d)) z.
Proof.
  intros ν00 k1 ne P z. unfold Rminus.
  apply continuous_at_plus; [|apply continuous_at_opp, fixed_density_continuous; auto; lia].
  apply (continuous_at_ext _ (fun z => density (map (fun i => cut ν0 (atom_at d (fun i => z (d + 1 +
    i)%nat) i)) (seq 0 k))
    (tuple d z) (z d))).
  { intro x. unfold mixture. now rewrite map_map. }
  apply (density_of_continuous _ d (seq 0 k) (fun z i => cut ν0 (atom_at d (fun i => z (d + 1 + i)%nat) i)));
    [lia|destruct k; [lia|easy]|].
  intros i Hi. apply in_seq in Hi.
  assert (V : forall s, (s < width d)%nat ->
    continuous_at (d + 1 + k * width d) (fun z => z (d + 1 + (i * width d + s))%nat) z).
  { intros s Hs. apply continuous_at_coordinate. assert (i * width d + s < k * width d)%nat by nia. lia. }
  unfold cut, atom_at. cbn [gate_bias gate_slope expert_of slope intercept variance].
  split; [apply Rlt_le_trans with (1 := ν00), Rmax_r|]. split; [apply V; unfold width; lia|]. split; [|split].
  - intros r Hr. split.
    + apply (continuous_at_ext _ (fun z => z (d + 1 + (i * width d + (1 + r)))%nat)); [intro; now rewrite coord_tuple|].
      apply V. unfold width. lia.
    + apply (continuous_at_ext _ (fun z => z (d + 1 + (i * width d + (1 + d + r)))%nat)); [intro;
        now rewrite coord_tuple|].
      apply V. unfold width. lia.
  - apply V; unfold width; lia.
  - apply (continuous_at_ext _ (fun z => (z (d + 1 + (i * width d + (2 + 2 * d)))%nat + ν0 +
      Rabs (z (d + 1 + (i * width d + (2 + 2 * d)))%nat + - ν0)) * / 2)).
    { intro x. unfold Rmax. destruct (Rle_dec _ ν0) as [h|h].
      - rewrite Rabs_left1 by lra. field.
      - rewrite Rabs_right by lra. field. }
    assert (C := V (2 + 2 * d)%nat ltac:(unfold width; lia)).
    apply continuous_at_mult; [|apply continuous_at_const].
    apply continuous_at_plus; [apply continuous_at_plus; [exact C|apply continuous_at_const]|].
    apply continuous_at_abs, continuous_at_plus; [exact C|apply continuous_at_const].
Qed.

(** For fixed mixtures: continuity of the difference in (x, y), y being the coordinate d, and of ∫_Y |g_G - g_H| dy in
    x. *)
Lemma difference_continuous d (G H : list (atom d)) : G <> [] -> H <> [] -> proper G -> proper H ->
  forall z, continuous_at (S d) (fun z => density G (tuple d z) (z d) - density H (tuple d z) (z d)) z.
Proof.
  intros nG nH PG PH z. unfold Rminus.
  apply continuous_at_plus; [|apply continuous_at_opp]; apply fixed_density_continuous; auto.
Qed.

(** ∫_Y |g_G - g_H| dy is continuous in x. *)
Lemma inner_continuous d ylo yhi (G H : list (atom d)) : ylo <= yhi -> G <> [] -> H <> [] -> proper G -> proper H ->
  forall x, continuous_at d (fun x => RInt (fun y => Rabs (density G (tuple d x) y - density H (tuple d x) y)) ylo yhi)
    x.
Proof.
  intros l nG nH PG PH x. apply (continuous_at_forget d (S d)); [lia| |].
  - intros y y' E. now rewrite (tuple_ext d y y' E).
  - apply (continuous_at_ext (S d) (fun x => RInt (fun t =>
      (fun z => Rabs (density G (tuple d z) (z d) - density H (tuple d z) (z d))) (Coordinates.update x d t)) ylo yhi)).
    { intro y. apply RInt_ext. intros t _. cbv beta. now rewrite tuple_update, update_here. }
    apply (continuous_RInt (S d) d (fun z => Rabs (density G (tuple d z) (z d) - density H (tuple d z) (z d))));
      [exact l|].
    exists 1. split; [lra|]. intros y _ t _. now apply continuous_at_abs, difference_continuous.
Qed.

(** The inner integral exists. *)
Lemma inner_integrable d ylo yhi (G H : list (atom d)) x : ylo <= yhi -> G <> [] -> H <> [] -> proper G -> proper H ->
  ex_RInt (fun y => Rabs (density G (tuple d x) y - density H (tuple d x) y)) ylo yhi.
Proof.
  intros l nG nH PG PH.
  apply (ex_RInt_ext (fun t => (fun z => Rabs (density G (tuple d z) (z d) - density H (tuple d z) (z d)))
    (Coordinates.update x d t))).
  { intros t _. cbv beta. now rewrite tuple_update, update_here. }
  apply (slice_integrable (S d) d (fun z => Rabs (density G (tuple d z) (z d) - density H (tuple d z) (z d))));
    [exact l|].
  intros t _. now apply continuous_at_abs, difference_continuous.
Qed.

(** All integrals of V exist. *)
Lemma variation_exists d lo hi ylo yhi (G H : list (atom d)) : (forall i, (i < d)%nat -> lo i <= hi i) -> ylo <= yhi ->
  G <> [] -> H <> [] -> proper G -> proper H ->
  let inner x := RInt (fun y => Rabs (density G (tuple d x) y - density H (tuple d x) y)) ylo yhi in
  (forall x, ex_RInt (fun y => Rabs (density G (tuple d x) y - density H (tuple d x) y)) ylo yhi) /\
  forall n x, (n < d)%nat -> ex_RInt (fun t => box_integral n lo hi inner (Coordinates.update x n t)) (lo n) (hi n).
Proof.
  intros L l nG nH PG PH inner. split; [intro x; now apply inner_integrable|]. intros n x Hn.
  apply (box_slice d); [intros; apply L; lia|now apply inner_continuous|apply L, Hn].
Qed.

(** V is not negative. *)
Lemma variation_nonneg d lo hi ylo yhi (G H : list (atom d)) : (forall i, (i < d)%nat -> lo i <= hi i) -> ylo <= yhi ->
  G <> [] -> H <> [] -> proper G -> proper H -> 0 <= variation lo hi ylo yhi G H.
Proof.
  intros L l nG nH PG PH. apply (box_nonneg d); [exact L|now apply inner_continuous|]. intro x.
  apply RInt_ge_0; [exact l|now apply inner_integrable|]. intros; apply Rabs_pos.
Qed.

(** ** A list of atoms as a record *)

(** The true mixture. *)
Definition record_of {d : nat} (H : list (atom d)) : CellCoefficients.cell :=
  let A j := nth j H some_atom in
  {| CellCoefficients.weight := fun j => exp (gate_bias (A j));
     CellCoefficients.gate := fun j => coord (gate_slope (A j));
     CellCoefficients.slope := fun j => coord (slope (expert_of (A j)));
     CellCoefficients.intercept := fun j => intercept (expert_of (A j));
     CellCoefficients.variance := fun j => variance (expert_of (A j)) |}.

(** The differences of the atoms of a cell from its true atom A translated by (t1, t2): weights e^(β0 - t2). *)
Definition differences {d : nat} (t1 : vec R d) (t2 : R) (A : atom d) (l : list (atom d)) : CellCoefficients.cell :=
  let B i := nth i l some_atom in
  {| CellCoefficients.weight := fun i => exp (gate_bias (B i) - t2);
     CellCoefficients.gate := fun i => coord (gate_slope (B i) ⊖ (gate_slope A ⊕ t1));
     CellCoefficients.slope := fun i => coord (slope (expert_of (B i)) ⊖ slope (expert_of A));
     CellCoefficients.intercept := fun i => intercept (expert_of (B i)) - intercept (expert_of A);
     CellCoefficients.variance := fun i => variance (expert_of (B i)) - variance (expert_of A) |}.

(** The density of H is the true sum over the true gates. *)
Lemma density_true d (H : list (atom d)) x y :
  density H (tuple d x) y = Gap.true_sum d (length H) (record_of H) x y / Gap.true_gates d (length H) (record_of H) x.
Proof.
  rewrite density_ratio. unfold total_gate. rewrite !(IntervalDensity.lsum_nth _ H some_atom).
  f_equal; [|f_equal]; apply sum_below_ext; intros j Hj;
  unfold gate, record_of; cbn [CellCoefficients.gate CellCoefficients.weight]; rewrite exp_plus, dot_with_tuple; [|
    reflexivity].
  rewrite Rmult_assoc. do 2 f_equal. unfold expert_density, mean, Gap.true_mean.
  cbn [CellCoefficients.slope CellCoefficients.intercept CellCoefficients.variance]. now rewrite dot_with_tuple.
Qed.

(** A nonempty list of proper atoms is a true mixture. *)
Lemma record_true_mixture d (H : list (atom d)) : H <> [] -> proper H -> Gap.true_mixture (length H) (record_of H).
Proof.
  intros n P. split; [destruct H; [easy|simpl; lia]|]. intros j Hj. split; [apply exp_pos|apply P, nth_In, Hj].
Qed.

(** Experts that are separated at every point of a box are separated as records. *)
Lemma record_separated d (H : list (atom d)) lo hi : distinct_experts H ->
  (forall x, in_box d lo hi x -> forall E E', In E (map expert_of H) -> In E' (map expert_of H) ->
     mean E (tuple d x) = mean E' (tuple d x) -> variance E = variance E' -> E = E') ->
  UniformIndependence.separated d (length H) (record_of H) lo hi.
Proof.
  intros D S x Hx i j Hij e. injection e as e1 e2. rewrite <- !dot_with_tuple in e1.
  assert (E : expert_of (nth i H some_atom) = expert_of (nth j H some_atom)).
  { apply (S x Hx); [apply in_map, nth_In; lia|apply in_map, nth_In; lia|exact e1|exact e2]. }
  rewrite <- !(map_nth expert_of) in E. apply (proj1 (NoDup_nth _ _) D) in E; rewrite ?map_length; lia.
Qed.
