(** * Merging a cell: the parametric rate

    With G, H and t as in [density_inequality] (DensityInequality.v), let E be the mean over the cell of the true atom A
    with the weights e^β0 / W, W their sum.  The merged atom of the cell has the weight W and the parameters

        E β1,   E a + Cov(β1, b),   E b,   E ν + Var b.

    It is computed from the cell alone, and it is within K V(G, H) of A translated by t ([merged_atom_inequality]),
    whatever the size of the cell.  The sums behind it are the Taylor coefficients C(0, 0) - w*, C(e_r, 0), C(0, 1),
    C(e_r, 1) and 2 C(0, 2) of the cell ([moments_inequality]).

    _Proof._  Near a translate of H: [cells_moments].  Elsewhere V is bounded below and the sums are bounded.
    Covariances ignore shifts: E a + Cov(β1, b) - a* = E(Δa + Δβ1 Δb) - E Δβ1 E Δb and E ν + Var b - ν* = E(Δb² + Δν) -
    (E Δb)².  ∎ *)

From Coq Require Import Reals Psatz List Arith Lia Classical.
From Coquelicot Require Import Coquelicot.
From MoeProof Require Import FiniteSums BoxCompactness BoxIntegral.
From MoeProof Require Import SoftmaxModel Cells Identifiability ModelBridge Voronoi DensityInequality CellMoments.
From MoeProof Require CellCoefficients Gap LocalInequality.
Import ListNotations.
Open Scope R_scope.

Section Definitions.
Context {d : nat}.
Implicit Types (A B : atom d) (l : list (atom d)).

(** The merged atom. *)
Definition merged l : atom d :=
  let β1 i B := coord (gate_slope B) i in
  let a i B := coord (slope (expert_of B)) i in
  let b B := intercept (expert_of B) in
  let ν B := variance (expert_of B) in
  Atom (ln (cell_weight l)) (tuple d (fun i => cell_mean l (β1 i)))
    (Expert (tuple d (fun i => cell_mean l (a i) + cell_covariance l (β1 i) b)) (cell_mean l b)
       (cell_mean l ν + cell_covariance l b b)).

(** The distance of two atoms: weights e^β0, then β1, a, b, ν. *)
Definition atom_distance A B : R :=
  Rabs (exp (gate_bias B) - exp (gate_bias A)) + gate_difference vzero A B
  + slope_difference A B + intercept_difference A B + variance_difference A B.

End Definitions.

