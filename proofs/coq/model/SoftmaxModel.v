(** * The softmax-gated mixture of Gaussian experts

    The model.  For an input x in R^d and an output y in R, a list G of atoms (β0, β1,
    a, b, ν) gives the conditional density

      g_G(y|x) = Σ_i softmax_i(β1_iᵀx + β0_i) · N(y; a_iᵀx + b_i, ν_i),

    where ν is the variance of an expert.  The list stands for the mixing measure Σ_i
    exp(β0_i) δ_(β1_i, a_i, b_i, ν_i): the order of its atoms does not matter
    ([density_permutation]).

    Translation invariance ([translation_invariance]).  Adding t1 to every gate slope
    β1 and t2 to every gate bias β0 does not change g_G.  Proof: every term exp(β1_iᵀx
    + β0_i) of the numerator and the denominator of every softmax weight is multiplied
    by the same exp(t1ᵀx + t2). *)

From Coq Require Import Reals Psatz List Permutation.
From MoeProof Require Export ListSums Vectors DensityDerivatives.
Import ListNotations.
Open Scope R_scope.

(** ** The model *)

(** An expert: its mean ⟨a, x⟩ + b is affine in x, its variance ν is constant. *)
Record expert (d : nat) := Expert {
  slope : vec R d;        (* a *)
  intercept : R;        (* b *)
  variance : R          (* ν, a variance, not a standard deviation *)
}.
Arguments Expert {d}.  Arguments slope {d}.  Arguments intercept {d}.  Arguments variance {d}.

(** An atom: an expert and its gate. *)
Record atom (d : nat) := Atom {
  gate_bias : R;        (* β0 *)
  gate_slope : vec R d;   (* β1 *)
  expert_of : expert d
}.
Arguments Atom {d}.  Arguments gate_bias {d}.  Arguments gate_slope {d}.  Arguments expert_of {d}.

Section Model.
Context {d : nat}.
Implicit Types (A : atom d) (E : expert d) (G H : list (atom d)) (x : vec R d) (y : R).

(** The mean aᵀx + b of an expert. *)
Definition mean E x : R := ⟨slope E, x⟩ + intercept E.

(** f_E(y|x) = N(y; aᵀx + b, ν). *)
Definition expert_density E x y : R := normal y (mean E x) (variance E).

(** exp(β1ᵀx + β0), before normalisation. *)
Definition gate A x : R := exp (⟨gate_slope A, x⟩ + gate_bias A).

(** The denominator of the softmax weights. *)
Definition total_gate G x : R := ∑ A ∈ G, gate A x.

(** The softmax weight of an atom. *)
Definition softmax G A x : R := gate A x / total_gate G x.

(** The conditional density g_G(y|x). *)
Definition density G x y : R := ∑ A ∈ G, softmax G A x * expert_density (expert_of A) x y.

(** All variances are positive: the only condition under which [normal]
    is a density. *)
Definition proper G : Prop := forall A, In A G -> 0 < variance (expert_of A).

(** The experts of G are pairwise distinct in (a, b, ν). *)
Definition distinct_experts G : Prop := NoDup (map expert_of G).

(** The atom with slope β1 + t1 and bias β0 + t2. *)
Definition translate (t1 : vec R d) (t2 : R) A : atom d :=
  Atom (gate_bias A + t2) (gate_slope A ⊕ t1) (expert_of A).

(** Experts are compared by their parameters. *)
Lemma expert_eq_dec E E' : {E = E'} + {E <> E'}.
Proof.
  destruct E as [a b v], E' as [a' b' v'].
  destruct (vec_eq_dec a a') as [->|N]; [|right; congruence].
  destruct (Req_EM_T b b') as [->|N]; [|right; congruence].
  destruct (Req_EM_T v v') as [->|N]; [now left|right; congruence].
Defined.

(** Gates are positive, so the softmax weights are defined. *)
Lemma gate_pos A x : 0 < gate A x.
Proof. apply exp_pos. Qed.

Lemma total_gate_pos G x : G <> [] -> 0 < total_gate G x.
Proof. intro N. apply lsum_pos; [exact N|]. intros A _. apply gate_pos. Qed.

(** The density as one quotient. *)
Lemma density_ratio G x y :
  density G x y = (∑ A ∈ G, gate A x * expert_density (expert_of A) x y) / total_gate G x.
Proof.
  unfold density, softmax, Rdiv. rewrite <- lsum_scal_r.
  apply lsum_ext. intros A _. ring.
Qed.

(** The principle behind every invariance of the model: if, at x, the gates
    that H gives to each expert are those of G times one common factor φ,
    then H and G have the same density at x.  The hypothesis says so by
    summing an arbitrary function f of the expert. *)
Lemma density_common_factor G H x (φ : R) : φ <> 0 ->
  (forall f : expert d -> R,
     (∑ A ∈ H, gate A x * f (expert_of A)) = φ * (∑ A ∈ G, gate A x * f (expert_of A))) ->
  forall y, density H x y = density G x y.
Proof.
  intros Nφ E y. rewrite !density_ratio.
  assert (T : total_gate H x = φ * total_gate G x).
  { unfold total_gate. generalize (E (fun _ => 1)).
    rewrite !(lsum_scal_r 1). lra. }
  rewrite T, (E (fun e => expert_density e x y)). unfold Rdiv. rewrite Rinv_mult.
  rewrite <- (Rmult_1_l (lsum _ G * _)), <- (Rinv_r φ Nφ). ring.
Qed.

(** The order of the atoms does not matter. *)
Lemma density_permutation G H : Permutation G H -> forall x y, density H x y = density G x y.
Proof.
  intros P x y. apply density_common_factor with 1; [lra|].
  intro f. rewrite (lsum_permutation _ _ _ P). ring.
Qed.

(** ** Headline statement *)

(** Adding t1 to all gate slopes and t2 to all gate biases changes nothing. *)
Theorem translation_invariance (t1 : vec R d) (t2 : R) G x y :
  density (map (translate t1 t2) G) x y = density G x y.
Proof.
  apply density_common_factor with (exp (⟨t1, x⟩ + t2)).
  - apply Rgt_not_eq, exp_pos.
  - intro f. rewrite lsum_map, <- lsum_scal_l. apply lsum_ext. intros A _.
    unfold gate, translate. simpl. rewrite dot_plus_l, <- Rmult_assoc, <- exp_plus.
    f_equal. f_equal. ring.
Qed.
(** If all atoms have the same expert, the density is that expert's, whatever the gates are. *)
Theorem one_expert_density E G x y : G <> [] -> (forall A, In A G -> expert_of A = E) ->
  density G x y = expert_density E x y.
Proof.
  intros N H. pose proof (total_gate_pos G x N) as P. rewrite density_ratio.
  rewrite (lsum_ext _ (fun A => gate A x * expert_density E x y)).
  - rewrite lsum_scal_r. fold (total_gate G x). field. lra.
  - intros A i. rewrite (H A i). reflexivity.
Qed.
End Model.
