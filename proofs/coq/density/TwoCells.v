(** * Mixtures with two cells, given by their differences

    The true mixture has the two atoms A1 = (ln W1, 0, (0, 0, 1)) and A2 = (ln W2, 0, (0, 4, 1)) ([first_atom],
    [second_atom]).  A record c of weights and differences gives the atoms A + c_j ([moved_atoms]).  If the differences
    of the experts are at most δ, then in the mixture G of the atoms A1 + c1_j and A2 + c2_j the two groups are the
    Voronoi cells, G is in a fixed region, and small functions of the cells make a small V(G, H) ([two_cells]).

    _Proof._  The squared distances of an expert (a, b, ν) from (0, 0, 1) and (0, 4, 1) differ by b² - (b - 4)²,
    negative for b < 2: the intercept alone decides.  The differences of the cells are the given ones, and
    [gap_over_upper] applies.  ∎ *)

From Coq Require Import Reals Psatz List Arith Lia.
From Coquelicot Require Import Coquelicot.
From MoeProof Require Import FiniteSums HeatFacts BoxCompactness.
From MoeProof Require Import SoftmaxModel Cells ModelBridge Voronoi.
From MoeProof Require CellCoefficients Gap GapUpper.
Import ListNotations.
Open Scope R_scope.

(** Proves an equation between linear combinations of vectors. *)
Ltac vector_identity := apply dot_ext; let w := fresh "w" in intro w;
  repeat first [rewrite dot_plus_r | rewrite dot_scal_r | rewrite dot_zero_r]; ring.

(** ** Bounds on a box *)

(** The coordinates of the points of a box are bounded. *)
Lemma box_bounded d (lo hi : nat -> R) : exists X, 0 < X /\
  forall x, in_box d lo hi x -> forall i, (i < d)%nat -> Rabs (x i) <= X.
Proof.
  destruct (finite_bounds d (fun i => 1 + Rabs (lo i) + Rabs (hi i))) as (L0 & X & _ & X0 & HX).
  { intros i _. pose proof (Rabs_pos (lo i)). pose proof (Rabs_pos (hi i)). lra. }
  exists X. split; [exact X0|]. intros x Hx i Hi. destruct (HX i Hi) as [_ L]. destruct (Hx i Hi) as [a b].
  unfold Rabs in *. destruct (Rcase_abs (x i)), (Rcase_abs (lo i)), (Rcase_abs (hi i)); lra.
Qed.

(** |uᵀx| <= d a X if |u_r| <= a and |x_r| <= X. *)
Lemma dot_bounded d (u x : nat -> R) a X : 0 <= a -> (forall r, (r < d)%nat -> Rabs (u r) <= a) ->
  (forall r, (r < d)%nat -> Rabs (x r) <= X) -> Rabs (Coordinates.dot d u x) <= INR d * X * a.
Proof.
  intros a0 Hu Hx. unfold Coordinates.dot. apply Rle_trans with (1 := sum_below_abs _ _).
  replace (INR d * X * a) with (INR d * (a * X)) by ring. rewrite <- sum_below_const. apply sum_below_le. intros r Hr.
  rewrite Rabs_mult. apply Rmult_le_compat; auto using Rabs_pos.
Qed.

(** 0ᵀx = 0. *)
Lemma dot_zero d x : Coordinates.dot d (fun _ => 0) x = 0.
Proof. unfold Coordinates.dot. rewrite (sum_below_ext d _ (fun _ => 0)) by (intros; ring). rewrite sum_below_const.
  ring. Qed.

(** A vector of equal coordinates. *)
Lemma dot_const d a x : Coordinates.dot d (fun _ => a) x = a * sum_below d x.
Proof. unfold Coordinates.dot. apply sum_below_scal. Qed.

(** ** Cells with the same atoms *)

(** The remainder of one cell: Σ_i (|η_i|^(2q+1) + |Δν_i|^(q+1/2)). *)
Definition cell_rest (d m : nat) (c : CellCoefficients.cell) (q : nat) (x : nat -> R) : R :=
  sum_below m (fun i =>
    Rabs (Coordinates.dot d (CellCoefficients.slope c i) x + CellCoefficients.intercept c i) ^ (2 * q + 1) +
    sqrt (Rabs (CellCoefficients.variance c i)) ^ (2 * q + 1)).

