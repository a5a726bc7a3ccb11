(** * Mixtures as points of a box

    [region w0 W0 M ν0 N0 G]: all e^β0 in [w0, W0], |β1|, |a|, |b| <= M, ν in [ν0, N0].  The mixtures of k atoms in
    the region are points of a box of R^(k(2d+3)) ([mixture_point]), so that [box_compact] applies: a statement with a
    positive constant about all of them may be proved near each point ([region_compact]). *)

From Coq Require Import Reals Psatz List Arith Lia.
From Coquelicot Require Import Coquelicot.
From MoeProof Require Import FiniteSums BoxCompactness BoxIntegral.
From MoeProof Require Import SoftmaxModel TupleCoordinates.
From MoeProof Require RatesWithoutGate.
Import ListNotations.
Open Scope R_scope.

(** ** Definitions *)

(** All e^β0 in [w0, W0], |β1|, |a|, |b| <= M, ν in [ν0, N0]. *)
Definition region {d : nat} (w0 W0 M ν0 N0 : R) (G : list (atom d)) : Prop :=
  forall A, In A G ->
    w0 <= exp (gate_bias A) <= W0 /\ len (gate_slope A) <= M /\
    len (slope (expert_of A)) <= M /\ Rabs (intercept (expert_of A)) <= M /\ ν0 <= variance (expert_of A) <= N0.

(** An atom has 2d + 3 coordinates: β0, β1, a, b, ν. *)
Definition width (d : nat) : nat := 2 * d + 3.

(** The i-th atom of a point of R^(k (2d+3)), and the mixture of its k atoms. *)
Definition atom_at (d : nat) (p : nat -> R) (i : nat) : atom d :=
  let q := fun s => p (i * width d + s)%nat in
  Atom (q 0%nat) (tuple d (fun s => q (1 + s)%nat))
    (Expert (tuple d (fun s => q (1 + d + s)%nat)) (q (1 + 2 * d)%nat) (q (2 + 2 * d)%nat)).

Definition mixture (d k : nat) (p : nat -> R) : list (atom d) := map (atom_at d p) (seq 0 k).

(** The bounds of the coordinates in the region: s is the position in the atom. *)
Definition region_lo (d : nat) (w0 M ν0 : R) (i : nat) : R :=
  let s := (i mod width d)%nat in if (s =? 0)%nat then ln w0 else if (s =? 2 + 2 * d)%nat then ν0 else - M.
Definition region_hi (d : nat) (W0 M N0 : R) (i : nat) : R :=
  let s := (i mod width d)%nat in if (s =? 0)%nat then ln W0 else if (s =? 2 + 2 * d)%nat then N0 else M.

(** ** Mixtures as points *)

(** i and s are the quotient and the remainder of i (2d + 3) + s. *)
Lemma width_index d i s : (s < width d)%nat ->
  ((i * width d + s) / width d)%nat = i /\ ((i * width d + s) mod width d)%nat = s.
Proof.
  intro Hs. split.
  - rewrite Nat.div_add_l, Nat.div_small by lia. lia.
  - rewrite Nat.add_comm, Nat.mod_add, Nat.mod_small by lia. reflexivity.
Qed.

(** The coordinates of the i-th atom are among those of the point. *)
Lemma width_below d k i s : (i < k)%nat -> (s < width d)%nat -> (i * width d + s < k * width d)%nat.
Proof. intros Hi Hs. nia. Qed.

(** Stands in where a list has no j-th element. *)
Definition some_atom {d : nat} : atom d := Atom 0 vzero (Expert vzero 0 1).

(** The coordinates of an atom. *)
Definition atom_coord {d : nat} (A : atom d) (s : nat) : R :=
  if (s =? 0)%nat then gate_bias A else if (s <? 1 + d)%nat then coord (gate_slope A) (s - 1)
  else if (s <? 1 + 2 * d)%nat then coord (slope (expert_of A)) (s - 1 - d)
  else if (s =? 1 + 2 * d)%nat then intercept (expert_of A) else variance (expert_of A).

(** A list is the sequence of its elements. *)
Lemma map_nth_seq {T : Type} (l : list T) (t : T) : map (fun i => nth i l t) (seq 0 (length l)) = l.
Proof.
  induction l as [|s l IH]; [reflexivity|]. cbn [length seq map nth]. f_equal. rewrite <- seq_shift, map_map. exact IH.
Qed.

(** A mixture of k atoms in the region is a point of the box. *)
Lemma mixture_point d k w0 W0 M ν0 N0 (G : list (atom d)) : 0 < w0 -> length G = k -> region w0 W0 M ν0 N0 G ->
  exists p, mixture d k p = G /\ in_box (k * width d) (region_lo d w0 M ν0) (region_hi d W0 M N0) p.
