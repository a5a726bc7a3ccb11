(** * The Gaussian system with numbered atoms

    The theorems of the Gaussian theory in a form that uses only Coq's standard library and Coquelicot's
    [Derive_n]: atoms numbered [j < m] in place of the lists of the other files.  Main.v repeats them.

    [sum_f_R0 f n] is [f 0 + ... + f n]; [INR] embeds the natural numbers in the reals. *)

From Coq Require Import Reals Psatz List Arith Lia.
From Coquelicot Require Import Coquelicot.
From MoeProof Require Import SignChanges ExponentialSums HeatPolynomials Separation GaussianSystem SmallCases
  AtomLists.
Import ListNotations.
Open Scope R_scope.

(** ** Translation from the lists of the other files *)

(** A non-trivial solution with numbered atoms is one with a list of atoms. *)
Lemma gaussian_solution_numbered m r : (1 <= m)%nat ->
  (exists w a b : nat -> R,
     (forall j, (j < m)%nat -> 0 < w j) /\
     (forall l, (1 <= l <= r)%nat -> sum_f_R0 (fun j => w j * heat l (a j) (b j)) (m - 1) = 0) /\
     (exists j, (j < m)%nat /\ a j <> 0))
  <-> exists L, length L = m /\ gaussian_solution r L /\ gaussian_nontrivial L.
Proof.
  intro hm. split.
  - intros [w [a [b [W [E [j [l n]]]]]]]. exists (atom_list m w a b).
    split; [apply length_atom_list | split; [split |]].
    + intros x i. apply in_atom_list in i. destruct i as [i [li ->]]. apply W, li.
    + intros k hk. unfold heat_sum. rewrite lsum_atom_list by exact hm. apply E, hk.
    + exists (w j, a j, b j). split; [apply in_atom_list; eauto | exact n].
  - intros [L [len [[W E] [x [i n]]]]].
    destruct (atom_list_surjective m L len) as [w [a [b ->]]].
    exists w, a, b. split; [| split].
    + intros j l. apply (W (w j, a j, b j)), in_atom_list. eauto.
    + intros l hl. rewrite <- (E l hl). unfold heat_sum.
      rewrite lsum_atom_list by exact hm. reflexivity.
    + apply in_atom_list in i. destruct i as [j [l ->]]. exists j; split; [exact l | exact n].
Qed.

(** ** The Gaussian system *)

(** With [H_l(a,b) = sum over i + 2 k = l of a^i b^k / (i! k!)]: for [m >= 2] atoms the system
    [sum over j < m of w_j H_l(a_j, b_j) = 0], [l = 1, ..., r], has a solution with all [w_j > 0] and
    some [a_j <> 0] exactly when [r < 2 m].  That is, [rbar (m) = 2 m]. *)
Theorem rbar_gaussian (m r : nat) : (2 <= m)%nat ->
  let H (l : nat) (a b : R) :=
    sum_f_R0 (fun k => a ^ (l - 2 * k) * b ^ k / (INR (fact (l - 2 * k)) * INR (fact k))) (l / 2) in
  (exists w a b : nat -> R,
     (forall j, (j < m)%nat -> 0 < w j) /\
     (forall l, (1 <= l <= r)%nat -> sum_f_R0 (fun j => w j * H l (a j) (b j)) (m - 1) = 0) /\
     (exists j, (j < m)%nat /\ a j <> 0))
  <-> (r < 2 * m)%nat.
Proof.
  intros hm H.
  rewrite <- (gaussian_solvable_iff m r hm).
  apply (gaussian_solution_numbered m r); lia.
Qed.

(** For one atom the only solvable order is [0] (the empty system): [rbar (1) = 1]. *)
Theorem rbar_gaussian_1 (r : nat) :
  let H (l : nat) (a b : R) :=
    sum_f_R0 (fun k => a ^ (l - 2 * k) * b ^ k / (INR (fact (l - 2 * k)) * INR (fact k))) (l / 2) in
  (exists w a b : R, 0 < w /\ (forall l, (1 <= l <= r)%nat -> w * H l a b = 0) /\ a <> 0)
  <-> (r < 1)%nat.
Proof.
  intro H. split.
  - intros [w [a [b [W [E n]]]]]. destruct r as [| r]; [lia | exfalso].
    specialize (E 1%nat ltac:(lia)). change (w * heat 1 a b = 0) in E. rewrite heat_1 in E.
    apply n, (refutation_1 w); assumption.
  - intro h. exists 1, 1, 0. split; [lra | split; [intros l hl; lia | lra]].
Qed.

(** A solution of order [2 m] with positive weights has all its atoms at the origin. *)
Theorem gaussian_order_2m_trivial (m : nat) (w a b : nat -> R) : (1 <= m)%nat ->
  let H (l : nat) (a b : R) :=
    sum_f_R0 (fun k => a ^ (l - 2 * k) * b ^ k / (INR (fact (l - 2 * k)) * INR (fact k))) (l / 2) in
  (forall j, (j < m)%nat -> 0 < w j) ->
  (forall l, (1 <= l <= 2 * m)%nat -> sum_f_R0 (fun j => w j * H l (a j) (b j)) (m - 1) = 0) ->
  forall j, (j < m)%nat -> a j = 0 /\ b j = 0.
Proof.
  intros hm H W E j l.
  apply (gaussian_upper_all_zero m (atom_list m w a b) (length_atom_list m w a b)) with (x := (w j, a j, b j)).
  - split.
    + intros x i. apply in_atom_list in i. destruct i as [i [li ->]]. apply W, li.
    + intros k hk. unfold heat_sum. rewrite lsum_atom_list by exact hm. apply E, hk.
  - apply in_atom_list; eauto.
