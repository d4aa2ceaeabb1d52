"""29 bandit, 30 q-learning, 31 bci-reward and 34 protein-folding: no library has these. What follows is another
way to the same numbers: filters, linear systems, exhaustive search."""

from itertools import product

import numpy as np
from scipy.signal import lfilter
from scipy.special import softmax

from .common import fixture, normal


@fixture("returnsToGo", "T2", "scipy.signal.lfilter over reversed rewards")
def returns_to_go(rng):
    for i in range(28):
        rewards, gamma = normal(rng, rng.randint(1, 30)), [0, 0.5, 0.9, 0.99, 1][i % 5]
        expect = lfilter([1.0], [1.0, -gamma], rewards[::-1])[::-1]
        yield f"rewards-{i}", {"rewards": rewards, "gamma": gamma}, expect


@fixture("discountedReturn", "T2", "numpy.polynomial: the rewards as coefficients")
def discounted_return(rng):
    for i in range(28):
        rewards, gamma = normal(rng, rng.randint(1, 30)), [0, 0.5, 0.9, 0.99, 1][i % 5]
        expect = np.polynomial.polynomial.polyval(gamma, rewards)
        yield f"rewards-{i}", {"rewards": rewards, "gamma": gamma}, expect


def random_mdp(rng, gamma):
    states, actions = int(rng.randint(2, 7)), int(rng.randint(1, 4))
    table = []
    for _ in range(states):
        row = []
        for _ in range(actions):
            k = int(rng.randint(1, min(states, 3) + 1))
            p = rng.multinomial(16, np.ones(k) / k) / 16
            outcomes = zip(p, rng.permutation(states)[:k], rng.randint(-8, 9, k) / 4, rng.rand(k) < 0.2)
            row.append([{"p": p, "s2": s, "r": r, "done": done} for p, s, r, done in outcomes if p > 0])
        table.append(row)
    return {"nStates": states, "nActions": actions, "P": table, "start": 0, "gamma": gamma}


def policy_iteration(mdp):
    """Howard's algorithm: every policy is valued by a linear system, so that nothing is left to convergence."""
    n, gamma = mdp["nStates"], mdp["gamma"]

    def expand(s, a):
        onward, reward = np.zeros(n), 0.0
        for o in mdp["P"][s][a]:
            reward += o["p"] * o["r"]
            onward[o["s2"]] += 0 if o["done"] else o["p"]
        return onward, reward

    model = [[expand(s, a) for a in range(mdp["nActions"])] for s in range(n)]
    policy = [0] * n
    while True:
        T, r = (np.array(part) for part in zip(*(model[s][policy[s]] for s in range(n))))
        V = np.linalg.solve(np.eye(n) - gamma * T, r)
        Q = np.array([[reward + gamma * onward @ V for onward, reward in row] for row in model])
        better = [policy[s] if Q[s, policy[s]] >= Q[s].max() - 1e-12 else int(Q[s].argmax()) for s in range(n)]
        if better == policy:
            return V, Q
        policy = better


@fixture("valueIteration", "T3", "numpy.linalg.solve inside policy iteration")
def value_iteration(rng):
    made = 0
    while made < 28:
        # The discount keeps what value iteration stops short of below the tolerance.
        mdp = random_mdp(rng, [0.5, 0.8, 0.25, 0][made % 4])
        V, Q = policy_iteration(mdp)
        ranked = np.sort(Q, axis=1)
        if mdp["nActions"] > 1 and (ranked[:, -1] - ranked[:, -2] < 1e-6).any():
            continue
        yield f"random-{made}", {"mdp": mdp, "tol": 1e-12}, {"V": V, "policy": Q.argmax(axis=1)}
        made += 1


def bci_states(rng):
    for i in range(26):
        actions, features = int(rng.randint(1, 5)), int(rng.randint(1, 6))
        W = normal(rng, actions, features + 1) * [1, 0.1, 0, 30][i % 4]
        yield f"state-{i}", {"W": W, "baseline": float(normal(rng)), "t": i}, normal(rng, features)


@fixture("actionProbabilities", "T2", "scipy.special.softmax")
def action_probabilities(rng):
    for name, state, x in bci_states(rng):
        yield name, {"s": state, "x": x}, softmax(state["W"] @ np.append(x, 1))


@fixture("reinforceUpdate", "T2", "numpy.outer of the gradient of log softmax")
def reinforce_update(rng):
    for i, (name, state, x) in enumerate(bci_states(rng)):
        action, reward = int(rng.randint(len(state["W"]))), [1.0, 0.0, -1.0][i % 3]
        eta, beta = [0.02, 0.5][i % 2], [0.05, 0, 1][i % 3]
        extended = np.append(x, 1)
        slope = np.eye(len(state["W"]))[action] - softmax(state["W"] @ extended)
        advantage = reward - state["baseline"]
        expect = {
            "W": state["W"] + eta * advantage * np.outer(slope, extended),
            "baseline": state["baseline"] + beta * advantage,
            "t": state["t"] + 1,
        }
        opt = {"eta": eta, "beta": beta}
        yield name, {"s": state, "x": x, "action": action, "reward": reward, "opt": opt}, expect


STEPS = {"U": 1j, "D": -1j, "L": -1, "R": 1}


def places(moves):
    return np.concatenate([[0], np.cumsum([STEPS[m] for m in moves])])


def contacts(z):
    """All pairs of neighbours on the lattice that are no neighbours in the chain."""
    near = np.isclose(np.abs(z[:, None] - z[None, :]), 1)
    return [(i, j) for i, j in zip(*np.nonzero(np.triu(near, 2)))]


@fixture("hpEnergy", "T0", "numpy: distances of complex numbers")
def hp_energy(rng):
    made = 0
    while made < 30:
        n = int(rng.randint(2, 13))
        z = places(rng.choice(list("UDLR"), n - 1))
        if len(set(z)) < n:
            continue
        sequence = "".join(rng.choice(["H", "P"], n, p=[0.7, 0.3]))
        energy = -sum(sequence[i] == sequence[j] == "H" for i, j in contacts(z))
        c = [[int(p.real), int(p.imag)] for p in z]
        yield f"fold-{made}", {"sequence": sequence, "c": c}, energy
        made += 1


@fixture("nativeEnergy", "T0", "every sequence of moves, tried")
def native_energy(rng):
    longest = 9
    folds = {n: [] for n in range(2, longest + 1)}
    for n in folds:
        # The first move is to the right, which every fold can be turned to.
        for moves in product("UDLR", repeat=n - 2):
            z = places("R" + "".join(moves))
            if len(set(z)) == n:
                folds[n].append(contacts(z))
    sequences = "HH PP HHH HPPH HHHH PPPPPP HPHPHP HHHHHH HPPHPPH HHHHHHHHH HPHPPHHPH".split()
    sequences += ["".join(rng.choice(["H", "P"], rng.randint(5, longest + 1), p=[0.7, 0.3])) for _ in range(20)]
    for sequence in dict.fromkeys(sequences):
        energies = (sum(sequence[i] == sequence[j] == "H" for i, j in pairs) for pairs in folds[len(sequence)])
        yield sequence, {"sequence": sequence}, -max(energies)
