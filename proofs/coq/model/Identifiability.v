(** * Which measures have the same density: the converse of the common-factor theorem

    Throughout G and G* have positive variances, and X is any set of inputs with an
    interior point.  The cell of an expert E = (a, b, ν) in G is the list of the atoms
    of G with that expert, and Q_E(x) is the sum of its gates.

    1. [cells_proportional].  If g_G = g_G* on X × R, then for every expert E and
       every x
         Q_E(x) · P*(x) = Q*_E(x) · P(x),
       where P, P* are the sums of all gates.  So Q_E = φ Q*_E with φ = P/P*, which
       does not depend on E.  Proof: distinct experts have distinct (mean, variance)
       at every x of some small box, because finitely many hyperplanes do not fill X;
       there the Gaussians are linearly independent in y.  Both sides are exponential
       sums in x, so equality on a box is equality everywhere.

    2. [common_factor_iff].  If the true experts are distinct, then g_G = g_G* on X ×
       R if and only if there is an exponential sum φ with positive coefficients and
       distinct slopes such that G and the copies of G* by φ are the same measure.
       Proof: Q*_E is a single exponential, so φ = Q_E/Q*_E is an exponential sum;
       compare coefficients, since distinct exponentials are linearly independent.

    3. [factor_terms_in_cell].  Every cell of G then has at least L atoms, L the
       number of terms of φ; so k ≥ L k*.

    4. Hence, if some true expert has exactly one atom in its cell
       ([singly_covered_cell]), or if k < 2k* ([identifiable_below_twice]; then such a
       cell exists, [singly_covered_cell_exists]), φ is a single exponential: G is a
       translate of G*.

    5. [identifiability_threshold].  So for d ≥ 1 the fits with k atoms are all
       translates of G* if and only if k < 2k*.

    "Is a translate of" and "the same measure" are those of Cells.v: lists of atoms
    are compared as measures, whatever the order of the atoms and however the weight
    of a point is divided among equal atoms.

    Source: elementary; docs/theory.md, section 1. *)

From Coq Require Import Reals Psatz List Lia.
From MoeProof Require Import SoftmaxModel CommonFactor ExponentialIndependence GaussianIndependence Cells.
Import ListNotations.
Open Scope R_scope.

Section Identifiability.
Context {d : nat}.
Implicit Types (A B : atom d) (G H : list (atom d)) (E : expert d) (φ ψ : list (R * vec R d)) (x γ β : vec R d).

(** ** 1. Equal densities have proportional cells *)

(** Every box contains a smaller box on which distinct experts have distinct
    mean or variance. *)
Lemma separate_experts (l : list (expert d)) (x0 : vec R d) (r : R) : 0 < r ->
  exists x1 r1, 0 < r1 /\ forall x, near x1 r1 x -> near x0 r x /\
    forall E E', In E l -> In E' l -> mean E x = mean E' x -> variance E = variance E' -> E = E'.
