(** * Caloric separation, and the upper bound [rbar (m) <= 2 m]

    _Caloric separation._  Let [(a_1,b_1), ..., (a_n,b_n)] be distinct points of the plane and
    [α_1, ..., α_n] real numbers with [sum α_j (e^(b_j D^2) p)(a_j) = 0] for every real
    polynomial [p] of degree at most [2 n - 2].  Then all [α_j] are zero
    ([caloric_separation_polynomials]; with the monomials [x^l], for which the condition reads
    [sum α_j l! H_l(a_j,b_j) = 0], it is [caloric_separation]).

    In terms of [f(t) = sum α_j exp (a_j t + b_j t^2)] the hypothesis says that the derivatives
    of [f] at [0] vanish up to order [2 n - 2].

    _Proof_ ([weights_vanish]), by strong induction on the number [n] of terms, points not
    necessarily distinct, for the claim that the total weight at every point is zero.

    - Multiplying [f] by [exp (-β t^2)] does not change the hypothesis ([moment_sum_shift]), so we
      may assume that the smallest [b] is zero; the terms with [b = 0] are _flat_, the others
      _curved_.
    - The polynomial [P] of [ExponentialSums.v] has degree at most [2 n - 2], so [P(D) f (0) = 0].
      [P(D)] annihilates the flat part, and [P(D)] of the curved part at [0] is the integral of
      [P g], where [g], the Gaussian transform of the curved part, satisfies [s P g >= 0].  A
      non-negative function with integral zero vanishes, and [P] is a polynomial, so [g = 0]
      ([transformed_curved_zero]).
    - [g] is a sum of fewer terms, all its derivatives at [0] vanish, and the transform is injective
      on points: by induction the curved weights vanish at every point.
    - Hence the derivatives of the flat part [sum α_j e^(a_j t)] vanish up to order [2 n - 2];
      applying the product of the [D - a_j] over all other locations gives the flat weights.

    _Upper bound_ ([positive_solution_zero]).  If [w_1, ..., w_m > 0] and [sum w_j H_l(a_j,b_j) = 0]
    for [l = 1, ..., 2 m], then adding an atom of weight [- sum w_j] at [(0,0)] makes the equation
    for [l = 0] hold too, for [m + 1] atoms; by the above the total weight at every point is zero,
    and as the [w_j] are positive, all [(a_j,b_j)] are [(0,0)].

    Source: docs/theory.md, sections 3.3 and 3.4.  (Section 3.3 proves the separation lemma by
    counting zeros of heat polynomials; the proof here is the second one, of section 3.4.) *)

From Coq Require Import Reals Psatz List Classical Arith Lia.
From Coquelicot Require Import Coquelicot.
From MoeProof Require Import SignChanges LineIntegrals MomentFunctional GaussianMoments
  ExponentialSums HeatPolynomials.
Import ListNotations.
Open Scope R_scope.

(** ** The total weight at a point *)

(** The weight of [x] if [x] is at the point [(a, b)], else zero. *)
Definition weight_if (a b : R) (x : term) : R :=
  if Req_EM_T (location x) a then if Req_EM_T (var_shift x) b then weight x else 0 else 0.

(** The sum of the weights of the terms at the point [(a, b)]. *)
Definition weight_at (a b : R) (L : list term) : R := lsum (weight_if a b) L.

(** At its own point ... *)
Lemma weight_if_here x : weight_if (location x) (var_shift x) x = weight x.
Proof.
  unfold weight_if. destruct (Req_EM_T (location x) _); [| tauto].
  destruct (Req_EM_T (var_shift x) _); tauto.
Qed.

(** ... and at any other. *)
Lemma weight_if_elsewhere a b x : location x <> a \/ var_shift x <> b -> weight_if a b x = 0.
Proof.
  unfold weight_if. intro n. destruct (Req_EM_T (location x) a); [| reflexivity].
  destruct (Req_EM_T (var_shift x) b); [tauto | reflexivity].
Qed.

(** No term at the point: no weight. *)
Lemma weight_at_none a b L :
  (forall x, In x L -> location x <> a \/ var_shift x <> b) -> weight_at a b L = 0.