Section Merging.

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

  Lemma true_bounded A : In A H -> bounded_atom w0 W0 M N0 A.
  Proof.
    intro i. destruct (true_region A i) as (w & g & a & b & v). split; [exact w|]. split; [|split; [exact b|lra]].
    intros r _. split; [apply Rle_trans with (2 := g)|apply Rle_trans with (2 := a)]; apply coord_le_len.
  Qed.

  Lemma mixture_bounded p B : in_region p -> In B (mixture d k p) -> bounded_atom w0 W0 M N0 B.
  Proof.
    intros Bp i. apply in_map_iff in i. destruct i as (j & <- & i). apply in_seq in i.
    assert (wW : w0 <= W0).
    { destruct H as [|A' H'] eqn:e; [easy|]. destruct (true_region A') as [w _]; [now left|]. lra. }
    destruct (atom_in_box d k w0 W0 M ν0 N0 p j positive_weights wW Bp ltac:(lia)) as (w & s & b & v).
    split; [exact w|]. split; [exact s|]. split; [exact b|lra].
  Qed.

  (** Near a translate of H. *)
  Lemma near_translate_moments p0 : in_region p0 -> is_translate_of (mixture d k p0) H -> exists r K, 0 < r /\ 0 < K /\
    forall p, close (k * width d) r p0 p -> in_region p -> forall A0 B0, In A0 H ->
      voronoi H A0 (mixture d k p) = [B0] ->
      forall A, In A H -> moments_at_most (slope_shift A0 B0) (bias_shift A0 B0) A (voronoi H A (mixture d k p))
        (K * variation lo hi ylo yhi (mixture d k p) H).
  Proof.
    intros Bp Tr. set (m := fun j => length (members d k p0 (nth j H some_atom))).
    assert (w0W0 : w0 <= W0).
    { destruct H as [|A' H'] eqn:e; [easy|]. destruct (true_region A') as [w _]; [now left|]. lra. }
    destruct (separated_box d lo hi (map expert_of H) box) as (lo' & hi' & I & S).
    assert (w1 : 0 < w0 ^ 2 / W0) by (apply Rdiv_lt_0_compat; [apply pow_lt|]; lra).
    assert (sz : forall j, (j < length H)%nat -> (1 <= m j <= k)%nat).
    { intros j Hj. apply (members_bounds d k H p0); [exact Tr|]. apply nth_In, Hj. }
    assert (PH : proper H) by (intros A i; destruct (true_region A i) as (_ & _ & _ & _ & v); lra).
    destruct (LocalInequality.cells_moments d (length H) k m (record_of H) lo hi lo' hi' ylo yhi (w0 ^ 2 / W0)
      (W0 ^ 2 / w0)
      (record_true_mixture d H nonempty PH) I interval
      (record_separated d H lo' hi' distinct S) sz w1) as (K & s0 & K0 & S0 & Mom).
    destruct (small_near_translate d k w0 W0 M ν0 N0 H p0 positive_weights nonempty distinct true_region Bp Tr s0 S0)
      as (r & r0 & Small).
    assert (E0 : 0 < W0 / w0) by (apply Rdiv_lt_0_compat; lra).
    exists r, (W0 / w0 * K). split; [exact r0|]. split; [apply Rmult_lt_0_compat; assumption|].
    intros p Hp Rp A0 B0 i e A iA. destruct (Small p Hp Rp) as [Sz Sm].
    destruct (In_nth H A0 some_atom i) as (j0 & Hj0 & eA0). specialize (Sm j0 B0 Hj0). rewrite eA0 in Sm.
    specialize (Sm e).
    destruct (In_nth H A some_atom iA) as (j & Hj & eA).
    assert (NG : mixture d k p <> []) by (unfold mixture; destruct k; [lia|easy]).
    pose proof (Mom _ s0 j0 (conj (proj1 S0) (Rle_refl s0)) Sm j Hj) as L. cbv beta in L.
    rewrite <- (variation_as_cells (slope_shift A0 B0) (bias_shift A0 B0) lo hi ylo yhi H (mixture d k p) m nonempty NG
      distinct
      (fun i Hi => Rlt_le _ _ (box i Hi)) Sz) in L.
    assert (Sj : m j = sizes_of H (mixture d k p) j) by exact (Sz j Hj). rewrite Sj in L.
    unfold sizes_of, cells_of, differences, record_of in L. rewrite eA in L.
    cbn [CellCoefficients.weight CellCoefficients.gate CellCoefficients.slope CellCoefficients.intercept
      CellCoefficients.variance] in L.
    set (V := variation lo hi ylo yhi (mixture d k p) H) in *. set (l := voronoi H A (mixture d k p)) in *.
    set (t1 := slope_shift A0 B0) in *. set (t2 := bias_shift A0 B0) in *.
    assert (iB : In B0 (mixture d k p)).
    { apply (proj1 (voronoi_part H A0 (mixture d k p))). rewrite e. now left. }
    assert (e2 : exp t2 <= W0 / w0).
    { destruct (mixture_bounded p B0 Rp iB) as [w _]. destruct (true_region A0 i) as [w' _].
      unfold t2, bias_shift, Rminus.
      rewrite exp_plus, exp_Ropp. unfold Rdiv.
      apply Rmult_le_compat; try lra; [apply Rlt_le, Rinv_0_lt_compat; lra|]. apply Rinv_le_contravar; lra. }
    pose proof (exp_pos t2) as e0.
    assert (up : forall x, Rabs x <= K * V -> Rabs (exp t2 * x) <= W0 / w0 * K * V).
    { intros x Hx. rewrite Rabs_mult, (Rabs_pos_eq (exp t2)), Rmult_assoc by lra. apply Rmult_le_compat; try lra.
      apply Rabs_pos.
      }
    destruct L as (L1 & L2 & L3 & L4). split; [|split; [|split]].
    - rewrite eA in L1. rewrite cell_weight_ones, (weighted_sum t2), exp_plus, (Rmult_comm (exp (gate_bias A))).
      rewrite <- Rmult_minus_distr_l. apply up.
      rewrite (sum_below_ext (length l) _ (fun i => exp (gate_bias (nth i l some_atom) - t2))) by (intros; ring).
      exact L1.
    - intros r' Hr. destruct (L2 r' Hr) as [L2a L2b]. split; rewrite (weighted_sum t2); apply up; assumption.
    - rewrite (weighted_sum t2). apply up, L3.
    - rewrite (weighted_sum t2). apply up, L4.
  Qed.

  (** The five sums of every cell, for the translation (t1, t2) of any cell of one atom. *)
  Theorem moments_inequality : exists K, 0 < K /\ forall G, length G = k -> region w0 W0 M ν0 N0 G ->
    forall A0 B0, In A0 H -> voronoi H A0 G = [B0] -> let t1 := slope_shift A0 B0 in let t2 := bias_shift A0 B0 in
    forall A, In A H -> let l := voronoi H A G in let V := variation lo hi ylo yhi G H in
      let w B := exp (gate_bias B) in
      let β1 i B := coord (gate_slope B ⊖ (gate_slope A ⊕ t1)) i in
      let a i B := coord (slope (expert_of B) ⊖ slope (expert_of A)) i in
      let b B := intercept (expert_of B) - intercept (expert_of A) in
      let ν B := variance (expert_of B) - variance (expert_of A) in
      Rabs (cell_weight l - exp (gate_bias A + t2)) <= K * V /\
      (forall i, (i < d)%nat -> Rabs (∑ B ∈ l, w B * β1 i B) <= K * V /\
         Rabs (∑ B ∈ l, w B * (a i B + β1 i B * b B)) <= K * V) /\
      Rabs (∑ B ∈ l, w B * b B) <= K * V /\ Rabs (∑ B ∈ l, w B * (b B ^ 2 + ν B)) <= K * V.
  Proof.
    set (P := fun c G => forall A0 B0, In A0 H -> voronoi H A0 G = [B0] -> forall A, In A H ->
      moments_at_most (slope_shift A0 B0) (bias_shift A0 B0) A (voronoi H A G) (/ c * variation lo hi ylo yhi G H)).
    assert (L : exists c, 0 < c /\ forall G, length G = k -> region w0 W0 M ν0 N0 G -> P c G).
    { apply (region_compact d k w0 W0 M ν0 N0 P positive_weights).
      - intros c c' G [c0 Hc] Q A0 B0 i e A iA. specialize (Q A0 B0 i e A iA). apply moments_monotone with (2 := Q).
        assert (p0 : 0 <= / c * variation lo hi ylo yhi G H) by (apply Rle_trans with (2 := proj1 Q), Rabs_pos).
        assert (V0 : 0 <= variation lo hi ylo yhi G H).
        { apply Rmult_le_reg_l with (/ c); [apply Rinv_0_lt_compat; lra|]. rewrite Rmult_0_r. exact p0. }
        apply Rmult_le_compat_r; [exact V0|]. apply Rinv_le_contravar; lra.
      - intros p0 Bp. destruct (classic (agree lo hi ylo yhi H (mixture d k p0))) as [Eq|Ne].
        + destruct (agreement k lo hi ylo yhi w0 W0 M ν0 N0 H box interval positive_weights positive_variances atoms
            nonempty
            true_region distinct p0 Bp Eq) as (E & One & Tr).
          destruct (stable_cells d k H p0 nonempty distinct E) as (r1 & r10 & St).
          destruct (classic (exists A, In A H /\ (length (members d k p0 A) <= 1)%nat)) as [Ex|No].
          * destruct (near_translate_moments p0 Bp (Tr Ex)) as (r & K & r0 & K0 & N). exists r, (/ K).
            split; [exact r0|].
            split; [now apply Rinv_0_lt_compat|]. intros p Hp Rp A0 B0 i e A iA. rewrite Rinv_inv. now apply N.
          * exists r1, 1. split; [exact r10|]. split; [lra|]. intros p Hp Rp A B i e. exfalso. apply No. exists A.
            split; [exact i|].
            rewrite (St p Hp A i) in e. apply (f_equal (@length _)) in e. rewrite map_length in e. simpl in e. lia.
        + assert (Far : exists r c, 0 < r /\ 0 < c /\ forall p, close (k * width d) r p0 p -> in_region p ->
            c <= variation lo hi ylo yhi (mixture d k p) H) by (eapply far; eassumption).
          destruct Far as (r & c & r0 & c0 & F).
          set (S := INR k * (W0 * (2 * ((4 * M + N0 + 1) * (4 * M + N0 + 1)))) + W0 * W0 / w0).
          assert (S0 : 0 < 1 + Rabs S) by (pose proof (Rabs_pos S); lra).
          exists r, (c / (1 + Rabs S)). split; [exact r0|]. split; [now apply Rdiv_lt_0_compat|].
          intros p Hp Rp A0 B0 i e A iA.
          destruct (voronoi_part H A (mixture d k p)) as [part len_part]. apply moments_monotone with S.
          * apply Rle_trans with (1 + Rabs S); [pose proof (Rle_abs S); lra|].
            replace (/ (c / (1 + Rabs S))) with ((1 + Rabs S) / c) by (field; lra). unfold Rdiv. rewrite Rmult_assoc.
            rewrite <- (Rmult_1_r (1 + Rabs S)) at 1. apply Rmult_le_compat_l; [lra|]. specialize (F p Hp Rp).
            apply Rmult_le_reg_l with c; [exact c0|]. rewrite <- Rmult_assoc, Rinv_r, Rmult_1_l, Rmult_1_r by lra.
            exact F.
          * apply (moments_bounded w0 W0 M N0); try assumption.
            -- unfold mixture in len_part at 2. rewrite map_length, seq_length in len_part. exact len_part.
            -- now apply true_bounded.
            -- now apply true_bounded.
            -- apply (mixture_bounded p); [exact Rp|]. apply (proj1 (voronoi_part H A0 (mixture d k p))). rewrite e.
               now left.
            -- intros B j. apply (mixture_bounded p); [exact Rp|]. now apply part. }
    destruct L as (c & c0 & L). exists (/ c). split; [now apply Rinv_0_lt_compat|]. intros G LG RG A0 B0 i e t1 t2 A iA.
    exact (L G LG RG A0 B0 i e A iA).
  Qed.

  (** The merged atom of every cell that has an atom is within K V of the true atom translated by t. *)
  Theorem merged_atom_inequality : exists K, 0 < K /\ forall G, length G = k -> region w0 W0 M ν0 N0 G ->
    forall A0 B0, In A0 H -> voronoi H A0 G = [B0] -> forall A, In A H -> voronoi H A G <> [] ->
      atom_distance (translate (slope_shift A0 B0) (bias_shift A0 B0) A) (merged (voronoi H A G))
        <= K * variation lo hi ylo yhi G H.
  Proof.
    destruct moments_inequality as (K & K0 & Mom). set (Q := 1 + 2 * Rabs M). pose proof (Rabs_pos M) as M0.
    pose proof (Rle_abs M) as MM.
    pose proof (pos_INR d) as d0. pose proof (Rinv_0_lt_compat _ positive_weights) as i0.
    assert (Q0 : 1 <= Q) by (unfold Q; lra). set (U := (INR d + INR d * Q + 1 + Q) * / w0).
    assert (U0 : 0 <= U).
    { pose proof (Rmult_le_pos _ Q d0 ltac:(lra)). apply Rmult_le_pos; lra. }
    exists ((1 + U) * K). split; [apply Rmult_lt_0_compat; lra|]. intros G LG RG A0 B0 i0' e A iA ne.
    pose proof (Mom G LG RG A0 B0 i0' e A iA) as Hm. cbv zeta in Hm. clear Mom.
    set (V := variation lo hi ylo yhi G H) in *. set (l := voronoi H A G) in *. set (t1 := slope_shift A0 B0) in *.
    set (t2 := bias_shift A0 B0) in *. destruct Hm as (H1 & H2 & H3 & H4). set (ε := K * V) in *.
    assert (part : forall B, In B l -> In B G) by apply (proj1 (voronoi_part H A G)).
    assert (W : w0 <= cell_weight l).
    { apply cell_weight_ge; [exact ne|]. intros B j. apply (RG B (part B j)). }
    assert (W0' : 0 < cell_weight l) by lra. assert (ε0 : 0 <= ε) by (apply Rle_trans with (2 := H1), Rabs_pos).
    assert (divide : forall x, Rabs x <= ε -> Rabs (x / cell_weight l) <= / w0 * ε).
    { intros x Hx. unfold Rdiv. rewrite Rabs_mult, (Rabs_pos_eq (/ _)), Rmult_comm
      by (apply Rlt_le, Rinv_0_lt_compat; lra).
      apply Rmult_le_compat; [apply Rlt_le, Rinv_0_lt_compat; lra|apply Rabs_pos| |exact Hx].
      apply Rinv_le_contravar; lra. }
    set (b := fun B : atom d => intercept (expert_of B)). set (ν := fun B : atom d => variance (expert_of B)).
    set (β := fun r (B : atom d) => coord (gate_slope B) r).
    set (a := fun r (B : atom d) => coord (slope (expert_of B)) r).
    set (Sb := ∑ B ∈ l, exp (gate_bias B) * (b B - b A)).
    assert (Eb : Rabs (Sb / cell_weight l) <= 2 * Rabs M).
    { unfold Rdiv. rewrite Rabs_mult, (Rabs_pos_eq (/ _)) by (apply Rlt_le, Rinv_0_lt_compat; lra).
      apply Rmult_le_reg_r with (cell_weight l); [exact W0'|]. rewrite Rmult_assoc, Rinv_l, Rmult_1_r by lra.
      unfold Sb. assert (Hb : forall B, In B l -> Rabs (b B - b A) <= 2 * Rabs M).
      { intros B j. destruct (RG B (part B j)) as (_ & _ & _ & b' & _).
        destruct (true_region A iA) as (_ & _ & _ & bA & _).
        unfold b. apply Rle_trans with (1 := Rabs_triang _ (- _)). rewrite Rabs_Ropp. lra. }
      unfold cell_weight. revert Hb. clearbody l. clear.
      induction l as [|B l IH]; intro Hb; cbn [lsum]; [rewrite Rabs_R0; lra|].
      apply Rle_trans with (1 := Rabs_triang _ _). rewrite Rabs_mult, (Rabs_pos_eq (exp _)) by apply Rlt_le, exp_pos.
      specialize (IH (fun B' j => Hb B' (or_intror j))).
      pose proof (Rmult_le_compat_l _ _ _ (Rlt_le _ _ (exp_pos (gate_bias B))) (Hb B (or_introl eq_refl))). lra. }
    assert (Sb' : Rabs (Sb / cell_weight l) <= / w0 * ε) by (apply divide, H3).
    assert (product : forall x, Rabs x <= / w0 * ε -> Rabs (x * (Sb / cell_weight l)) <= / w0 * ε * (2 * Rabs M)).
    { intros x Hx. rewrite Rabs_mult. apply Rmult_le_compat; try apply Rabs_pos; assumption. }
    assert (gates : forall r, (r < d)%nat -> Rabs (cell_mean l (β r) - coord (gate_slope A ⊕ t1) r) <= / w0 * ε).
    { intros r Hr. rewrite mean_shift by exact W0'. apply divide. destruct (H2 r Hr) as [S1 _].
      rewrite (lsum_ext _ (fun B => exp (gate_bias B) * coord (gate_slope B ⊖ (gate_slope A ⊕ t1)) r)); [exact S1|].
      intros B _. rewrite (coord_plus d (gate_slope B)), coord_scal. unfold β. ring. }
    assert (slopes : forall r, (r < d)%nat ->
      Rabs (cell_mean l (a r) + cell_covariance l (β r) b - a r A) <= / w0 * ε * Q).
    { intros r Hr. rewrite (covariance_shift l (a r) (β r) b (a r A) (coord (gate_slope A ⊕ t1) r) (b A)) by exact W0'.
      fold Sb. destruct (H2 r Hr) as [_ S2]. pose proof (gates r Hr) as g. rewrite mean_shift in g by exact W0'.
      apply Rle_trans with (1 := Rabs_triang _ (- _)). rewrite Rabs_Ropp.
      rewrite (lsum_ext _ (fun B => exp (gate_bias B) * (coord (slope (expert_of B) ⊖ slope (expert_of A)) r
        + coord (gate_slope B ⊖ (gate_slope A ⊕ t1)) r * (intercept (expert_of B) - intercept (expert_of A))))).
      2: { intros B _. rewrite !coord_plus, !coord_scal, !coord_plus. unfold a, b, β. ring. }
      pose proof (divide _ S2). pose proof (product _ g). unfold Q. lra. }
    assert (variances : Rabs (cell_mean l ν + cell_covariance l b b - ν A) <= / w0 * ε * Q).
    { rewrite (covariance_shift l ν b b (ν A) (b A) (b A)) by exact W0'. fold Sb.
      apply Rle_trans with (1 := Rabs_triang _ (- _)).
      rewrite Rabs_Ropp. pose proof (product _ Sb') as P.
      rewrite (lsum_ext _ (fun B => exp (gate_bias B) * ((intercept (expert_of B) - intercept (expert_of A)) ^ 2
        + (variance (expert_of B) - variance (expert_of A))))) by (intros B _; unfold ν, b; ring).
      pose proof (divide _ H4). unfold Q. lra. }
    assert (sum : forall (u : vec R d) c, (forall r, (r < d)%nat -> Rabs (coord u r) <= c) -> len u <= INR d * c).
    { intros u c Hu. apply Rle_trans with (1 := len_le_sum d u). rewrite <- sum_below_const. now apply sum_below_le. }
    assert (D1 : Rabs (exp (gate_bias (merged l)) - exp (gate_bias (translate t1 t2 A))) <= ε).
    { simpl. rewrite exp_ln by exact W0'. exact H1. }
    assert (D2 : gate_difference vzero (translate t1 t2 A) (merged l) <= INR d * (/ w0 * ε)).
    { apply sum. intros r Hr. unfold merged, translate. cbn [gate_slope].
      rewrite coord_plus, coord_scal, (coord_plus d (_ ⊕ _) vzero), coord_vzero.
      rewrite coord_tuple by exact Hr. pose proof (gates r Hr) as g. unfold β in g.
      replace (_ + -1 * (_ + 0))
        with (cell_mean l (fun B => coord (gate_slope B) r) - coord (gate_slope A ⊕ t1) r) by ring. exact g. }
    assert (D3 : slope_difference (translate t1 t2 A) (merged l) <= INR d * (/ w0 * ε * Q)).
    { apply sum. intros r Hr. unfold merged, translate. cbn [expert_of slope].
      rewrite coord_plus, coord_scal, coord_tuple by exact Hr.
      pose proof (slopes r Hr) as g. unfold a, β, b in g.
      match goal with |- Rabs (?u + -1 * ?v) <= _ => replace (u + -1 * v) with (u - v) by ring end. exact g. }
    assert (D4 : intercept_difference (translate t1 t2 A) (merged l) <= / w0 * ε).
    { unfold intercept_difference, merged, translate. cbn [expert_of intercept].
      rewrite mean_shift by exact W0'. exact Sb'. }
    assert (D5 : variance_difference (translate t1 t2 A) (merged l) <= / w0 * ε * Q) by exact variances.
    unfold atom_distance. replace ((1 + U) * K * V)
      with (ε + INR d * (/ w0 * ε) + INR d * (/ w0 * ε * Q) + / w0 * ε + / w0 * ε * Q)
      by (unfold U, ε; ring). lra.
  Qed.

End Merging.