Qed.

(** The generating function: [sum w_j H_l(a_j, b_j)] is [1 / l!] times the [l]-th derivative at [0]
    of [sum w_j exp (a_j t + b_j t^2)]. *)
Theorem gaussian_generating_function (m : nat) (w a b : nat -> R) (l : nat) : (1 <= m)%nat ->
  let H (l : nat) (a b : R) :=
    sum_f_R0 (fun k => a ^ (l - 2 * k) * b ^ k / (INR (fact (l - 2 * k)) * INR (fact k))) (l / 2) in
  Derive_n (fun t => sum_f_R0 (fun j => w j * exp (a j * t + b j * t ^ 2)) (m - 1)) l 0
  = INR (fact l) * sum_f_R0 (fun j => w j * H l (a j) (b j)) (m - 1).
Proof.
  intros hm H.
  rewrite (Derive_n_ext _ (exp_sum (atom_list m w a b))).
  - rewrite exp_form. unfold heat_sum. rewrite lsum_atom_list by exact hm. reflexivity.
  - intro t. unfold exp_sum. rewrite lsum_atom_list by exact hm. reflexivity.
Qed.

(** ** Caloric separation *)

(** Let [(a_j, b_j)], [j < n], be distinct points and
    [sum over j of α_j (e^(b_j D^2) p)(a_j) = 0] for every real polynomial [p] of degree at most
    [2 n - 2], where [e^(b D^2) p = sum over k < n of b^k / k! p^(2 k)].  Then all [α_j] are zero. *)
Theorem caloric_separation_numbered (n : nat) (α a b : nat -> R) : (1 <= n)%nat ->
  (forall i j, (i < j < n)%nat -> (a i, b i) <> (a j, b j)) ->
  (forall p : nat -> R,
     let P (x : R) := sum_f_R0 (fun l => p l * x ^ l) (2 * n - 2) in
     sum_f_R0 (fun j =>
       α j * sum_f_R0 (fun k => b j ^ k / INR (fact k) * Derive_n P (2 * k) (a j)) (n - 1)) (n - 1)
     = 0) ->
  forall j, (j < n)%nat -> α j = 0.
Proof.
  intros hn distinct E j l.
  pose proof (caloric_separation_polynomials (atom_list n α a b)) as sep.
  cbv zeta in sep. rewrite length_atom_list in sep.
  apply (sep (atom_list_distinct n α a b distinct))
    with (x := (α j, a j, b j)).
  - intro p. rewrite lsum_atom_list by exact hn. apply (E p).
  - apply in_atom_list; eauto.
Qed.

(** ** Sign changes of exponential sums *)

(** [f(t) = sum over j < n of c_j exp (a_j t + b_j t^2)] has at most [2 n - 2] sign changes: there are
    no [2 n] points [t_0 < ... < t_(2n-1)] with a sign change between any two neighbours.  The
    [c_j], [a_j], [b_j] are arbitrary. *)
Theorem exponential_sum_sign_changes (n : nat) (c a b : nat -> R) : (1 <= n)%nat ->
  let f (t : R) := sum_f_R0 (fun j => c j * exp (a j * t + b j * t ^ 2)) (n - 1) in
  ~ exists t : nat -> R,
      (forall i, (i < 2 * n - 1)%nat -> t i < t (S i)) /\
      (forall i, (i < 2 * n - 1)%nat -> f (t i) * f (t (S i)) < 0).
Proof.
  intros hn f [t [inc change]].
  set (L := atom_list n c a b).
  assert (E : forall x, exp_sum L x = f x).
  { intro x. unfold exp_sum, L. rewrite lsum_atom_list by exact hn. reflexivity. }
  assert (ne : L <> []).
  { intro e. pose proof (length_atom_list n c a b) as len. fold L in len. rewrite e in len. simpl in len. lia. }
  pose proof (sign_changes_exp_sum L ne) as few.
  unfold L in few at 2; rewrite length_atom_list in few.
  apply (few (f (t O)) (t O)).
  apply (alternates_positive_factor _ _ _ f).
  { intros x _; exists 1; split; [lra | rewrite E; ring]. }
  replace (S (2 * n - 2)) with (2 * n - 1)%nat by lia.
  apply alternates_of_points; [exact inc | exact change |].
  intro z. pose proof (change O ltac:(lia)) as ch. rewrite z in ch. lra.
Qed.

(** Caloric separation, for numbered points: if Σ_j α_j l! H_l(a_j, b_j) = 0 for l <= 2n - 2, all α_j are zero. *)
Theorem caloric_separation_heat (n : nat) (α a b : nat -> R) : (1 <= n)%nat ->
  (forall i j, (i < j < n)%nat -> (a i, b i) <> (a j, b j)) ->
  (forall l, (l <= 2 * n - 2)%nat -> sum_f_R0 (fun j => α j * (INR (fact l) * heat l (a j) (b j))) (n - 1) = 0) ->
  forall j, (j < n)%nat -> α j = 0.
Proof.
  intros hn distinct E j hj.
  apply (Separation.caloric_separation (atom_list n α a b) (atom_list_distinct n α a b distinct))
    with (x := (α j, a j, b j)).
  - intros l hl. rewrite length_atom_list in hl. rewrite lsum_atom_list by exact hn. apply (E l hl).
  - apply in_atom_list. exists j. split; [exact hj|reflexivity].
Qed.
