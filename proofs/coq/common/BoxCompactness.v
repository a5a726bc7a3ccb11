(** * Boxes of R^N are compact

    A point of R^N is a function [nat -> R] of which only the values below N matter.

    - [box_compact]: a property of sets of points that passes to subsets and finite unions, and that every point
      of a box has a neighbourhood with, belongs to the whole box.
    - [positive_minimum]: a continuous function that is positive on a box is bounded below there by a positive
      constant.

    ** Proof in words.
    One coordinate ([slab_compact]): let s be the least upper bound of all s' for which the part u <= x k <= s'
    has the property. A neighbourhood of s with the property reaches from some such s' to beyond s, so s is the
    end of the interval.
    N + 1 coordinates: for a fixed last coordinate t, the sets X such that X cut with some
    slab |x N - t| < r has the property are again closed under subsets and finite unions; by induction the
    N-dimensional box is one of them. So every t has a slab with the property, and the case of one coordinate
    applies. No axiom of choice is used.
    The minimum: take for the property "f >= c on the set for some c > 0". *)

From Coq Require Import Reals Psatz Arith Lia Classical.
From Coquelicot Require Import Coquelicot.
From MoeProof Require Import FiniteSums.
Open Scope R_scope.

(** ** Compactness *)

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

(** They form a filter, so that the limit theorems of Coquelicot apply. *)
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

(** Constants are continuous. *)
Lemma continuous_in_const N k : continuous_in N (fun _ => k).
Proof. intro p. apply filterlim_const. Qed.

(** Coordinates are continuous. *)
Lemma continuous_in_coordinate N i : (i < N)%nat -> continuous_in N (fun x => x i).
Proof.
  intros Hi p P [e He]. exists e. split; [apply cond_pos|]. intros x Hx. apply He. apply Hx, Hi.
Qed.

(** Sums of continuous functions are continuous, *)
Lemma continuous_in_plus N f g : continuous_in N f -> continuous_in N g -> continuous_in N (fun x => f x + g x).
Proof.
  intros Hf Hg p. apply (filterlim_comp_2 f g Rplus (Hf p) (Hg p)), (filterlim_plus (f p) (g p)).
Qed.

(** products, *)
Lemma continuous_in_mult N f g : continuous_in N f -> continuous_in N g -> continuous_in N (fun x => f x * g x).
Proof.
  intros Hf Hg p. apply (filterlim_comp_2 f g Rmult (Hf p) (Hg p)), (filterlim_mult (f p) (g p)).
Qed.

(** absolute values, *)
Lemma continuous_in_abs N f : continuous_in N f -> continuous_in N (fun x => Rabs (f x)).
Proof.
  intros Hf p. apply (filterlim_comp _ _ _ f Rabs _ _ _ (Hf p)), (continuous_Rabs (f p)).
Qed.

(** powers, *)
Lemma continuous_in_pow N f k : continuous_in N f -> continuous_in N (fun x => f x ^ k).
Proof.
  intro Hf. induction k as [|k IH]; simpl; [apply continuous_in_const|apply continuous_in_mult; assumption].
Qed.

(** functions with the same values, *)
Lemma continuous_in_ext N f g : (forall x, f x = g x) -> continuous_in N f -> continuous_in N g.
Proof. intros E Hf p. rewrite <- E. apply (filterlim_ext f); auto. Qed.

(** and finite sums. *)
Lemma continuous_in_sum N m (f : nat -> (nat -> R) -> R) :
  (forall j, (j < m)%nat -> continuous_in N (f j)) -> continuous_in N (fun x => sum_below m (fun j => f j x)).
Proof.
  induction m as [|m IH]; intro Hf; simpl; [apply continuous_in_const|].
  apply continuous_in_plus; [apply IH; intros; apply Hf; lia|apply Hf; lia].
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
    exists r. split; [exact r0|]. exists (f p / 2). split; [lra|]. intros x Hx. specialize (Hr x Hx). simpl in Hr.
    lra.
Qed.