Proof.
  intros w00 L Rg. exists (fun q => atom_coord (nth (q / width d) G some_atom) (q mod width d)). split.
  - transitivity (map (fun i => nth i G some_atom) (seq 0 k)); [|rewrite <- L; apply map_nth_seq].
    apply map_ext. intro i. unfold atom_at.
    assert (V : forall s, (s < width d)%nat ->
      atom_coord (nth ((i * width d + s) / width d) G some_atom) ((i * width d + s) mod width d) =
      atom_coord (nth i G some_atom) s).
    { intros s Hs. destruct (width_index d i s Hs) as [-> ->]. reflexivity. }
    unfold width in V at 1. destruct (nth i G some_atom) as [β0 β1 [a b v]] eqn:e. f_equal.
    + rewrite V by lia. reflexivity.
    + rewrite <- (tuple_coord d β1). apply tuple_ext. intros s Hs. rewrite V by lia. unfold atom_coord.
      destruct (Nat.eqb_spec (1 + s) 0); [lia|]. destruct (Nat.ltb_spec (1 + s) (1 + d)); [|lia].
      simpl. now rewrite Nat.sub_0_r.
    + f_equal.
      * rewrite <- (tuple_coord d a). apply tuple_ext. intros s Hs. rewrite V by lia. unfold atom_coord.
        destruct (Nat.eqb_spec (1 + d + s) 0); [lia|]. destruct (Nat.ltb_spec (1 + d + s) (1 + d)); [lia|].
        destruct (Nat.ltb_spec (1 + d + s) (1 + 2 * d)); [|lia]. cbn [expert_of slope]. f_equal. lia.
      * rewrite V by lia. unfold atom_coord.
        destruct (Nat.eqb_spec (1 + 2 * d) 0); [lia|]. destruct (Nat.ltb_spec (1 + 2 * d) (1 + d)); [lia|].
        destruct (Nat.ltb_spec (1 + 2 * d) (1 + 2 * d)); [lia|]. now rewrite Nat.eqb_refl.
      * rewrite V by lia. unfold atom_coord.
        destruct (Nat.eqb_spec (2 + 2 * d) 0); [lia|]. destruct (Nat.ltb_spec (2 + 2 * d) (1 + d)); [lia|].
        destruct (Nat.ltb_spec (2 + 2 * d) (1 + 2 * d)); [lia|].
        destruct (Nat.eqb_spec (2 + 2 * d) (1 + 2 * d)); [lia|reflexivity].
  - intros q Hq. unfold region_lo, region_hi. set (s := (q mod width d)%nat).
    assert (iA : In (nth (q / width d) G some_atom) G).
    { apply nth_In. rewrite L. apply Nat.div_lt_upper_bound; [unfold width; lia|]. rewrite Nat.mul_comm. exact Hq. }
    destruct (Rg _ iA) as ([w1 w2] & g & a & b & v). set (A := nth (q / width d) G some_atom) in *.
    pose proof (fun i => Rle_trans _ _ _ (coord_le_len d (gate_slope A) i) g) as g'.
    pose proof (fun i => Rle_trans _ _ _ (coord_le_len d (slope (expert_of A)) i) a) as a'.
    assert (sw : (s < width d)%nat) by (apply Nat.mod_upper_bound; unfold width; lia). unfold width in sw.
    unfold atom_coord. destruct (Nat.eqb_spec s 0) as [|n0].
    + split.
      * rewrite <- (ln_exp (gate_bias A)). apply ln_le; assumption.
      * rewrite <- (ln_exp (gate_bias A)) at 1. apply ln_le; [apply exp_pos|assumption].
    + destruct (Nat.eqb_spec s (2 + 2 * d)) as [e|n1].
      * destruct (Nat.ltb_spec s (1 + d)); [lia|]. destruct (Nat.ltb_spec s (1 + 2 * d)); [lia|].
        destruct (Nat.eqb_spec s (1 + 2 * d)); [lia|exact v].
      * apply Rabs_le_between. destruct (Nat.ltb_spec s (1 + d)); [apply g'|].
        destruct (Nat.ltb_spec s (1 + 2 * d)); [apply a'|].
        destruct (Nat.eqb_spec s (1 + 2 * d)); [exact b|lia].
Qed.

(** The atoms of a point of the box: bounds by coordinates. *)
Lemma atom_in_box d k w0 W0 M ν0 N0 p i : 0 < w0 -> w0 <= W0 ->
  in_box (k * width d) (region_lo d w0 M ν0) (region_hi d W0 M N0) p -> (i < k)%nat ->
  let A := atom_at d p i in
  w0 <= exp (gate_bias A) <= W0 /\
  (forall r, (r < d)%nat -> Rabs (coord (gate_slope A) r) <= M /\ Rabs (coord (slope (expert_of A)) r) <= M) /\
  Rabs (intercept (expert_of A)) <= M /\ ν0 <= variance (expert_of A) <= N0.
Proof.
  intros w00 wW Bp Hi A.
  assert (V : forall s, (s < width d)%nat -> region_lo d w0 M ν0 s <= p (i * width d + s)%nat <= region_hi d W0 M N0 s).
  { intros s Hs. pose proof (Bp _ (width_below d k i s Hi Hs)) as B. unfold region_lo, region_hi in *.
    destruct (width_index d i s Hs) as [_ E]. rewrite E in B. now rewrite (Nat.mod_small s) by exact Hs. }
  assert (In : forall s, (s < width d)%nat -> s <> 0%nat -> s <> (2 + 2 * d)%nat ->
    Rabs (p (i * width d + s)%nat) <= M).
  { intros s Hs n0 n1. apply Rabs_le_between. specialize (V s Hs). unfold region_lo, region_hi in V.
    rewrite Nat.mod_small in V by exact Hs. destruct (Nat.eqb_spec s 0); [lia|].
    destruct (Nat.eqb_spec s (2 + 2 * d)); [lia|exact V]. }
  split; [|split; [|split]].
  - specialize (V 0%nat ltac:(unfold width; lia)). unfold region_lo, region_hi in V.
    rewrite Nat.mod_small in V by (unfold width; lia). simpl in V. unfold A, atom_at. simpl.
    rewrite <- (exp_ln w0) by exact w00. rewrite <- (exp_ln W0) by lra.
    destruct V as [V1 V2]. split; apply RatesWithoutGate.exp_monotone; assumption.
  - intros r Hr. unfold A, atom_at. cbn [gate_slope expert_of slope]. rewrite !coord_tuple by exact Hr.
    split; apply In; unfold width; lia.
  - apply In; unfold width; lia.
  - specialize (V (2 + 2 * d)%nat ltac:(unfold width; lia)). unfold region_lo, region_hi in V.
    rewrite Nat.mod_small in V by (unfold width; lia). rewrite Nat.eqb_refl in V. exact V.
Qed.

(** Close points have close atoms. *)
Lemma atom_close d k p0 p r i : close (k * width d) r p0 p -> (i < k)%nat ->
  let A := atom_at d p i in let A0 := atom_at d p0 i in
  Rabs (gate_bias A - gate_bias A0) < r /\
  (forall s, (s < d)%nat -> Rabs (coord (gate_slope A) s - coord (gate_slope A0) s) < r /\
     Rabs (coord (slope (expert_of A)) s - coord (slope (expert_of A0)) s) < r) /\
  Rabs (intercept (expert_of A) - intercept (expert_of A0)) < r /\
  Rabs (variance (expert_of A) - variance (expert_of A0)) < r.
Proof.
  intros C Hi A A0. assert (V : forall s, (s < width d)%nat ->
    Rabs (p (i * width d + s)%nat - p0 (i * width d + s)%nat) < r).
  { intros s Hs. apply C, width_below; assumption. }
  unfold A, A0, atom_at. cbn [gate_bias gate_slope expert_of slope intercept variance].
  split; [apply V; unfold width; lia|]. split; [|split; apply V; unfold width; lia].
  intros s Hs. rewrite !coord_tuple by exact Hs. split; apply V; unfold width; lia.
Qed.

(** The bounds of the weights are in order. *)
Lemma region_weights d w0 W0 M ν0 N0 (H : list (atom d)) : H <> [] -> region w0 W0 M ν0 N0 H -> w0 <= W0.
Proof. destruct H as [|A H]; intros n RH; [easy|]. destruct (RH A (or_introl eq_refl)) as [w _]. lra. Qed.

(** A statement with a positive constant about mixtures of k atoms in the region may be proved near each point. *)
Lemma region_compact d k w0 W0 M ν0 N0 (P : R -> list (atom d) -> Prop) : 0 < w0 ->
  (forall c c' G, 0 < c' <= c -> P c G -> P c' G) ->
  (forall p0, in_box (k * width d) (region_lo d w0 M ν0) (region_hi d W0 M N0) p0 ->
     exists r c, 0 < r /\ 0 < c /\ forall p, close (k * width d) r p0 p ->
       in_box (k * width d) (region_lo d w0 M ν0) (region_hi d W0 M N0) p -> P c (mixture d k p)) ->
  exists c, 0 < c /\ forall G, length G = k -> region w0 W0 M ν0 N0 G -> P c G.
Proof.
  intros Hw mono loc. set (B := in_box (k * width d) (region_lo d w0 M ν0) (region_hi d W0 M N0)) in *.
  destruct (box_compact (k * width d) (region_lo d w0 M ν0) (region_hi d W0 M N0)
    (fun X => exists c, 0 < c /\ forall p, X p -> B p -> P c (mixture d k p))) as [c [c0 Hc]].
  - split.
    + exists 1. split; [lra|tauto].
    + intros X Y XY [c [c0 Hc]]. exists c. split; [exact c0|]. auto.
    + intros X Y [c1 [p1 H1]] [c2 [p2 H2]]. assert (c0 : 0 < Rmin c1 c2) by (apply Rmin_pos; assumption).
      exists (Rmin c1 c2). split; [exact c0|]. intros p [Hp|Hp] Bp.
      * apply (mono c1); [split; [exact c0|apply Rmin_l]|]. now apply H1.
      * apply (mono c2); [split; [exact c0|apply Rmin_r]|]. now apply H2.
  - intros p0 Bp0. destruct (loc p0 Bp0) as [r [c [r0 [c0 H]]]]. exists r. split; [exact r0|]. exists c.
    split; [exact c0|].
    exact H.
  - exists c. split; [exact c0|]. intros G L Rg. destruct (mixture_point d k w0 W0 M ν0 N0 G Hw L Rg) as [p [<- Bp]].
    now apply Hc.
Qed.
