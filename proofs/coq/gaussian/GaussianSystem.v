(** * The Gaussian system: [rbar (m) = 2 m]

    The location-scale system of order [r] with [m] atoms asks for positive weights [w_j], location
    shifts [a_j] and (halved) variance shifts [b_j] with

    [sum over j of w_j H_l(a_j, b_j) = 0   for l = 1, ..., r,]

    where [H_l(a,b) = sum over i + 2 k = l of a^i b^k / (i! k!)]; equivalently,
    [sum w_j exp (a_j t + b_j t^2)] has no monomial [t, ..., t^r] ([gaussian_solution_exp_form]).  A
    solution is _non-trivial_ if some [a_j] is not zero.  The number [rbar (m)] is the least [r]
    without a non-trivial solution.

    - [gaussian_rbar]: for every [m >= 2] there is a non-trivial solution of order [2 m - 1] and none
      of order [2 m]; in other words a non-trivial solution of order [r] exists exactly for
      [r < 2 m] ([gaussian_solvable_iff]).
    - [gaussian_rbar_1]: for [m = 1] the order is [1].
    - [gaussian_upper_all_zero]: a solution of order [2 m] has every [(a_j, b_j) = (0, 0)].

    _Lower bound_ ([gaussian_lower]).  Take the nodes and weights of the [m]-point Gauss-Hermite rule
    and [b_j = -1/2].  The rule and the standard normal law have the same moments up to [2 m - 1],
    that is, [sum w_j e^(x_j t) - e^(t^2/2)] starts at [t^(2m)]; multiply by [e^(-t^2/2)].

    _Upper bound_: caloric separation, [Separation.v].

    Source: docs/theory.md, sections 3.1 to 3.3. *)

From Coq Require Import Reals Psatz List Arith Lia.
From Coquelicot Require Import Coquelicot.
From MoeProof Require Import GaussianMoments ExponentialSums HeatPolynomials Separation GaussHermite.
Import ListNotations.
Open Scope R_scope.

(** ** The system *)

(** An atom is a triple (weight, location shift, halved variance shift).  [gaussian_solution r L]:
    all weights are positive and the equations [1, ..., r] hold. *)
Definition gaussian_solution (r : nat) (L : list (R * R * R)) : Prop :=
  (forall x, In x L -> 0 < weight x) /\
  (forall l, (1 <= l <= r)%nat -> heat_sum l L = 0).

(** Some location is not zero. *)
Definition gaussian_nontrivial (L : list (R * R * R)) : Prop :=
  exists x, In x L /\ location x <> 0.

(** A solution of a higher order is one of a lower order. *)
Lemma gaussian_solution_le r r' L : (r' <= r)%nat -> gaussian_solution r L -> gaussian_solution r' L.
Proof. intros h [W E]; split; [exact W | intros l hl; apply E; lia]. Qed.

(** The system says that the generating function has no monomials of degree [1, ..., r]. *)
Theorem gaussian_solution_exp_form r L :
  gaussian_solution r L <->
  (forall x, In x L -> 0 < weight x) /\
  (forall l, (1 <= l <= r)%nat ->
     Derive_n (fun t => lsum (fun x => weight x * exp (location x * t + var_shift x * t ^ 2)) L) l 0 = 0).
Proof.
  split; intros [W E]; split; [exact W | | exact W |]; intros l hl; specialize (E l hl).
  - change (Derive_n (exp_sum L) l 0 = 0). rewrite exp_form, E. ring.
  - change (Derive_n (exp_sum L) l 0 = 0) in E. rewrite exp_form in E.
    apply Rmult_integral in E; destruct E as [E |]; [destruct (INR_fact_neq_0 _ E) | assumption].
Qed.

(** ** Upper bound *)

(** A solution of order [2 m] with [m] atoms has all of them at the origin ... *)
Theorem gaussian_upper_all_zero m L :
  length L = m -> gaussian_solution (2 * m) L ->
  forall x, In x L -> location x = 0 /\ var_shift x = 0.
Proof. intros <- [W E]. apply positive_solution_zero; assumption. Qed.

(** ... so it is trivial. *)
Theorem gaussian_upper m L : length L = m -> gaussian_solution (2 * m) L -> ~ gaussian_nontrivial L.
Proof.
  intros len S [x [i n]]. destruct (gaussian_upper_all_zero m L len S x i). tauto.
Qed.

(** ** Lower bound *)

(** The atoms of a quadrature rule, all with the same [b]. *)
Definition atoms (b : R) (q : list (R * R)) : list term := map (fun p => (fst p, snd p, b)) q.

(** Atoms without variance: the moment sums are the values of the rule on powers. *)
Lemma moment_sum_atoms k q : moment_sum k 0 (atoms 0 q) = quadrature (fun x => x ^ k) q.
Proof.
  unfold moment_sum. induction q as [| p q IH]; simpl; [reflexivity |].
  rewrite Rmult_0_r, Rplus_0_r, moment_variance_0, IH. reflexivity.
Qed.

(** A rule that is exact for the standard normal law up to degree [d] gives a solution of order
    [d], with [b = -1/2]. *)