(** Two records agree on the first m atoms and the first d coordinates. *)
Definition same_cell (d m : nat) (c c' : CellCoefficients.cell) : Prop := forall i, (i < m)%nat ->
  CellCoefficients.weight c i = CellCoefficients.weight c' i /\
  (forall r, (r < d)%nat -> CellCoefficients.gate c i r = CellCoefficients.gate c' i r /\
     CellCoefficients.slope c i r = CellCoefficients.slope c' i r) /\
  CellCoefficients.intercept c i = CellCoefficients.intercept c' i /\
    CellCoefficients.variance c i = CellCoefficients.variance c' i.

(** The scalar product depends on the first d coordinates alone. *)
Lemma dot_same d u u' x : (forall r, (r < d)%nat -> u r = u' r) ->
  Coordinates.dot d u x = Coordinates.dot d u' x.
Proof. intro E. apply sum_below_ext. intros r Hr. now rewrite E. Qed.

(** Such records have the same functions … *)
Lemma cell_function_same d m c c' l x : same_cell d m c c' ->
  CellCoefficients.cell_function d m c l x = CellCoefficients.cell_function d m c' l x.
Proof.
  intro S. apply sum_below_ext. intros i Hi. destruct (S i Hi) as (-> & E & -> & ->).
  rewrite (dot_same d (CellCoefficients.gate c i) (CellCoefficients.gate c' i)) by (intros r Hr; apply (E r Hr)).
  rewrite (dot_same d (CellCoefficients.slope c i) (CellCoefficients.slope c' i)) by (intros r Hr; apply (E r Hr)).
    reflexivity.
Qed.

(** … and the same remainder. *)
Lemma cell_rest_same d m c c' q x : same_cell d m c c' -> cell_rest d m c q x = cell_rest d m c' q x.
Proof.
  intro S. apply sum_below_ext. intros i Hi. destruct (S i Hi) as (_ & E & -> & ->).
  rewrite (dot_same d (CellCoefficients.slope c i) (CellCoefficients.slope c' i)) by (intros r Hr; apply (E r Hr)).
    reflexivity.
Qed.

(** ** The atoms *)

Section Atoms.

  Context {d : nat}.
  Implicit Types (A B : atom d) (c : CellCoefficients.cell).

  (** The atom that differs from A by the j-th atom of c; its weight is that of c. *)
  Definition moved A c (j : nat) : atom d :=
    Atom (ln (CellCoefficients.weight c j)) (gate_slope A ⊕ tuple d (CellCoefficients.gate c j))
      (Expert (slope (expert_of A) ⊕ tuple d (CellCoefficients.slope c j))
        (intercept (expert_of A) + CellCoefficients.intercept c j)
        (variance (expert_of A) + CellCoefficients.variance c j)).

  (** The m atoms of a cell. *)
  Definition moved_atoms A (m : nat) c : list (atom d) := map (moved A c) (seq 0 m).

  (** The members, the number and the i-th of these atoms. *)
  Lemma in_moved A m c B : In B (moved_atoms A m c) <-> exists j, (j < m)%nat /\ B = moved A c j.
  Proof.
    unfold moved_atoms. rewrite in_map_iff. split.
    - intros (j & <- & i). apply in_seq in i. exists j. split; [lia|reflexivity].
    - intros (j & Hj & ->). exists j. split; [reflexivity|]. apply in_seq. lia.
  Qed.

  Lemma length_moved A m c : length (moved_atoms A m c) = m.
  Proof. unfold moved_atoms. now rewrite map_length, seq_length. Qed.

  Lemma nth_moved A m c i : (i < m)%nat -> nth i (moved_atoms A m c) some_atom = moved A c i.
  Proof.
    intro Hi. rewrite (nth_indep _ _ (moved A c 0)) by (rewrite length_moved; exact Hi). unfold moved_atoms.
    rewrite map_nth, seq_nth by exact Hi. reflexivity.
  Qed.

  (** The differences of the moved atoms are the given ones. *)
  Lemma differences_moved A m c : (forall i, (i < m)%nat -> 0 < CellCoefficients.weight c i) ->
    same_cell d m (differences vzero 0 A (moved_atoms A m c)) c.
  Proof.
    intros pos i Hi. unfold differences. cbn [CellCoefficients.weight CellCoefficients.gate CellCoefficients.slope
      CellCoefficients.intercept CellCoefficients.variance]. rewrite (nth_moved A m c i Hi). unfold moved.
    cbn [gate_bias gate_slope expert_of slope intercept variance]. split; [|split; [|split; ring]].
    - rewrite Rminus_0_r. apply exp_ln, pos, Hi.
    - intros r Hr. replace (gate_slope A ⊕ tuple d (CellCoefficients.gate c i) ⊖ (gate_slope A ⊕ vzero))
        with (tuple d (CellCoefficients.gate c i)) by vector_identity.
      replace (slope (expert_of A) ⊕ tuple d (CellCoefficients.slope c i) ⊖ slope (expert_of A))
        with (tuple d (CellCoefficients.slope c i)) by vector_identity.
      rewrite !coord_tuple by exact Hr. split; reflexivity.
  Qed.

  (** The true atoms. *)
  Definition first_atom (W : R) : atom d := Atom (ln W) vzero (Expert vzero 0 1).
  Definition second_atom (W : R) : atom d := Atom (ln W) vzero (Expert vzero 4 1).

  (** Their experts differ in the intercept. *)
  Lemma two_experts W1 W2 : distinct_experts [first_atom W1; second_atom W2].
  Proof.
    unfold distinct_experts. simpl. constructor.
    - intros [e|[]]. apply (f_equal intercept) in e. simpl in e. lra.
    - constructor; [intros []|constructor].
  Qed.

  (** The intercept decides which of the two is nearer. *)
  Lemma nearest_of_two W1 W2 (E : expert d) :
    (intercept E < 2 -> nearest_in [first_atom W1; second_atom W2] E = Expert vzero 0 1) /\
    (2 < intercept E -> nearest_in [first_atom W1; second_atom W2] E = Expert vzero 4 1).
  Proof.
    unfold nearest_in, first_atom, second_atom, expert_distance. simpl map. cbn [nearest]. unfold expert_distance.
    cbn [slope intercept variance]. generalize (len (slope E ⊖ vzero) ^ 2) ((variance E - 1) ^ 2). intros u v.
    split; intro h; match goal with |- context [Rle_dec ?a ?b] => destruct (Rle_dec a b) as [le|gt]
      end; try reflexivity; exfalso.
    - apply gt. nra.
    - nra.
  Qed.

  (** The two groups of atoms are the Voronoi cells. *)
  Lemma voronoi_of_two W1 W2 (l1 l2 : list (atom d)) :
    (forall B, In B l1 -> intercept (expert_of B) < 2) -> (forall B, In B l2 -> 2 < intercept (expert_of B)) ->
    voronoi [first_atom W1; second_atom W2] (first_atom W1) (l1 ++ l2) = l1 /\
    voronoi [first_atom W1; second_atom W2] (second_atom W2) (l1 ++ l2) = l2.
  Proof.
    intros H1 H2. assert (ne : Expert (d := d) vzero 0 1 <> Expert vzero 4 1).
    { intro e. apply (f_equal intercept) in e. simpl in e. lra. }
    assert (keep : forall (p : atom d -> bool) l, (forall B, In B l -> p B = true) -> filter p l = l).
    { intros p l. induction l as [|B l IH]; simpl; intro P; [reflexivity|]. rewrite (P B), IH; auto. }
    assert (drop : forall (p : atom d -> bool) l, (forall B, In B l -> p B = false) -> filter p l = []).
    { intros p l. induction l as [|B l IH]; simpl; intro P; [reflexivity|]. rewrite (P B), IH; auto. }
    unfold voronoi. rewrite !filter_app. cbn [expert_of first_atom second_atom]. split.
    - rewrite (keep _ l1), (drop _ l2), app_nil_r; [reflexivity| |]; intros B i.
      + rewrite (proj2 (nearest_of_two W1 W2 _) (H2 B i)). destruct (expert_eq_dec _ _) as [e|_]; [|reflexivity].
        exfalso. apply ne. symmetry. exact e.
      + rewrite (proj1 (nearest_of_two W1 W2 _) (H1 B i)). destruct (expert_eq_dec _ _) as [_|n];
        [reflexivity|now destruct n].
    - rewrite (keep _ l2), (drop _ l1); [reflexivity| |]; intros B i.
      + rewrite (proj1 (nearest_of_two W1 W2 _) (H1 B i)). destruct (expert_eq_dec _ _) as [e|_]; [|reflexivity].
        exfalso. exact (ne e).
      + rewrite (proj2 (nearest_of_two W1 W2 _) (H2 B i)). destruct (expert_eq_dec _ _) as [_|n];
        [reflexivity|now destruct n].
  Qed.

End Atoms.

(** ** The mixtures of two cells *)

(** Weights in [w0, W0], gate differences at most B, expert differences at most δ. *)
Definition cell_within (d m : nat) (c : CellCoefficients.cell) (w0 W0 B δ : R) : Prop := forall i, (i < m)%nat ->
  w0 <= CellCoefficients.weight c i <= W0 /\
  (forall r, (r < d)%nat -> Rabs (CellCoefficients.gate c i r) <= B /\ Rabs (CellCoefficients.slope c i r) <= δ) /\
  Rabs (CellCoefficients.intercept c i) <= δ /\ Rabs (CellCoefficients.variance c i) <= δ.

(** The length of a tuple of numbers at most B. *)
Lemma len_tuple_bounded d (u : nat -> R) B : (forall r, (r < d)%nat -> Rabs (u r) <= B) -> len (tuple d u) <= INR d * B.
Proof.
  intro Hu. apply Rle_trans with (1 := len_le_sum _ _). rewrite <- sum_below_const. apply sum_below_le. intros r Hr.
  rewrite coord_tuple by exact Hr. now apply Hu.
Qed.

(** The tuple of zeros is the vector 0. *)
Lemma tuple_zero d : tuple d (fun _ => 0) = vzero.
Proof. induction d as [|d IH]; simpl; [reflexivity|]. now rewrite IH. Qed.

(** 0 + v = v. *)
Lemma zero_plus d (v : vec R d) : vzero ⊕ v = v.
Proof. vector_identity. Qed.

(** The moved atoms are in a region that depends on the bounds alone. *)
Lemma moved_region d m (A : atom d) c w0 W0 B δ : 0 < w0 -> 0 <= B -> 0 <= δ <= 1 / 2 ->
  gate_slope A = vzero -> slope (expert_of A) = vzero -> Rabs (intercept (expert_of A)) <= 4 ->
  variance (expert_of A) = 1 ->
  cell_within d m c w0 W0 B δ -> region w0 W0 (INR d * (B + 1) + 5) (1 / 2) 2 (moved_atoms A m c).
Proof.
  intros w00 B0 δ0 EA Es Ei Ev W A' i. apply in_moved in i. destruct i as (j & Hj & ->).
    destruct (W j Hj) as (w & S & b & v).
  unfold moved. cbn [gate_bias gate_slope expert_of slope intercept variance]. rewrite exp_ln by lra.
  rewrite EA, Es, Ev, !zero_plus. pose proof (pos_INR d) as d0.
  split; [exact w|]. split; [|split; [|split]].
  - apply Rle_trans with (INR d * B); [apply len_tuple_bounded; intros r Hr; apply (S r Hr)|]. nra.
  - apply Rle_trans with (INR d * δ); [apply len_tuple_bounded; intros r Hr; apply (S r Hr)|]. nra.
  - apply Rle_trans with (1 := Rabs_triang _ _). nra.
  - apply Rabs_le_between in v. lra.
Qed.

(** One K and one δ serve all pairs of cells with the given bounds. *)
Theorem two_cells d m1 m2 lo hi ylo yhi (W1 W2 w0 W0 B : R) Q :
  (forall i, (i < d)%nat -> lo i < hi i) -> ylo < yhi -> (1 <= m1)%nat -> (1 <= m2)%nat ->
  0 < w0 -> 0 <= B -> w0 <= W1 <= W0 -> w0 <= W2 <= W0 ->
  let A1 := first_atom W1 in let A2 := second_atom W2 in
  distinct_experts [A1; A2 : atom d] /\ region w0 W0 (INR d * (B + 1) + 5) (1 / 2) 2 [A1; A2 : atom d] /\
  exists K δ, 0 < K /\ 0 < δ <= 1 / 2 /\ forall c1 c2, cell_within d m1 c1 w0 W0 B δ -> cell_within d m2 c2 w0 W0 B δ ->
    let G := moved_atoms A1 m1 c1 ++ moved_atoms A2 m2 c2 : list (atom d) in
    region w0 W0 (INR d * (B + 1) + 5) (1 / 2) 2 G /\
    voronoi [A1; A2] A1 G = moved_atoms A1 m1 c1 /\ voronoi [A1; A2] A2 G = moved_atoms A2 m2 c2 /\
    forall (φ : (nat -> R) -> R) (ε : R),
      (forall x, in_box d lo hi x ->
        Rabs (CellCoefficients.cell_function d m1 c1 0 x - W1 * φ x) <= ε /\
        Rabs (CellCoefficients.cell_function d m2 c2 0 x - W2 * φ x) <= ε /\
        (forall l, (1 <= l <= 2 * Q)%nat -> Rabs (CellCoefficients.cell_function d m1 c1 l x) <= ε /\
           Rabs (CellCoefficients.cell_function d m2 c2 l x) <= ε) /\
        cell_rest d m1 c1 Q x + cell_rest d m2 c2 Q x <= ε) ->
      variation lo hi ylo yhi G [A1; A2] <= K * ε.
Proof.
  intros box interval M1 M2 w00 B0 HW1 HW2 A1 A2. pose proof (pos_INR d) as d0.
  split; [apply two_experts|]. split.
  { assert (Z : forall v : vec R d, v = vzero -> len v <= INR d * (B + 1) + 5).
    { intros v ->. unfold len. rewrite dot_zero_r, sqrt_0. nra. }
    intros A [<-|[<-|[]]]; unfold A1, A2, first_atom, second_atom;
      cbn [gate_bias gate_slope expert_of slope intercept variance];
      rewrite exp_ln by lra; (split; [assumption|]; split; [now apply Z|]; split; [now apply Z|]; split; [|lra]).
    - rewrite Rabs_R0. nra.
    - rewrite Rabs_pos_eq by lra. nra. }
  set (H := [A1; A2]). set (m := fun j => match j with O => m1 | _ => m2 end).
  assert (PH : proper H).
  { intros A [<-|[<-|[]]]; simpl; lra. }
  assert (NH : H <> []) by (unfold H; discriminate).
  destruct (GapUpper.gap_over_upper d (length H) m (record_of H) lo hi ylo yhi w0 W0 B (record_true_mixture d H NH PH)
    box
    interval w00 Q)
    as (K & δ & K0 & δ0 & Up).
  exists K, (Rmin δ (1 / 2)). split; [exact K0|]. split; [split; [apply Rmin_pos; lra|apply Rmin_r]|].
  intros c1 c2 In1 In2 G. pose proof (Rmin_l δ (1 / 2)) as δ1. pose proof (Rmin_r δ (1 / 2)) as δ2.
  assert (δ3 : 0 < Rmin δ (1 / 2)) by (apply Rmin_pos; lra).
  assert (R1 : region w0 W0 (INR d * (B + 1) + 5) (1 / 2) 2 (moved_atoms A1 m1 c1)).
  { apply (moved_region d m1 A1 c1 w0 W0 B (Rmin δ (1 / 2))); auto; simpl; [lra|]. rewrite Rabs_R0. lra. }
  assert (R2 : region w0 W0 (INR d * (B + 1) + 5) (1 / 2) 2 (moved_atoms A2 m2 c2)).
  { apply (moved_region d m2 A2 c2 w0 W0 B (Rmin δ (1 / 2))); auto; simpl; [lra|]. rewrite Rabs_pos_eq; lra. }
  split. { intros A i. apply in_app_or in i. destruct i as [i|i]; auto. }
  destruct (voronoi_of_two W1 W2 (moved_atoms A1 m1 c1) (moved_atoms A2 m2 c2)) as [V1 V2].
  { intros A i. apply in_moved in i. destruct i as (j & Hj & ->). destruct (In1 j Hj) as (_ & _ & b & _). simpl.
    apply Rabs_le_between in b. lra. }
  { intros A i. apply in_moved in i. destruct i as (j & Hj & ->). destruct (In2 j Hj) as (_ & _ & b & _). simpl.
    apply Rabs_le_between in b. lra. }
  fold A1 A2 in V1, V2. fold H in V1, V2. fold G in V1, V2. split; [exact V1|]. split; [exact V2|]. intros φ ε Small.
  assert (S1 : same_cell d m1 (cells_of vzero 0 H G 0) c1).
  { unfold cells_of. cbn [nth H]. fold H. rewrite V1. apply differences_moved. intros i Hi. destruct (In1 i Hi). lra. }
  assert (S2 : same_cell d m2 (cells_of vzero 0 H G 1) c2).
  { unfold cells_of. cbn [nth H]. fold H. rewrite V2. apply differences_moved. intros i Hi. destruct (In2 i Hi). lra. }
  assert (sz : forall j, (j < length H)%nat -> m j = sizes_of H G j).
  { intros [|[|j]] Hj; unfold sizes_of; cbn [nth H]; fold H; [rewrite V1|rewrite V2|simpl in Hj; lia];
    now rewrite length_moved. }
  assert (NG : G <> []).
  { intro e. apply (f_equal (@length _)) in e. unfold G in e. rewrite app_length, !length_moved in e. simpl in e. lia. }
  rewrite (variation_as_cells vzero 0 lo hi ylo yhi H G m NH NG (two_experts W1 W2) (fun i Hi => Rlt_le _ _ (box i Hi))
    sz).
  assert (move : forall m' c c', same_cell d m' c c' -> (1 <= m')%nat -> cell_within d m' c' w0 W0 B (Rmin δ (1 / 2)) ->
    (1 <= m')%nat /\ cell_within d m' c w0 W0 B δ).
  { intros m' c c' S Hm' W. split; [exact Hm'|]. intros i Hi. destruct (S i Hi) as (-> & E & -> & ->).
    destruct (W i Hi) as (w & b & v1 & v2). split; [exact w|]. split; [|lra]. intros r Hr. destruct (E r Hr) as [-> ->].
    destruct (b r Hr). lra. }
  apply Up with (φ := φ).
  - intros [|[|j]] Hj; [exact (move _ _ _ S1 M1 In1)|exact (move _ _ _ S2 M2 In2)|simpl in Hj; lia].
  - intros x Hx. destruct (Small x Hx) as (F1 & F2 & Fl & Rs). split; [|split].
    + intros [|[|j]] Hj; [| |simpl in Hj; lia].
      * cbn [m]. rewrite (cell_function_same _ _ _ _ _ _ S1). cbn. rewrite exp_ln by lra. exact F1.
      * cbn [m]. rewrite (cell_function_same _ _ _ _ _ _ S2). cbn. rewrite exp_ln by lra. exact F2.
    + intros [|[|j]] l Hj Hl; [| |simpl in Hj; lia].
      * cbn [m]. rewrite (cell_function_same _ _ _ _ _ _ S1). apply (Fl l Hl).
      * cbn [m]. rewrite (cell_function_same _ _ _ _ _ _ S2). apply (Fl l Hl).
    + apply Rle_trans with (2 := Rs). right. unfold Gap.rest. cbn [length H sum_below m]. rewrite Rplus_0_l.
      change (cell_rest d m1 (cells_of vzero 0 H G 0) Q x + cell_rest d m2 (cells_of vzero 0 H G 1) Q x =
        cell_rest d m1 c1 Q x + cell_rest d m2 c2 Q x).
      now rewrite (cell_rest_same _ _ _ _ _ _ S1), (cell_rest_same _ _ _ _ _ _ S2).
Qed.
