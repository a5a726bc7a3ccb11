(** * The separation theorem with a constant

    Write H_l(a,b) for [heat l a b], the sum of a^i b^k / (i! k!) over i + 2k = l.
    The separation theorem for Gaussians says: if the weights w_j are positive and the m points (a_j, b_j) satisfy

        sum_j w_j H_l(a_j, b_j) = 0     for l = 1, ..., 2m,

    then every (a_j, b_j) is (0, 0).  This file turns "= 0 implies = 0" into an inequality.

    ** Theorem ([quantitative_separation]).
    Let m >= 1, w0 > 0 and let W0, M be real.  There is c > 0 such that for all weights w_j in [w0, W0] and all
    points with |a_j| <= M, |b_j| <= M (j < m)

        max_{1 <= l <= 2m} |sum_j w_j H_l(a_j, b_j)|  >=  c * sum_j w_j (|a_j|^(2m) + |b_j|^m).

    ** Proof in words.
    Let S = sum_j (|a_j|^(2m) + |b_j|^m).

    1. On the quasi-sphere S = 1 all coordinates have absolute value at most 1.  The function
       F = |S - 1| + sum_{l=1}^{2m} |sum_j w_j H_l(a_j, b_j)| is continuous on the compact box
       [w0, W0]^m x [-1, 1]^(2m) and has no zero there: S = 1 and all sums 0 contradict the separation theorem.  So F >= c1 > 0
       on the box, and on the quasi-sphere one of the 2m sums is at least c1 / (2m).
    2. The scaling a -> s a, b -> s^2 b multiplies H_l by s^l and S by s^(2m).  Given points with S > 0 put s = S^(1/(2m))
       and apply step 1 to (a/s, b/s^2): some sum is at least c s^l, where 1 <= l <= 2m.
    3. As S <= L := 1 + m (|M|^(2m) + |M|^m) on the given box, s^l >= S / L: if s >= 1 because s^l >= 1, and if s <= 1
       because s^l >= s^(2m) = S.

    The compactness in step 1 is proved here without the axiom of choice: a property of sets that is inherited by
    subsets and finite unions, and that every point of a box has a neighbourhood with, belongs to the whole box
    ([box_compact]); induction on the number of coordinates, the case of one coordinate by a least upper bound. *)

From Coq Require Import Reals Psatz List Arith Lia Classical.
From Coquelicot Require Import Coquelicot.
From MoeProof Require gauss5 gauss6 gauss7.
Open Scope R_scope.

(** The sum of f j over j < m. *)
Fixpoint sum_below (m : nat) (f : nat -> R) : R :=
  match m with O => 0 | S k => sum_below k f + f k end.

(** ** What is used of the Gaussian theory

    Everything that this file and the ones that follow take from the rest of the development stands in this section. *)

(** The heat polynomial of degree l divided by l!: the sum of a^i b^k / (i! k!) over i + 2k = l. *)
Notation heat := gauss5.H.
Global Arguments gauss5.H : simpl never.

Section GaussianInterface.

  Lemma heat_0 a b : heat 0 a b = 1.
  Proof. cbv [gauss5.H gauss5.T]; simpl; field. Qed.

  Lemma heat_1 a b : heat 1 a b = a.
  Proof. cbv [gauss5.H gauss5.T]; simpl; field. Qed.

  (** The three-term recursion (l + 2) H_(l+2) = a H_(l+1) + 2 b H_l. *)
  Lemma heat_step l a b :
    INR (S (S l)) * heat (S (S l)) a b = a * heat (S l) a b + 2 * b * heat l a b.
  Proof. apply gauss5.H_SS. Qed.

  (** The list of triples (weight, location, b) that the Gaussian theory speaks about. *)
  Let triples (m : nat) (w a b : nat -> R) : list (R * R * R) :=
    map (fun j => (w j, a j, b j)) (seq 0 m).

  Let sum_triples m w a b l :
    gauss5.wH l (triples m w a b) = sum_below m (fun j => w j * heat l (a j) (b j)).
  Proof.
    unfold triples. induction m as [|m IH]; [reflexivity|].
    rewrite seq_S, map_app. simpl sum_below. rewrite <- IH. simpl Nat.add.
    generalize (map (fun j => (w j, a j, b j)) (seq 0 m)); intro L.
    unfold gauss5.wH. induction L as [|x L IHL]; simpl in *; [ring|]. rewrite IHL. ring.
  Qed.

  (** The separation theorem: 2m vanishing sums with positive weights leave only the origin. *)
  Lemma gaussian_separation m (w a b : nat -> R) :
    (forall j, (j < m)%nat -> 0 < w j) ->
    (forall l, (1 <= l <= 2 * m)%nat -> sum_below m (fun j => w j * heat l (a j) (b j)) = 0) ->
    forall j, (j < m)%nat -> a j = 0 /\ b j = 0.
  Proof.
    intros Hw HE j Hj. apply (gauss5.rbar_upper (triples m w a b)) with (x := (w j, a j, b j)).
    - intros x Hx. apply in_map_iff in Hx. destruct Hx as [i [<- Hi]]. apply in_seq in Hi. apply Hw. lia.
    - intros l Hl. unfold triples in Hl. rewrite map_length, seq_length in Hl. rewrite sum_triples. apply HE, Hl.
    - apply in_map_iff. exists j. split; [reflexivity|]. apply in_seq. lia.
  Qed.

  (** The m-point Gauss-Hermite rule: positive weights and nodes, not all zero, that solve the first 2m - 1 equations
      with b = -1/2. *)
  Lemma gauss_hermite_nodes m : (2 <= m)%nat ->
    exists w x : nat -> R, (forall j, (j < m)%nat -> 0 < w j) /\ (exists j, (j < m)%nat /\ x j <> 0) /\
      forall l, (1 <= l <= 2 * m - 1)%nat -> sum_below m (fun j => w j * heat l (x j) (-1/2)) = 0.
  Proof.
    intro Hm. destruct (gauss6.gauss_hermite m ltac:(lia)) as [q [len [nd [pos E]]]].
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
      apply (gauss5.rbar_lower q (2 * m - 1)); [|exact Hl]. intros k Hk. rewrite gauss7.sq_L. apply E, Hk.
  Qed.