Lemma quadrature_solves q d :
  (forall k, (k <= d)%nat -> quadrature (fun x => x ^ k) q = moment k 0 1) ->
  forall l, (1 <= l <= d)%nat -> heat_sum l (atoms (-1/2) q) = 0.
Proof.
  intros exact_d l hl.
  (* nodes without variance, minus the standard normal law *)
  set (L := ((-1, 0, 1/2) : term) :: atoms 0 q).
  assert (Z : forall k, (k <= d)%nat -> moment_sum k 0 L = 0).
  { intros k hk.
    change (moment_sum k 0 L) with (-1 * moment k 0 (2 * (1/2) + 0) + moment_sum k 0 (atoms 0 q)).
    replace (2 * (1/2) + 0) with 1 by field.
    rewrite moment_sum_atoms, exact_d by exact hk. ring. }
  (* lower every b by 1/2 *)
  pose proof (moment_sum_shift d L Z l (proj2 hl) (-2 * (1/2))) as P.
  rewrite moment_sum_shift_by in P.
  apply Rmult_integral in P; destruct P as [P | P]; [destruct (INR_fact_neq_0 _ P) |].
  assert (E : map (shift_by (1/2)) L = ((-1, 0, 0) : term) :: atoms (-1/2) q).
  { unfold L, atoms; simpl. rewrite map_map. f_equal; [f_equal; field |].
    apply map_ext. intro p; simpl; f_equal; field. }
  rewrite E in P.
  change (-1 * heat l 0 0 + heat_sum l (atoms (-1/2) q) = 0) in P.
  rewrite heat_origin in P by lia. lra.
Qed.

(** A non-trivial solution of order [2 m - 1]: the Gauss-Hermite rule with every [b = -1/2]. *)
Theorem gaussian_lower m : (2 <= m)%nat ->
  exists L, length L = m /\ gaussian_solution (2 * m - 1) L /\ gaussian_nontrivial L.
Proof.
  intro hm. destruct (gauss_hermite m ltac:(lia)) as [q [len [nd [pos exact_q]]]].
  exists (atoms (-1/2) q). split; [unfold atoms; rewrite map_length; exact len | split; [split |]].
  - intros x i. apply in_map_iff in i. destruct i as [p [<- i]]. apply pos, i.
  - apply quadrature_solves, exact_q.
  - (* two distinct nodes are not both zero *)
    destruct q as [| p1 [| p2 q]]; [simpl in len; lia | simpl in len; lia |].
    destruct (Req_dec (snd p1) 0) as [z | n]; [| exists (fst p1, snd p1, -1/2); simpl; auto].
    exists (fst p2, snd p2, -1/2); split; [simpl; auto |]. simpl. intro z2.
    simpl in nd. inversion nd as [| ? ? fresh _]; subst. apply fresh; left; lra.
Qed.

(** ** The theorem *)

(** [rbar (m) = 2 m] for [m >= 2]. *)
Theorem gaussian_rbar m : (2 <= m)%nat ->
  (exists L, length L = m /\ gaussian_solution (2 * m - 1) L /\ gaussian_nontrivial L) /\
  (forall L, length L = m -> gaussian_solution (2 * m) L -> ~ gaussian_nontrivial L).
Proof. intro h; split; [apply gaussian_lower, h | apply gaussian_upper]. Qed.

(** The same as a characterisation of the solvable orders. *)
Theorem gaussian_solvable_iff m r : (2 <= m)%nat ->
  (exists L, length L = m /\ gaussian_solution r L /\ gaussian_nontrivial L) <-> (r < 2 * m)%nat.
Proof.
  intro h; split.
  - intros [L [len [S n]]]. destruct (le_lt_dec (2 * m) r) as [l |]; [exfalso | assumption].
    apply (gaussian_upper m L len); [apply (gaussian_solution_le r); assumption | exact n].
  - intro l. destruct (gaussian_lower m h) as [L [len [S n]]].
    exists L; split; [exact len | split; [| exact n]].
    apply (gaussian_solution_le (2 * m - 1)); [lia | exact S].
Qed.

(** One atom: the empty system of order [0] has a non-trivial solution, that of order [1], which
    reads [w a = 0], has none. *)
Theorem gaussian_rbar_1 :
  (exists L, length L = 1%nat /\ gaussian_solution 0 L /\ gaussian_nontrivial L) /\
  (forall L, length L = 1%nat -> gaussian_solution 1 L -> ~ gaussian_nontrivial L).
Proof.
  split.
  - exists [(1, 1, 0)]. split; [reflexivity | split; [split |]].
    + intros x [<- | []]; simpl; lra.
    + intros l hl; lia.
    + exists (1, 1, 0); split; [left; reflexivity | simpl; lra].
  - intros L len [W E] [y [i n]].
    destruct L as [| x [| x' L]]; try discriminate. destruct i as [<- | []].
    specialize (W x (or_introl eq_refl)). specialize (E 1%nat ltac:(lia)).
    unfold heat_sum, heat in E; simpl in E.
    apply n, Rmult_eq_reg_l with (weight x); lra.
Qed.
