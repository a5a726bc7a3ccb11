(** * Heat polynomials: what the inequalities behind the rates use

    Write H_l(a, b) for [heat l a b], the sum of a^i b^k / (i! k!) over i + 2k = l.

    The first section holds everything that this part of the development takes from the theory of the Gaussian
    system: the recursion of H, the separation theorem ([gaussian_separation]) and the Gauss-Hermite solutions
    of order 2m - 1 ([gauss_hermite_nodes]), with the sum over a list of atoms written as a sum over j < m. The
    rest are elementary consequences of the recursion:

    - scaling ([heat_scale]), parity ([heat_parity]) and the values at the origin ([heat_origin]);
    - d/da H_l(a, b) = H_(l-1)(a, b) ([is_derive_heat]);
    - one bound for all H_l on a bounded set ([heat_bounded]): once l exceeds 3 max(|a|, |b|) the recursion no
      longer enlarges. *)

From Coq Require Import Reals Psatz List Arith Lia.
From Coquelicot Require Import Coquelicot.
From MoeProof Require Import FiniteSums.
From MoeProof Require ExponentialSums HeatPolynomials Separation GaussHermite GaussianSystem.
Open Scope R_scope.

(** ** What is used of the Gaussian theory

    Everything that this file and the ones that follow take from the rest of the development stands in this
    section. *)

(** The heat polynomial of degree l divided by l!: the sum of a^i b^k / (i! k!) over i + 2k = l. *)
Notation heat := HeatPolynomials.heat.
Global Arguments HeatPolynomials.heat : simpl never.

Section GaussianInterface.

  (** H_0 = 1. *)
  Lemma heat_0 a b : heat 0 a b = 1.
  Proof. cbv [HeatPolynomials.heat]; simpl; field. Qed.

  (** H_1(a, b) = a. *)
  Lemma heat_1 a b : heat 1 a b = a.
  Proof. cbv [HeatPolynomials.heat]; simpl; field. Qed.

  (** The three-term recursion (l + 2) H_(l+2) = a H_(l+1) + 2 b H_l. *)
  Lemma heat_step l a b :
    INR (S (S l)) * heat (S (S l)) a b = a * heat (S l) a b + 2 * b * heat l a b.
  Proof. apply HeatPolynomials.heat_SS. Qed.

  (** The list of triples (weight, location, b) that the Gaussian theory speaks about. *)
  Let triples (m : nat) (w a b : nat -> R) : list (R * R * R) :=
    map (fun j => (w j, a j, b j)) (seq 0 m).

  (** The weighted sum over the list is the sum over j. *)
  Let sum_triples m w a b l :
    HeatPolynomials.heat_sum l (triples m w a b) = sum_below m (fun j => w j * heat l (a j) (b j)).
  Proof.
    unfold triples. induction m as [|m IH]; [reflexivity|].
    rewrite seq_S, map_app. simpl sum_below. rewrite <- IH. simpl Nat.add.
    generalize (map (fun j => (w j, a j, b j)) (seq 0 m)); intro L.
    unfold HeatPolynomials.heat_sum in *. induction L as [|x L IHL]; simpl in *; [ring|]. rewrite IHL. ring.
  Qed.

  (** The separation theorem: 2m vanishing sums with positive weights leave only the origin. *)
  Lemma gaussian_separation m (w a b : nat -> R) :
    (forall j, (j < m)%nat -> 0 < w j) ->
    (forall l, (1 <= l <= 2 * m)%nat -> sum_below m (fun j => w j * heat l (a j) (b j)) = 0) ->
    forall j, (j < m)%nat -> a j = 0 /\ b j = 0.
  Proof.
    intros Hw HE j Hj. apply (Separation.positive_solution_zero (triples m w a b)) with (x := (w j, a j, b j)).
    - intros x Hx. apply in_map_iff in Hx. destruct Hx as [i [<- Hi]]. apply in_seq in Hi. apply Hw. lia.
    - intros l Hl. unfold triples in Hl. rewrite map_length, seq_length in Hl. rewrite sum_triples. apply HE, Hl.
    - apply in_map_iff. exists j. split; [reflexivity|]. apply in_seq. lia.
  Qed.

  (** The m-point Gauss-Hermite rule: positive weights and nodes, not all zero, that solve the first 2m - 1
      equations with b = -1/2. *)
  Lemma gauss_hermite_nodes m : (2 <= m)%nat ->
    exists w x : nat -> R, (forall j, (j < m)%nat -> 0 < w j) /\ (exists j, (j < m)%nat /\ x j <> 0) /\
      forall l, (1 <= l <= 2 * m - 1)%nat -> sum_below m (fun j => w j * heat l (x j) (-1/2)) = 0.
  Proof.
    intro Hm. destruct (GaussHermite.gauss_hermite m ltac:(lia)) as [q [len [nd [pos E]]]].
    set (w := fun j => fst (nth j q (0, 0))). set (x := fun j => snd (nth j q (0, 0))).
    assert (Hq : triples m w x (fun _ => -1/2) = map (fun p => (fst p, snd p, -1/2)) q).
    { unfold triples, w, x. rewrite <- len. clear.
      induction q as [|p q IH]; [reflexivity|]. simpl. rewrite <- seq_shift, map_map. f_equal. exact IH. }
    exists w, x. split; [|split].
    - intros j Hj. apply pos, nth_In. lia.
    - destruct q as [|p1 [|p2 q]]; [simpl in len; lia|simpl in len; lia|].
      destruct (Req_dec (snd p1) 0) as [z|n]; [|exists 0%nat; split; [lia|exact n]].
      exists 1%nat. split; [lia|]. unfold x; simpl. intro z2. simpl in nd. inversion nd as [|? ? ni _]; subst.
      apply ni. left. lra.
    - intros l Hl. rewrite <- (sum_triples m w x (fun _ => -1/2)), Hq.
      apply (GaussianSystem.quadrature_solves q (2 * m - 1)); [exact E|exact Hl].
  Qed.

