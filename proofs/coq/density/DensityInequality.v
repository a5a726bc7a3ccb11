(** * The density determines the parameters: the sharp inequality

    H is a mixture with pairwise distinct experts, X a box of R^d, Y an interval, V(G, H) = ∫_X ∫_Y |g_G - g_H| dy dx.

    - [density_inequality].  For every k there is c > 0 such that every mixture G of k atoms in the region and every
      Voronoi cell {B} of a true atom A with exactly one atom satisfy c D_t(G, H) <= V(G, H), t the translation that
      takes A to B.
    - [empty_cell_inequality].  There is c > 0 with V(G, H) >= c for every G that leaves a true atom without an atom.
    - [density_inequality_below_twice].  For k < 2 k* there is c > 0 such that every G has a t with
      c D_t(G, H) <= V(G, H).

    _Proof._  By compactness of the region ([region_compact]) each G0 needs one neighbourhood with a c.  If g_G0 <> g_H
    somewhere on X × Y then V is bounded below nearby ([far]) and D_t above ([loss_bounded]).  If g_G0 = g_H on X × Y
    then the experts of G0 are those of H and the cells of all G nearby are those of G0 ([limit_measure],
    [stable_cells]); a cell with one atom makes G0 a translate of H, all differences are small nearby
    ([small_near_translate]), and the inequality for small cells applies ([cells_inequality]).  ∎ *)

From Coq Require Import Reals Psatz List Arith Lia Classical FunctionalExtensionality.
From Coquelicot Require Import Coquelicot.
From MoeProof Require Import FiniteSums BoxCompactness BoxIntegral BoxIntegralFacts.
From MoeProof Require Import SoftmaxModel Cells Identifiability IntervalDensity ModelBridge Voronoi.
From MoeProof Require CellCoefficients Gap CellLoss LocalInequality.
Import ListNotations.
Open Scope R_scope.

