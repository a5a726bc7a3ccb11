(** * The normal density and its derivatives

    N(y; h, ν) = exp(-(y-h)²/(2ν)) / √(2πν), with mean h and VARIANCE ν > 0.

    _Statements._  With He_n^[c] the probabilists' Hermite polynomials of variance c,

      He_0 = 1,  He_1 = z,  He_(n+1) = z He_n - n c He_(n-1)

    (c = 1: the usual ones; c = 0: the powers z^n), for every n and every ν > 0:

    - ∂_h^n N(y; h, ν) = He_n^[1/ν]((y-h)/ν) · N(y; h, ν), whose leading term is ((y-h)/ν)^n N;
    - ∂_ν ∂_h^n N = ½ ∂_h^(n+2) N: every derivative of N in its mean solves the heat equation.

    _Proof._  Write z = (y-h)/ν and c = 1/ν.  The recursion gives ∂_z He_n = n He_(n-1) by induction.
    As ∂_h z = -c and ∂_h N = z N, ∂_h (He_n N) = (z He_n - n c He_(n-1)) N = He_(n+1) N.
    In ν: ∂_ν c = -c², ∂_ν z = -c z, ∂_ν N = ½ (z² - c) N, and induction on n with the recursion gives
    ∂_ν (He_n N) = ½ (z² He_n - n c z He_(n-1) - (n+1) c He_n) N = ½ He_(n+2) N.  ∎ *)

From Coq Require Import Reals Psatz Arith Lia.
From Coquelicot Require Import Coquelicot.
Open Scope R_scope.

(** ** Definitions *)

(** The normal density at y, with mean h and variance ν. *)
Definition normal (y h ν : R) : R := / sqrt (2 * PI * ν) * exp (- (y - h) ^ 2 / (2 * ν)).