End GaussianInterface.

(** ** Consequences of the recursion *)

(** Quasi-homogeneity: a has weight 1, b has weight 2 and H_l has weight l. *)
Lemma heat_scale s l a b : heat l (s * a) (s ^ 2 * b) = s ^ l * heat l a b.
Proof.
  induction l as [l IH] using lt_wf_ind. destruct l as [|[|l]].
  - rewrite !heat_0. simpl. ring.
  - rewrite !heat_1. simpl. ring.
  - apply Rmult_eq_reg_l with (INR (S (S l))); [|apply not_0_INR; lia].
    rewrite heat_step, (IH (S l)), (IH l) by lia.
    replace (INR (S (S l)) * (s ^ S (S l) * heat (S (S l)) a b)) with (s ^ S (S l) * (INR (S (S l)) * heat (S (S
      l)) a b)) by ring.
    rewrite heat_step. simpl. ring.
Qed.

(** Parity: H_l(-a, b) = (-1)^l H_l(a, b). *)
Lemma heat_parity l a b : heat l (- a) b = (-1) ^ l * heat l a b.
Proof. rewrite <- heat_scale. f_equal; ring. Qed.

(** H_l(0, 0) is 1 for l = 0 and 0 otherwise. *)
Lemma heat_origin l : heat l 0 0 = if (l =? 0)%nat then 1 else 0.
Proof.
  destruct l as [|l]; [apply heat_0|]. pose proof (heat_scale 0 (S l) 0 0) as E. rewrite Rmult_0_r in E.
  rewrite Rmult_0_r in E. rewrite E. simpl. ring.
Qed.

(** H_(l-1), with H_(-1) = 0. *)
Definition heat_lower (l : nat) (z v : R) : R := match l with O => 0 | S l' => heat l' z v end.

(** d/dz H_l(z, v) = H_(l-1)(z, v). *)
Lemma is_derive_heat l v z : is_derive (fun z => heat l z v) z (heat_lower l z v).
Proof.
  revert z. induction l as [l IH] using lt_wf_ind. intro z. destruct l as [|[|l]].
  - apply (is_derive_ext (fun _ => 1)); [intro; symmetry; apply heat_0|]. apply (is_derive_const 1 z).
  - apply (is_derive_ext (fun z => z)); [intro; symmetry; apply heat_1|].
    simpl. rewrite heat_0. apply (is_derive_id z).
  - assert (P : INR (S (S l)) <> 0) by (apply not_0_INR; lia).
    apply (is_derive_ext (fun z => / INR (S (S l)) * (z * heat (S l) z v + 2 * v * heat l z v))).
    { intro t. rewrite <- (heat_step l t v), <- Rmult_assoc, Rinv_l by exact P. apply Rmult_1_l. }
    pose proof (IH (S l) ltac:(lia) z) as D1. pose proof (IH l ltac:(lia) z) as D0. simpl heat_lower in *.
    evar_last.
    + apply is_derive_scal, (is_derive_plus (fun z => z * heat (S l) z v) (fun z => 2 * v * heat l z v)).
      * apply (is_derive_mult (fun z => z) (fun z => heat (S l) z v) z); [apply is_derive_id|exact D1|intros;
          apply Rmult_comm].
      * apply is_derive_scal, D0.
    + unfold plus, mult, one, scal; simpl; unfold mult; simpl.
      apply Rmult_eq_reg_l with (INR (S (S l))); [|exact P]. rewrite <- Rmult_assoc, Rinv_r, Rmult_1_l by exact P.
      destruct l as [|l].
      * rewrite heat_1, heat_0. simpl. ring.
      * simpl heat_lower. pose proof (heat_step l z v) as R2. rewrite (S_INR (S (S l))). nra.