Section Inequality.

  Context {d : nat}.
  Variables (k : nat) (lo hi : nat -> R) (ylo yhi w0 W0 M ν0 N0 : R) (H : list (atom d)).
  Hypothesis box : forall i, (i < d)%nat -> lo i < hi i.
  Hypothesis interval : ylo < yhi.
  Hypothesis positive_weights : 0 < w0.
  Hypothesis positive_variances : 0 < ν0.
  Hypothesis atoms : (1 <= k)%nat.
  Hypothesis nonempty : H <> [].
  Hypothesis true_region : region w0 W0 M ν0 N0 H.
  Hypothesis distinct : distinct_experts H.

  Let in_region : (nat -> R) -> Prop := in_box (k * width d) (region_lo d w0 M ν0) (region_hi d W0 M N0).
  Let V (G : list (atom d)) : R := variation lo hi ylo yhi G H.

  (** g_G0 and g_H agree on the closed box. *)
  Definition agree (G : list (atom d)) : Prop :=
    forall x y, in_box d lo hi x -> ylo <= y <= yhi -> density G (tuple d x) y = density H (tuple d x) y.

  (** The variances of H are positive, and those of a point of the region. *)
  Lemma true_proper : proper H.
  Proof. intros A i. destruct (true_region A i) as [_ [_ [_ [_ [v _]]]]]. lra. Qed.

  Lemma region_proper p : in_region p -> proper (mixture d k p).
  Proof.
    intros Bp A i. apply in_map_iff in i. destruct i as (j & <- & i). apply in_seq in i.
    assert (wW : w0 <= W0).
    { destruct H as [|A' H'] eqn:e; [easy|]. destruct (true_region A') as [w _]; [now left|]. lra. }
    destruct (atom_in_box d k w0 W0 M ν0 N0 p j positive_weights wW Bp ltac:(lia)) as [_ [_ [_ [v _]]]]. lra.
  Qed.

  (** The cut of the variances changes nothing in the region. *)
  Lemma region_cut p : in_region p -> map (cut ν0) (mixture d k p) = mixture d k p.
  Proof.
    intro Bp. rewrite <- (map_id (mixture d k p)) at 2. apply map_ext_in. intros A i.
    apply in_map_iff in i. destruct i as (j & <- & i). apply in_seq in i.
    assert (wW : w0 <= W0).
    { destruct H as [|A' H'] eqn:e; [easy|]. destruct (true_region A') as [w _]; [now left|]. lra. }
    destruct (atom_in_box d k w0 W0 M ν0 N0 p j positive_weights wW Bp ltac:(lia)) as [_ [_ [_ [v _]]]].
    destruct (atom_at d p j) as [g0 g1 [a b v']]. simpl in v. unfold cut. simpl. rewrite Rmax_left by exact v.
    reflexivity.
  Qed.

  (** For fixed x the difference of two densities is continuous in y. *)
  Lemma difference_continuous_y (G : list (atom d)) x : G <> [] -> proper G ->
    forall y, continuous (fun y => Rabs (density G (tuple d x) y - density H (tuple d x) y)) y.
  Proof.
    intros NG PG y. apply (continuous_comp (fun y => density G (tuple d x) y - density H (tuple d x) y) Rabs);
      [|apply continuous_Rabs].
    apply (continuous_ext (fun y => density G (tuple d (Coordinates.update x d y)) (Coordinates.update x d y d) -
      density H (tuple d (Coordinates.update x d y)) (Coordinates.update x d y d))).
    - intro t. assert (E : tuple d (Coordinates.update x d t) = tuple d x).
      { apply tuple_ext. intros i Hi. unfold Coordinates.update. destruct (Nat.eqb_spec i d); [lia|reflexivity]. }
      rewrite E. unfold Coordinates.update. rewrite Nat.eqb_refl. reflexivity.
    - apply (continuous_slice (S d) d (fun z => density G (tuple d z) (z d) - density H (tuple d z) (z d))).
      apply difference_continuous; auto using true_proper.
  Qed.

  (** Far from equality V is bounded below: |g_G - g_H| >= e for all (x, y) and all points of the region near those
      where the densities differ, hence on a box of positive sides and an interval of positive length. *)
  Lemma far p0 : in_region p0 -> ~ agree (mixture d k p0) -> exists r c, 0 < r /\ 0 < c /\
    forall p, close (k * width d) r p0 p -> in_region p -> c <= V (mixture d k p).
  Proof.
    intros Bp0 Ne.
    assert (nonempty_mixture : forall p, mixture d k p <> []) by (intro p; unfold mixture; destruct k; [lia|easy]).
    destruct (classic (exists x0 y0, in_box d lo hi x0 /\ ylo <= y0 <= yhi /\
      density (mixture d k p0) (tuple d x0) y0 - density H (tuple d x0) y0 <> 0)) as [(x0 & y0 & Hx0 & Hy0 & D)|no].
    2: { exfalso. apply Ne. intros x y Hx Hy. apply NNPP. intro h. apply no. exists x, y.
         repeat split; try tauto; try apply Hx; auto. intro e. apply h. lra. }
    set (join := fun (x : nat -> R) (y : R) (p : nat -> R) i =>
      if (i <? d)%nat then x i else if (i =? d)%nat then y else p (i - (d + 1))%nat).
    set (F := fun z : nat -> R =>
      density (map (cut ν0) (mixture d k (fun i => z (d + 1 +
        i)%nat))) (tuple d z) (z d) - density H (tuple d z) (z d)).
    assert (Fjoin : forall x y p, in_region p ->
      F (join x y p) = density (mixture d k p) (tuple d x) y - density H (tuple d x) y).
    { intros x y p Bp. unfold F. replace (tuple d (join x y p)) with (tuple d x).
      2: { apply tuple_ext. intros i Hi. unfold join. destruct (Nat.ltb_spec i d); [reflexivity|lia]. }
      replace (join x y p d) with y.
      2: { unfold join. rewrite Nat.ltb_irrefl, Nat.eqb_refl. reflexivity. }
      replace (fun i => join x y p (d + 1 + i)%nat) with p; [now rewrite region_cut|].
      apply functional_extensionality. intro i. unfold join. destruct (Nat.ltb_spec (d + 1 + i) d); [lia|].
      destruct (Nat.eqb_spec (d + 1 + i) d); [lia|]. f_equal. lia. }
    rewrite <- (Fjoin x0 y0 p0 Bp0) in D. set (e := Rabs (F (join x0 y0 p0)) / 2).
    assert (e0 : 0 < e) by (unfold e; apply Rabs_pos_lt in D; lra).
    assert (CF : continuous_at (d + 1 + k * width d) F (join x0 y0 p0)).
    { exact (density_continuous d k ν0 H positive_variances atoms nonempty true_proper (join x0 y0 p0)). }
    destruct (CF e e0) as (r & r0 & Cont). exists r.
    set (u := fun i => Rmax (lo i) (x0 i - r / 2)). set (v := fun i => Rmin (hi i) (x0 i + r / 2)).
    set (yu := Rmax ylo (y0 - r / 2)). set (yv := Rmin yhi (y0 + r / 2)).
    assert (UV : forall i, (i < d)%nat -> lo i <= u i /\ u i < v i /\ v i <= hi i /\ x0 i - r / 2 <= u i /\
      v i <= x0 i + r / 2).
    { intros i Hi. specialize (box i Hi). specialize (Hx0 i Hi). unfold u, v, Rmax, Rmin.
      destruct (Rle_dec (lo i) (x0 i - r / 2)), (Rle_dec (hi i) (x0 i + r / 2)); lra. }
    assert (Y : ylo <= yu /\ yu < yv /\ yv <= yhi /\ y0 - r / 2 <= yu /\ yv <= y0 + r / 2).
    { unfold yu, yv, Rmax, Rmin. destruct (Rle_dec ylo (y0 - r / 2)), (Rle_dec yhi (y0 + r / 2)); lra. }
    exists (e * (yv - yu) * volume d u v). split; [exact r0|]. split.
    { apply Rmult_lt_0_compat; [apply Rmult_lt_0_compat; lra|]. apply volume_pos. intros i Hi. apply UV, Hi. }
    intros p Hp Bp. rewrite <- (box_const d u v (e * (yv - yu)) (fun _ => 0)). unfold V, variation.
    assert (Ci : forall x, continuous_at d
      (fun x => RInt (fun y => Rabs (density (mixture d k p) (tuple d x) y - density H (tuple d x) y)) ylo yhi) x).
    { apply inner_continuous; auto using true_proper, region_proper. lra. }
    pose proof (fun x => difference_continuous_y (mixture d k p) x (nonempty_mixture p) (region_proper p Bp)) as Cy.
    apply Rle_trans with (box_integral d u v
      (fun x => RInt (fun y => Rabs (density (mixture d k p) (tuple d x) y - density H (tuple d x) y)) ylo yhi)
        (fun _ => 0)).
    - apply (box_le d); [intros i Hi; destruct (UV i Hi); lra|intro; apply continuous_at_const|exact Ci|].
      intros x Hx _. apply interval_lower_bound; try lra; [apply Cy|intro; apply Rabs_pos|].
      intros y Hy. rewrite <- Fjoin by exact Bp. specialize (Cont (join x y p)).
      assert (Cl : close (d + 1 + k * width d) r (join x0 y0 p0) (join x y p)).
      { intros i Hi. unfold join. destruct (Nat.ltb_spec i d) as [h|h].
        - destruct (UV i h) as (_ & _ & _ & A & B). specialize (Hx i h). apply Rabs_def1; lra.
        - destruct (Nat.eqb_spec i d) as [->|h']; [apply Rabs_def1; lra|]. apply Hp. lia. }
      specialize (Cont Cl). pose proof (Rabs_triang_inv (F (join x0 y0 p0)) (F (join x y p))) as T.
      rewrite Rabs_minus_sym in T. unfold e in *. lra.
    - apply (box_sub d); [intros i Hi; destruct (UV i Hi) as (? & ? & ? & _); lra|exact Ci|].
      intro x. replace 0 with (0 * (yhi - ylo)) by ring.
      apply interval_lower_bound; try lra; [apply Cy|intro; apply Rabs_pos|].
      intros; apply Rabs_pos.
  Qed.

  (** What agreement on X × Y says of G0. *)
  Lemma agreement p0 : in_region p0 -> agree (mixture d k p0) ->
    (forall B, In B (mixture d k p0) -> exists A, In A H /\ expert_of A = expert_of B) /\
    (forall A, In A H -> (1 <= length (members d k p0 A))%nat) /\
    ((exists A, In A H /\ (length (members d k p0 A) <= 1)%nat) -> is_translate_of (mixture d k p0) H).
  Proof.
    intros Bp Eq.
    destruct (limit_measure d (fun v => exists x, in_box d lo hi x /\ v = tuple d x) (mixture d k p0) H ylo yhi)
      as (E & L & T); auto using true_proper, region_proper, box_interior.
    - intros v y (x & Hx & ->) Hy. apply Eq; [exact Hx|lra].
    - split; [exact E|]. split.
      + intros A i. rewrite members_length. now apply L.
      + intros (A & i & l). apply T. exists A. split; [exact i|]. now rewrite <- members_length.
  Qed.

  (** The cells of small differences, put together: near a translate of H. *)
  Lemma near_translate p0 : in_region p0 -> is_translate_of (mixture d k p0) H -> exists r c, 0 < r /\ 0 < c /\
    forall p, close (k * width d) r p0 p -> in_region p -> forall A B, In A H -> voronoi H A (mixture d k p) = [B] ->
      c * loss (slope_shift A B) (bias_shift A B) H (mixture d k p) <= V (mixture d k p).
  Proof.
    intros Bp Tr. set (m := fun j => length (members d k p0 (nth j H some_atom))).
    assert (w0W0 : w0 <= W0).
    { destruct H as [|A' H'] eqn:e; [easy|]. destruct (true_region A') as [w _]; [now left|]. lra. }
    destruct (separated_box d lo hi (map expert_of H) box) as (lo' & hi' & I & S).
    assert (w1 : 0 < w0 ^ 2 / W0) by (apply Rdiv_lt_0_compat; [apply pow_lt|]; lra).
    assert (sz : forall j, (j < length H)%nat -> (1 <= m j <= k)%nat).
    { intros j Hj. apply (members_bounds d k H p0); [exact Tr|]. apply nth_In, Hj. }
    destruct (LocalInequality.cells_inequality d (length H) k m (record_of H) lo hi lo' hi' ylo yhi (w0 ^ 2 / W0)
      (W0 ^ 2 / w0)
      (record_true_mixture d H nonempty true_proper) I interval
      (record_separated d H lo' hi' distinct S) sz w1) as (K & s0 & K0 & S0 & Ineq).
    destruct (small_near_translate d k w0 W0 M ν0 N0 H p0 positive_weights nonempty distinct true_region Bp Tr s0 S0)
      as (r & r0 & Small).
    set (E := 1 + W0 / w0). assert (E0 : 0 < E) by (unfold E; pose proof (Rdiv_lt_0_compat W0 w0); lra).
    exists r, (/ (E * K)). split; [exact r0|]. split; [apply Rinv_0_lt_compat, Rmult_lt_0_compat; assumption|].
    intros p Hp Rp A B i e. destruct (Small p Hp Rp) as [Sz Sm].
    destruct (In_nth H A some_atom i) as (j0 & Hj0 & eA). specialize (Sm j0 B Hj0). rewrite eA in Sm. specialize (Sm e).
    assert (NG : mixture d k p <> []) by (unfold mixture; destruct k; [lia|easy]).
    pose proof (Ineq _ s0 j0 (conj (proj1 S0) (Rle_refl s0)) Sm) as L.
    pose proof (variation_as_cells (slope_shift A B) (bias_shift A B) lo hi ylo yhi H (mixture d k p) m nonempty NG
      distinct
      (fun i Hi => Rlt_le _ _ (box i Hi)) Sz) as EV.
    rewrite <- EV in L. fold (V (mixture d k p)) in L.
    pose proof (loss_as_cells (slope_shift A B) (bias_shift A B) H (mixture d k p) m Sz) as D.
    assert (iB : In B (mixture d k p)).
    { assert (iB : In B (voronoi H A (mixture d k p))) by (rewrite e; now left).
      unfold voronoi in iB. now apply filter_In in iB. }
    assert (e2 : 1 + exp (bias_shift A B) <= E).
    { apply in_map_iff in iB. destruct iB as (i' & <- & iB). apply in_seq in iB.
      destruct (atom_in_box d k w0 W0 M ν0 N0 p i' positive_weights w0W0 Rp ltac:(lia)) as [w _].
      destruct (true_region A i) as [w' _]. unfold bias_shift, Rminus. rewrite exp_plus, exp_Ropp. unfold E, Rdiv.
      apply Rplus_le_compat_l, Rmult_le_compat; try lra; [apply Rlt_le, Rinv_0_lt_compat; lra|].
      apply Rinv_le_contravar; lra. }
    assert (CL : 0 <= CellLoss.cells_loss d (length H) m (record_of H)
      (cells_of (slope_shift A B) (bias_shift A B) H (mixture d k p))).
    { unfold CellLoss.cells_loss. apply Rplus_le_le_0_compat; [|apply CellLoss.spread_nonneg].
      apply sum_below_nonneg. intros j _. apply Rabs_pos. }
    apply Rmult_le_reg_l with (E * K); [apply Rmult_lt_0_compat; assumption|].
    rewrite <- Rmult_assoc, Rinv_r, Rmult_1_l by (apply Rgt_not_eq, Rmult_lt_0_compat; assumption).
    apply Rle_trans with (1 := D). rewrite Rmult_assoc.
    apply Rle_trans with (E * CellLoss.cells_loss d (length H) m
      (record_of H) (cells_of (slope_shift A B) (bias_shift A B) H (mixture d k p))).
    - apply Rmult_le_compat_r; assumption.
    - apply Rmult_le_compat_l; [lra|exact L].
  Qed.

  (** ** Theorem 1 *)

  (** c D_t(G, H) <= V(G, H) through every cell of one atom. *)
  Theorem density_inequality : exists c, 0 < c /\ forall G, length G = k -> region w0 W0 M ν0 N0 G ->
    forall A B, In A H -> voronoi H A G = [B] -> c * loss (slope_shift A B) (bias_shift A B) H G <= V G.
  Proof.
    destruct (loss_bounded k w0 W0 M ν0 N0 H positive_weights true_region) as (Dmax & D0 & Bounded).
    enough (L : exists c, 0 < c /\ forall G, length G = k -> region w0 W0 M ν0 N0 G ->
      (forall A B, In A H -> voronoi H A G = [B] ->
        c * Rmin Dmax (Rmax 0 (loss (slope_shift A B) (bias_shift A B) H G)) <= V G)).
    { destruct L as (c & c0 & L). exists c. split; [exact c0|]. intros G LG RG A B i e.
      apply Rle_trans with (2 := L G LG RG A B i e). apply Rmult_le_compat_l; [lra|].
      assert (iB : In B G). { assert (iB : In B (voronoi H A G)) by (rewrite e; now left). now apply filter_In in iB. }
      pose proof (proj1 (Bounded G LG RG) A B i iB). apply Rmin_glb; [assumption|apply Rmax_r]. }
    apply (region_compact d k w0 W0 M ν0 N0 (fun c G => forall A B, In A H -> voronoi H A G = [B] ->
        c * Rmin Dmax (Rmax 0 (loss (slope_shift A B) (bias_shift A B) H G)) <= V G) positive_weights).
    - intros c c' G Hc P A B i e. apply Rle_trans with (2 := P A B i e). apply Rmult_le_compat_r; [|lra].
      apply Rmin_glb; [lra|apply Rmax_l].
    - intros p0 Bp. destruct (classic (agree (mixture d k p0))) as [Eq|Ne].
      + destruct (agreement p0 Bp Eq) as (E & One & Tr).
        destruct (stable_cells d k H p0 nonempty distinct E) as (r1 & r10 & St).
        destruct (classic (exists A, In A H /\ (length (members d k p0 A) <= 1)%nat)) as [Ex|No].
        * destruct (near_translate p0 Bp (Tr Ex)) as (r & c & r0 & c0 & N). exists r, c. split; [exact r0|].
          split; [exact c0|].
          intros p Hp Rp A B i e. pose proof (N p Hp Rp A B i e) as L.
          assert (NG : mixture d k p <> []) by (unfold mixture; destruct k; [lia|easy]).
          pose proof (variation_nonneg d lo hi ylo yhi (mixture d k p) H (fun i Hi => Rlt_le _ _ (box i Hi))
            (Rlt_le _ _ interval)
            NG nonempty (region_proper p Rp) true_proper) as V0. fold (V (mixture d k p)) in V0.
          apply Rle_trans with (c * Rmax 0 (loss (slope_shift A B) (bias_shift A B) H (mixture d k p))).
          -- apply Rmult_le_compat_l; [lra|apply Rmin_r].
          -- unfold Rmax. destruct (Rle_dec 0 _); [exact L|lra].
        * exists r1, 1. split; [exact r10|]. split; [lra|]. intros p Hp Rp A B i e. exfalso. apply No.
          exists A. split; [exact i|]. rewrite (St p Hp A i) in e.
          apply (f_equal (@length _)) in e. rewrite map_length in e. simpl in e. lia.
      + destruct (far p0 Bp Ne) as (r & c & r0 & c0 & F). exists r, (c / Dmax). split; [exact r0|].
        split; [apply Rdiv_lt_0_compat; assumption|]. intros p Hp Rp A B _ _. apply Rle_trans with (2 := F p Hp Rp).
        apply Rle_trans with (c / Dmax * Dmax).
        * apply Rmult_le_compat_l; [apply Rlt_le, Rdiv_lt_0_compat; assumption|apply Rmin_l].
        * right. field. lra.
  Qed.

  (** V is bounded below if some true atom has an empty cell. *)
  Theorem empty_cell_inequality : exists c, 0 < c /\ forall G, length G = k -> region w0 W0 M ν0 N0 G ->
    forall A, In A H -> voronoi H A G = [] -> c <= V G.
  Proof.
    apply (region_compact d k w0 W0 M ν0 N0 (fun c G => forall A, In A H -> voronoi H A G = [] ->
      c <= V G) positive_weights).
    - intros c c' G Hc P A i e. pose proof (P A i e). lra.
    - intros p0 Bp. destruct (classic (agree (mixture d k p0))) as [Eq|Ne].
      + destruct (agreement p0 Bp Eq) as (E & One & _).
        destruct (stable_cells d k H p0 nonempty distinct E) as (r1 & r10 & St).
        exists r1, 1. split; [exact r10|]. split; [lra|]. intros p Hp Rp A i e. exfalso. specialize (One A i).
        rewrite (St p Hp A i) in e. apply (f_equal (@length _)) in e. rewrite map_length in e. simpl in e. lia.
      + destruct (far p0 Bp Ne) as (r & c & r0 & c0 & F). exists r, c. split; [exact r0|]. split; [exact c0|].
        intros p Hp Rp _ _ _. now apply F.
  Qed.

  (** For k < 2 k* every G has a translation t with c D_t(G, H) <= V(G, H): that of a cell of one atom, or 0 if a cell
      is empty. *)
  Theorem density_inequality_below_twice : (k < 2 * length H)%nat ->
    exists c, 0 < c /\ forall G, length G = k -> region w0 W0 M ν0 N0 G ->
      (exists A B, In A H /\ voronoi H A G = [B] /\ c * loss (slope_shift A B) (bias_shift A B) H G <= V G) \/
      ((exists A, In A H /\ voronoi H A G = []) /\ c * loss vzero 0 H G <= V G).
  Proof.
    intro Hk. destruct density_inequality as (c1 & c10 & H1). destruct empty_cell_inequality as (c2 & c20 & H2).
    destruct (loss_bounded k w0 W0 M ν0 N0 H positive_weights true_region) as (Dmax & D0 & Bounded).
    assert (q0 : 0 < c2 / Dmax) by (apply Rdiv_lt_0_compat; assumption).
    exists (Rmin c1 (c2 / Dmax)). split; [apply Rmin_pos; assumption|]. intros G LG RG.
    assert (V0 : 0 <= V G).
    { assert (NG : G <> []) by (intro e; rewrite e in LG; simpl in LG; lia).
      assert (PG : proper G) by (intros A i; destruct (RG A i) as [_ [_ [_ [_ [v _]]]]]; lra).
      exact (variation_nonneg d lo hi ylo yhi G H (fun i Hi => Rlt_le _ _ (box i Hi)) (Rlt_le _ _ interval) NG
        nonempty PG
        true_proper). }
    assert (scale : forall c' D, 0 < c' -> Rmin c1 (c2 / Dmax) <= c' -> c' * D <= V G ->
      Rmin c1 (c2 / Dmax) * D <= V G).
    { intros c' D p' l L. destruct (Rle_or_lt 0 D) as [h|h].
      - apply Rle_trans with (2 := L). apply Rmult_le_compat_r; assumption.
      - apply Rle_trans with 0; [|exact V0]. pose proof (Rmin_pos _ _ c10 q0) as m0.
        pose proof (Rmult_le_compat_l _ _ _ (Rlt_le _ _ m0) (Rlt_le _ _ h)). lra. }
    destruct (small_cell_exists H G nonempty distinct) as (A & i & l); [lia|].
    destruct (voronoi H A G) as [|B [|B' L]] eqn:e; [right|left|simpl in l; lia].
    - split; [exists A; tauto|]. apply (scale (c2 / Dmax)); [exact q0|apply Rmin_r|].
      apply Rle_trans with (2 := H2 G LG RG A i e). apply Rle_trans with (c2 / Dmax * Dmax).
      + apply Rmult_le_compat_l; [lra|]. apply (Bounded G LG RG).
      + right. field. lra.
    - exists A, B. split; [exact i|]. split; [exact e|]. apply (scale c1); [exact c10|apply Rmin_l|]. now apply H1.
  Qed.

End Inequality.