Proof. intro H; apply lsum_zero; intros x i; apply weight_if_elsewhere, H, i. Qed.

(** A common shift of all [b] moves the points. *)
Lemma weight_at_shift_by a b β L : weight_at a b L = weight_at a (b - β) (map (shift_by β) L).
Proof.
  unfold weight_at. rewrite lsum_map. apply lsum_ext.
  intros [[c a'] b'] _; unfold weight_if; simpl.
  destruct (Req_EM_T a' a); [| reflexivity].
  destruct (Req_EM_T b' b), (Req_EM_T (b' - β) (b - β)); try reflexivity; exfalso; lra.
Qed.

(** The Gaussian transform maps points with [b > 0] injectively, and multiplies the weight by a
    positive number that depends on the point only. *)
Lemma weight_at_transform a b T :
  0 < b -> (forall x, In x T -> 0 < var_shift x) ->
  weight_at (a / (2 * b)) (- / (4 * b)) (map transform T)
  = / sqrt (2 * b) * exp (- a ^ 2 / (4 * b)) * weight_at a b T.
Proof.
  intros b0 P. unfold weight_at. rewrite lsum_map, <- lsum_scal_l.
  apply lsum_ext. intros [[c a'] b'] i.
  assert (bp : 0 < b') by apply (P _ i).
  unfold weight_if; simpl. destruct (Req_EM_T b' b) as [-> | nb].
  - destruct (Req_EM_T (- / (4 * b)) (- / (4 * b))) as [_ | n]; [| tauto].
    destruct (Req_EM_T a' a) as [-> | na].
    + destruct (Req_EM_T (a / (2 * b)) (a / (2 * b))); [| tauto].
      field. apply Rgt_not_eq, sqrt_lt_R0; lra.
    + destruct (Req_EM_T (a' / (2 * b)) (a / (2 * b))) as [e | _]; [| ring].
      exfalso; apply na.
      apply Rmult_eq_reg_r with (/ (2 * b)); [exact e | apply Rinv_neq_0_compat; lra].
  - destruct (Req_EM_T (- / (4 * b')) (- / (4 * b))) as [e | _].
    + exfalso; apply nb. assert (e' : / (4 * b') = / (4 * b)) by lra.
      assert (4 * b' = 4 * b); [| lra].
      rewrite <- (Rinv_inv (4 * b')), <- (Rinv_inv (4 * b)); f_equal; exact e'.
    + destruct (Req_EM_T _ _); destruct (Req_EM_T _ _); ring.
Qed.

(** With positive weights the total weight at each atom is positive. *)
Lemma weight_at_pos L x :
  (forall x, In x L -> 0 < weight x) -> In x L -> 0 < weight_at (location x) (var_shift x) L.
Proof.
  assert (nn : forall a b y, 0 < weight y -> 0 <= weight_if a b y).
  { intros a b y P. unfold weight_if.
    destruct (Req_EM_T _ _); [destruct (Req_EM_T _ _) |]; lra. }
  induction L as [| y L IH]; simpl; [tauto |]. intros P i.
  unfold weight_at; simpl; fold (weight_at (location x) (var_shift x) L).
  destruct i as [-> | i].
  - rewrite weight_if_here. pose proof (P x (or_introl eq_refl)).
    assert (0 <= weight_at (location x) (var_shift x) L) by (apply lsum_nonneg; auto). lra.
  - pose proof (nn (location x) (var_shift x) y (P y (or_introl eq_refl))).
    assert (0 < weight_at (location x) (var_shift x) L) by auto. lra.
Qed.

(** With distinct points the total weight at an atom is its weight. *)
Lemma weight_at_distinct L x :
  NoDup (map (fun x => (location x, var_shift x)) L) -> In x L ->
  weight_at (location x) (var_shift x) L = weight x.
Proof.
  induction L as [| y L IH]; simpl; [tauto |]. intros nd i.
  inversion nd as [| ? ? fresh nd']; subst.
  unfold weight_at; simpl; fold (weight_at (location x) (var_shift x) L).
  destruct i as [-> | i].
  - rewrite weight_if_here, weight_at_none; [ring |]. intros z iz.
    apply not_and_or; intros [e1 e2]. apply fresh. rewrite <- e1, <- e2.
    apply (in_map (fun x => (location x, var_shift x))), iz.
  - rewrite IH by assumption. rewrite weight_if_elsewhere; [ring |].
    apply not_and_or; intros [e1 e2]. apply fresh. rewrite e1, e2.
    apply (in_map (fun x => (location x, var_shift x))), i.
Qed.

(** ** The curved part *)

Section Independence.
Variable G : R.
Hypothesis G_pos : 0 < G.
Hypothesis G_moments : forall μ v, 0 < v ->
  forall k, integral (fun x => x ^ k * gaussian μ v x) (moment k μ v * G).

(** If [b >= 0] throughout and the derivatives at [0] vanish up to order [2 n - 2], then the
    Gaussian transform of the curved part is the zero function. *)
Lemma transformed_curved_zero L :
  (forall x, In x L -> 0 <= var_shift x) ->
  (forall k, (k <= 2 * length L - 2)%nat -> exp_sum_deriv k L 0 = 0) ->
  forall x, exp_sum_deriv 0 (map transform (curved L)) x = 0.
Proof.
  intros nn flat_at_0.
  destruct (curved L) as [| y T] eqn:E; [reflexivity |].
  assert (ne : curved L <> []) by (rewrite E; discriminate).
  rewrite <- E in *; clear E y T.
  assert (few : sign_changes_at_most (exp_sum_deriv 0 (map transform (curved L)))
                  (2 * length (curved L) - 2)).
  { rewrite <- (map_length transform (curved L)).
    apply (sign_changes_exp_sum_upto G G_pos G_moments _ _ (le_n _)).
    intro E; apply ne, (map_eq_nil _ _ E). }
  destruct (comparison_polynomial L ne few) as [rs [s [len [hs [Z P]]]]].
  (* P(D) f (0) is both zero and the integral of P g *)
  assert (zero : moment_functional rs (fun k => exp_sum_deriv k (curved L) 0) = 0).
  { rewrite <- moment_functional_annihilates_flat by exact Z.
    apply moment_functional_0. intros k lk; apply flat_at_0; lia. }
  pose proof (integral_scal s _ _
    (integral_root_product_transform G G_moments rs 0 _ (curved_pos L nn))) as J.
  rewrite zero, Rmult_0_l, Rmult_0_r in J.
  (* s P g >= 0 has integral zero, so it vanishes *)
  assert (vanish := integral_zero_nonneg _ J). cbv beta in vanish.
  assert (e : forall x, exp (0 * x) = 1) by (intro; rewrite Rmult_0_l; apply exp_0).
  apply (root_product_cancel rs); [apply exp_sum_continuous |]. intro x.
  assert (W : s * (root_product rs x * (exp (0 * x) * exp_sum_deriv 0 (map transform (curved L)) x)) = 0).
  { apply vanish. intro z. rewrite e, Rmult_1_l. apply P. }
  rewrite e, Rmult_1_l in W. destruct hs; subst s; lra.
Qed.

(** If the transform is zero, so are all derivatives of the curved part at [0]. *)
Lemma curved_derivatives_zero T :
  (forall x, In x T -> 0 < var_shift x) ->
  (forall x, exp_sum_deriv 0 (map transform T) x = 0) ->
  forall k, exp_sum_deriv k T 0 = 0.
Proof.
  intros P Z k.
  assert (E : exp_sum_deriv k T 0 * G = 0).
  { apply integral_of_zero. generalize (integral_transform G G_moments 0 k T P).
    apply integral_ext; [intro x; rewrite Z; ring | reflexivity]. }
  apply Rmult_integral in E; destruct E; [assumption | lra].
Qed.

(** ** The flat part *)

(** The locations other than [a]. *)
Definition other_locations (a : R) (L : list term) : list R :=
  filter (fun r => if Req_EM_T r a then false else true) (map location L).

(** Every other location is among them. *)
Lemma in_other_locations a L x : In x L -> location x <> a -> In (location x) (other_locations a L).
Proof.
  intros i n. unfold other_locations. apply filter_In. split; [apply in_map, i |].
  destruct (Req_EM_T (location x) a); tauto.
Qed.

(** The polynomial with these roots does not vanish at [a]. *)
Lemma root_product_other_locations a L : root_product (other_locations a L) a <> 0.
Proof.
  unfold other_locations; induction (map location L) as [| r rs IH]; simpl; [lra |].
  destruct (Req_EM_T r a); simpl; [exact IH |].
  apply Rmult_integral_contrapositive_currified; [lra | exact IH].
Qed.

(** Its degree is less than the number of terms, if some term is at [a]. *)
Lemma length_other_locations a L :
  (exists x, In x L /\ location x = a) -> (length (other_locations a L) < length L)%nat.
Proof.
  assert (le : forall L, (length (other_locations a L) <= length L)%nat).
  { clear L; induction L as [| y L IH]; [auto | unfold other_locations in *; simpl].
    destruct (Req_EM_T (location y) a); simpl; lia. }
  intros [x [i e]]; induction L as [| y L IH]; [destruct i |].
  specialize (le L). unfold other_locations in *; simpl.
  destruct (Req_EM_T (location y) a) as [e' | n']; simpl; [lia |].
  destruct i as [-> | i]; [tauto | specialize (IH i); lia].
Qed.

(** If the derivatives of [sum c e^(a t)] vanish at [0] up to order [n - 1], then the total weight
    at every [a] is zero. *)
Lemma flat_weights_vanish L a :
  (forall x, In x L -> var_shift x = 0) ->
  (forall k, (k < length L)%nat -> exp_sum_deriv k L 0 = 0) -> weight_at a 0 L = 0.
Proof.
  intros flatL Z.
  destruct (classic (exists x, In x L /\ location x = a)) as [here | n].
  2: { apply weight_at_none. intros x i; left; intro e; apply n; eauto. }
  set (rs := other_locations a L).
  assert (E : moment_functional rs (fun k => exp_sum_deriv k L 0) = 0).
  { apply moment_functional_0. intros k lk; apply Z.
    pose proof (length_other_locations a L here). unfold rs in lk; lia. }
  rewrite moment_functional_flat in E by exact flatL.
  assert (W : root_product rs a * weight_at a 0 L = 0).
  { etransitivity; [| exact E]. unfold weight_at. rewrite <- lsum_scal_l.
    apply lsum_ext. intros x i. rewrite Rmult_0_r, exp_0, Rmult_1_r.
    destruct (Req_dec (location x) a) as [e | na].
    - pose proof (weight_if_here x) as here_x. rewrite (flatL x i), e in here_x.
      rewrite here_x, e. ring.
    - rewrite weight_if_elsewhere by auto.
      rewrite (root_product_in rs (location x)) by (apply in_other_locations; assumption). ring. }
  apply Rmult_integral in W; destruct W as [W |]; [exfalso | assumption].
  apply (root_product_other_locations a L), W.
Qed.

(** ** Independence *)

(** The case that all [b >= 0], one being zero, given the statement for shorter sums. *)
Lemma weights_vanish_nonneg L :
  (forall x, In x L -> 0 <= var_shift x) -> (exists x, In x L /\ var_shift x = 0) ->
  (forall L', (length L' < length L)%nat ->
     (forall k, (k <= 2 * length L' - 2)%nat -> exp_sum_deriv k L' 0 = 0) ->
     forall a b, weight_at a b L' = 0) ->
  (forall k, (k <= 2 * length L - 2)%nat -> exp_sum_deriv k L 0 = 0) ->
  forall a b, weight_at a b L = 0.
Proof.
  intros nn zero IH H a b.
  pose proof (curved_pos L nn) as pos. pose proof (curved_shorter L zero) as shorter.
  pose proof (transformed_curved_zero L nn H) as Z.
  pose proof (curved_derivatives_zero (curved L) pos Z) as curved_0.
  assert (curved_weights : weight_at a b (curved L) = 0).
  { destruct (Rle_or_lt b 0) as [l0 | l0].
    { apply weight_at_none. intros x i; right; pose proof (pos x i); lra. }
    assert (E := weight_at_transform a b (curved L) l0 pos).
    rewrite IH in E;
      [| rewrite map_length; exact shorter | intros; apply exp_sum_deriv_of_zero, Z].
    symmetry in E; apply Rmult_integral in E; destruct E as [E | E]; [exfalso | exact E].
    assert (0 < / sqrt (2 * b) * exp (- a ^ 2 / (4 * b))); [| lra].
    apply Rmult_lt_0_compat; [apply Rinv_0_lt_compat, sqrt_lt_R0; lra | apply exp_pos]. }
  assert (flat_weights : weight_at a b (flat L) = 0).
  { assert (flatL : forall x, In x (flat L) -> var_shift x = 0) by (intros x i; apply in_flat in i; tauto).
    destruct (Req_dec b 0) as [-> | nb].
    2: { apply weight_at_none. intros x i; right. rewrite (flatL x i); auto. }
    apply flat_weights_vanish; [exact flatL |]. intros k lk.
    assert (E : exp_sum_deriv k L 0 = exp_sum_deriv k (flat L) 0 + exp_sum_deriv k (curved L) 0)
      by apply lsum_split.
    rewrite H, curved_0 in E; [lra |].
    rewrite (length_split L) in *. lia. }
  unfold weight_at in *. rewrite lsum_split. lra.
Qed.

(** The claim for at most [n] terms, by induction on [n]. *)
Lemma weights_vanish_upto : forall n L, (length L <= n)%nat ->
  (forall k, (k <= 2 * length L - 2)%nat -> exp_sum_deriv k L 0 = 0) ->
  forall a b, weight_at a b L = 0.
Proof.
  induction n; intros L l H a b. { destruct L; [reflexivity | simpl in l; lia]. }
  destruct (classic (L = [])) as [-> | ne]; [reflexivity |].
  destruct (smallest_var_shift L ne) as [β [least attained]].
  destruct (shift_by_smallest L β least attained) as [nn zero].
  rewrite (weight_at_shift_by a b β).
  apply weights_vanish_nonneg; [exact nn | exact zero | |].
  - intros L' l'; apply IHn. rewrite map_length in l'; lia.
  - (* the shifted sum satisfies the same equations *)
    intros k lk. rewrite map_length in lk.
    rewrite exp_sum_deriv_heat_sum, <- moment_sum_shift_by.
    apply (moment_sum_shift (2 * length L - 2)); [| exact lk].
    intros j lj. rewrite moment_sum_heat_sum, <- exp_sum_deriv_heat_sum. apply H, lj.
Qed.
End Independence.

(** If [sum w_j H_l(a_j,b_j) = 0] for all [l <= 2 n - 2], where [n] is the number of terms, then the
    total weight at every point is zero.  The points need not be distinct. *)
Theorem weights_vanish (L : list term) :
  (forall l, (l <= 2 * length L - 2)%nat -> heat_sum l L = 0) -> forall a b, weight_at a b L = 0.
Proof.
  intro H. destruct gaussian_moments as [G [G_pos G_moments]].
  apply (weights_vanish_upto G G_pos G_moments (length L) L (le_n _)).
  intros k lk. rewrite exp_sum_deriv_heat_sum, H by exact lk. ring.
Qed.

(** ** Caloric separation *)

(** For distinct points [(a_j,b_j)]: if [sum α_j l! H_l(a_j,b_j) = 0] for all [l <= 2 n - 2], that
    is [sum α_j (e^(b_j D^2) p)(a_j) = 0] for every monomial [p] of degree at most [2 n - 2], then
    all [α_j] are zero. *)
Theorem caloric_separation (L : list term) :
  NoDup (map (fun x => (location x, var_shift x)) L) ->
  (forall l, (l <= 2 * length L - 2)%nat ->
     lsum (fun x => weight x * (INR (fact l) * heat l (location x) (var_shift x))) L = 0) ->
  forall x, In x L -> weight x = 0.
Proof.
  intros nd H x i. rewrite <- (weight_at_distinct L x nd i).
  apply weights_vanish. intros l hl.
  apply Rmult_eq_reg_l with (INR (fact l)); [| apply INR_fact_neq_0].
  rewrite Rmult_0_r, <- (H l hl). unfold heat_sum. rewrite <- lsum_scal_l.
  apply lsum_ext; intros; ring.
Qed.

(** The polynomial with coefficients [p 0, ..., p d]. *)
Definition polynomial (p : nat -> R) (d : nat) (x : R) : R := sum_f_R0 (fun l => p l * x ^ l) d.

(** The monomials are polynomials. *)
Lemma polynomial_monomial l d x :
  (l <= d)%nat -> polynomial (fun k => if Nat.eqb k l then 1 else 0) d x = x ^ l.
Proof.
  (* below degree l the sum is zero *)
  assert (below : forall d, (d < l)%nat -> polynomial (fun k => if Nat.eqb k l then 1 else 0) d x = 0).
  { unfold polynomial; intros e; induction e as [| e IH]; intro h.
    - simpl. destruct l; [lia | simpl; ring].
    - rewrite tech5, IH by lia. rewrite (proj2 (Nat.eqb_neq (S e) l)) by lia. ring. }
  intro h; induction h as [| d h IH].
  - destruct l as [| l]; [unfold polynomial; simpl; ring |].
    pose proof (below l (Nat.lt_succ_diag_r l)) as B. unfold polynomial in *.
    rewrite tech5, B, Nat.eqb_refl. ring.
  - unfold polynomial in *. rewrite tech5, IH.
    rewrite (proj2 (Nat.eqb_neq (S d) l)) by lia. ring.
Qed.

(** The same with the hypothesis for all polynomials of degree at most [2 n - 2].  [heat_flow (n-1)]
    is [e^(b D^2)] on them: [sum over k < n of b^k / k! D^(2k)]. *)
Theorem caloric_separation_polynomials (L : list term) :
  let n := length L in
  NoDup (map (fun x => (location x, var_shift x)) L) ->
  (forall p : nat -> R,
     lsum (fun x => weight x *
       heat_flow (n - 1) (var_shift x) (polynomial p (2 * n - 2)) (location x)) L = 0) ->
  forall x, In x L -> weight x = 0.
Proof.
  intros n nd H. apply caloric_separation; [exact nd |]. intros l hl. fold n in hl.
  rewrite <- (H (fun k => if Nat.eqb k l then 1 else 0)). apply lsum_ext. intros x _.
  rewrite (heat_flow_ext _ _ _ (fun z => z ^ l)) by (intro; apply polynomial_monomial, hl).
  rewrite heat_flow_monomial; [reflexivity |].
  apply Nat.div_le_upper_bound; lia.
Qed.

(** ** The upper bound *)

(** A solution of order [2 m] with [m] atoms of positive weight has all its atoms at [(0,0)]. *)
Theorem positive_solution_zero (L : list term) :
  (forall x, In x L -> 0 < weight x) ->
  (forall l, (1 <= l <= 2 * length L)%nat -> heat_sum l L = 0) ->
  forall x, In x L -> location x = 0 /\ var_shift x = 0.
Proof.
  intros W H x i.
  (* the additional atom *)
  set (L1 := ((- heat_sum 0 L, 0, 0) : term) :: L).
  assert (len : length L1 = S (length L)) by reflexivity.
  assert (Z : forall l, (l <= 2 * length L1 - 2)%nat -> heat_sum l L1 = 0).
  { intros l hl.
    change (heat_sum l L1) with (- heat_sum 0 L * heat l 0 0 + heat_sum l L).
    destruct l as [| l].
    - assert (one : heat 0 0 0 = 1) by (unfold heat; simpl; field). rewrite one. ring.
    - rewrite heat_origin, (H (S l)) by lia. ring. }
  pose proof (weights_vanish L1 Z (location x) (var_shift x)) as E.
  unfold weight_at, L1 in E; simpl in E. fold (weight_at (location x) (var_shift x) L) in E.
  pose proof (weight_at_pos L x W i) as P.
  apply NNPP; intro n.
  rewrite weight_if_elsewhere in E; [lra |]. simpl.
  apply not_and_or; intros [e1 e2]; apply n; auto.
Qed.