Proof.
  intro P.
  set (hs := map (fun p => (slope (fst p) ⊖ slope (snd p), intercept (fst p) - intercept (snd p))) (list_prod l l)).
  destruct (avoid_hyperplanes hs x0 r P) as (x1 & r1 & P1 & V). exists x1, r1. split; [exact P1|].
  intros x N. destruct (V x N) as [N0 V']. split; [exact N0|].
  intros E E' i i' m v. destruct (expert_eq_dec E E') as [e|ne]; [exact e|exfalso].
  apply (V' (slope E ⊖ slope E', intercept E - intercept E')).
  - apply in_map_iff. exists (E, E'). split; [reflexivity|]. now apply in_prod.
  - intro e. injection e as e1 e2. apply ne.
    destruct E as [a b ν], E' as [a' b' ν']. simpl in *. f_equal; [vec_lra|lra|exact v].
  - simpl. unfold mean in m. rewrite dot_plus_l, dot_scal_l. lra.
Qed.

(** An expert that does not occur in G has an empty cell. *)
Lemma cell_absent E G x : ~ In E (map expert_of G) -> total_gate (cell E G) x = 0.
Proof.
  intro n. rewrite cell_gate. apply lsum_zero. intros A i.
  destruct (expert_eq_dec (expert_of A) E) as [<-|]; [|reflexivity]. destruct n. now apply in_map.
Qed.

(** The statement at one point x at which the experts are separated. *)
Lemma cells_proportional_at G H x : G <> [] -> H <> [] -> proper G -> proper H ->
  (forall E E', In E (map expert_of (G ++ H)) -> In E' (map expert_of (G ++ H)) ->
     mean E x = mean E' x -> variance E = variance E' -> E = E') ->
  (forall y, density G x y = density H x y) ->
  forall E, total_gate (cell E G) x * total_gate H x = total_gate (cell E H) x * total_gate G x.
Proof.
  intros NG NH PG PH Sep Eq E.
  destruct (in_dec expert_eq_dec E (map expert_of (G ++ H))) as [i|n].
  2: { rewrite map_app in n. rewrite !cell_absent; [ring|..]; intro i; apply n, in_or_app; auto. }
  set (key := fun A => (mean (expert_of A) x, variance (expert_of A))).
  set (l := map (fun A => (gate A x * total_gate H x, key A)) G ++
            map (fun A => (gate A x * - total_gate G x, key A)) H).
  pose proof (total_gate_pos G x NG) as TG. pose proof (total_gate_pos H x NH) as TH.
  assert (M : mass pair_eq_dec snd fst l (mean E x, variance E) = 0).
  { apply gaussians_grouped.
    - intros t j. apply in_app_or in j.
      destruct j as [j|j]; apply in_map_iff in j; destruct j as (A & <- & j); simpl; auto.
    - intro y. generalize (Eq y). rewrite !density_ratio. intro e.
      unfold l. rewrite lsum_app, !lsum_map. cbn [fst snd key].
      rewrite (lsum_ext _ (fun A => total_gate H x * (gate A x * expert_density (expert_of A) x y)) G),
        (lsum_ext _ (fun A => - total_gate G x * (gate A x * expert_density (expert_of A) x y)) H)
        by (intros; unfold expert_density; ring).
      rewrite !lsum_scal_l.
      apply (f_equal (fun q => q * (total_gate G x * total_gate H x))) in e.
      field_simplify in e; lra. }
  assert (Key : forall A (q : R), In A (G ++ H) ->
     (if pair_eq_dec (key A) (mean E x, variance E) then gate A x * q else 0) =
     (if expert_eq_dec (expert_of A) E then gate A x else 0) * q).
  { intros A q j. unfold key.
    destruct (pair_eq_dec (mean (expert_of A) x, variance (expert_of A)) (mean E x, variance E)) as [e|ne],
      (expert_eq_dec (expert_of A) E) as [e'|ne']; try ring.
    - injection e as e1 e2. destruct ne'. apply Sep; auto. now apply in_map.
    - destruct ne. now rewrite e'. }
  unfold mass, l in M. rewrite lsum_app, !lsum_map in M. cbn [fst snd] in M.
  rewrite (lsum_ext _ (fun A => (if expert_eq_dec (expert_of A) E then gate A x else 0) * total_gate H x) G) in M
    by (intros; apply Key, in_or_app; auto).
  rewrite (lsum_ext _ (fun A => (if expert_eq_dec (expert_of A) E then gate A x else 0) * - total_gate G x) H) in M
    by (intros; apply Key, in_or_app; auto).
  rewrite !lsum_scal_r, <- !cell_gate in M. lra.
Qed.

(** The density of a nonempty list is positive, that of the empty one is 0. *)
Lemma density_nonempty (X : vec R d -> Prop) G H : has_interior X -> H <> [] -> proper H ->
  same_density_on X G H -> G <> [].
Proof.
  intros (x0 & r & P & I) N PH Eq ->.
  specialize (Eq x0 (I x0 (near_refl x0 r P)) 0). rewrite (density_ratio H) in Eq.
  assert (0 < (∑ A ∈ H, gate A x0 * expert_density (expert_of A) x0 0) / total_gate H x0).
  { apply Rdiv_lt_0_compat; [|now apply total_gate_pos]. apply lsum_pos; [exact N|].
    intros A i. apply Rmult_lt_0_compat; [apply gate_pos|]. apply normal_pos. now apply PH. }
  unfold density in Eq. simpl in Eq. lra.
Qed.

(** Q_E P* = Q*_E P for every expert E and every x in R^d. *)
Theorem cells_proportional (X : vec R d -> Prop) G H : has_interior X ->
  H <> [] -> proper G -> proper H -> same_density_on X G H ->
  forall E x, total_gate (cell E G) x * total_gate H x = total_gate (cell E H) x * total_gate G x.
Proof.
  intros I NH PG PH Eq E x.
  pose proof (density_nonempty X G H I NH PH Eq) as NG. destruct I as (x0 & r & P & I).
  destruct (separate_experts (map expert_of (G ++ H)) x0 r P) as (x1 & r1 & P1 & Sep).
  rewrite <- !eval_gate_sum, <- !eval_mult. apply eval_coeff, (coeff_eval _ _ x1 r1 P1).
  intros z N. destruct (Sep z N) as [N0 S].
  rewrite !eval_mult, !eval_gate_sum. apply cells_proportional_at; auto.
Qed.

(** Q_E = φ Q*_E with φ = P/P* > 0 independent of E: the densities agree on X if
    and only if the cells have one factor in common. *)
Theorem density_equality_iff (X : vec R d -> Prop) G H : has_interior X ->
  H <> [] -> proper G -> proper H ->
  (same_density_on X G H <->
   exists f : vec R d -> R, forall x, 0 < f x /\ forall E, total_gate (cell E G) x = f x * total_gate (cell E H) x).
Proof.
  intros I NH PG PH. split.
  - intro Eq. pose proof (density_nonempty X G H I NH PH Eq) as NG.
    exists (fun x => total_gate G x / total_gate H x). intro x.
    pose proof (total_gate_pos G x NG). pose proof (total_gate_pos H x NH) as TH. split.
    + now apply Rdiv_lt_0_compat.
    + intro E. apply Rmult_eq_reg_r with (total_gate H x); [|lra].
      rewrite (cells_proportional X G H I NH PG PH Eq E x). field. lra.
  - intros (f & C) x _ y. destruct (C x) as [P C']. apply proportional_cells_density with (f x); [lra|exact C'].
Qed.

(** ** 2. The common factor is an exponential sum *)

(** The cells of the copies of G by φ have the gates of G times φ(x). *)
Lemma cell_gate_copies φ G E x : positive φ ->
  total_gate (cell E (copies φ G)) x = eval φ x * total_gate (cell E G) x.
Proof.
  intro P. rewrite !cell_gate.
  pose proof (gates_of_copies φ G (fun E' => if expert_eq_dec E' E then 1 else 0) x P) as C.
  cbv beta in C.
  rewrite (lsum_ext _ (fun A => if expert_eq_dec (expert_of A) E then gate A x else 0) (copies φ G)) in C
    by (intros A _; destruct (expert_eq_dec (expert_of A) E); ring).
  rewrite (lsum_ext _ (fun A => if expert_eq_dec (expert_of A) E then gate A x else 0) G) in C
    by (intros A _; destruct (expert_eq_dec (expert_of A) E); ring).
  exact C.
Qed.

(** Every positive exponential sum has a form with distinct slopes. *)
Lemma distinct_slopes φ : positive φ ->
  exists ψ, positive ψ /\ NoDup (map snd ψ) /\ forall x, eval ψ x = eval φ x.
Proof.
  intros [N P]. set (ks := nodup vec_eq_dec (map snd φ)).
  exists (map (fun γ => (coeff φ γ, γ)) ks). repeat split.
  - intro e. apply map_eq_nil in e. destruct φ as [|t φ]; [easy|].
    assert (i : In (snd t) ks) by (apply nodup_In; now left). now rewrite e in i.
  - intros t i. apply in_map_iff in i. destruct i as (γ & <- & i). simpl.
    apply nodup_In, in_map_iff in i. destruct i as (t & <- & i).
    assert (Nonneg : forall u, In u φ -> 0 <= if vec_eq_dec (snd u) (snd t) then fst u else 0).
    { intros u j. destruct (vec_eq_dec (snd u) (snd t)); [apply Rlt_le, P, j|lra]. }
    destruct (lsum_nonneg _ _ Nonneg) as [L|L]; [exact L|exfalso].
    symmetry in L. apply (lsum_zero_terms _ _ Nonneg) with (t := t) in L; [|exact i].
    destruct (vec_eq_dec (snd t) (snd t)); [|easy]. specialize (P t i). lra.
  - rewrite map_map, map_id. apply NoDup_nodup.
  - intro x. unfold eval. rewrite lsum_map. simpl. symmetry.
    apply (lsum_group vec_eq_dec snd fst φ ks (fun γ => exp ⟨γ, x⟩)); [apply NoDup_nodup|].
    intros γ i. now apply nodup_In.
Qed.

(** The densities agree on X if and only if G is, as a measure, made of the
    copies of G* by a positive exponential sum. *)
Theorem common_factor_iff (X : vec R d -> Prop) G H : has_interior X ->
  H <> [] -> proper G -> proper H -> distinct_experts H ->
  (same_density_on X G H <->
   exists φ, positive φ /\ NoDup (map snd φ) /\ same_measure G (copies φ H)).
Proof.
  intros I NH PG PH D. split.
  2: { intros (φ & P & _ & S) x _ y. rewrite (same_measure_density _ _ S). now apply common_factor. }
  intro Eq. pose proof (cells_proportional X G H I NH PG PH Eq) as C.
  pose proof (density_nonempty X G H I NH PH Eq) as NG.
  (* φ0 = Q_E/Q*_E for the expert of one true atom A *)
  assert (exists A, In A H) as (A & iA) by (destruct H as [|A H']; [easy|]; exists A; now left).
  set (E := expert_of A).
  set (φ0 := expsum_mult [(exp (- gate_bias A), (-1) ⊙ gate_slope A)] (gate_sum (cell E G))).
  assert (V0 : forall x, eval φ0 x = total_gate G x / total_gate H x).
  { intro x. unfold φ0. rewrite eval_mult, eval_gate_sum. unfold eval. simpl.
    rewrite Rplus_0_r, dot_scal_l, <- exp_plus.
    replace (- gate_bias A + -1 * ⟨gate_slope A, x⟩) with (- (⟨gate_slope A, x⟩ + gate_bias A)) by ring.
    rewrite exp_Ropp. fold (gate A x). specialize (C E x). unfold E in C.
    rewrite (cell_single H A D iA) in C. unfold total_gate at 3 in C. simpl in C. fold E in C.
    pose proof (gate_pos A x). pose proof (total_gate_pos H x NH).
    apply Rmult_eq_reg_r with (gate A x * total_gate H x); [|nra].
    field_simplify; [|lra|lra]. rewrite C. ring. }
  destruct (distinct_slopes φ0) as (φ & P & N & V).
  { split.
    - intro e. pose proof (V0 vzero) as e'. rewrite e in e'. unfold eval in e'. simpl in e'.
      pose proof (Rdiv_lt_0_compat _ _ (total_gate_pos G vzero NG) (total_gate_pos H vzero NH)). lra.
    - intros t i. unfold φ0, expsum_mult, gate_sum in i. simpl in i. rewrite app_nil_r, map_map in i.
      apply in_map_iff in i. destruct i as (B & <- & _). simpl. apply Rmult_lt_0_compat; apply exp_pos. }
  exists φ. repeat split; [apply P|apply P|exact N|].
  intros β E'. rewrite <- !coeff_gate_sum. apply (coeff_eval _ _ vzero 1 Rlt_0_1). intros x _.
  rewrite !eval_gate_sum, (cell_gate_copies φ H E' x P), V, V0.
  pose proof (total_gate_pos H x NH). apply Rmult_eq_reg_r with (total_gate H x); [|lra].
  rewrite C. field. lra.
Qed.

(** ** 3. The number of terms *)

(** Every cell of G has at least as many atoms as φ has terms. *)
Theorem factor_terms_in_cell φ G H A : NoDup (map snd φ) -> same_measure G (copies φ H) -> In A H ->
  (length φ <= length (cell (expert_of A) G))%nat.
Proof.
  intros N S i. rewrite <- (map_length (fun t => gate_slope A ⊕ snd t) φ), <- (map_length gate_slope).
  apply NoDup_incl_length.
  - rewrite <- (map_map snd (fun γ => gate_slope A ⊕ γ)). apply NoDup_map_injective; [exact N|].
    intros γ γ' _ _ e. vec_lra.
  - intros β j. apply in_map_iff in j. destruct j as (t & <- & j).
    assert (W : 0 < weight_at G (gate_slope A ⊕ snd t) (expert_of A)).
    { rewrite S. apply weight_positive. exists (copy A t). split; [|easy]. apply in_copies. now exists A, t. }
    apply weight_positive in W. destruct W as (B & k & <- & e). apply in_map. now apply in_cell.
Qed.

(** If n atoms or more lie in each cell of the distinct experts of a list,
    there are n atoms or more for each of them. *)
Lemma count_cells (n : nat) (l : list (expert d)) : NoDup l ->
  forall G, (forall E, In E l -> (n <= length (cell E G))%nat) -> (n * length l <= length G)%nat.
Proof.
  induction 1 as [|E l nE N IH]; intros G C; [simpl; lia|].
  set (other := fun A => negb (if expert_eq_dec (expert_of A) E then true else false)).
  assert (L : (length (cell E G) + length (filter other G) = length G)%nat).
  { unfold cell. clear. induction G as [|A G IH]; [reflexivity|]. simpl. unfold other at 1.
    destruct (expert_eq_dec (expert_of A) E); simpl; lia. }
  assert (n <= length (cell E G))%nat by (apply C; now left).
  assert (n * length l <= length (filter other G))%nat.
  { apply IH. intros E' i. replace (cell E' (filter other G)) with (cell E' G); [apply C; now right|].
    unfold cell. clear -i nE. induction G as [|A G IH]; [reflexivity|]. simpl. unfold other at 1.
    destruct (expert_eq_dec (expert_of A) E) as [e|ne]; simpl.
    - destruct (expert_eq_dec (expert_of A) E') as [e'|_]; [|exact IH]. congruence.
    - rewrite IH. reflexivity. }
  simpl. lia.
Qed.

(** k ≥ L k*. *)
Theorem factor_terms_bound φ G H : NoDup (map snd φ) -> distinct_experts H ->
  same_measure G (copies φ H) -> (length φ * length H <= length G)%nat.
Proof.
  intros N D S. rewrite <- (map_length expert_of H). apply count_cells; [exact D|].
  intros E i. apply in_map_iff in i. destruct i as (A & <- & i). now apply factor_terms_in_cell with H.
Qed.

(** ** 4. One term: translation *)

(** With at most one term the factor is a translation. *)
Lemma one_term_translate φ G H : positive φ -> (length φ <= 1)%nat -> same_measure G (copies φ H) ->
  is_translate_of G H.
Proof.
  intros [N P] L S. destruct φ as [|[c γ] [|t φ]]; [easy| |simpl in L; lia].
  exists γ, (ln c). replace (map (translate γ (ln c)) H) with (copies [(c, γ)] H); [exact S|].
  clear. induction H as [|A H IH]; [reflexivity|].
  change (copies [(c, γ)] (A :: H)) with (translate γ (ln c) A :: copies [(c, γ)] H). now rewrite IH.
Qed.

(** If the cell of one true expert has exactly one fitted atom, then G is a
    translate of G*. *)
Theorem singly_covered_cell (X : vec R d -> Prop) G H A : has_interior X ->
  proper G -> proper H -> distinct_experts H -> same_density_on X G H ->
  In A H -> length (cell (expert_of A) G) = 1%nat -> is_translate_of G H.
Proof.
  intros I PG PH D Eq i L.
  assert (NH : H <> []) by (intros ->; easy).
  apply (common_factor_iff X G H I NH PG PH D) in Eq. destruct Eq as (φ & P & N & S).
  apply (one_term_translate φ G H P); [|exact S]. rewrite <- L. now apply factor_terms_in_cell with H.
Qed.

(** If k < 2k* then G is a translate of G*. *)
Theorem identifiable_below_twice (X : vec R d -> Prop) G H : has_interior X ->
  proper G -> proper H -> distinct_experts H -> same_density_on X G H ->
  (length G < 2 * length H)%nat -> is_translate_of G H.
Proof.
  intros I PG PH D Eq L.
  assert (NH : H <> []) by (intros ->; simpl in L; lia).
  apply (common_factor_iff X G H I NH PG PH D) in Eq. destruct Eq as (φ & P & N & S).
  apply (one_term_translate φ G H P); [|exact S].
  pose proof (factor_terms_bound φ G H N D S). nia.
Qed.

(** For k < 2k* some cell has exactly one atom, if every true expert is matched. *)
Theorem singly_covered_cell_exists G H : distinct_experts H ->
  (forall A, In A H -> exists B, In B G /\ expert_of B = expert_of A) ->
  (length G < 2 * length H)%nat -> exists A, In A H /\ length (cell (expert_of A) G) = 1%nat.
Proof.
  intros D M L.
  destruct (Exists_dec (fun A => length (cell (expert_of A) G) = 1%nat) H) as [e|ne].
  { intro A. apply Nat.eq_dec. }
  - apply Exists_exists in e. exact e.
  - exfalso. enough (2 * length (map expert_of H) <= length G)%nat by (rewrite map_length in *; lia).
    apply count_cells; [exact D|]. intros E i. apply in_map_iff in i. destruct i as (A & <- & i).
    destruct (length (cell (expert_of A) G)) as [|[|n]] eqn:e; [exfalso|exfalso|lia].
    + destruct (M A i) as (B & j & e'). apply length_zero_iff_nil in e.
      assert (k : In B (cell (expert_of A) G)) by now apply in_cell. now rewrite e in k.
    + apply ne, Exists_exists. now exists A.
Qed.

(** What a translate is, atom by atom: all slopes are moved by one vector, and
    the weights of a cell add up to the true weight times one factor. *)
Theorem translate_atoms G H : is_translate_of G H -> exists t1 t2,
  (forall B, In B G -> exists A, In A H /\ expert_of B = expert_of A /\ gate_slope B = gate_slope A ⊕ t1) /\
  (forall A, In A H -> exists B, In B G /\ expert_of B = expert_of A /\ gate_slope B = gate_slope A ⊕ t1) /\
  (forall E, (∑ B ∈ cell E G, exp (gate_bias B)) = exp t2 * ∑ A ∈ cell E H, exp (gate_bias A)).
Proof.
  intros (t1 & t2 & S). exists t1, t2. repeat split.
  - intros B i. destruct (same_measure_atoms _ _ B S i) as (C & j & s & e).
    apply in_map_iff in j. destruct j as (A & <- & j). now exists A.
  - intros A i. destruct (same_measure_atoms (map (translate t1 t2) H) G (translate t1 t2 A)) as (B & j & s & e).
    + intros β E. now rewrite S.
    + now apply in_map.
    + now exists B.
  - intro E. pose proof (same_measure_gates _ _ S E vzero) as C.
    rewrite !cell_gate, lsum_map in C. unfold cell. rewrite !lsum_filter, <- lsum_scal_l.
    assert (Z : forall A, gate A vzero = exp (gate_bias A)).
    { intro A. unfold gate. now rewrite dot_zero_r, Rplus_0_l. }
    rewrite (lsum_ext _ (fun A => if expert_eq_dec (expert_of A) E then gate A vzero else 0)).
    + rewrite C. apply lsum_ext. intros A _. rewrite Z. unfold translate. simpl.
      destruct (expert_eq_dec (expert_of A) E); [|ring]. rewrite exp_plus. ring.
    + intros A _. rewrite Z. now destruct (expert_eq_dec (expert_of A) E).
Qed.

(** The same for the slopes alone, with distinct true experts: in every cell all
    fitted slopes are equal to the true one plus t1. *)
Corollary translate_slopes G H : distinct_experts H -> is_translate_of G H ->
  exists t1, forall A B, In A H -> In B G -> expert_of B = expert_of A ->
    gate_slope B = gate_slope A ⊕ t1.
Proof.
  intros D T. destruct (translate_atoms G H T) as (t1 & _ & S & _). exists t1.
  intros A B i j e. destruct (S B j) as (A' & i' & e' & ->).
  now rewrite (atom_of_expert H A' A D i' i) by congruence.
Qed.

End Identifiability.

(** ** 5. Headline statement: the exact threshold *)

(** For d ≥ 1: the k-atom measures with the density of G* on X are all
    translates of G* if and only if k < 2k*. *)
Theorem identifiability_threshold (d : nat) (X : vec R (S d) -> Prop) (H : list (atom (S d))) (k : nat) :
  has_interior X -> H <> [] -> proper H -> distinct_experts H ->
  ((forall G, length G = k -> proper G -> same_density_on X G H -> is_translate_of G H)
   <-> (k < 2 * length H)%nat).
Proof.
  intros I NH PH D. split.
  - intro All. destruct (Nat.lt_ge_cases k (2 * length H)) as [L|L]; [exact L|exfalso].
    set (γ := (1, vzero) : vec R (S d)).
    destruct (nonidentifiable_beyond_twice H k γ NH L) as (G & LG & PG & Eq & Sp).
    destruct (translate_atoms G H) as (t1 & t2 & T & _).
    { apply All; auto. intros x _ y. apply Eq. }
    assert (exists A, In A H) as (A & i) by (destruct H as [|A H']; [easy|]; exists A; now left).
    (* both slopes β1 ± γ would have to be β1 + t1 *)
    assert (Both : forall s, s = gate_slope A ⊕ γ \/ s = gate_slope A ⊖ γ -> s = gate_slope A ⊕ t1).
    { intros s Hs. destruct (proj2 (Sp s (expert_of A))) as (B & j & <- & e); [now exists A|].
      destruct (T B j) as (A' & j' & e' & ->). rewrite (atom_of_expert H A' A D j' i); congruence. }
    pose proof (Both _ (or_introl eq_refl)) as E1. pose proof (Both _ (or_intror eq_refl)) as E2.
    apply (f_equal fst) in E1, E2. simpl in E1, E2. lra.
  - intros L G LG PG Eq. apply (identifiable_below_twice X); auto. now rewrite LG.
Qed.

(** The theorems of this file to be quoted elsewhere:
    [cells_proportional], [density_equality_iff], [common_factor_iff],
    [factor_terms_bound], [singly_covered_cell], [identifiable_below_twice],
    [translate_slopes], [identifiability_threshold]. *)
