(** * The generating function of the polynomial system

    ** The statement

    For atoms (p1_j, p2_j, p3_j, p4_j, p5_j) put, for t ∈ R and x ∈ R^d,

<<
    G(t, x) = Σ_j p5_j² exp(p1_jᵀx + (p2_jᵀx) t + p3_j t + p4_j t²).
>>

    Then E(l1, l2) is the coefficient of x^l1 t^l2 in G, in both usual senses of the word:

    - G is the sum, for all t and x, of the power series Σ E(l1, l2) x^l1 t^l2, summed one variable after the other
      ([generating_function_expansion]);
    - ∂_x^l1 ∂_t^l2 G(0, 0) = l1! l2! E(l1, l2)    ([generating_function_derivatives]).

    Hence a list of atoms is a solution of order r if and only if G has no monomial of total degree 1, …, r, that is
    if all its partial derivatives at 0 of these orders vanish ([solution_iff_no_monomial]).

    ** The proof

    For fixed t, G is a sum of exponentials of x: its terms are p5² e^(p3 t + p4 t²) e^(cᵀx) with c = p1 + t p2, and the
    coefficient of x^l1 is p5² e^(p3 t + p4 t²) c^l1 / l1!    ([exponential_expansion]). This is a product of functions
    of t, namely of (p1_i + t p2_i)^(l1_i) / l1_i! for i = 1, …, d and of e^(p3 t + p4 t²); each is the sum of a power
    series that converges for all t, and the product is the sum of the Cauchy product of the series. The set of the
    (α1, α2, α3, α4) over which E(l1, l2) sums is split in the same way: the first entries of α1 and α2 are
    (l1_1 − j, j) with 0 ≤ j ≤ l1_1, and the others are such a set for d − 1 and l2 − j    ([inner_sum_step]);
    for d = 0 it is the Gaussian sum H_l2    ([inner_sum_0], [heat_series]). Induction on d.  ∎ *)
From Coq Require Import Reals Psatz List Arith Lia Bool.
From Coquelicot Require Import Coquelicot.
From MoeProof Require Import MultiIndex TaylorSystem.
Import ListNotations.
Open Scope R_scope.

(** ** Definitions *)

(** G(t, x). *)
Definition generating_function {d} (L : list (unknowns d)) (t : R) (x : vec R d) : R :=
  lsum (fun p => p5 p ^ 2 * exp (dot (p1 p) x + dot (p2 p) x * t + p3 p * t + p4 p * t ^ 2)) L.

(** The function f on R^n is everywhere the sum of the power series Σ_l c(l) x^l, summed one variable after the other:
    for each value s of the first variable, f(s, ·) is such a sum on R^(n−1) with coefficients g_s(l), and each of these
    is the power series Σ_k c(k, l) s^k. *)
Fixpoint is_power_series {n} : (vec nat n -> R) -> (vec R n -> R) -> Prop :=
  match n with
  | O => fun c f => f tt = c tt
  | S n => fun c f => exists g : R -> vec nat n -> R,
      (forall s, is_power_series (g s) (fun x => f (s, x))) /\
      (forall l s, is_pseries (fun k => c (k, l)) s (g s l))
  end.

(** The partial derivative ∂^l f(0) exists and is v, l a multi-index of n entries: for each value s of the first
    variable the derivative ∂^(l_2, …, l_n) at 0 of f(s, ·) exists, and v is its l_1-th derivative at s = 0. *)
Fixpoint is_partial_at_0 {n} : (vec R n -> R) -> vec nat n -> R -> Prop :=
  match n with
  | O => fun f _ v => f tt = v
  | S n => fun f l v => exists g : R -> R,
      (forall s, is_partial_at_0 (fun x => f (s, x)) (snd l) (g s)) /\ is_derive_n g (fst l) 0 v
  end.

(** A function of (t, x) as one of R^(1 + d). *)
Definition uncurried {d} (f : R -> vec R d -> R) : vec R (S d) -> R := fun z => f (fst z) (snd z).

(** [x^l1 t^l2] does not occur in f: its partial derivative at 0 is zero. *)
Definition no_monomial {d} (f : R -> vec R d -> R) (l1 : vec nat d) (l2 : nat) : Prop :=
  is_partial_at_0 (uncurried f) ((l2, l1) : vec nat (S d)) 0.