(** The probabilists' Hermite polynomial of degree n for variance c, at z. *)
Fixpoint hermite (c : R) (n : nat) (z : R) : R :=
  match n with
  | O => 1
  | S m => match m with
           | O => z
           | S k => z * hermite c m z - INR m * c * hermite c k z
           end
  end.

(** He_n((y-h)/ν) N: the n-th derivative of N in h, as [Derive_n_normal] shows. *)
Definition normal_derivative (n : nat) (y h ν : R) : R :=
  hermite (/ ν) n ((y - h) / ν) * normal y h ν.

(** ** Hermite polynomials *)

(** The three-term recursion without case distinction (at n = 0 the second term is 0). *)
Lemma hermite_S c n z :
  hermite c (S n) z = z * hermite c n z - INR n * c * hermite c (pred n) z.
Proof. destruct n; [simpl; ring | reflexivity]. Qed.

(** Variance 0 gives the powers. *)
Lemma hermite_0 n z : hermite 0 n z = z ^ n.
Proof. induction n as [|n IH]; [reflexivity | rewrite hermite_S, IH; simpl; ring]. Qed.

(** Induction in steps of two. *)
Lemma nat_pair_ind (P : nat -> Prop) :
  P O -> P 1%nat -> (forall n, P n -> P (S n) -> P (S (S n))) -> forall n, P n.
Proof.
  intros P0 P1 step n.
  enough (P n /\ P (S n)) by tauto.
  induction n as [|n [IH IH']]; auto.
Qed.

(** Scaling: He_n^[c s²](s z) = s^n He_n^[c](z); so He_n^[1/ν]((y-h)/ν) is the usual He_n((y-h)/σ) / σ^n. *)
Lemma hermite_scale c s n z : hermite (c * s ^ 2) n (s * z) = s ^ n * hermite c n z.
Proof.
  induction n as [| |n IH IH'] using nat_pair_ind; [simpl; ring | simpl; ring |].
  rewrite (hermite_S _ (S n)), (hermite_S c (S n)), IH'.
  change (pred (S n)) with n. rewrite IH. simpl pow. ring.
Qed.

(** Coquelicot's rules of derivation, for functions from R to R. *)
Lemma derive_ext (f g : R -> R) (x l : R) :
  (forall t, f t = g t) -> is_derive f x l -> is_derive g x l.
Proof. apply is_derive_ext. Qed.

Lemma derive_product f g x f' g' :
  is_derive f x f' -> is_derive g x g' -> is_derive (fun t : R => f t * g t) x (f' * g x + f x * g').
Proof. intros Hf Hg. apply (is_derive_mult f g x f' g' Hf Hg Rmult_comm). Qed.

(** ∂_z He_n = n He_(n-1). *)
Lemma is_derive_hermite c n z :
  is_derive (hermite c n) z (INR n * hermite c (pred n) z).
Proof.
  induction n as [| |n IH IH'] using nat_pair_ind.
  - replace (INR 0 * _) with 0 by (simpl; ring). apply (is_derive_const 1 z).
  - replace (INR 1 * _) with 1 by (simpl; ring). apply (is_derive_id z).
  - apply (derive_ext (fun s => s * hermite c (S n) s - INR (S n) * c * hermite c n s));
      [intro; symmetry; apply (hermite_S c (S n)) |].
    evar_last.
    { apply (is_derive_minus (fun s => s * hermite c (S n) s) (fun s => INR (S n) * c * hermite c n s)).
      - apply derive_product; [apply (is_derive_id z) | exact IH'].
      - apply (is_derive_scal (hermite c n) z (INR (S n) * c)), IH. }
    change (pred (S n)) with n. change (pred (S (S n))) with (S n).
    unfold minus, plus, opp, one; cbn -[hermite INR].
    rewrite (hermite_S c n), !S_INR. ring.
Qed.

(** The polynomial with coefficients l, constant term first. *)
Fixpoint polynomial (l : list R) (z : R) : R :=
  match l with
  | nil => 0
  | cons a l => a + z * polynomial l z
  end.

(** Sums of polynomials of the same length. *)
Lemma polynomial_combine (l l' : list R) (k : R) : length l = length l' ->
  exists l'' : list R, length l'' = length l /\
    forall z, polynomial l'' z = polynomial l z + k * polynomial l' z.
Proof.
  revert l'. induction l as [|a l IH]; intros [|a' l'] H; simpl in H; try discriminate.
  - exists nil. split; [reflexivity | intro; simpl; ring].
  - destruct (IH l') as [l'' [L E]]; [lia |].
    exists (cons (a + k * a') l''). split; [simpl; lia |].
    intro z. simpl. rewrite E. ring.
Qed.

(** z^n as a polynomial with n + 1 coefficients. *)
Lemma polynomial_power n : exists l : list R, length l = S n /\ forall z, polynomial l z = z ^ n.
Proof.
  induction n as [|n [l [L E]]].
  - exists (cons 1 nil). split; [reflexivity | intro; simpl; ring].
  - exists (cons 0 l). split; [simpl; lia |]. intro z. simpl. rewrite E. ring.
Qed.

(** Raising the number of coefficients by one. *)
Lemma polynomial_pad (l : list R) :
  exists l' : list R, length l' = S (length l) /\ forall z, polynomial l' z = polynomial l z.
Proof.
  induction l as [|a l [l' [L E]]].
  - exists (cons 0 nil). split; [reflexivity | intro; simpl; ring].
  - exists (cons a l'). split; [simpl; lia |]. intro z. simpl. rewrite E. ring.
Qed.

(** The leading term of He_n is z^n: the rest has n - 1 coefficients, so its degree is at most n - 2. *)
Lemma hermite_leading_term c n :
  exists rest : list R, length rest = pred n /\ forall z, hermite c n z = z ^ n + polynomial rest z.
Proof.
  induction n as [| |n [l [L E]] [l' [L' E']]] using nat_pair_ind.
  - exists nil. split; [reflexivity | intro; simpl; ring].
  - exists nil. split; [reflexivity | intro; simpl; ring].
  - assert (He : exists p : list R, length p = S n /\ forall z, polynomial p z = hermite c n z).
    { destruct (polynomial_power n) as [q [Lq Eq]].
      assert (Hpad : exists p : list R, length p = S n /\ forall z, polynomial p z = polynomial l z).
      { destruct (polynomial_pad l) as [p [Lp Ep]]. rewrite L in Lp.
        destruct n as [|n]; simpl in Lp.
        - exists p. split; assumption.
        - destruct (polynomial_pad p) as [p' [Lp' Ep']]. exists p'.
          split; [lia | intro z; rewrite Ep', Ep; reflexivity]. }
      destruct Hpad as [p [Lp Ep]].
      destruct (polynomial_combine q p 1) as [r [Lr Er]]; [lia |].
      exists r. split; [lia |]. intro z. rewrite Er, Eq, Ep, E. ring. }
    destruct He as [p [Lp Ep]].
    destruct (polynomial_combine (cons 0 l') p (- (INR (S n) * c))) as [r [Lr Er]];
      [simpl in *; lia |].
    exists r. split; [simpl in *; lia |].
    intro z. rewrite hermite_S, Er. change (pred (S n)) with n. rewrite <- (Ep z), E'. simpl. ring.
Qed.

(** ** The density *)

Lemma normaliser_pos ν : 0 < ν -> 0 < sqrt (2 * PI * ν).
Proof. intro H. apply sqrt_lt_R0. pose proof PI_RGT_0. nra. Qed.

Lemma normal_pos y h ν : 0 < ν -> 0 < normal y h ν.
Proof.
  intro H. apply Rmult_lt_0_compat; [apply Rinv_0_lt_compat, normaliser_pos, H | apply exp_pos].
Qed.

(** ∂_h N = ((y-h)/ν) N. *)
Lemma is_derive_normal_mean y h ν : 0 < ν ->
  is_derive (fun h => normal y h ν) h ((y - h) / ν * normal y h ν).
Proof.
  intro H. unfold normal. auto_derive; [lra |].
  replace (- ((y + - h) * ((y + - h) * 1)) * / (2 * ν)) with (- (y - h) ^ 2 / (2 * ν)) by (field; lra).
  field. split; [apply Rgt_not_eq, normaliser_pos, H | lra].
Qed.

(** ∂_ν N = ½ (((y-h)/ν)² - 1/ν) N. *)
Lemma is_derive_normal_variance y h ν : 0 < ν ->
  is_derive (normal y h) ν (/ 2 * (((y - h) / ν) ^ 2 - / ν) * normal y h ν).
Proof.
  intro H. pose proof PI_RGT_0 as Hpi. pose proof (normaliser_pos ν H) as Hs.
  assert (square : sqrt (2 * PI * ν) * sqrt (2 * PI * ν) = 2 * PI * ν) by (apply sqrt_sqrt; nra).
  unfold normal. auto_derive; [repeat split; nra |].
  replace (- ((y - h) * ((y - h) * 1)) * / (2 * ν)) with (- (y - h) ^ 2 / (2 * ν)) by (field; lra).
  set (s := sqrt (2 * PI * ν)) in *.
  replace PI with (s * s / (2 * ν)) by (rewrite square; field; lra).
  field. lra.
Qed.

(** ** Derivatives of every order *)

(** The recursion, for the derivatives: with z = (y-h)/ν, D_(n+2) = z D_(n+1) - ((n+1)/ν) D_n. *)
Lemma normal_derivative_SS n y h ν :
  normal_derivative (S (S n)) y h ν =
  (y - h) / ν * normal_derivative (S n) y h ν - INR (S n) * / ν * normal_derivative n y h ν.
Proof. unfold normal_derivative. rewrite (hermite_S _ (S n)). simpl pred. ring. Qed.

(** ∂_h (He_n N) = He_(n+1) N. *)
Lemma is_derive_normal_derivative_mean n y h ν : 0 < ν ->
  is_derive (fun h => normal_derivative n y h ν) h (normal_derivative (S n) y h ν).
Proof.
  intro H. unfold normal_derivative. evar_last.
  { apply derive_product; [| apply is_derive_normal_mean, H].
    apply (is_derive_comp (hermite (/ ν) n) (fun h => (y - h) / ν) h); [apply is_derive_hermite |].
    instantiate (1 := - / ν). auto_derive; [exact I | field; lra]. }
  rewrite hermite_S. unfold scal; simpl; unfold mult; simpl. ring.
Qed.

(** ∂_ν (He_n N) = ½ He_(n+2) N. *)
Lemma is_derive_normal_derivative_variance n y h ν : 0 < ν ->
  is_derive (normal_derivative n y h) ν (/ 2 * normal_derivative (S (S n)) y h ν).
Proof.
  intro H.
  assert (Hinv : is_derive Rinv ν (- / ν ^ 2)).
  { evar_last; [apply (is_derive_inv (fun s => s) ν 1); [apply (is_derive_id ν) | lra] | field; lra]. }
  assert (Hz : is_derive (fun ν => (y - h) / ν) ν (- / ν * ((y - h) / ν)))
    by (auto_derive; [lra | field; lra]).
  induction n as [| |n IH IH'] using nat_pair_ind.
  - apply (derive_ext (normal y h)); [intro; unfold normal_derivative; simpl; ring |].
    evar_last; [apply is_derive_normal_variance, H |].
    unfold normal_derivative; simpl. ring.
  - apply (derive_ext (fun ν => (y - h) / ν * normal y h ν)); [intro; reflexivity |].
    evar_last; [apply derive_product; [exact Hz | apply is_derive_normal_variance, H] |].
    unfold normal_derivative; simpl. field. lra.
  - apply (derive_ext (fun ν => (y - h) / ν * normal_derivative (S n) y h ν
                                   - INR (S n) * (/ ν * normal_derivative n y h ν)));
      [intro; rewrite normal_derivative_SS; ring |].
    evar_last.
    { apply (is_derive_minus (fun ν => (y - h) / ν * normal_derivative (S n) y h ν)
               (fun ν => INR (S n) * (/ ν * normal_derivative n y h ν))).
      - apply derive_product; [exact Hz | exact IH'].
      - apply (is_derive_scal (fun ν => / ν * normal_derivative n y h ν) ν (INR (S n))).
        apply (derive_product Rinv); [exact Hinv | exact IH]. }
    unfold minus, plus, opp; cbn -[normal_derivative INR].
    rewrite (normal_derivative_SS (S (S n))), (normal_derivative_SS n), !S_INR. field. lra.
Qed.

(** The n-th derivative of N in its mean exists and equals He_n^[1/ν]((y-h)/ν) N. *)
Theorem is_derive_n_normal n y h ν : 0 < ν ->
  is_derive_n (fun h => normal y h ν) n h (hermite (/ ν) n ((y - h) / ν) * normal y h ν).
Proof.
  intro H. fold (normal_derivative n y h ν). revert h.
  induction n as [|n IH]; intro h; simpl.
  - unfold normal_derivative; simpl; ring.
  - apply (derive_ext (fun h => normal_derivative n y h ν)).
    + intro s. symmetry. apply is_derive_n_unique, IH.
    + apply is_derive_normal_derivative_mean, H.
Qed.

(** The same as an equation for Coquelicot's total function [Derive_n]. *)
Corollary Derive_n_normal n y h ν : 0 < ν ->
  Derive_n (fun h => normal y h ν) n h = normal_derivative n y h ν.
Proof. intro H. apply is_derive_n_unique, is_derive_n_normal, H. Qed.

