(** * A cell of one atom

    The cell of one atom of weight w >= w0 > 0 determines all its differences to first order: if |Δb| <= M and

      C(e_i, 0) = w Δβ1_i,   C(0, 1) = w Δb,   C(e_i, 1) = w (Δa_i + Δβ1_i Δb),   C(0, 2) = w (Δb² + Δν) / 2

    are at most ε, then |Δβ1_i|, |Δb| <= ε / w0, |Δa_i| <= (1 + M) ε / w0 and |Δν| <= (2 + M) ε / w0.

    _Proof._  Read off one after the other; the products are bounded by M times a factor that is known already.  ∎ *)

From Coq Require Import Reals Psatz Arith Lia.
From Coquelicot Require Import Coquelicot.
From Coq Require Import List.
From MoeProof Require Import ListSums MultiIndex VectorBridge HeatFacts Differences CellTheorems LineCoefficients.
Import ListNotations.
Open Scope R_scope.

Section Single.
Variables (d : nat) (p : difference d) (w0 : R).
Hypotheses (positive : 0 < w0) (heavy : w0 <= weight p).

(** |w r| <= s gives |r| <= s / w0. *)
Lemma weight_removed r s : Rabs (weight p * r) <= s -> Rabs r <= s / w0.
Proof.
  intro E. rewrite Rabs_mult, (Rabs_pos_eq (weight p)) in E by lra. pose proof (Rabs_pos r).
  apply Rmult_le_reg_l with w0; [exact positive|]. replace (w0 * (s / w0)) with s by (field; lra).
  apply Rle_trans with (2 := E). apply Rmult_le_compat_r; assumption.
Qed.

(** A sum of which one term is known. *)
Lemma term_removed r t s s' : Rabs (r + t) <= s -> Rabs t <= s' -> Rabs r <= s + s'.
Proof. intros E T. apply Rabs_le_between in E, T. apply Rabs_le. split; lra. Qed.

Lemma coefficient_single i k l : (i < d)%nat -> coefficient [p] (single d i k) l =
  weight p * line_term (coord (Δβ1 p) i) (coord (Δa p) i) (Δb p) (Δν p / 2) k l.
Proof. intro Hi. rewrite coefficient_on_line by exact Hi. simpl. ring. Qed.

(** |Δβ1_i| <= ε / w0. *)
Theorem single_gate_inequality i ε : (i < d)%nat -> Rabs (coefficient [p] (single d i 1) 0) <= ε ->
  Rabs (coord (Δβ1 p) i) <= ε / w0.
Proof.
  intros Hi E. rewrite coefficient_single in E by exact Hi. apply weight_removed.
  replace (coord (Δβ1 p) i) with (line_term (coord (Δβ1 p) i) (coord (Δa p) i) (Δb p) (Δν p / 2) 1 0); [exact E|].
  simpl. rewrite heat_0. field.
Qed.

(** |Δb| <= ε / w0. *)
Theorem single_intercept_inequality ε : Rabs (coefficient [p] (no_index d) 1) <= ε -> Rabs (Δb p) <= ε / w0.
Proof.
  intro E. rewrite coefficient_zero in E. cbn [lsum] in E. rewrite heat_1, Rplus_0_r in E. apply weight_removed, E.
Qed.

(** |Δa_i| <= (1 + M) ε / w0. *)
Theorem single_slope_inequality i M ε : (i < d)%nat -> Rabs (Δb p) <= M ->
  Rabs (coefficient [p] (single d i 1) 0) <= ε -> Rabs (coefficient [p] (single d i 1) 1) <= ε ->
  Rabs (coord (Δa p) i) <= (1 + M) * ε / w0.
Proof.
  intros Hi HM E0 E1. pose proof (single_gate_inequality i ε Hi E0) as G. rewrite coefficient_single in E1 by exact Hi.
  replace ((1 + M) * ε / w0) with (ε / w0 + ε / w0 * M) by (field; lra).
  apply term_removed with (coord (Δβ1 p) i * Δb p).
  - apply weight_removed.
    replace (coord (Δa p) i + coord (Δβ1 p) i * Δb p)
      with (line_term (coord (Δβ1 p) i) (coord (Δa p) i) (Δb p) (Δν p / 2) 1 1); [exact E1|].
    simpl. rewrite heat_0, heat_1. field.
  - rewrite Rabs_mult. apply Rmult_le_compat; try apply Rabs_pos; assumption.
Qed.

(** |Δν| <= (2 + M) ε / w0. *)
Theorem single_variance_inequality M ε : Rabs (Δb p) <= M ->
  Rabs (coefficient [p] (no_index d) 1) <= ε -> Rabs (coefficient [p] (no_index d) 2) <= ε ->
  Rabs (Δν p) <= (2 + M) * ε / w0.
Proof.
  intros HM E1 E2. pose proof (single_intercept_inequality ε E1) as b. rewrite coefficient_zero in E2. cbn [lsum] in E2.
  replace ((2 + M) * ε / w0) with (2 * ε / w0 + ε / w0 * M) by (field; lra).
  apply term_removed with (Δb p * Δb p).
  - apply weight_removed. rewrite heat_2, Rplus_0_r in E2.
    replace (weight p * (Δν p + Δb p * Δb p)) with (2 * (weight p * (Δb p ^ 2 / 2 + Δν p / 2))) by field.
    rewrite Rabs_mult, Rabs_pos_eq by lra. lra.
  - rewrite Rabs_mult. apply Rmult_le_compat; try apply Rabs_pos; assumption.
Qed.
End Single.
