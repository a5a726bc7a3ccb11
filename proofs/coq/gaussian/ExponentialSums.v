(** * Sums of [n] terms [c exp (a t + b t^2)] have at most [2 n - 2] sign changes

    Let [f(t) = sum_j c_j exp (a_j t + b_j t^2)] with [n >= 1] terms, real [c_j], [a_j], [b_j] in any
    position.  Then [f] has at most [2 n - 2] sign changes ([sign_changes_exp_sum]).

    _Proof_, by strong induction on [n].

    1. Multiplying [f] by the positive function [exp (-β t^2)] with [β = min b_j] we may assume
       that the smallest [b_j] is [0].  Call the terms with [b_j = 0] _flat_ and the others, which
       have [b_j > 0], _curved_; there is at least one flat term.
    2. No curved term: [f = sum c_j e^(a_j t)].  Applying [D - a_j] for all terms but one leaves a
       multiple of one exponential, which has no sign change, and each factor costs at most one
       (mean value theorem): at most [n - 1] sign changes.
    3. Otherwise write each curved term as a Gaussian integral.  Up to the constant [G],
       [c exp (a t + b t^2)] is the integral over [x] of [e^(t x) g(x)], where
       [g(x) = c / sqrt (2 b) exp (-(x - a)^2 / (4 b))] is again a term of the same kind, now in the
       variable [x].  So the curved part is the integral of [e^(t x) g(x)] with [g] a sum of [n' < n]
       such terms.
    4. By induction [g] has at most [2 n' - 2] sign changes, so there is a polynomial of at most that
       degree with the signs of [g].  Multiply it by [(x - a_j)^2] for every flat term: the product
       [P] has degree at most [2 n' - 2 + 2 (n - n') = 2 n - 2], still [s P g >= 0] everywhere, and [P]
       vanishes at the [a_j] of the flat terms.
    5. Now [P(D)] annihilates the flat terms, and on the curved part it is the integral of
       [e^(t x) P(x) g(x)].  So [s P(D) f >= 0]: no sign change.  [P(D)] is a product of at most
       [2 n - 2] factors [D - r], and each costs at most one sign change.

    Steps 3 to 5 are used once more in [Separation.v], so they are lemmas of their own
    ([integral_transform], [comparison_polynomial], [moment_functional_annihilates_flat]).

    Source: docs/theory.md, section 3.4. *)

From Coq Require Import Reals Psatz List Classical Arith Lia.
From Coquelicot Require Import Coquelicot.
From MoeProof Require Export ListSums.
From MoeProof Require Import SignChanges LineIntegrals MomentFunctional GaussianMoments.
Import ListNotations.
Open Scope R_scope.

(** ** Definitions *)

(** The triple [(c, a, b)] stands for the function [c exp (a t + b t^2)].  In the application [c]
    is the weight of an atom, [a] the shift of its location, and [b] half the shift of its
    variance. *)
Definition term : Type := (R * R * R)%type.

(** The three components. *)
Definition weight (x : term) : R := let '(c, a, b) := x in c.
Definition location (x : term) : R := let '(c, a, b) := x in a.
Definition var_shift (x : term) : R := let '(c, a, b) := x in b.

(** The exponential sum. *)
Definition exp_sum (L : list term) (t : R) : R :=
  lsum (fun x => weight x * exp (location x * t + var_shift x * t ^ 2)) L.

(** The [k]-th derivative of one term, and of the sum: the polynomial factor is a moment of the
    (formal) normal distribution with mean [a + 2 b t] and variance [2 b]. *)
Definition term_deriv (k : nat) (t : R) (x : term) : R :=
  let '(c, a, b) := x in c * (exp (a * t + b * t ^ 2) * moment k (a + 2 * b * t) (2 * b)).

(** The [k]-th derivative of the sum. *)
Definition exp_sum_deriv (k : nat) (L : list term) (t : R) : R := lsum (term_deriv k t) L.

(** ** Finite sums *)

(** [P(D)] and the sum over the terms commute. *)
Lemma moment_functional_lsum rs (h : nat -> term -> R) L :
  moment_functional rs (fun k => lsum (h k) L)
  = lsum (fun x => moment_functional rs (fun k => h k x)) L.
Proof.
  induction L; simpl; [apply moment_functional_0; reflexivity |].
  rewrite moment_functional_plus, IHL; reflexivity.
Qed.

(** ** Derivatives of an exponential sum *)

(** [term_deriv (k + 1)] is the derivative of [term_deriv k]: product rule and the moment recurrence. *)
Lemma term_deriv_S k x t : is_derive (fun t => term_deriv k t x) t (term_deriv (S k) t x).
Proof.
  destruct x as [[c a] b]; unfold term_deriv. apply is_derive_scal.
  evar_last.
  { apply (is_derive_mult (fun t => exp (a * t + b * t ^ 2)) (fun t => moment k (a + 2 * b * t) (2 * b)) t
             ((a + 2 * b * t) * exp (a * t + b * t ^ 2))
             (2 * b * (INR k * moment (pred k) (a + 2 * b * t) (2 * b))));
      [| | intros; apply Rmult_comm].
    - auto_derive; [exact I |]. simpl pow; ring.
    - apply (is_derive_comp (fun μ => moment k μ (2 * b)) (fun t => a + 2 * b * t));
        [apply moment_mean_derivative |].
      auto_derive; [exact I | ring]. }
  rewrite moment_S. unfold plus, mult; simpl; unfold plus, mult; simpl; ring.
Qed.

(** The same for the sum. *)
Lemma exp_sum_deriv_S L k t : is_derive (exp_sum_deriv k L) t (exp_sum_deriv (S k) L t).
Proof.
  unfold exp_sum_deriv; induction L; simpl; [apply @is_derive_const |].
  apply (is_derive_plus (fun t => term_deriv k t a) (fun t => lsum (term_deriv k t) L));
    [apply term_deriv_S | exact IHL].
Qed.

(** Derivative of order zero: the sum itself. *)
Lemma exp_sum_deriv_0 L t : exp_sum_deriv 0 L t = exp_sum L t.
Proof. unfold exp_sum_deriv, exp_sum; apply lsum_ext; intros [[c a] b] _; simpl; ring. Qed.

(** The sum is continuous. *)
Lemma exp_sum_continuous L x : continuity_pt (exp_sum_deriv 0 L) x.
Proof.
  apply derivable_continuous_pt. exists (exp_sum_deriv 1 L x).
  apply is_derive_Reals, exp_sum_deriv_S.
Qed.

(** They are the iterated derivatives. *)
Lemma Derive_n_exp_sum L k : forall t, Derive_n (exp_sum L) k t = exp_sum_deriv k L t.
Proof.
  induction k; intro t; simpl; [symmetry; apply exp_sum_deriv_0 |].
  rewrite (Derive_ext _ (exp_sum_deriv k L)) by exact IHk.
  apply is_derive_unique, exp_sum_deriv_S.
Qed.

(** A sum that is zero as a function has zero derivatives. *)
Lemma exp_sum_deriv_of_zero L :
  (forall x, exp_sum_deriv 0 L x = 0) -> forall k x, exp_sum_deriv k L x = 0.
Proof.
  intros H k; induction k; intro x; [apply H |].
  rewrite <- (is_derive_unique _ _ _ (exp_sum_deriv_S L k x)), (Derive_ext _ (fun _ => 0)) by exact IHk.
  apply Derive_const.
Qed.

(** ** Step 1: normalising the smallest [b] to zero *)

(** Lower [b] by [β]. *)
Definition shift_by (β : R) (x : term) : term := let '(c, a, b) := x in (c, a, b - β).

(** On functions: multiplication by [exp (- β t^2)]. *)
Lemma exp_sum_shift_by β L t :
  exp_sum_deriv 0 (map (shift_by β) L) t = exp (- β * t ^ 2) * exp_sum_deriv 0 L t.
Proof.
  unfold exp_sum_deriv. rewrite lsum_map, <- lsum_scal_l.
  apply lsum_ext. intros [[c a] b] _; simpl.
  replace (a * t + (b - β) * (t * (t * 1))) with (- β * t ^ 2 + (a * t + b * t ^ 2)) by ring.
  rewrite exp_plus; simpl; ring.
Qed.

(** A non-empty list has a smallest [b]. *)
Lemma smallest_var_shift L : L <> [] ->
  exists β, (forall x, In x L -> β <= var_shift x) /\ exists x, In x L /\ var_shift x = β.
Proof.
  induction L as [| x L]; [tauto | intros _]. destruct L as [| y L].
  - exists (var_shift x); split; [intros z [-> | []]; lra | exists x; simpl; auto].
  - destruct IHL as [β [H [z [zi ze]]]]; [discriminate |].
    destruct (Rle_or_lt β (var_shift x)) as [l | l].
    + exists β; split; [intros w [-> | w']; auto |].
      exists z; split; [right; assumption | assumption].
    + exists (var_shift x); split; [intros w [-> | w']; [lra |] | exists x; simpl; auto].
      pose proof (H w w'); lra.
Qed.

(** After the shift all [b] are non-negative, and one is zero. *)
Lemma shift_by_smallest L β :
  (forall x, In x L -> β <= var_shift x) -> (exists x, In x L /\ var_shift x = β) ->
  (forall x, In x (map (shift_by β) L) -> 0 <= var_shift x) /\
  exists x, In x (map (shift_by β) L) /\ var_shift x = 0.
Proof.
  intros least [x0 [i0 e0]]; split.
  - intros x i. apply in_map_iff in i. destruct i as [[[c a] b] [<- i]].
    pose proof (least _ i); simpl in *; lra.
  - exists (shift_by β x0); split; [apply in_map, i0 |].
    destruct x0 as [[c a] b]; simpl in *; lra.
Qed.

(** ** Flat and curved terms *)

(** Is [b = 0]? *)
Definition is_flat (x : term) : bool := if Req_EM_T (var_shift x) 0 then true else false.
(** The terms with [b = 0] ... *)
Definition flat (L : list term) : list term := filter is_flat L.
(** ... and the others. *)
Definition curved (L : list term) : list term := filter (fun x => negb (is_flat x)) L.

(** Members of the two parts. *)
Lemma in_flat L x : In x (flat L) <-> In x L /\ var_shift x = 0.
Proof.
  unfold flat; rewrite filter_In; unfold is_flat.
  destruct (Req_EM_T (var_shift x) 0); split; intros [? ?]; split; auto; discriminate.
Qed.

Lemma in_curved L x : In x (curved L) <-> In x L /\ var_shift x <> 0.
Proof.
  unfold curved; rewrite filter_In; unfold is_flat.
  destruct (Req_EM_T (var_shift x) 0); simpl; split; intros [? ?]; split; auto; try discriminate; tauto.
Qed.

(** A sum is the sum over its two parts. *)
Lemma lsum_split h L : lsum h L = lsum h (flat L) + lsum h (curved L).
Proof.
  induction L as [| x L IH]; simpl; [ring |].
  destruct (is_flat x); simpl; rewrite IH; ring.
Qed.

(** The parts have [n] terms together. *)
Lemma length_split L : length L = (length (flat L) + length (curved L))%nat.
Proof.
  induction L as [| x L IH]; simpl; [ring |].
  destruct (is_flat x); simpl; rewrite IH; lia.
Qed.

(** If all [b] are non-negative, those of the curved terms are positive. *)
Lemma curved_pos L :
  (forall x, In x L -> 0 <= var_shift x) -> forall x, In x (curved L) -> 0 < var_shift x.
Proof. intros nn x i. apply in_curved in i. pose proof (nn x (proj1 i)). lra. Qed.

(** If there is a flat term, there are fewer curved terms than terms. *)
Lemma curved_shorter L :
  (exists x, In x L /\ var_shift x = 0) -> (length (curved L) < length L)%nat.
Proof.
  intros [x i]. apply in_flat in i. rewrite (length_split L).
  destruct (flat L); [destruct i | simpl; lia].
Qed.

(** On flat terms [P(D)] multiplies each exponential [e^(a t)] by [P(a)]. *)
Lemma moment_functional_flat rs L t :
  (forall x, In x L -> var_shift x = 0) ->
  moment_functional rs (fun k => exp_sum_deriv k L t)
  = lsum (fun x => weight x * exp (location x * t) * root_product rs (location x)) L.
Proof.
  intro H. unfold exp_sum_deriv. rewrite moment_functional_lsum.
  apply lsum_ext. intros [[c a] b] i.
  assert (b = 0) by apply (H _ i). subst; simpl.
  rewrite (moment_functional_ext _ _ (fun k => (c * exp (a * t)) * a ^ k));
    [rewrite moment_functional_powers; ring |].
  intros k _. replace (a * t + 0 * (t * (t * 1))) with (a * t) by ring.
  replace (a + 2 * 0 * t) with a by ring.
  rewrite Rmult_0_r, moment_variance_0; ring.
Qed.

(** [P(D)] of the sum is [P(D)] of the flat part plus [P(D)] of the curved part. *)
Lemma moment_functional_split rs L t :
  moment_functional rs (fun k => exp_sum_deriv k L t)
  = moment_functional rs (fun k => exp_sum_deriv k (flat L) t)
    + moment_functional rs (fun k => exp_sum_deriv k (curved L) t).
Proof.
  rewrite <- moment_functional_plus.
  apply moment_functional_ext; intros; apply lsum_split.
Qed.

(** If [P] vanishes at the [a] of the flat terms, then [P(D)] sees the curved part only. *)
Lemma moment_functional_annihilates_flat rs L t :
  (forall x, In x (flat L) -> root_product rs (location x) = 0) ->
  moment_functional rs (fun k => exp_sum_deriv k L t)
  = moment_functional rs (fun k => exp_sum_deriv k (curved L) t).
Proof.
  intro Z. rewrite moment_functional_split, moment_functional_flat by (intros x i; apply in_flat in i; tauto).
  rewrite lsum_zero; [ring |]. intros x i; rewrite Z by exact i; ring.
Qed.

(** ** Step 2: no curved term *)

(** A sum of [n] exponentials [c e^(a t)] has at most [n - 1] sign changes. *)
Lemma sign_changes_flat L :
  L <> [] -> (forall x, In x L -> var_shift x = 0) ->
  sign_changes_at_most (exp_sum_deriv 0 L) (length L - 1).
Proof.
  intros ne flatL. destruct L as [| x L]; [tauto | clear ne].
  set (rs := map location L).
  apply (sign_changes_le _ (0 + length rs)); [| unfold rs; rewrite map_length; simpl; lia].
  apply (sign_changes_moment_functional rs (fun k => exp_sum_deriv k (x :: L))); [intros; apply exp_sum_deriv_S |].
  (* only the first term survives *)
  assert (E : forall t, moment_functional rs (fun k => exp_sum_deriv k (x :: L) t)
                        = exp (location x * t) * (weight x * root_product rs (location x))).
  { intro t. rewrite moment_functional_flat by exact flatL. simpl.
    rewrite lsum_zero; [ring |].
    intros z i. unfold rs; rewrite root_product_in by (apply in_map, i); ring. }
  set (q := weight x * root_product rs (location x)) in *.
  destruct (Rle_or_lt 0 q);
    [apply (sign_changes_constant_sign _ 1) | apply (sign_changes_constant_sign _ (-1))];
    auto; intro t; rewrite E; pose proof (exp_pos (location x * t)); nra.
Qed.

(** ** Step 3: curved terms as Gaussian integrals *)

(** The term in [x] whose integral against [e^(t x)] is the given term in [t]. *)
Definition transform (x : term) : term :=
  let '(c, a, b) := x in (c / sqrt (2 * b) * exp (- a ^ 2 / (4 * b)), a / (2 * b), - / (4 * b)).

Section GaussianTransform.
Variable G : R.
Hypothesis G_pos : 0 < G.
Hypothesis G_moments : forall μ v, 0 < v ->
  forall k, integral (fun x => x ^ k * gaussian μ v x) (moment k μ v * G).

(** The transformed term, times [e^(t x)], is a Gaussian in [x] with mean [a + 2 b t] and variance
    [2 b], times the original term at [t]: completing the square. *)
Lemma transform_is_gaussian c a b t x : 0 < b ->
  exp (t * x) * term_deriv 0 x (transform (c, a, b))
  = c * exp (a * t + b * t ^ 2) * gaussian (a + 2 * b * t) (2 * b) x.
Proof.
  intro b0. assert (s0 : 0 < sqrt (2 * b)) by (apply sqrt_lt_R0; lra).
  unfold gaussian; simpl term_deriv.
  transitivity (c / sqrt (2 * b) *
    (exp (t * x) * (exp (- a ^ 2 / (4 * b)) * exp (a / (2 * b) * x + - / (4 * b) * x ^ 2)))).
  { simpl pow; field; lra. }
  transitivity (c / sqrt (2 * b) *
    (exp (a * t + b * t ^ 2) * exp (- (x - (a + 2 * b * t)) ^ 2 / (2 * (2 * b)))));
    [| field; lra].
  f_equal. rewrite <- !exp_plus; f_equal. field; lra.
Qed.

(** Derivatives of the curved part are moments of the transformed sum. *)
Lemma integral_transform t k T : (forall x, In x T -> 0 < var_shift x) ->
  integral (fun x => x ^ k * (exp (t * x) * exp_sum_deriv 0 (map transform T) x))
           (exp_sum_deriv k T t * G).
Proof.
  unfold exp_sum_deriv; induction T as [| [[c a] b] T]; intro P; simpl map; simpl lsum.
  - apply (integral_ext (fun _ => 0) _ 0); [intro; ring | ring | apply integral_0].
  - assert (b0 : 0 < b) by (apply (P (c, a, b)); left; reflexivity).
    pose proof (integral_plus _ _ _ _
      (integral_scal (c * exp (a * t + b * t ^ 2)) _ _ (G_moments (a + 2 * b * t) (2 * b) ltac:(lra) k))
      (IHT (fun x h => P x (or_intror h)))) as J.
    revert J; apply integral_ext; [| simpl pow; ring]. intro x.
    transitivity (x ^ k * (exp (t * x) * term_deriv 0 x (transform (c, a, b)))
                  + x ^ k * (exp (t * x) * lsum (term_deriv 0 x) (map transform T)));
      [| simpl; ring].
    rewrite transform_is_gaussian by exact b0. ring.
Qed.

(** [P(D)] of the curved part is the integral of [P] times the transformed sum times [e^(t x)]. *)
Lemma integral_root_product_transform rs t T : (forall x, In x T -> 0 < var_shift x) ->
  integral (fun x => root_product rs x * (exp (t * x) * exp_sum_deriv 0 (map transform T) x))
           (moment_functional rs (fun k => exp_sum_deriv k T t) * G).
Proof.
  intro P.
  apply (integral_ext (fun x => root_product rs x * (exp (t * x) * exp_sum_deriv 0 (map transform T) x)) _
           (moment_functional rs (fun k => exp_sum_deriv k T t * G))); [reflexivity | |].
  - rewrite (moment_functional_ext _ _ (fun k => G * exp_sum_deriv k T t)) by (intros; ring).
    rewrite moment_functional_scal; ring.
  - apply (integral_root_product rs (fun x => exp (t * x) * exp_sum_deriv 0 (map transform T) x)).
    intro k; apply integral_transform, P.
Qed.

(** ** Step 4: the comparison polynomial *)

(** Each location of a flat term, twice. *)
Definition double_roots (L : list term) : list R := map location L ++ map location L.

(** The polynomial with these roots is a square ... *)
Lemma double_roots_nonneg L x : 0 <= root_product (double_roots L) x.
Proof. unfold double_roots; rewrite root_product_app; apply Rle_0_sqr. Qed.

(** ... that vanishes at the locations. *)
Lemma double_roots_in L x : In x L -> root_product (double_roots L) (location x) = 0.
Proof.
  intro i. unfold double_roots.
  rewrite root_product_app, root_product_in by (apply in_map, i). ring.
Qed.

(** A polynomial of degree at most [2 n - 2] that vanishes at the flat terms and has the signs of
    the transformed curved part, given that the latter has few sign changes. *)
Lemma comparison_polynomial L :
  curved L <> [] ->
  sign_changes_at_most (exp_sum_deriv 0 (map transform (curved L))) (2 * length (curved L) - 2) ->
  exists rs s, (length rs <= 2 * length L - 2)%nat /\ (s = 1 \/ s = -1) /\
    (forall x, In x (flat L) -> root_product rs (location x) = 0) /\
    (forall x, 0 <= s * (root_product rs x * exp_sum_deriv 0 (map transform (curved L)) x)).
Proof.
  intros ne few. destruct (matching_polynomial _ _ few) as [rs [s [len [hs P]]]].
  assert (1 <= length (curved L))%nat by (destruct (curved L); [tauto | simpl; lia]).
  exists (double_roots (flat L) ++ rs), s; repeat split.
  - rewrite (length_split L). unfold double_roots; rewrite !app_length, !map_length; lia.
  - exact hs.
  - intros x i. rewrite root_product_app, double_roots_in by exact i; ring.
  - intro x. rewrite root_product_app.
    pose proof (double_roots_nonneg (flat L) x). pose proof (P x).
    replace (s * _) with (root_product (double_roots (flat L)) x *
        (s * (root_product rs x * exp_sum_deriv 0 (map transform (curved L)) x))) by ring.
    apply Rmult_le_pos; assumption.
Qed.

(** ** Step 5: the bound when the smallest [b] is zero *)

(** The induction step for [b >= 0]: [s P(D) f] is the integral of a non-negative function. *)
Lemma sign_changes_nonneg L :
  (forall x, In x L -> 0 <= var_shift x) -> curved L <> [] ->
  sign_changes_at_most (exp_sum_deriv 0 (map transform (curved L))) (2 * length (curved L) - 2) ->
  sign_changes_at_most (exp_sum_deriv 0 L) (2 * length L - 2).
Proof.
  intros nn ne few.
  destruct (comparison_polynomial L ne few) as [rs [s [len [hs [Z P]]]]].
  apply (sign_changes_le _ (0 + length rs)); [| lia].
  apply (sign_changes_moment_functional rs (fun k => exp_sum_deriv k L)); [intros; apply exp_sum_deriv_S |].
  (* s P(D) f is the integral of a non-negative function *)
  apply (sign_changes_constant_sign _ s hs). intro t.
  rewrite moment_functional_annihilates_flat by exact Z.
  pose proof (integral_scal s _ _ (integral_root_product_transform rs t _ (curved_pos L nn))) as J.
  apply Rmult_le_reg_r with G; [exact G_pos |].
  rewrite Rmult_0_l, Rmult_assoc. apply (integral_nonneg _ _ J). intro x.
  replace (s * _) with
    (exp (t * x) * (s * (root_product rs x * exp_sum_deriv 0 (map transform (curved L)) x))) by ring.
  apply Rmult_le_pos; [left; apply exp_pos | apply P].
Qed.

(** ** The induction *)

(** The bound for at most [n] terms, by induction on [n]. *)
Lemma sign_changes_exp_sum_upto : forall n L, (length L <= n)%nat -> L <> [] ->
  sign_changes_at_most (exp_sum_deriv 0 L) (2 * length L - 2).
Proof.
  induction n; intros L l ne. { destruct L; [tauto | simpl in l; lia]. }
  destruct (smallest_var_shift L ne) as [β [least attained]].
  destruct (shift_by_smallest L β least attained) as [nn zero].
  (* pass to the shifted sum *)
  apply (sign_changes_positive_factor (exp_sum_deriv 0 (map (shift_by β) L)));
    [| intro t; exists (exp (- β * t ^ 2)); split; [apply exp_pos | apply exp_sum_shift_by]].
  rewrite <- (map_length (shift_by β) L) in *.
  set (L' := map (shift_by β) L) in *.
  assert (ne' : L' <> []) by (destruct zero as [x [i _]]; intro E; rewrite E in i; destruct i).
  clearbody L'; clear L ne β least attained; rename L' into L.
  destruct (curved L) as [| y T] eqn:ET.
  - (* all terms are flat *)
    apply (sign_changes_le _ (length L - 1)); [| lia].
    apply sign_changes_flat; [exact ne' |].
    intros x i. apply NNPP; intro nz.
    assert (In x (curved L)) by (apply in_curved; auto). rewrite ET in *; tauto.
  - (* the transformed curved part is shorter *)
    assert (neT : curved L <> []) by (rewrite ET; discriminate). clear ET y T.
    apply sign_changes_nonneg; [exact nn | exact neT |].
    rewrite <- (map_length transform (curved L)). apply IHn.
    + rewrite map_length. pose proof (curved_shorter L zero). lia.
    + intro E; apply neT, (map_eq_nil _ _ E).
Qed.
End GaussianTransform.

(** A sum of [n >= 1] terms [c exp (a t + b t^2)] has at most [2 n - 2] sign changes. *)
Theorem sign_changes_exp_sum L :
  L <> [] -> sign_changes_at_most (exp_sum L) (2 * length L - 2).
Proof.
  intro ne. destruct gaussian_moments as [G [G_pos G_moments]].
  apply (sign_changes_positive_factor (exp_sum_deriv 0 L)).
  - apply (sign_changes_exp_sum_upto G G_pos G_moments (length L)); [lia | exact ne].
  - intro t; exists 1; split; [lra |]. rewrite exp_sum_deriv_0; ring.
Qed.
