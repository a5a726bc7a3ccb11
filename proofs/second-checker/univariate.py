"""Polynomials in one variable with integer coefficients, lowest degree first; Hermite polynomials; power sums of roots."""


def trimmed(p):
    """`p` without leading zeros."""
    end = len(p)
    while end and p[end - 1] == 0:
        end -= 1
    return p[:end]


def product(p, q):
    result = [0] * (len(p) + len(q) - 1) if p and q else []
    for i, a in enumerate(p):
        if a:
            for k, b in enumerate(q):
                result[i + k] += a * b
    return result


def remainder(p, monic):
    """p modulo a monic polynomial; integers stay integers."""
    rest = list(p)
    degree = len(monic) - 1
    for top in range(len(rest) - 1, degree - 1, -1):
        lead = rest[top]
        if lead:
            for i in range(degree + 1):
                rest[top - degree + i] -= lead * monic[i]
    return trimmed(rest[:degree])


def derivative(p):
    return [k * c for k, c in enumerate(p)][1:]


def hermite(count):
    """He_0, …, He_count: He_{k+1} = x He_k − k He_{k−1}."""
    chain = [[1], [0, 1]]
    for k in range(1, count):
        following = [0] + chain[k]
        for i, c in enumerate(chain[k - 1]):
            following[i] -= k * c
        chain.append(following)
    return chain[: count + 1]


def positive_multiple(p, q):
    """Whether p = c q with c > 0. `p` and `q` have no leading zeros and are not 0."""
    if len(p) != len(q) or p[-1] * q[-1] <= 0:
        return False
    return all(a * q[-1] == b * p[-1] for a, b in zip(p, q))


def power_sums(monic, count):
    """s_0, …, s_count, s_n = Σ a^n over the roots of a monic polynomial, by Newton's identities:

    s_n + c_{m−1} s_{n−1} + … + c_{m−n+1} s_1 + n c_{m−n} = 0 for n ≤ m, and without the last term's factor n,
    s_n + c_{m−1} s_{n−1} + … + c_0 s_{n−m} = 0, for n > m.
    """
    m = len(monic) - 1
    sums = [m]
    for n in range(1, count + 1):
        total = sum(monic[m - i] * sums[n - i] for i in range(1, min(n - 1, m) + 1))
        if n <= m:
            total += n * monic[m - n]
        sums.append(-total)
    return sums