(** ** Power series of one variable that converge everywhere *)

(** Coquelicot's [is_pseries_ext] and [is_pseries_scal] for real series. *)
Lemma series_ext (a b : nat -> R) (x l : R) : (forall n, a n = b n) -> is_pseries a x l -> is_pseries b x l.
Proof. exact (is_pseries_ext a b x l). Qed.
Lemma series_scal (c : R) (a : nat -> R) (x l : R) : is_pseries a x l -> is_pseries (fun n => c * a n) x (c * l).
Proof. exact (is_pseries_scal c a x l (Rmult_comm _ _)). Qed.

Lemma everywhere_radius a f : (forall x, is_pseries a x (f x)) -> forall x, Rbar_lt (Rabs x) (CV_radius a).
Proof.
  intros P x. destruct (Rbar_lt_le_dec (Rabs x) (CV_radius a)) as [h|h]; [exact h|exfalso].
  set (y := Rabs x + 1).
  assert (Hy : Rabs y = y) by (apply Rabs_pos_eq; unfold y; pose proof (Rabs_pos x); lra).
  apply (CV_disk_outside a y).
  - rewrite Hy. apply Rbar_le_lt_trans with (1 := h). simpl; unfold y; lra.
  - pose proof (P y) as Q. apply is_pseries_R in Q. apply ex_series_lim_0. exists (f y); exact Q.
Qed.

(** The product is the sum of the Cauchy product. *)
Lemma everywhere_mult a b f g : (forall x, is_pseries a x (f x)) -> (forall x, is_pseries b x (g x)) ->
  forall x, is_pseries (PS_mult a b) x (f x * g x).
Proof.
  intros P Q x. apply is_pseries_mult; [apply P|apply Q| |];
    [apply (everywhere_radius a f P)|apply (everywhere_radius b g Q)].
Qed.

(** The n-th derivative at 0 is n! times the n-th coefficient. *)
Lemma everywhere_derive a f n : (forall x, is_pseries a x (f x)) -> is_derive_n f n 0 (INR (fact n) * a n).
Proof.
  intro P. assert (R0 : Rbar_lt (Rabs 0) (CV_radius a)) by (apply (everywhere_radius a f P)).
  apply (is_derive_n_ext (PSeries a)); [intro x; apply is_pseries_unique, P|].
  replace (INR (fact n) * a n) with (PSeries (PS_derive_n n a) 0); [apply is_derive_n_PSeries, R0|].
  rewrite PSeries_0. unfold PS_derive_n. simpl; field.
Qed.

(** A power series with finitely many terms. *)
Lemma polynomial_series (a : nat -> R) N x : (forall n, (N < n)%nat -> a n = 0) ->
  is_pseries a x (sum_f_R0 (fun k => a k * x ^ k) N).
Proof.
  intro Z. apply is_pseries_R.
  apply (filterlim_ext_loc (fun _ => sum_f_R0 (fun k => a k * x ^ k) N)); [|apply filterlim_const].
  exists N; intros n hn. rewrite sum_n_Reals. clear -Z hn. induction hn as [|n hn IH]; [reflexivity|].
  rewrite tech5, <- IH, Z by lia. ring.
Qed.

Lemma zero_series x : is_pseries (fun _ => 0) x 0.
Proof.
  pose proof (polynomial_series (fun _ => 0) 0 x (fun _ _ => eq_refl)) as P. simpl in P.
  rewrite Rmult_0_l in P; exact P.
Qed.

(** e^(cx) = Σ c^n/n! x^n. *)
Lemma exp_series c x : is_pseries (fun n => c ^ n / INR (fact n)) x (exp (c * x)).
Proof.
  apply is_pseries_R. pose proof (is_exp_Reals (c * x)) as P. apply is_pseries_R in P.
  revert P; apply is_series_ext; intro n. change (/ INR (fact n) * (c * x) ^ n = c ^ n / INR (fact n) * x ^ n).
  rewrite Rpow_mult_distr. unfold Rdiv; ring.
Qed.

(** The coefficients of e^(bt²). *)
Definition square_coefficient (b : R) (n : nat) : R :=
  if Nat.even n then b ^ Nat.div2 n / INR (fact (Nat.div2 n)) else 0.

Lemma exp_square_series b t : is_pseries (square_coefficient b) t (exp (b * t ^ 2)).
Proof.
  replace (exp (b * t ^ 2)) with (exp (b * t ^ 2) + t * 0) by ring. apply is_pseries_odd_even.
  - apply (series_ext (fun n => b ^ n / INR (fact n))); [|apply exp_series].
    intro n; unfold square_coefficient. rewrite Nat.even_mul, Nat.div2_double; reflexivity.
  - apply (series_ext (fun _ => 0)); [|apply zero_series].
    intro n; unfold square_coefficient. rewrite Nat.even_add, Nat.even_mul; reflexivity.
Qed.

(** The Gaussian sums H_l(a, b) are the coefficients of e^(at + bt²). *)
Lemma heat_series a b t : is_pseries (fun l => heat l a b) t (exp (a * t + b * t ^ 2)).
Proof.
  replace (exp (a * t + b * t ^ 2)) with (exp (b * t ^ 2) * exp (a * t))
    by (rewrite Rplus_comm; symmetry; apply exp_plus).
  eapply series_ext; [|apply (everywhere_mult (square_coefficient b) (fun n => a ^ n / INR (fact n))
    (fun t => exp (b * t ^ 2)) (fun t => exp (a * t))); [apply exp_square_series|apply exp_series]].
  intro l. rewrite heat_as_sum. unfold PS_mult. rewrite <- lsum_seq.
  rewrite (lsum_ext _ (fun n => if Nat.even n
    then b ^ Nat.div2 n / INR (fact (Nat.div2 n)) * (a ^ (l - n) / INR (fact (l - n))) else 0)).
  2: { intros n _; unfold square_coefficient; destruct (Nat.even n); ring. }
  rewrite <- (lsum_filter _ Nat.even).
  rewrite (lsum_same_set _ _ (map (fun k => (2 * k)%nat) (filter (fun k => (2 * k <=? l)%nat) (seq 0 (S l))))).
  - rewrite lsum_map. apply lsum_ext; intros k _. rewrite Nat.div2_double. field.
    split; apply INR_fact_neq_0.
  - apply NoDup_filter, seq_NoDup.
  - apply NoDup_map; [lia|apply NoDup_filter, seq_NoDup].
  - intro n. rewrite filter_In, in_map_iff, in_seq, Nat.even_spec. split.
    + intros [hn [k ->]]. exists k. rewrite filter_In, in_seq, Nat.leb_le. lia.
    + intros [k [<- hk]]. rewrite filter_In, in_seq, Nat.leb_le in hk. split; [lia|exists k; reflexivity].
Qed.

(** The coefficients of (u + vt)^k/k!. *)
Definition line_coefficient (u v : R) (k j : nat) : R :=
  if (j <=? k)%nat then u ^ (k - j) * v ^ j / (INR (fact (k - j)) * INR (fact j)) else 0.

Lemma line_series u v k t : is_pseries (line_coefficient u v k) t ((u + t * v) ^ k / INR (fact k)).
Proof.
  replace ((u + t * v) ^ k / INR (fact k)) with (sum_f_R0 (fun j => line_coefficient u v k j * t ^ j) k).
  - apply polynomial_series. intros j hj. unfold line_coefficient. rewrite (proj2 (Nat.leb_gt j k)) by lia; reflexivity.
  - rewrite Rplus_comm, binomial. unfold Rdiv; rewrite Rmult_comm, scal_sum. apply sum_eq; intros j hj.
    unfold line_coefficient, Binomial.C. rewrite (proj2 (Nat.leb_le j k)) by lia. rewrite Rpow_mult_distr. field.
    repeat split; apply INR_fact_neq_0.
Qed.

(** ** Power series of several variables *)

Lemma is_power_series_ext n : forall (c c' : vec nat n -> R) (f f' : vec R n -> R),
  (forall l, c l = c' l) -> (forall x, f x = f' x) -> is_power_series c f -> is_power_series c' f'.
Proof.
  induction n as [|n IH]; intros c c' f f' Ec Ef; simpl.
  - rewrite Ec, Ef; auto.
  - intros [g [P Q]]. exists g; split.
    + intro s. apply (IH (g s) (g s) (fun x => f (s, x))); auto.
    + intros l s. apply (series_ext (fun k => c (k, l))); [intro; apply Ec|apply Q].
Qed.

Lemma is_power_series_0 n : @is_power_series n (fun _ => 0) (fun _ => 0).
Proof.
  induction n as [|n IH]; simpl; [reflexivity|]. exists (fun _ _ => 0); split; [intros _; exact IH|]. intros l s.
  apply zero_series.
Qed.

Lemma is_power_series_plus n : forall (c c' : vec nat n -> R) (f f' : vec R n -> R),
  is_power_series c f -> is_power_series c' f' ->
  is_power_series (fun l => c l + c' l) (fun x => f x + f' x).
Proof.
  induction n as [|n IH]; intros c c' f f'; simpl; [intros -> ->; reflexivity|].
  intros [g [P Q]] [g' [P' Q']]. exists (fun s l => g s l + g' s l); split.
  - intro s. apply (IH (g s) (g' s) (fun x => f (s, x)) (fun x => f' (s, x))); auto.
  - intros l s. exact (is_pseries_plus _ _ _ _ _ (Q l s) (Q' l s)).
Qed.

Lemma is_power_series_sum {A} n (L : list A) (c : A -> vec nat n -> R) (f : A -> vec R n -> R) :
  (forall p, In p L -> is_power_series (c p) (f p)) ->
  is_power_series (fun l => lsum (fun p => c p l) L) (fun x => lsum (fun p => f p x) L).
Proof.
  induction L as [|p L IH]; intro P; simpl; [apply is_power_series_0|].
  apply is_power_series_plus; [apply P; left; reflexivity|apply IH; intros; apply P; right; assumption].
Qed.

(** The sum of a power series has the partial derivatives l! c(l) at 0. *)
Theorem power_series_partial n : forall (c : vec nat n -> R) (f : vec R n -> R), is_power_series c f ->
  forall l, is_partial_at_0 f l (factorial l * c l).
Proof.
  induction n as [|n IH]; intros c f.
  - simpl; intros E []; rewrite E; ring.
  - intros [g [P Q]] [k l]. exists (fun s => factorial l * g s l). split; [intro s; exact (IH _ _ (P s) l)|].
    simpl fst; simpl snd; simpl factorial.
    replace (INR (fact k) * factorial l * c (k, l)) with (factorial l * (INR (fact k) * c (k, l))) by ring.
    apply is_derive_n_scal_l, (everywhere_derive (fun k => c (k, l)) (fun s => g s l)), Q.
Qed.

(** The partial derivative is one number, *)
Lemma is_partial_unique n : forall (f : vec R n -> R) l v v',
  is_partial_at_0 f l v -> is_partial_at_0 f l v' -> v = v'.
Proof.
  induction n as [|n IH]; intros f l v v'; simpl; [congruence|].
  intros [g [P D]] [g' [P' D']]. rewrite <- (is_derive_n_unique _ _ _ _ D), <- (is_derive_n_unique _ _ _ _ D').
  apply Derive_n_ext; intro s. exact (IH _ _ _ _ (P s) (P' s)).
Qed.

(** so the coefficients of a power series are determined by its sum. *)
Theorem power_series_unique n (c c' : vec nat n -> R) (f : vec R n -> R) :
  is_power_series c f -> is_power_series c' f -> forall l, c l = c' l.
Proof.
  intros P P' l. apply Rmult_eq_reg_l with (factorial l); [|apply factorial_neq_0].
  apply (is_partial_unique n f l); apply power_series_partial; assumption.
Qed.

(** k e^(cᵀx) = Σ k c^l/l! x^l. *)
Lemma exponential_expansion n : forall k (c : vec R n),
  is_power_series (fun l => k * (power c l / factorial l)) (fun x => k * exp (dot c x)).
Proof.
  induction n as [|n IH]; intros k c; simpl; [rewrite exp_0; field|].
  exists (fun s l => k * exp (fst c * s) * (power (snd c) l / factorial l)). split.
  - intro s. eapply is_power_series_ext; [| |apply (IH (k * exp (fst c * s)) (snd c))]; [reflexivity|].
    intro x; simpl. rewrite exp_plus; ring.
  - intros l s.
    replace (k * exp (fst c * s) * (power (snd c) l / factorial l))
      with (k * (power (snd c) l / factorial l) * exp (fst c * s)) by ring.
    eapply series_ext; [|apply series_scal, exp_series].
    intro m; simpl. field.
    split; [apply factorial_neq_0|apply INR_fact_neq_0].
Qed.

(** ** The inner sum of the equation *)

(** The contribution of one atom to E(l1, l2). *)
Definition inner_sum {d} (p : unknowns d) (l1 : vec nat d) (l2 : nat) : R := lsum (summand p) (indices l1 l2).

Lemma inner_sum_0 a b w l : inner_sum (Unknowns (d:=0) tt tt a b w) tt l = w ^ 2 * heat l a b.
Proof.
  pose proof (equation_0 [Unknowns (d:=0) tt tt a b w] l) as E. unfold equation in E; simpl lsum in E.
  rewrite !Rplus_0_r in E. exact E.
Qed.

(** Splitting off the first coordinate: the inner sum for d + 1 is a Cauchy product of that for d. *)
Lemma inner_sum_step d u v (q1 q2 : vec R d) a b w k l1 l2 :
  inner_sum (Unknowns (d:=S d) (u, q1) (v, q2) a b w) (k, l1) l2
  = sum_f_R0 (fun j => line_coefficient u v k j * inner_sum (Unknowns q1 q2 a b w) l1 (l2 - j)) l2.
Proof.
  set (extend := fun j => fun '(α1, α2, α3, α4) =>
    (((k - j)%nat, α1), (j, α2), α3, α4) : vec nat (S d) * vec nat (S d) * nat * nat).
  unfold inner_sum at 1.
  rewrite (lsum_same_set _ _ (flat_map (fun j => map (extend j) (indices l1 (l2 - j)))
    (filter (fun j => (j <=? k)%nat) (seq 0 (S l2))))).
  - rewrite lsum_flat_map, lsum_filter, <- lsum_seq. apply lsum_ext; intros j _.
    unfold line_coefficient. destruct (j <=? k)%nat; [|ring].
    rewrite lsum_map. unfold inner_sum. rewrite <- lsum_scal_l.
    apply lsum_ext; intros [[[α1 α2] α3] α4] _. unfold extend, summand; simpl. field.
    repeat split; try apply INR_fact_neq_0; apply factorial_neq_0.
  - apply indices_NoDup.
  - apply (NoDup_flat_map (fun '(_, α2, _, _) => fst α2)).
    + intros j y i. apply in_map_iff in i as [[[[α1 α2] α3] α4] [<- _]]. reflexivity.
    + intros j _. apply NoDup_map; [|apply indices_NoDup].
      intros [[[α1 α2] α3] α4] [[[β1 β2] β3] β4] E. injection E; intros; subst; reflexivity.
    + apply NoDup_filter, seq_NoDup.
  - intros [[[[i1 α1] [i2 α2]] α3] α4]. rewrite in_indices, in_flat_map. simpl. split.
    + intros [E D]. injection E; intros E2 E1. exists i2. rewrite filter_In, in_seq, Nat.leb_le.
      split; [lia|]. apply in_map_iff. exists (α1, α2, α3, α4). split.
      * unfold extend. replace (k - i2)%nat with i1 by lia. reflexivity.
      * apply in_indices. split; [assumption|lia].
    + intros [j [hj i]]. rewrite filter_In, in_seq, Nat.leb_le in hj.
      apply in_map_iff in i as [[[[β1 β2] β3] β4] [E i]]. apply in_indices in i as [E1 E2].
      injection E; intros; subst. split; [f_equal; lia|lia].
Qed.

(** q1 + t q2. *)
Fixpoint on_line {d} (t : R) : vec R d -> vec R d -> vec R d :=
  match d with
  | O => fun _ _ => tt
  | S d => fun q1 q2 => (fst q1 + t * fst q2, on_line t (snd q1) (snd q2))
  end.

Lemma dot_on_line t d : forall q1 q2 x : vec R d, dot (on_line t q1 q2) x = dot q1 x + dot q2 x * t.
Proof. induction d as [|d IH]; intros q1 q2 x; simpl; [ring|rewrite IH; ring]. Qed.

(** As power series in t, the inner sums are p5² e^(p3 t + p4 t²) (p1 + t p2)^l1 / l1!. *)
Lemma inner_sum_series d : forall (p : unknowns d) l1 t, is_pseries (inner_sum p l1) t
  (p5 p ^ 2 * exp (p3 p * t + p4 p * t ^ 2) * (power (on_line t (p1 p) (p2 p)) l1 / factorial l1)).
Proof.
  induction d as [|d IH]; intros [q1 q2 a b w] l1 t; cbn [TaylorSystem.p1 TaylorSystem.p2 p3 p4 p5] in *.
  - destruct q1, q2, l1. replace (_ * _) with (w ^ 2 * exp (a * t + b * t ^ 2)) by (simpl; field).
    eapply series_ext; [|apply series_scal, heat_series].
    intro l. rewrite inner_sum_0. reflexivity.
  - destruct q1 as [u q1], q2 as [v q2], l1 as [k l1]. specialize (IH (Unknowns q1 q2 a b w) l1). simpl in IH.
    eapply series_ext; [intro l; symmetry; apply inner_sum_step|].
    replace (_ * _) with ((u + t * v) ^ k / INR (fact k) * (w ^ 2 * exp (a * t + b * t ^ 2)
      * (power (on_line t q1 q2) l1 / factorial l1)))
      by (simpl; field; split; [apply factorial_neq_0|apply INR_fact_neq_0]).
    apply (everywhere_mult (line_coefficient u v k) (inner_sum (Unknowns q1 q2 a b w) l1)
      (fun t => (u + t * v) ^ k / INR (fact k))
      (fun t => w ^ 2 * exp (a * t + b * t ^ 2) * (power (on_line t q1 q2) l1 / factorial l1)));
      [apply line_series|exact IH].
Qed.

(** ** The theorems *)

(** G(t, x) = Σ E(l1, l2) x^l1 t^l2, for all t and x. *)
Theorem generating_function_expansion {d} (L : list (unknowns d)) :
  @is_power_series (S d) (fun l => equation L (snd l) (fst l)) (uncurried (generating_function L)).
Proof.
  unfold equation, generating_function, uncurried. apply (is_power_series_sum (S d)). intros p _.
  exists (fun t l => p5 p ^ 2 * exp (p3 p * t + p4 p * t ^ 2) * (power (on_line t (p1 p) (p2 p)) l / factorial l)).
  split; [|intros l t; exact (inner_sum_series d p l t)]. intro t.
  eapply is_power_series_ext; [| |apply (exponential_expansion d (p5 p ^ 2 * exp (p3 p * t + p4 p * t ^ 2))
    (on_line t (p1 p) (p2 p)))]; [reflexivity|].
  intro x; cbv beta; simpl fst; simpl snd. rewrite dot_on_line, Rmult_assoc, <- exp_plus. do 2 f_equal; ring.
Qed.

(** ∂_x^l1 ∂_t^l2 G(0, 0) = l1! l2! E(l1, l2). *)
Theorem generating_function_derivatives {d} (L : list (unknowns d)) (l1 : vec nat d) (l2 : nat) :
  is_partial_at_0 (uncurried (generating_function L)) ((l2, l1) : vec nat (S d))
    (INR (fact l2) * factorial l1 * equation L l1 l2).
Proof. exact (power_series_partial (S d) _ _ (generating_function_expansion L) (l2, l1)). Qed.

(** The equation E(l1, l2) = 0 says that x^l1 t^l2 does not occur in G. *)
Theorem equation_iff_no_monomial {d} (L : list (unknowns d)) l1 l2 :
  equation L l1 l2 = 0 <-> no_monomial (generating_function L) l1 l2.
Proof.
  pose proof (generating_function_derivatives L l1 l2) as D. unfold no_monomial. split; intro H.
  - rewrite H, Rmult_0_r in D. exact D.
  - pose proof (is_partial_unique _ _ _ _ _ D H) as E.
    apply Rmult_eq_reg_l with (INR (fact l2) * factorial l1); [rewrite E; ring|].
    apply Rmult_integral_contrapositive_currified; [apply INR_fact_neq_0|apply factorial_neq_0].
Qed.

(** The equivalent definition of the system: L is a solution of order r if and only if its generating function has no
    monomial x^l1 t^l2 of total degree 1, …, r. *)
Theorem solution_iff_no_monomial {d} r (L : list (unknowns d)) : solution r L <->
  forall l1 l2, (1 <= size l1 + l2 <= r)%nat -> no_monomial (generating_function L) l1 l2.
Proof. split; intros S l1 l2 hl; apply equation_iff_no_monomial, S, hl. Qed.
