(** * Derivatives of several normal densities are independent on an interval

    [gaussian_derivatives_independent].  If Σ_{j<n} Σ_{l<L} C_jl ∂_h^l N(y; h_j, ν_j) = 0 for all y in an open interval
    and the pairs (h_j, ν_j) are distinct, then all C_jl are 0.

    _Proof._  ∂_h^l N(y; h, ν) is N(y; h, ν) times a polynomial in y, and N(y; h, ν) is a constant times exp(h/ν y -
    y^2/(2ν)): QuadraticExponentials.v separates the j.  For one j the Hermite polynomials are independent.  ∎ *)

From Coq Require Import Reals Psatz Arith Lia List.
From Coquelicot Require Import Coquelicot.
From MoeProof Require Import FiniteSums DensityDerivatives Independence QuadraticExponentials.
From MoeProof Require SoftmaxModel HiddenPDEs CellCoefficients GaussianIndependence.
Open Scope R_scope.


(** Functions given by a polynomial of degree below D. *)
Definition is_poly (D : nat) (f : R -> R) : Prop := exists p, below_degree D p /\ forall y, f y = poly D p y.

Lemma is_poly_grow D D' f : (D <= D')%nat -> is_poly D f -> is_poly D' f.
Proof.
  intros L [p [B E]]. exists p. split; [intros k Hk; apply B; lia|]. intro y. rewrite E. symmetry. now apply poly_grow.