End GaussianInterface.

(** ** Finite sums *)

Lemma sum_below_ext m f g : (forall j, (j < m)%nat -> f j = g j) -> sum_below m f = sum_below m g.
Proof. induction m as [|m IH]; intro E; simpl; [reflexivity|]. rewrite IH by (intros; apply E; lia). rewrite E by lia. reflexivity. Qed.

Lemma sum_below_le m f g : (forall j, (j < m)%nat -> f j <= g j) -> sum_below m f <= sum_below m g.
Proof. induction m as [|m IH]; intro E; simpl; [lra|]. apply Rplus_le_compat; [apply IH; intros; apply E; lia|apply E; lia]. Qed.

Lemma sum_below_scal m k f : sum_below m (fun j => k * f j) = k * sum_below m f.
Proof. induction m as [|m IH]; simpl; [ring|rewrite IH; ring]. Qed.

Lemma sum_below_plus m f g : sum_below m (fun j => f j + g j) = sum_below m f + sum_below m g.
Proof. induction m as [|m IH]; simpl; [ring|rewrite IH; ring]. Qed.

Lemma sum_below_const m k : sum_below m (fun _ => k) = INR m * k.
Proof. induction m as [|m IH]; [simpl; ring|]. rewrite S_INR. simpl sum_below. rewrite IH. ring. Qed.

Lemma sum_below_nonneg m f : (forall j, (j < m)%nat -> 0 <= f j) -> 0 <= sum_below m f.
Proof. intro E. rewrite <- (Rmult_0_r (INR m)), <- sum_below_const. apply sum_below_le, E. Qed.

(** One term of a sum of non-negative terms is at most the sum. *)
Lemma sum_below_term m f j : (forall i, (i < m)%nat -> 0 <= f i) -> (j < m)%nat -> f j <= sum_below m f.
Proof.
  induction m as [|m IH]; intros E Hj; [lia|]. simpl. pose proof (E m ltac:(lia)).
  destruct (Nat.eq_dec j m) as [->|n].
  - pose proof (sum_below_nonneg m f ltac:(intros; apply E; lia)). lra.
  - pose proof (IH ltac:(intros; apply E; lia) ltac:(lia)). lra.
Qed.

(** A sum of non-negative terms that is zero has only zero terms. *)
Lemma sum_below_zero m f : (forall i, (i < m)%nat -> 0 <= f i) -> sum_below m f = 0 ->
  forall j, (j < m)%nat -> f j = 0.
Proof. intros E Z j Hj. pose proof (sum_below_term m f j E Hj). pose proof (E j Hj). lra. Qed.

(** If a sum of m non-negative terms is at least c, then one term is at least c / m. *)
Lemma sum_below_large m f c : (1 <= m)%nat -> c <= sum_below m f -> exists j, (j < m)%nat /\ c / INR m <= f j.
Proof.
  intros Hm Hc. apply NNPP. intro n.
  assert (P : 0 < INR m) by (apply lt_0_INR; lia).
  assert (L : forall j, (j < m)%nat -> f j < c / INR m).
  { intros j Hj. apply Rnot_le_lt. intro h. apply n. exists j. tauto. }
  assert (G : forall k, (k < m)%nat -> sum_below (S k) f < INR (S k) * (c / INR m)).
  { induction k as [|k IH]; intro Hk.
    - specialize (L 0%nat Hk). simpl. lra.
    - specialize (L (S k) Hk). specialize (IH ltac:(lia)). change (sum_below (S k) f + f (S k) < INR (S (S k)) * (c / INR m)).
      rewrite (S_INR (S k)). lra. }
  specialize (G (m - 1)%nat ltac:(lia)). replace (S (m - 1)) with m in G by lia.
  replace (INR m * (c / INR m)) with c in G by (field; lra). lra.
Qed.

(** ** Compactness of a box in R^N

    A point of R^N is a function [nat -> R] of which only the values below N matter. *)

(** The box of all points with lo i <= x i <= hi i for i < N. *)
Definition in_box (N : nat) (lo hi x : nat -> R) : Prop := forall i, (i < N)%nat -> lo i <= x i <= hi i.

(** x differs from p by less than r in each of the first N coordinates. *)
Definition close (N : nat) (r : R) (p x : nat -> R) : Prop := forall i, (i < N)%nat -> Rabs (x i - p i) < r.

