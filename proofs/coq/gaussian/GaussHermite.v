(** * Gauss-Hermite quadrature exists

    For every [m >= 1] there are [m] distinct nodes with positive weights such that
    [sum w_j x_j^k = moment k 0 1], the [k]-th moment of the standard normal distribution, for all
    [k <= 2 m - 1] ([gauss_hermite]).

    _Proof_, the classical one.  The Hermite polynomial [He_m] (probabilists' form) is orthogonal to
    all polynomials of lower degree.  So it has at least [m] sign changes: with fewer there would be
    a polynomial [P] of degree less than [m] with [s P He_m >= 0], the integral of [P He_m] against
    the Gaussian would be zero, and [P He_m] would vanish.  Hence [He_m] has [m] distinct real zeros;
    take them as nodes.  The weights are chosen by interpolation so that the rule is exact for
    degrees below [m] ([interpolation]); orthogonality extends this to degrees below [2 m]: the
    monomial [x^(i+m)] differs from [x^i He_m] by terms of lower degree, and both sides of the rule
    vanish on [x^i He_m] for [i < m].  The rule is then exact on the square of the product over all
    nodes but one, where it gives a positive multiple of that node's weight: the weights are positive.

    Polynomials are again treated as functionals on sequences: [hermite_functional m z] is
    [sum_k c_k z_k], where [He_m = sum_k c_k x^k].

    Source: docs/theory.md, section 3.2. *)

From Coq Require Import Reals Psatz List Arith Lia Classical.
From Coquelicot Require Import Coquelicot.
From MoeProof Require Import SignChanges LineIntegrals MomentFunctional GaussianMoments.
Import ListNotations.
Open Scope R_scope.

(** ** Hermite polynomials *)

(** The recurrence [He_(m+2) = x He_(m+1) - (m+1) He_m], on sequences. *)
Fixpoint hermite_functional (m : nat) (z : nat -> R) : R :=
  match m with
  | O => z O
  | S m' => match m' with
            | O => z 1%nat
            | S m'' => hermite_functional m' (fun k => z (S k)) - INR m' * hermite_functional m'' z
            end
  end.

(** The polynomial itself. *)
Definition hermite (m : nat) (x : R) : R := hermite_functional m (fun k => x ^ k).

(** The recurrence as an equation. *)
Lemma hermite_functional_SS m z :
  hermite_functional (S (S m)) z
  = hermite_functional (S m) (fun k => z (S k)) - INR (S m) * hermite_functional m z.
Proof. reflexivity. Qed.

(** Two-step induction on [m]. *)
Ltac two_step_induction m := induction m as [m IH] using lt_wf_ind; destruct m as [| [| m]].

(** Linearity and extensionality, in three lemmas. *)
Lemma hermite_functional_ext m : forall z z',
  (forall k, z k = z' k) -> hermite_functional m z = hermite_functional m z'.
Proof.
  two_step_induction m; intros z z' E; [apply E | apply E |].
  rewrite !hermite_functional_SS.
  rewrite (IH (S m) ltac:(lia) _ (fun k => z' (S k))) by (intro; apply E).
  rewrite (IH m ltac:(lia) _ z' E). reflexivity.
Qed.

Lemma hermite_functional_plus m : forall z z',
  hermite_functional m (fun k => z k + z' k) = hermite_functional m z + hermite_functional m z'.
Proof.
  two_step_induction m; intros z z'; [reflexivity | reflexivity |].
  rewrite !hermite_functional_SS.
  rewrite (IH (S m) ltac:(lia) (fun k => z (S k))), (IH m ltac:(lia)). ring.
Qed.

Lemma hermite_functional_scal m : forall c z,
  hermite_functional m (fun k => c * z k) = c * hermite_functional m z.
Proof.
  two_step_induction m; intros c z; [reflexivity | reflexivity |].
  rewrite !hermite_functional_SS.
  rewrite (IH (S m) ltac:(lia) c (fun k => z (S k))), (IH m ltac:(lia)). ring.
Qed.

(** [He_m] is monic of degree [m]: sequences that agree below [m] are told apart by [z m]. *)
Lemma hermite_functional_monic m : forall z z', (forall k, (k < m)%nat -> z k = z' k) ->
  hermite_functional m z - hermite_functional m z' = z m - z' m.
Proof.
  two_step_induction m; intros z z' E; [reflexivity | reflexivity |].
  rewrite !hermite_functional_SS.
  pose proof (IH (S m) ltac:(lia) (fun k => z (S k)) (fun k => z' (S k)) ltac:(intros; apply E; lia)) as I1.
  pose proof (IH m ltac:(lia) z z' ltac:(intros; apply E; lia)) as I2.
  rewrite (E m) in I2 by lia. cbv beta in I1.
  assert (hermite_functional m z = hermite_functional m z') as -> by lra.
  lra.
Qed.

(** The functional commutes with integration. *)
Lemma hermite_functional_integral m : forall (h : nat -> R -> R) z,
  (forall k, integral (h k) (z k)) ->
  integral (fun x => hermite_functional m (fun k => h k x)) (hermite_functional m z).
Proof.
  two_step_induction m; intros h z E; [apply E | apply E |].
  apply (integral_ext
    (fun x => hermite_functional (S m) (fun k => h (S k) x)
              + (- INR (S m)) * hermite_functional m (fun k => h k x)) _
    (hermite_functional (S m) (fun k => z (S k)) + (- INR (S m)) * hermite_functional m z));
    [intro; rewrite hermite_functional_SS; ring | rewrite hermite_functional_SS; ring |].
  apply integral_plus.
  - apply (IH (S m) ltac:(lia) (fun k => h (S k))); intro; apply E.
  - apply integral_scal, (IH m ltac:(lia)), E.
Qed.

(** [He_m] is continuous. *)
Lemma hermite_continuous m x : continuity_pt (hermite m) x.
Proof.
  enough (C : forall m (h : nat -> R -> R), (forall k, continuity_pt (h k) x) ->
            continuity_pt (fun x => hermite_functional m (fun k => h k x)) x).
  { apply (C m (fun k x => x ^ k)). intro k. apply derivable_continuous_pt, derivable_pt_pow. }
  clear m; intro m. two_step_induction m; intros h E; [apply E | apply E |].
  apply (continuity_pt_minus
    (fun x => hermite_functional (S m) (fun k => h (S k) x))
    (fun x => INR (S m) * hermite_functional m (fun k => h k x))).
  - apply (IH (S m) ltac:(lia) (fun k => h (S k))); intro; apply E.
  - apply continuity_pt_mult;
      [apply continuity_pt_const; intros ? ?; reflexivity | apply (IH m ltac:(lia)), E].
Qed.

(** On the sequence [x^i x^k] the functional is [x^i He_m(x)]. *)
Lemma hermite_functional_powers m i x :
  hermite_functional m (fun k => x ^ (i + k)) = x ^ i * hermite m x.
Proof.
  rewrite (hermite_functional_ext _ _ (fun k => x ^ i * x ^ k)) by (intro; apply pow_add).
  apply hermite_functional_scal.
Qed.

(** ** Orthogonality *)

(** [hermite_moment m i] is the expectation of [x^i He_m(x)] under the standard normal law. *)
Definition hermite_moment (m i : nat) : R := hermite_functional m (fun k => moment (i + k) 0 1).

(** The first two cases and the recurrence of these moments. *)
Lemma hermite_moment_0 i : hermite_moment 0 i = moment i 0 1.
Proof. unfold hermite_moment; simpl. rewrite Nat.add_0_r; reflexivity. Qed.

Lemma hermite_moment_1 i : hermite_moment 1 i = hermite_moment 0 (S i).
Proof.
  rewrite hermite_moment_0. change (moment (i + 1) 0 1 = moment (S i) 0 1).
  replace (i + 1)%nat with (S i) by lia; reflexivity.
Qed.

Lemma hermite_moment_SS m i :
  hermite_moment (S (S m)) i = hermite_moment (S m) (S i) - INR (S m) * hermite_moment m i.
Proof.
  unfold hermite_moment; rewrite hermite_functional_SS.
  rewrite (hermite_functional_ext (S m) (fun k => moment (i + S k) 0 1) (fun k => moment (S i + k) 0 1));
    [reflexivity |].
  intro k; replace (i + S k)%nat with (S i + k)%nat by lia; reflexivity.
Qed.

(** [E x^i He_(m+1) = i E x^(i-1) He_m]. *)
Lemma hermite_moment_S m : forall i, hermite_moment (S m) i = INR i * hermite_moment m (pred i).
Proof.
  two_step_induction m; intro i.
  - rewrite hermite_moment_1, !hermite_moment_0, moment_S. ring.
  - rewrite hermite_moment_SS, (IH 0%nat ltac:(lia)). simpl pred.
    destruct i as [| j]; [simpl; ring |].
    simpl pred. rewrite hermite_moment_1, !S_INR; simpl INR; ring.
  - rewrite hermite_moment_SS, (IH (S m) ltac:(lia)). simpl pred. destruct i as [| j].
    + assert (Z : hermite_moment (S m) 0 = 0) by (rewrite (IH m ltac:(lia)); simpl; ring).
      rewrite Z. change (INR 0) with 0. ring.
    + simpl pred. rewrite (hermite_moment_SS m j), (IH m ltac:(lia) (S j)).
      simpl pred. rewrite !S_INR; ring.
Qed.

(** [He_m] is orthogonal to lower powers ... *)
Lemma hermite_moment_lower m : forall i, (i < m)%nat -> hermite_moment m i = 0.
Proof.
  induction m; intros i l; [lia |].
  rewrite hermite_moment_S. destruct i; [simpl; ring |].
  simpl pred. rewrite IHm by lia; ring.
Qed.

(** ... and not to [x^m] (the value is [m!]). *)
Lemma hermite_moment_diag m : hermite_moment m m <> 0.
Proof.
  induction m; [unfold hermite_moment; simpl; lra |].
  rewrite hermite_moment_S.
  apply Rmult_integral_contrapositive_currified; [apply not_0_INR; lia | exact IHm].
Qed.

Section Orthogonality.
Variable G : R.
Hypothesis G_pos : 0 < G.
Hypothesis G_moments : forall μ v, 0 < v ->
  forall k, integral (fun x => x ^ k * gaussian μ v x) (moment k μ v * G).

Let g := gaussian 0 1.

(** The density is positive. *)
Lemma density_pos x : 0 < g x.
Proof. apply gaussian_pos, Rlt_0_1. Qed.

(** [hermite_moment m i] is that integral, up to the mass [G]. *)
Lemma integral_hermite m i :
  integral (fun x => x ^ i * (hermite m x * g x)) (hermite_moment m i * G).
Proof.
  pose proof (hermite_functional_integral m _ _ (fun k => G_moments 0 1 Rlt_0_1 (i + k))) as J.
  revert J; apply integral_ext.
  - intro x. rewrite (hermite_functional_ext _ _ (fun k => g x * x ^ (i + k))) by (intro; unfold g; ring).
    rewrite hermite_functional_scal, hermite_functional_powers. ring.
  - rewrite (hermite_functional_ext _ _ (fun k => G * moment (i + k) 0 1)) by (intro; ring).
    rewrite hermite_functional_scal; unfold hermite_moment; ring.
Qed.

(** Hence the integral of [P He_m] vanishes for a polynomial [P] of degree less than [m]. *)
Lemma integral_product_hermite m rs : (length rs < m)%nat ->
  integral (fun x => root_product rs x * (hermite m x * g x)) 0.
Proof.
  intro l. pose proof (integral_root_product rs _ _ (fun k => integral_hermite m k)) as J.
  rewrite moment_functional_0 in J; [exact J |].
  intros k lk. rewrite hermite_moment_lower by lia. ring.
Qed.

(** [He_m] is not the zero function. *)
Lemma hermite_nonzero m : ~ forall x, hermite m x = 0.
Proof.
  intro Z. assert (E : hermite_moment m m * G = 0).
  { apply integral_of_zero. generalize (integral_hermite m m).
    apply integral_ext; [intro x; rewrite Z; ring | reflexivity]. }
  apply Rmult_integral in E; destruct E as [E | E]; [exact (hermite_moment_diag _ E) | lra].
Qed.

(** [He_(m+1)] has [m + 1] sign changes. *)
Lemma hermite_alternates m : exists s y, alternates (S m) s y (hermite (S m)).
Proof.
  apply NNPP; intro n.
  assert (few : sign_changes_at_most (hermite (S m)) m) by (intros s y a; apply n; eauto).
  destruct (matching_polynomial _ _ few) as [rs [s [l [hs P]]]].
  apply (hermite_nonzero (S m)).
  apply (root_product_cancel rs); [apply hermite_continuous |]. intro x.
  (* s P He_(m+1) >= 0 has integral zero *)
  pose proof (integral_scal s _ _ (integral_product_hermite (S m) rs ltac:(lia))) as J.
  rewrite Rmult_0_r in J.
  assert (nn : forall z, 0 <= s * (root_product rs z * (hermite (S m) z * g z))).
  { intro z.
    replace (s * _) with (g z * (s * (root_product rs z * hermite (S m) z))) by ring.
    apply Rmult_le_pos; [left; apply density_pos | apply P]. }
  assert (E : g x * (s * (root_product rs x * hermite (S m) x)) = 0).
  { etransitivity; [| exact (integral_zero_nonneg _ J nn x)]. cbv beta; ring. }
  pose proof (density_pos x).
  apply Rmult_integral in E; destruct E as [E | E]; [lra |].
  destruct hs; subst s; lra.
Qed.

(** The expectation of the square of a polynomial is positive. *)
Lemma square_positive rs : 0 < moment_functional (rs ++ rs) (fun k => moment k 0 1).
Proof.
  assert (J : integral (fun x => g x * (root_product rs x * root_product rs x))
                (moment_functional (rs ++ rs) (fun k => moment k 0 1) * G)).
  { generalize (integral_root_product (rs ++ rs) _ _ (fun k => G_moments 0 1 Rlt_0_1 k)).
    apply integral_ext.
    - intro x. rewrite root_product_app; unfold g; ring.
    - rewrite (moment_functional_ext _ _ (fun k => G * moment k 0 1)) by (intros; ring).
      rewrite moment_functional_scal; ring. }
  assert (nn : forall x, 0 <= g x * (root_product rs x * root_product rs x)).
  { intro x. apply Rmult_le_pos; [left; apply density_pos | apply Rle_0_sqr]. }
  pose proof (integral_nonneg _ _ J nn) as [p | p].
  - apply Rmult_lt_reg_r with G; [exact G_pos | rewrite Rmult_0_l; exact p].
  - (* value zero would make the square times the Gaussian vanish *)
    exfalso. rewrite <- p in J. pose proof (integral_zero_nonneg _ J nn) as Z.
    pose proof (density_pos 0). enough (g 0 = 0) by lra.
    apply (root_product_cancel (rs ++ rs) g).
    + intro x. apply gaussian_continuous, Rlt_0_1.
    + intro x. rewrite root_product_app, <- (Z x). ring.
Qed.
End Orthogonality.

(** ** Quadrature rules *)

(** A rule is a list of pairs (weight, node); its value on a function [h] is the weighted sum. *)
Fixpoint quadrature (h : R -> R) (q : list (R * R)) : R :=
  match q with
  | [] => 0
  | p :: q => fst p * h (snd p) + quadrature h q
  end.

(** A function that vanishes at the nodes. *)
Lemma quadrature_0 h q : (forall x, In x (map snd q) -> h x = 0) -> quadrature h q = 0.
Proof.
  induction q; simpl; intro E; [reflexivity |].
  rewrite E by auto; rewrite IHq by auto; ring.
Qed.

(** The value of a rule in two pieces. *)
Lemma quadrature_app h q q' : quadrature h (q ++ q') = quadrature h q + quadrature h q'.
Proof. induction q; simpl; [ring | rewrite IHq; ring]. Qed.

(** The rule applied to [He_m], respectively to [P], through its values on the powers. *)
Lemma hermite_functional_quadrature m (h : nat -> R -> R) q :
  hermite_functional m (fun k => quadrature (h k) q)
  = quadrature (fun x => hermite_functional m (fun k => h k x)) q.
Proof.
  induction q as [| p q IH]; simpl.
  - rewrite (hermite_functional_ext _ _ (fun k => 0 * 0)) by (intro; ring).
    rewrite hermite_functional_scal; ring.
  - rewrite hermite_functional_plus, hermite_functional_scal, IH; reflexivity.
Qed.

(** The rule applied to [P], likewise. *)
Lemma moment_functional_quadrature rs q :
  moment_functional rs (fun k => quadrature (fun x => x ^ k) q) = quadrature (root_product rs) q.
Proof.
  induction q as [| p q IH]; simpl; [apply moment_functional_0; reflexivity |].
  rewrite moment_functional_plus, moment_functional_powers, IH; reflexivity.
Qed.

(** Interpolation (an invertible Vandermonde system): with [n] distinct nodes, the values on
    [1, x, ..., x^(n-1)] may be prescribed.  Induction on the nodes: solve for the sequence
    [z_(k+1) - r z_k] on the other nodes, divide the weight at [x] by [x - r], and choose the weight
    at [r] to make the total right. *)
Lemma interpolation rs : NoDup rs -> forall z, exists q,
  map snd q = rs /\ forall k, (k < length rs)%nat -> z k = quadrature (fun x => x ^ k) q.
Proof.
  induction 1 as [| r rs fresh nd IH]; intro z.
  { exists []; split; [reflexivity | simpl; intros; lia]. }
  destruct (IH (fun k => z (S k) - r * z k)) as [q [nodes Eq]].
  set (q' := map (fun p => (fst p / (snd p - r), snd p)) q).
  assert (nodes' : map snd q' = rs) by (unfold q'; rewrite map_map; exact nodes).
  exists ((z O - quadrature (fun _ => 1) q', r) :: q').
  split; [simpl; rewrite nodes'; reflexivity |].
  (* the rule q is the rule q' applied to (x - r) h *)
  assert (D : forall k, quadrature (fun x => x ^ S k) q'
                        = quadrature (fun x => x ^ k) q + r * quadrature (fun x => x ^ k) q').
  { intro k. assert (fresh' : ~ In r (map snd q)) by (rewrite nodes; exact fresh).
    unfold q'. clear - fresh'. induction q as [| p q IH]; simpl in *; [ring |].
    rewrite IH by tauto. field. intro; apply fresh'; left; lra. }
  induction k; intro l.
  - simpl. ring.
  - simpl length in *. specialize (Eq k ltac:(lia)). cbv beta in Eq. specialize (IHk ltac:(lia)).
    simpl quadrature in *. change (r ^ S k) with (r * r ^ k).
    pose proof (D k) as Dk. simpl pow in Dk. rewrite Dk.
    assert (z (S k) = quadrature (fun x => x ^ k) q + r * z k) as -> by lra.
    rewrite IHk. ring.
Qed.

(** ** The Gauss-Hermite rule *)

(** A rule on the zeros of [He_m] that is exact below degree [m] is exact below degree [2 m]. *)
Lemma exactness_doubles m q :
  (forall x, In x (map snd q) -> hermite m x = 0) ->
  (forall k, (k < m)%nat -> moment k 0 1 = quadrature (fun x => x ^ k) q) ->
  forall k, (k < 2 * m)%nat -> moment k 0 1 = quadrature (fun x => x ^ k) q.
Proof.
  intros nodes exact_m k; induction k as [k IH] using lt_wf_ind; intro lk.
  destruct (le_lt_dec m k) as [h | h]; [| apply exact_m, h].
  (* k = i + m: compare both sides on x^i He_m, where they vanish *)
  assert (exists i, k = i + m /\ i < m)%nat as [i [-> hi]] by (exists (k - m)%nat; lia).
  pose proof (hermite_functional_monic m
                (fun k => moment (i + k) 0 1) (fun k => quadrature (fun x => x ^ (i + k)) q)
                ltac:(intros; apply IH; lia)) as T.
  cbv beta in T. fold (hermite_moment m i) in T.
  rewrite hermite_moment_lower in T by exact hi.
  rewrite (hermite_functional_quadrature m (fun k x => x ^ (i + k))), quadrature_0 in T; [lra |].
  intros x ix. rewrite hermite_functional_powers, nodes by exact ix. ring.
Qed.

(** The weights are positive: test with the square of the product over the other nodes. *)
Lemma weights_positive m q :
  length q = m -> (forall k, (k < 2 * m)%nat -> moment k 0 1 = quadrature (fun x => x ^ k) q) ->
  forall p, In p q -> 0 < fst p.
Proof.
  intros len exact_2m [w x] i.
  apply in_split in i. destruct i as [q1 [q2 ->]]. simpl.
  set (others := map snd q1 ++ map snd q2).
  assert (len' : (length (others ++ others) < 2 * m)%nat).
  { unfold others. rewrite !app_length, !map_length. rewrite app_length in len; simpl in len. lia. }
  destruct gaussian_moments as [G [G_pos G_moments]].
  pose proof (square_positive G G_pos G_moments others) as P.
  rewrite (moment_functional_ext _ _ (fun k => quadrature (fun x => x ^ k) (q1 ++ (w, x) :: q2))) in P
    by (intros k lk; apply exact_2m; lia).
  rewrite moment_functional_quadrature in P.
  (* the square vanishes at all nodes but x *)
  assert (zero : forall y, In y others -> root_product (others ++ others) y = 0).
  { intros y iy. rewrite root_product_app, (root_product_in others y) by exact iy. ring. }
  rewrite quadrature_app in P; simpl quadrature in P.
  rewrite (quadrature_0 _ q1), (quadrature_0 _ q2) in P
    by (intros y iy; apply zero; unfold others; apply in_or_app; auto).
  rewrite root_product_app in P.
  pose proof (Rle_0_sqr (root_product others x)) as sq. unfold Rsqr in sq.
  destruct (Rle_or_lt w 0); [nra | assumption].
Qed.

(** The [m]-point rule: [m] distinct nodes, positive weights, exact up to degree [2 m - 1]. *)
Theorem gauss_hermite m : (1 <= m)%nat ->
  exists q, length q = m /\ NoDup (map snd q) /\ (forall p, In p q -> 0 < fst p) /\
    forall k, (k <= 2 * m - 1)%nat -> quadrature (fun x => x ^ k) q = moment k 0 1.
Proof.
  intro hm. destruct m as [| m]; [lia |].
  destruct gaussian_moments as [G [G_pos G_moments]].
  destruct (hermite_alternates G G_pos G_moments m) as [s [y A]].
  destruct (alternates_zeros _ _ _ _ (hermite_continuous (S m)) A) as [rs [len [nd zeros]]].
  destruct (interpolation rs nd (fun k => moment k 0 1)) as [q [nodes Eq]].
  rewrite len in Eq.
  assert (lq : length q = S m) by (rewrite <- len, <- nodes, map_length; reflexivity).
  assert (E : forall k, (k < 2 * S m)%nat -> moment k 0 1 = quadrature (fun x => x ^ k) q).
  { apply exactness_doubles; [| exact Eq].
    intros x ix. rewrite nodes in ix. apply (zeros x ix). }
  exists q; split; [exact lq |]. split; [rewrite nodes; exact nd |]. split.
  - apply (weights_positive (S m) q lq E).
  - intros k lk; symmetry; apply E; lia.
Qed.