Qed.
Lemma is_poly_comb D f g a b : is_poly D f -> is_poly D g -> is_poly D (fun y => a * f y + b * g y).
Proof.
  intros [p [B E]] [q [B' E']]. exists (fun k => a * p k + b * q k).
  split; [intros k Hk; rewrite B, B' by exact Hk; ring|].
  intro y. rewrite E, E'. unfold poly. rewrite <- !sum_below_scal, <- sum_below_plus. apply sum_below_ext. intros; ring.
Qed.
Lemma is_poly_affine D f a b : is_poly D f -> is_poly (S D) (fun y => (a * y + b) * f y).
Proof.
  intros [p [B E]]. exists (fun k => b * p k + a * match k with O => 0 | S k' => p k' end). split.
  - intros k Hk. destruct k; [lia|]. rewrite !B by lia. ring.
  - intro y. rewrite E. unfold poly.
    rewrite (sum_below_ext (S D) _ (fun k => b * (p k * y ^ k) +
      a * ((match k with O => 0 | S k' => p k' end) * y ^ k))) by (intros; ring).
    rewrite sum_below_plus, !sum_below_scal,
      (VectorBridge.sum_below_first D (fun k => (match k with O => 0 | S k' => p k' end) * y ^ k)).
    rewrite (sum_below_ext D (fun k => p k * y ^ S k) (fun k => y * (p k * y ^ k))) by (intros; simpl; ring).
    rewrite sum_below_scal. simpl. rewrite (B D) by lia. ring.
Qed.
Lemma is_poly_hermite c h v n : is_poly (S n) (fun y => hermite c n ((y - h) / v)).
Proof.
  enough (is_poly (S n) (fun y => hermite c n ((y - h) / v)) /\
    is_poly (S (S n)) (fun y => hermite c (S n) ((y - h) / v))) by tauto.
  assert (one : is_poly 1 (fun _ => 1)).
  { exists (fun k => match k with O => 1 | _ => 0 end). split; [intros [|k] Hk; [lia|reflexivity]|]. intro y.
    unfold poly. simpl. ring. }
  induction n as [|n [IH IH']].
  - split; [exact one|]. destruct (is_poly_affine 1 _ (/ v) (- h / v) one) as [p [B E]]. exists p. split; [exact B|].
    intro y. rewrite <- E. simpl. unfold Rdiv. ring.
  - split; [exact IH'|].
    destruct (is_poly_comb (S (S (S n))) _ _ 1 (- (INR (S n) * c)) (is_poly_affine _ _ (/ v) (- h / v) IH')
      (is_poly_grow (S n) (S (S (S n))) _ ltac:(lia) IH)) as [p [B E]].
    exists p. split; [exact B|]. intro y. rewrite <- E, hermite_S. cbn [pred]. unfold Rdiv. ring.
Qed.
Lemma is_poly_sum D m (f : nat -> R -> R) : (forall l, (l < m)%nat -> is_poly D (f l)) ->
  is_poly D (fun y => sum_below m (fun l => f l y)).
Proof.
  induction m as [|m IH]; intro H; simpl.
  - exists (fun _ => 0). split; [intros k _; reflexivity|]. intro y. unfold poly.
    rewrite (sum_below_ext D _ (fun _ => 0)), sum_below_const by (intros; ring). ring.
  - destruct (is_poly_comb D _ _ 1 1 (IH ltac:(intros; apply H; lia)) (H m ltac:(lia))) as [p [B E]].
    exists p. split; [exact B|]. intro y. rewrite <- E. ring.
Qed.

(** The derivatives of several normal densities are independent on an interval. *)
Theorem gaussian_derivatives_independent lo hi n L (h v : nat -> R) (C : nat -> nat -> R) : lo < hi ->
  (forall j, (j < n)%nat -> 0 < v j) -> (forall i j, (i < j < n)%nat -> (h i, v i) <> (h j, v j)) ->
  (forall y, lo < y < hi -> sum_below n (fun j => sum_below L (fun l => C j l * normal_derivative l y (h j) (v j))) =
    0) ->
  forall j l, (j < n)%nat -> (l < L)%nat -> C j l = 0.
Proof.
  intros I V Dist Z.
  set (P := fun j y => sum_below L (fun l => C j l * (normal 0 (h j) (v j) * hermite (/ v j) l ((y - h j) / v j)))).
  assert (isP : forall j, exists p, below_degree (S L) p /\ forall y, P j y = poly (S L) p y).
  { intro j. apply (is_poly_sum (S L) L
      (fun l y => C j l * (normal 0 (h j) (v j) * hermite (/ v j) l ((y - h j) / v j)))).
    intros l Hl. destruct (is_poly_comb (S L) _ _ (C j l * normal 0 (h j) (v j)) 0
      (is_poly_grow (S l) (S L) _ ltac:(lia) (is_poly_hermite (/ v j) (h j) (v j) l))
      (is_poly_grow (S l) (S L) _ ltac:(lia) (is_poly_hermite (/ v j) (h j) (v j) l))) as [p [B E]].
    exists p. split; [exact B|]. intro y. rewrite <- E. ring. }
  assert (choice : exists p : nat -> nat -> R, forall j, (j < n)%nat -> below_degree (S L) (p j) /\
    forall y, P j y = poly (S L) (p j) y).
  { clear - isP. induction n as [|n [p Hp]]; [exists (fun _ _ => 0); intros; lia|]. destruct (isP n) as [q Hq].
    exists (fun j => if (j =? n)%nat then q else p j). intros j Hj.
    destruct (Nat.eqb_spec j n) as [->|ne]; [exact Hq|apply Hp; lia]. }
  destruct choice as [p Hp].
  assert (zero : forall j, (j < n)%nat -> forall k, p j k = 0).
  { apply (polynomial_exponentials lo hi I n (S L) 0 (fun _ => 0) p (fun j => (h j / v j, - / (2 * v j)))).
    - intros k _; reflexivity.
    - intros j Hj. apply Hp, Hj.
    - intros j Hj e. injection e as _ e. assert (0 < / (2 * v j)) by (apply Rinv_0_lt_compat; specialize (V j Hj); lra).
      lra.
    - intros i j Hij e. injection e as e1 e2. apply (Dist i j Hij). pose proof (V i ltac:(lia)).
      pose proof (V j ltac:(lia)).
      assert (E : v i = v j). { assert (E' : / (2 * v i) = / (2 * v j)) by lra.
      apply (f_equal Rinv) in E'. rewrite !Rinv_inv in E'. lra. }
      f_equal; [|exact E]. rewrite E in e1. apply Rmult_eq_reg_r with (/ v j); [exact e1|]. apply Rinv_neq_0_compat.
      lra.
    - intros y Hy. etransitivity; [|exact (Z y Hy)]. unfold poly at 1. simpl sum_below at 1. rewrite Rplus_0_l.
      apply sum_below_ext. intros j Hj. rewrite <- (proj2 (Hp j Hj)). unfold P. rewrite Rmult_comm, <- sum_below_scal.
      apply sum_below_ext. intros l _. unfold normal_derivative.
      pose proof (GaussianIndependence.normal_quadratic y (h j) (v j) (V j Hj)) as Q.
      replace (- / (2 * v j) * y ^ 2 + h j / v j * y) with (quad (h j / v j, - / (2 * v j)) y) in Q
        by (unfold quad; simpl; ring).
      rewrite Q. change (normal 0 (h j) (v j)) with (normal 0 (h j) (v j)). ring. }
  intros j l Hj Hl. pose proof (V j Hj) as v0. pose proof (normal_pos 0 (h j) (v j) v0) as n0.
  assert (E : C j l * normal 0 (h j) (v j) = 0).
  { apply (hermite_independent (/ v j) L (fun l => C j l * normal 0 (h j) (v j)) 0 1 ltac:(lra)); [|exact Hl].
    intros z _. transitivity (P j (h j + v j * z)).
    - unfold P. replace ((h j + v j * z - h j) / v j) with z by (field; lra).
      assert (S : forall m, lsum (fun k => C j k * normal 0 (h j) (v j) * hermite (/ v j) k z) (seq 0 m) =
        sum_below m (fun l => C j l * (normal 0 (h j) (v j) * hermite (/ v j) l z))).
      { induction m as [|m IH]; [reflexivity|]. rewrite seq_S, lsum_app, IH. simpl. ring. }
      apply S.
    - rewrite (proj2 (Hp j Hj)). unfold poly. rewrite (sum_below_ext _ _ (fun _ => 0)), sum_below_const; [ring|].
      intros k _. rewrite (zero j Hj k). ring. }
  apply Rmult_integral in E. destruct E as [E|E]; lra.
Qed.