Qed.

(** The recursion of the heat polynomials as a bound: X >= |a|, |b| gives |H_(l+2)| <= 3 X B / (l + 2) if |H_l|,
    |H_(l+1)| <= B. *)
Lemma heat_step_bound X a b l B : Rabs a <= X -> Rabs b <= X -> Rabs (heat l a b) <= B ->
  Rabs (heat (S l) a b) <= B ->
  INR (S (S l)) * Rabs (heat (S (S l)) a b) <= 3 * X * B.
Proof.
  intros Ha Hb H0 H1. rewrite <- (Rabs_pos_eq (INR (S (S l)))) by apply pos_INR. rewrite <- Rabs_mult, heat_step.
  apply Rle_trans with (1 := Rabs_triang _ _). rewrite !Rabs_mult, (Rabs_pos_eq 2) by lra.
  assert (Rabs a * Rabs (heat (S l) a b) <= X * B) by (apply Rmult_le_compat; try apply Rabs_pos; assumption).
  assert (Rabs b * Rabs (heat l a b) <= X * B) by (apply Rmult_le_compat; try apply Rabs_pos; assumption). lra.
Qed.

(** All heat polynomials together are bounded on a bounded set. *)
Lemma heat_bounded X : exists B, 0 < B /\ forall l a b, Rabs a <= X -> Rabs b <= X -> Rabs (heat l a b) <= B.
Proof.
  set (Y := 1 + 3 * Rabs X). assert (Y1 : 1 <= Y) by (unfold Y; pose proof (Rabs_pos X); lra).
  destruct (archimed_cor1 (/ Y)) as [N [HN N1]]; [apply Rinv_0_lt_compat; lra|].
  assert (YN : Y < INR N).
  { apply Rnot_le_lt. intro h. pose proof (Rinv_le_contravar (INR N) Y (lt_0_INR N N1) h). lra. }
  exists (Y ^ N). split; [apply pow_lt; lra|]. intros l a b Ha Hb.
  assert (XY : X <= Y /\ 3 * X <= Y) by (unfold Y; pose proof (Rle_abs X); pose proof (Rabs_pos X); lra).
  assert (power : forall l, Rabs (heat l a b) <= Y ^ l).
  { clear l. induction l as [l IH] using lt_wf_ind. destruct l as [|[|l]].
    - rewrite heat_0, Rabs_R1. simpl. lra.
    - rewrite heat_1. simpl. lra.
    - pose proof (IH (S l) ltac:(lia)) as I1. pose proof (IH l ltac:(lia)) as I0.
      pose proof (pow_lt Y l ltac:(lra)) as P.
      pose proof (heat_step_bound X a b l (Y ^ S l) Ha Hb) as step. simpl pow in *.
      assert (Y ^ l <= Y * Y ^ l) by nra. specialize (step ltac:(lra) I1).
      assert (2 <= INR (S (S l))) by (apply (le_INR 2); lia).
      pose proof (Rabs_pos (heat (S (S l)) a b)).
      assert (3 * X * (Y * Y ^ l) <= Y * (Y * Y ^ l)) by (apply Rmult_le_compat_r; nra). nra. }
  induction l as [l IH] using lt_wf_ind. destruct (le_lt_dec l N) as [h|h].
  - apply Rle_trans with (1 := power l). apply Rle_pow; assumption.
  - destruct l as [|[|l]]; [lia|lia|].
    pose proof (heat_step_bound X a b l (Y ^ N) Ha Hb (IH l ltac:(lia)) (IH (S l) ltac:(lia))) as step.
    assert (INR N <= INR (S (S l))) by (apply le_INR; lia). pose proof (pow_lt Y N ltac:(lra)) as P.
    apply Rmult_le_reg_l with (INR (S (S l))); [lra|]. apply Rle_trans with (1 := step).
    apply Rmult_le_compat_r; lra.
Qed.