(** A property of sets of points that holds for the empty set and passes to subsets and to unions of two sets. *)
Record ideal (Q : ((nat -> R) -> Prop) -> Prop) : Prop := {
  ideal_empty : Q (fun _ => False);
  ideal_subset : forall X Y : (nat -> R) -> Prop, (forall x, X x -> Y x) -> Q Y -> Q X;
  ideal_union : forall X Y : (nat -> R) -> Prop, Q X -> Q Y -> Q (fun x => X x \/ Y x) }.

(** One coordinate: if every t in [u, v] has a slab |x k - t| < r with Q, then the slab u <= x k <= v has Q. *)
Lemma slab_compact Q k u v : ideal Q ->
  (forall t, u <= t <= v -> exists r, 0 < r /\ Q (fun x => Rabs (x k - t) < r)) -> Q (fun x => u <= x k <= v).
Proof.
  intros I loc. destruct (Rle_or_lt u v) as [uv|uv].
  2: { apply (ideal_subset Q I _ (fun _ => False)); [intros x Hx; lra|apply (ideal_empty Q I)]. }
  set (E := fun s => u <= s <= v /\ Q (fun x => u <= x k <= s)).
  assert (Eu : E u).
  { split; [lra|]. destruct (loc u ltac:(lra)) as [r [r0 Hr]]. revert Hr. apply (ideal_subset Q I).
    intros x Hx. replace (x k) with u by lra. rewrite Rminus_eq_0, Rabs_R0. exact r0. }
  destruct (completeness E) as [s [U L]]; [exists v; intros x [Hx _]; lra|exists u; exact Eu|].
  assert (us : u <= s) by (apply U, Eu). assert (sv : s <= v) by (apply L; intros x [Hx _]; lra).
  destruct (loc s ltac:(lra)) as [r [r0 Hr]].
  assert (exists s', E s' /\ s - r < s') as [s' [Es' Hs']].
  { apply NNPP. intro n. assert (s <= s - r); [|lra]. apply L. intros x Ex.
    destruct (Rle_or_lt x (s - r)) as [|h]; [assumption|]. exfalso. apply n. exists x. tauto. }
  assert (ss : s' <= s) by (apply U, Es').
  set (t := Rmin v (s + r / 2)).
  assert (Et : E t).
  { unfold t. pose proof (Rmin_l v (s + r / 2)). pose proof (Rmin_r v (s + r / 2)). split.
    - split; [|assumption]. apply Rmin_glb; lra.
    - apply (ideal_subset Q I _ (fun x => u <= x k <= s' \/ Rabs (x k - s) < r));
        [|apply (ideal_union Q I); [apply Es'|exact Hr]].
      intros x Hx. destruct (Rle_or_lt (x k) s') as [h|h]; [left; lra|right]. apply Rabs_def1; lra. }
  assert (ts : t <= s) by (apply U, Et). destruct Et as [_ Qt].
  assert (tv : t = v); [|rewrite tv in Qt; exact Qt].
  unfold t in *. unfold Rmin in *. destruct (Rle_dec v (s + r / 2)); lra.
Qed.

(** A property of sets that every point of a box has a neighbourhood with belongs to the box. *)
Theorem box_compact N lo hi : forall Q, ideal Q ->
  (forall p, in_box N lo hi p -> exists r, 0 < r /\ Q (close N r p)) -> Q (in_box N lo hi).
Proof.
  induction N as [|N IH]; intros Q I loc.
  - destruct (loc lo) as [r [_ Hr]]; [intros i Hi; lia|]. revert Hr. apply (ideal_subset Q I).
    intros x _ i Hi. lia.
  - set (Q1 := fun X => Q (fun x => in_box N lo hi x /\ X x)).
    assert (Q1 (fun x => lo N <= x N <= hi N)) as done.
    + apply slab_compact.
      * unfold Q1. split.
        -- apply (ideal_subset Q I _ (fun _ => False)); [tauto|apply (ideal_empty Q I)].
        -- intros X Y XY. apply (ideal_subset Q I). intros x [Hx Kx]. auto.
        -- intros X Y QX QY. pose proof (ideal_union Q I _ _ QX QY) as QU. revert QU.
           apply (ideal_subset Q I). intros x Hx. tauto.
      * intros t Ht.
        set (Q2 := fun X => exists r, 0 < r /\ Q (fun x => X x /\ Rabs (x N - t) < r)).
        assert (Q2 (in_box N lo hi)) as done2; [|exact done2].
        apply IH.
        -- unfold Q2. split.
           ++ exists 1. split; [lra|]. apply (ideal_subset Q I _ (fun _ => False)); [tauto|apply (ideal_empty Q I)].
           ++ intros X Y XY [r [r0 Hr]]. exists r. split; [assumption|]. revert Hr. apply (ideal_subset Q I).
              intros x [Hx Kx]. auto.
           ++ intros X Y [r1 [p1 H1]] [r2 [p2 H2]]. exists (Rmin r1 r2). split; [apply Rmin_pos; assumption|].
              pose proof (ideal_union Q I _ _ H1 H2) as QU. revert QU. apply (ideal_subset Q I).
              intros x [Hx Kx]. pose proof (Rmin_l r1 r2). pose proof (Rmin_r r1 r2).
              destruct Hx; [left|right]; split; try assumption; lra.
        -- intros p Hp. set (p' := fun i => if (i =? N)%nat then t else p i).
           destruct (loc p') as [r [r0 Hr]].
           { intros i Hi. unfold p'. destruct (Nat.eqb_spec i N) as [->|n]; [assumption|apply Hp; lia]. }
           exists r. split; [assumption|]. exists r. split; [assumption|]. revert Hr. apply (ideal_subset Q I).
           intros x [Hx Kx] i Hi. unfold p'. destruct (Nat.eqb_spec i N) as [->|n]; [assumption|apply Hx; lia].
    + revert done. apply (ideal_subset Q I). intros x Hx. split; [intros i Hi; apply Hx; lia|apply Hx; lia].
Qed.

(** ** Continuous functions on R^N and their positive minimum *)

(** The neighbourhoods of p in R^N. *)
Definition near (N : nat) (p : nat -> R) (P : (nat -> R) -> Prop) : Prop :=
  exists r, 0 < r /\ forall x, close N r p x -> P x.

Global Instance near_filter N p : Filter (near N p).
Proof.
  constructor.
  - exists 1. split; [lra|trivial].
  - intros P Q [r1 [p1 H1]] [r2 [p2 H2]]. exists (Rmin r1 r2). split; [apply Rmin_pos; assumption|].
    intros x Hx. pose proof (Rmin_l r1 r2). pose proof (Rmin_r r1 r2).
    split; [apply H1|apply H2]; intros i Hi; specialize (Hx i Hi); lra.
  - intros P Q PQ [r [r0 Hr]]. exists r. split; auto.
Qed.

(** Continuity of a real function of the first N coordinates. *)
Definition continuous_in (N : nat) (f : (nat -> R) -> R) : Prop :=
  forall p, filterlim f (near N p) (locally (f p)).

Lemma continuous_in_const N k : continuous_in N (fun _ => k).
Proof. intro p. apply filterlim_const. Qed.

Lemma continuous_in_coordinate N i : (i < N)%nat -> continuous_in N (fun x => x i).
Proof.
  intros Hi p P [e He]. exists e. split; [apply cond_pos|]. intros x Hx. apply He. apply Hx, Hi.
Qed.

Lemma continuous_in_plus N f g : continuous_in N f -> continuous_in N g -> continuous_in N (fun x => f x + g x).
Proof.
  intros Hf Hg p. apply (filterlim_comp_2 f g Rplus (Hf p) (Hg p)), (filterlim_plus (f p) (g p)).
Qed.

Lemma continuous_in_mult N f g : continuous_in N f -> continuous_in N g -> continuous_in N (fun x => f x * g x).
Proof.
  intros Hf Hg p. apply (filterlim_comp_2 f g Rmult (Hf p) (Hg p)), (filterlim_mult (f p) (g p)).
Qed.

Lemma continuous_in_abs N f : continuous_in N f -> continuous_in N (fun x => Rabs (f x)).
Proof.
  intros Hf p. apply (filterlim_comp _ _ _ f Rabs _ _ _ (Hf p)), (continuous_Rabs (f p)).
Qed.

Lemma continuous_in_pow N f k : continuous_in N f -> continuous_in N (fun x => f x ^ k).
Proof.
  intro Hf. induction k as [|k IH]; simpl; [apply continuous_in_const|apply continuous_in_mult; assumption].
Qed.

Lemma continuous_in_ext N f g : (forall x, f x = g x) -> continuous_in N f -> continuous_in N g.
Proof. intros E Hf p. rewrite <- E. apply (filterlim_ext f); auto. Qed.

Lemma continuous_in_sum N m (f : nat -> (nat -> R) -> R) :
  (forall j, (j < m)%nat -> continuous_in N (f j)) -> continuous_in N (fun x => sum_below m (fun j => f j x)).
Proof.
  induction m as [|m IH]; intro Hf; simpl; [apply continuous_in_const|].
  apply continuous_in_plus; [apply IH; intros; apply Hf; lia|apply Hf; lia].
Qed.

(** The heat polynomials of two continuous functions are continuous. *)
Lemma continuous_in_heat N f g l : continuous_in N f -> continuous_in N g ->
  continuous_in N (fun x => heat l (f x) (g x)).
Proof.
  intros Hf Hg. induction l as [l IH] using lt_wf_ind. destruct l as [|[|l]].
  - apply (continuous_in_ext N (fun _ => 1)); [intro; symmetry; apply heat_0|apply continuous_in_const].
  - apply (continuous_in_ext N f); [intro; symmetry; apply heat_1|exact Hf].
  - apply (continuous_in_ext N (fun x => / INR (S (S l)) * (f x * heat (S l) (f x) (g x) + 2 * g x * heat l (f x) (g x)))).
    + intro x. rewrite <- heat_step. field. apply not_0_INR. lia.
    + apply continuous_in_mult; [apply continuous_in_const|]. apply continuous_in_plus.
      * apply continuous_in_mult; [exact Hf|apply IH; lia].
      * apply continuous_in_mult; [|apply IH; lia]. apply continuous_in_mult; [apply continuous_in_const|exact Hg].
Qed.

(** A continuous function that is positive on a box is bounded below there by a positive constant. *)
Theorem positive_minimum N lo hi f : continuous_in N f -> (forall p, in_box N lo hi p -> 0 < f p) ->
  exists c, 0 < c /\ forall p, in_box N lo hi p -> c <= f p.
Proof.
  intros Hf pos.
  apply (box_compact N lo hi (fun X => exists c, 0 < c /\ forall p, X p -> c <= f p)).
  - split.
    + exists 1. split; [lra|tauto].
    + intros X Y XY [c [c0 Hc]]. exists c. auto.
    + intros X Y [c1 [p1 H1]] [c2 [p2 H2]]. exists (Rmin c1 c2). split; [apply Rmin_pos; assumption|].
      intros p Hp. pose proof (Rmin_l c1 c2). pose proof (Rmin_r c1 c2).
      destruct Hp as [Hp|Hp]; [specialize (H1 p Hp)|specialize (H2 p Hp)]; lra.
  - intros p Hp. specialize (pos p Hp).
    destruct (Hf p (fun y => f p / 2 < y)) as [r [r0 Hr]].
    { assert (e0 : 0 < f p / 2) by lra. exists (mkposreal _ e0). intros y Hy.
      apply Rabs_def2 in Hy. simpl in Hy. unfold minus, plus, opp in Hy. simpl in Hy. lra. }
    exists r. split; [exact r0|]. exists (f p / 2). split; [lra|]. intros x Hx. specialize (Hr x Hx). simpl in Hr. lra.
Qed.

(** ** Scaling *)

(** Quasi-homogeneity: a has weight 1, b has weight 2 and H_l has weight l. *)
Lemma heat_scale s l a b : heat l (s * a) (s ^ 2 * b) = s ^ l * heat l a b.
Proof.
  induction l as [l IH] using lt_wf_ind. destruct l as [|[|l]].
  - rewrite !heat_0. simpl. ring.
  - rewrite !heat_1. simpl. ring.
  - apply Rmult_eq_reg_l with (INR (S (S l))); [|apply not_0_INR; lia].
    rewrite heat_step, (IH (S l)), (IH l) by lia.
    replace (INR (S (S l)) * (s ^ S (S l) * heat (S (S l)) a b)) with (s ^ S (S l) * (INR (S (S l)) * heat (S (S l)) a b)) by ring.
    rewrite heat_step. simpl. ring.
Qed.

(** The l-th weighted sum of the Gaussian system. *)
Definition heat_sum (m : nat) (w a b : nat -> R) (l : nat) : R := sum_below m (fun j => w j * heat l (a j) (b j)).

(** The quasi-norm of degree 2m without weights. *)
Definition spread (m : nat) (a b : nat -> R) : R := sum_below m (fun j => Rabs (a j) ^ (2 * m) + Rabs (b j) ^ m).

Lemma spread_nonneg m a b : 0 <= spread m a b.
Proof.
  apply sum_below_nonneg. intros j _. apply Rplus_le_le_0_compat; apply pow_le, Rabs_pos.
Qed.

Lemma heat_sum_scale s m w a b l :
  heat_sum m w (fun j => s * a j) (fun j => s ^ 2 * b j) l = s ^ l * heat_sum m w a b l.
Proof.
  unfold heat_sum. rewrite <- sum_below_scal. apply sum_below_ext. intros j _. rewrite heat_scale. ring.
Qed.

Lemma spread_scale s m a b : 0 <= s -> spread m (fun j => s * a j) (fun j => s ^ 2 * b j) = s ^ (2 * m) * spread m a b.
Proof.
  intro s0. unfold spread. rewrite <- sum_below_scal. apply sum_below_ext. intros j _.
  rewrite !Rabs_mult, !Rpow_mult_distr, (Rabs_pos_eq s) by exact s0.
  rewrite (Rabs_pos_eq (s ^ 2)) by (apply pow_le, s0). rewrite <- pow_mult. ring.
Qed.

(** A non-negative number with a power (of positive degree) at most 1 is at most 1. *)
Lemma pow_le_one x n : 0 <= x -> (1 <= n)%nat -> x ^ n <= 1 -> x <= 1.
Proof.
  intros x0 Hn Hx. destruct (Rle_or_lt x 1) as [|h]; [assumption|exfalso].
  pose proof (Rlt_pow x 0 n h ltac:(lia)). simpl in H. lra.
Qed.

(** On the unit quasi-sphere all coordinates lie in [-1, 1]. *)
Lemma unit_spread_box m a b : spread m a b = 1 ->
  forall j, (j < m)%nat -> -1 <= a j <= 1 /\ -1 <= b j <= 1.
Proof.
  intros E j Hj.
  assert (T : Rabs (a j) ^ (2 * m) + Rabs (b j) ^ m <= 1).
  { rewrite <- E. apply (sum_below_term m (fun j => Rabs (a j) ^ (2 * m) + Rabs (b j) ^ m)); [|exact Hj].
    intros i _. apply Rplus_le_le_0_compat; apply pow_le, Rabs_pos. }
  pose proof (pow_le (Rabs (a j)) (2 * m) (Rabs_pos _)). pose proof (pow_le (Rabs (b j)) m (Rabs_pos _)).
  split; apply Rabs_le_between; [apply (pow_le_one _ (2 * m))|apply (pow_le_one _ m)]; try apply Rabs_pos; try lia; lra.
Qed.

(** Every positive number is the 2m-th power of a positive number. *)
Lemma even_root m S : (1 <= m)%nat -> 0 < S -> exists s, 0 < s /\ s ^ (2 * m) = S.
Proof.
  intros Hm S0. exists (Rpower S (/ INR (2 * m))). split; [apply exp_pos|].
  rewrite <- Rpower_pow by apply exp_pos. rewrite Rpower_mult, Rinv_l by (apply not_0_INR; lia). apply Rpower_1, S0.
Qed.

(** ** The unit quasi-sphere *)

(** Weights and points packed as one point of R^(3m). *)
Definition pack (m : nat) (w a b : nat -> R) (i : nat) : R :=
  if (i <? m)%nat then w i else if (i <? m + m)%nat then a (i - m)%nat else b (i - (m + m))%nat.

Lemma pack_w m w a b j : (j < m)%nat -> pack m w a b j = w j.
Proof. intro h. unfold pack. rewrite (proj2 (Nat.ltb_lt j m) h). reflexivity. Qed.

Lemma pack_a m w a b j : (j < m)%nat -> pack m w a b (m + j)%nat = a j.
Proof.
  intro h. unfold pack. rewrite (proj2 (Nat.ltb_ge (m + j) m)), (proj2 (Nat.ltb_lt (m + j) (m + m))) by lia.
  f_equal. lia.
Qed.

Lemma pack_b m w a b j : (j < m)%nat -> pack m w a b (m + m + j)%nat = b j.
Proof.
  intro h. unfold pack. rewrite (proj2 (Nat.ltb_ge (m + m + j) m)), (proj2 (Nat.ltb_ge (m + m + j) (m + m))) by lia.
  f_equal. lia.
Qed.

(** Step 1 of the proof: on the unit quasi-sphere one of the 2m sums is bounded below. *)
Lemma separation_on_sphere m w0 W0 : (1 <= m)%nat -> 0 < w0 ->
  exists c, 0 < c /\ forall w a b, (forall j, (j < m)%nat -> w0 <= w j <= W0) -> spread m a b = 1 ->
    exists l, (1 <= l <= 2 * m)%nat /\ c <= Rabs (heat_sum m w a b l).
Proof.
  intros Hm Hw0. set (N := (m + m + m)%nat).
  set (a_of := fun (x : nat -> R) j => x (m + j)%nat). set (b_of := fun (x : nat -> R) j => x (m + m + j)%nat).
  set (F := fun x => Rabs (spread m (a_of x) (b_of x) + -1)
                     + sum_below (2 * m) (fun k => Rabs (heat_sum m x (a_of x) (b_of x) (S k)))).
  set (lo := pack m (fun _ => w0) (fun _ => -1) (fun _ => -1)).
  set (hi := pack m (fun _ => W0) (fun _ => 1) (fun _ => 1)).
  assert (cont : continuous_in N F).
  { unfold F, a_of, b_of. apply continuous_in_plus.
    - apply continuous_in_abs, continuous_in_plus; [|apply continuous_in_const].
      apply (continuous_in_sum N m (fun j x => Rabs (x (m + j)%nat) ^ (2 * m) + Rabs (x (m + m + j)%nat) ^ m)).
      intros j Hj. apply continuous_in_plus; apply continuous_in_pow, continuous_in_abs, continuous_in_coordinate; unfold N; lia.
    - apply (continuous_in_sum N (2 * m) (fun k x => Rabs (heat_sum m x (fun j => x (m + j)%nat) (fun j => x (m + m + j)%nat) (S k)))).
      intros k _. apply continuous_in_abs.
      apply (continuous_in_sum N m (fun j x => x j * heat (S k) (x (m + j)%nat) (x (m + m + j)%nat))).
      intros j Hj. apply continuous_in_mult; [|apply continuous_in_heat]; apply continuous_in_coordinate; unfold N; lia. }
  destruct (positive_minimum N lo hi F cont) as [c [c0 Hc]].
  - intros p Hp.
    assert (wp : forall j, (j < m)%nat -> 0 < p j).
    { intros j Hj. specialize (Hp j ltac:(unfold N; lia)). unfold lo in Hp. rewrite pack_w in Hp by exact Hj. lra. }
    set (Sum := sum_below (2 * m) (fun k => Rabs (heat_sum m p (a_of p) (b_of p) (S k)))).
    assert (S0 : 0 <= Sum) by (apply sum_below_nonneg; intros; apply Rabs_pos).
    assert (A0 := Rabs_pos (spread m (a_of p) (b_of p) + -1)).
    change (0 < Rabs (spread m (a_of p) (b_of p) + -1) + Sum).
    destruct (Req_dec Sum 0) as [Z|n]; [|lra].
    destruct (Req_dec (Rabs (spread m (a_of p) (b_of p) + -1)) 0) as [Z1|n]; [exfalso|lra].
    assert (sep : forall j, (j < m)%nat -> a_of p j = 0 /\ b_of p j = 0).
    { apply (gaussian_separation m p); [exact wp|]. intros l Hl.
      pose proof (sum_below_zero _ _ ltac:(intros; apply Rabs_pos) Z (l - 1)%nat ltac:(lia)) as E. cbv beta in E.
      replace (S (l - 1)) with l in E by lia. apply Rabs_eq_0 in E. exact E. }
    assert (spread m (a_of p) (b_of p) = 0) as E.
    { unfold spread. rewrite (sum_below_ext m _ (fun _ => 0)); [rewrite sum_below_const; ring|].
      intros j Hj. destruct (sep j Hj) as [-> ->]. rewrite Rabs_R0, !pow_i by lia. ring. }
    apply Rabs_eq_0 in Z1. lra.
  - exists (c / INR (2 * m)). split; [apply Rdiv_lt_0_compat; [assumption|apply lt_0_INR; lia]|].
    intros w a b Hw E. set (x := pack m w a b).
    assert (Ex : F x = sum_below (2 * m) (fun k => Rabs (heat_sum m w a b (S k)))).
    { unfold F. replace (spread m (a_of x) (b_of x)) with 1.
      - replace (1 + -1) with 0 by ring. rewrite Rabs_R0, Rplus_0_l. apply sum_below_ext. intros k _. f_equal.
        apply sum_below_ext. intros j Hj. unfold x, a_of, b_of. rewrite pack_w, pack_a, pack_b by exact Hj. reflexivity.
      - rewrite <- E. apply sum_below_ext. intros j Hj. unfold x, a_of, b_of. rewrite pack_a, pack_b by exact Hj. reflexivity. }
    assert (Bx : in_box N lo hi x).
    { intros i Hi. unfold lo, hi, x, N in *. destruct (lt_dec i m) as [h|h].
      - rewrite !pack_w by exact h. apply Hw, h.
      - destruct (lt_dec i (m + m)) as [h'|h'].
        + replace i with (m + (i - m))%nat by lia. rewrite !pack_a by lia. apply (unit_spread_box m a b E). lia.
        + replace i with (m + m + (i - (m + m)))%nat by lia. rewrite !pack_b by lia. apply (unit_spread_box m a b E). lia. }
    specialize (Hc x Bx). rewrite Ex in Hc.
    destruct (sum_below_large (2 * m) _ _ ltac:(lia) Hc) as [k [Hk L]]. exists (S k). split; [lia|exact L].
Qed.

(** ** The theorem *)

(** The weighted quasi-norm of degree 2m. *)
Definition quasi_norm (m : nat) (w a b : nat -> R) : R :=
  sum_below m (fun j => w j * (Rabs (a j) ^ (2 * m) + Rabs (b j) ^ m)).

(** The quasi-norm is at most the largest weight times the spread. *)
Lemma quasi_norm_le m w a b W : (forall j, (j < m)%nat -> w j <= W) -> quasi_norm m w a b <= W * spread m a b.
Proof.
  intro Hw. unfold quasi_norm, spread. rewrite <- sum_below_scal. apply sum_below_le. intros j Hj.
  apply Rmult_le_compat_r; [|apply Hw, Hj]. apply Rplus_le_le_0_compat; apply pow_le, Rabs_pos.
Qed.

(** Step 3 of the proof: s^(2m) <= L s^l for 1 <= l <= 2m if s^(2m) <= L and L >= 1. *)
Lemma pow_interpolation s n l L : 0 < s -> (l <= n)%nat -> 1 <= L -> s ^ n <= L -> s ^ n <= L * s ^ l.
Proof.
  intros s0 Hl HL Hs. pose proof (pow_lt s l s0). destruct (Rle_or_lt s 1) as [h|h].
  - replace n with (l + (n - l))%nat by lia. rewrite pow_add.
    assert (s ^ (n - l) <= 1) by (rewrite <- (pow1 (n - l)); apply pow_incr; lra). nra.
  - pose proof (pow_R1_Rle s l ltac:(lra)). nra.
Qed.

(** ** Headline statements *)

(** One of the first 2m sums is at least c times the quasi-norm. *)
Theorem quantitative_separation (m : nat) (w0 W0 M : R) : (1 <= m)%nat -> 0 < w0 ->
  exists c, 0 < c /\ forall w a b : nat -> R,
    (forall j, (j < m)%nat -> w0 <= w j <= W0) ->
    (forall j, (j < m)%nat -> Rabs (a j) <= M /\ Rabs (b j) <= M) ->
    exists l, (1 <= l <= 2 * m)%nat /\
      c * sum_below m (fun j => w j * (Rabs (a j) ^ (2 * m) + Rabs (b j) ^ m))
        <= Rabs (sum_below m (fun j => w j * heat l (a j) (b j))).
Proof.
  intros Hm Hw0. destruct (separation_on_sphere m w0 W0 Hm Hw0) as [c1 [c10 Hc1]].
  set (L := 1 + INR m * (Rabs M ^ (2 * m) + Rabs M ^ m)). set (W := Rabs W0 + 1).
  assert (HL : 1 <= L).
  { unfold L. pose proof (pos_INR m). pose proof (pow_le (Rabs M) (2 * m) (Rabs_pos _)). pose proof (pow_le (Rabs M) m (Rabs_pos _)).
    assert (0 <= INR m * (Rabs M ^ (2 * m) + Rabs M ^ m)) by (apply Rmult_le_pos; lra). lra. }
  assert (HW : 0 < W) by (unfold W; pose proof (Rabs_pos W0); lra).
  exists (c1 / (L * W)). split; [apply Rdiv_lt_0_compat; [assumption|apply Rmult_lt_0_compat; lra]|].
  intros w a b Hw HM.
  change (exists l, (1 <= l <= 2 * m)%nat /\ c1 / (L * W) * quasi_norm m w a b <= Rabs (heat_sum m w a b l)).
  assert (QW : quasi_norm m w a b <= W * spread m a b).
  { apply quasi_norm_le. intros j Hj. specialize (Hw j Hj). pose proof (Rle_abs W0). unfold W. lra. }
  assert (k0 : 0 <= c1 / (L * W)) by (apply Rlt_le, Rdiv_lt_0_compat; [assumption|apply Rmult_lt_0_compat; lra]).
  destruct (spread_nonneg m a b) as [S0|S0].
  - destruct (even_root m (spread m a b) Hm S0) as [s [s0 Hs]].
    destruct (Hc1 w (fun j => / s * a j) (fun j => (/ s) ^ 2 * b j) Hw) as [l [Hl Hbig]].
    { rewrite spread_scale by (apply Rlt_le, Rinv_0_lt_compat, s0). rewrite <- Hs, <- Rpow_mult_distr, Rinv_l, pow1 by lra. reflexivity. }
    exists l. split; [exact Hl|]. rewrite heat_sum_scale, Rabs_mult in Hbig.
    rewrite (Rabs_pos_eq ((/ s) ^ l)) in Hbig by (apply pow_le, Rlt_le, Rinv_0_lt_compat, s0).
    assert (big : c1 * s ^ l <= Rabs (heat_sum m w a b l)).
    { pose proof (pow_lt s l s0). apply Rmult_le_reg_l with ((/ s) ^ l); [apply pow_lt, Rinv_0_lt_compat, s0|].
      replace ((/ s) ^ l * (c1 * s ^ l)) with (c1 * (/ s * s) ^ l) by (rewrite Rpow_mult_distr; ring).
      rewrite Rinv_l, pow1 by lra. lra. }
    assert (SL : s ^ (2 * m) <= L * s ^ l).
    { apply pow_interpolation; [exact s0|lia|exact HL|]. rewrite Hs. unfold L, spread.
      apply Rle_trans with (INR m * (Rabs M ^ (2 * m) + Rabs M ^ m)); [|lra]. rewrite <- sum_below_const. apply sum_below_le.
      intros j Hj. destruct (HM j Hj) as [Ha Hb]. pose proof (Rle_abs M).
      apply Rplus_le_compat; apply pow_incr; split; try apply Rabs_pos; lra. }
    apply Rle_trans with (c1 * s ^ l); [|exact big].
    apply Rle_trans with (c1 / (L * W) * (W * (L * s ^ l))).
    + apply Rmult_le_compat_l; [exact k0|]. apply (Rle_trans _ _ _ QW). apply Rmult_le_compat_l; lra.
    + right. field. lra.
  - exists 1%nat. split; [lia|]. rewrite <- S0, Rmult_0_r in QW.
    apply Rle_trans with (c1 / (L * W) * 0); [apply Rmult_le_compat_l; assumption|]. rewrite Rmult_0_r. apply Rabs_pos.
Qed.

(** The largest of f 1, ..., f n (0 for n = 0), for non-negative f. *)
Fixpoint max_from_one (n : nat) (f : nat -> R) : R :=
  match n with O => 0 | S k => Rmax (max_from_one k f) (f n) end.

Lemma max_from_one_ge n f l : (1 <= l <= n)%nat -> f l <= max_from_one n f.
Proof.
  induction n as [|n IH]; intro Hl; [lia|]. simpl. destruct (Nat.eq_dec l (S n)) as [->|h]; [apply Rmax_r|].
  apply Rle_trans with (max_from_one n f); [apply IH; lia|apply Rmax_l].
Qed.

(** The same with the maximum written out. *)
Corollary quantitative_separation_max (m : nat) (w0 W0 M : R) : (1 <= m)%nat -> 0 < w0 ->
  exists c, 0 < c /\ forall w a b : nat -> R,
    (forall j, (j < m)%nat -> w0 <= w j <= W0) ->
    (forall j, (j < m)%nat -> Rabs (a j) <= M /\ Rabs (b j) <= M) ->
    max_from_one (2 * m) (fun l => Rabs (sum_below m (fun j => w j * heat l (a j) (b j))))
      >= c * sum_below m (fun j => w j * (Rabs (a j) ^ (2 * m) + Rabs (b j) ^ m)).
Proof.
  intros Hm Hw0. destruct (quantitative_separation m w0 W0 M Hm Hw0) as [c [c0 Hc]]. exists c. split; [exact c0|].
  intros w a b Hw HM. destruct (Hc w a b Hw HM) as [l [Hl Hbig]]. apply Rle_ge. apply (Rle_trans _ _ _ Hbig).
  apply (max_from_one_ge (2 * m) (fun l => Rabs (sum_below m (fun j => w j * heat l (a j) (b j))))), Hl.
Qed.
