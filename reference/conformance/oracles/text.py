"""32 spam-filter."""

import numpy as np
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.naive_bayes import MultinomialNB

from .common import fixture, outcome

WORDS = "Synapse manuscript Reviewer PROFESSOR submit journal grant axon a I 3D x2 42 lab_meeting".split()
TEXTS = [
    "",
    " ",
    "a b c",
    "Dear Professor, submit NOW!!!",
    "I don't: 2 Neurons, 20 Hz",
    "co-author's peer-review (2nd round)",
    "under_score __init__ _ __",
    "e.g. i.e. U.S.A.",
    "tab\tnewline\nreturn\rend",
    "Élan naïve Österreich façade ÅNGSTRÖM ñandú",
    "straße größer ÆØÅ þorn",
    "x² ½ µm 5µm ªº",
    "100% free $$$ 1,000.50 http://example.org/a?b=c&d",
    "…quoted “words” – and—dashes",
    "REPEATED repeated Repeated",
    "123 4 56",
]


def random_text(rng, most=12):
    return " ".join(WORDS[i] for i in rng.randint(0, len(WORDS), rng.randint(0, most)))


@fixture("tokenize", "T0", "sklearn.feature_extraction.text.CountVectorizer().build_analyzer()")
def tokenize(rng):
    analyze = CountVectorizer().build_analyzer()
    for i, text in enumerate([*TEXTS, *(random_text(rng) for _ in range(14))]):
        yield f"text-{i}", {"text": text}, analyze(text)


def collections(rng):
    for i in range(26):
        # A document of words that are kept, so that scikit-learn finds a vocabulary.
        yield f"mails-{i}", [random_text(rng) for _ in range(rng.randint(1, 8))] + ["synapse Axon"]
    yield "odd-texts", TEXTS


# Only for minCount 1: scikit-learn's min_df counts documents.
@fixture("buildVocabulary", "T0", "sklearn.feature_extraction.text.CountVectorizer.get_feature_names_out")
def build_vocabulary(rng):
    for name, docs in collections(rng):
        yield name, {"docs": docs}, CountVectorizer().fit(docs).get_feature_names_out()


@fixture("vectorize", "T0", "sklearn.feature_extraction.text.CountVectorizer.transform")
def vectorize(rng):
    for name, docs in collections(rng):
        vectorizer = CountVectorizer().fit(docs[1:] if len(docs) > 2 else docs)
        vocabulary = vectorizer.get_feature_names_out()
        yield name, {"docs": docs, "vocab": vocabulary}, vectorizer.transform(docs).toarray()


@fixture("fitMultinomialNB", "T2", "sklearn.naive_bayes.MultinomialNB")
def fit_multinomial_nb(rng):
    def case(name, X, y, alpha, Xnew):
        model = MultinomialNB(alpha=alpha).fit(X, y)
        expect = {
            "classes": model.classes_,
            "logPrior": model.class_log_prior_,
            "logLikelihood": model.feature_log_prob_,
            "labels": model.predict(Xnew),
            "proba": model.predict_proba(Xnew),
        }
        return name, {"X": X, "y": y, "alpha": alpha, "Xnew": Xnew}, expect

    for i in range(20):
        n, words, k = rng.randint(2, 15), rng.randint(1, 8), rng.randint(2, 4)
        y = rng.randint(0, k, n)
        y = np.array(["ham", "spam", "Spam"])[y] if i % 3 == 0 else y - 1
        X = rng.poisson([0.5, 2, 20][i % 3], (n, words))
        yield case(f"counts-{i}", X, y, [1, 0.5, 0.1, 10, 1e-6][i % 5], rng.poisson(2, (4, words)))
    X, y = np.array([[2, 1, 0], [0, 1, 3]]), np.array([0, 1])
    yield case("worked-example", X, y, 1, np.array([[1, 0, 1], [0, 0, 0]]))
    yield case("empty-documents", np.zeros((3, 2), int), np.array([0, 1, 1]), 1, np.zeros((1, 2), int))
    yield case("long-document", X, y, 1, np.array([[5000, 3000, 1], [0, 2000, 9000]]))
    yield case("fractions", X / 4, y, 1, np.array([[0.5, 0.25, 0]]))
    yield case("one-class", X, np.array([3, 3]), 1, X)
    yield case("unseen-word", np.array([[1, 0, 0], [0, 1, 0]]), y, 1, np.array([[0, 0, 9]]))
    yield case("tie", np.array([[1, 0], [0, 1]]), np.array(["b", "a"]), 1, np.array([[1, 1]]))
    # alpha = 0 is left out: scikit-learn lets it pass as 1e-10.
    given = {"X": [[1, -1]], "y": [0], "alpha": 1, "Xnew": []}
    yield "negative-count", given, outcome(lambda: MultinomialNB().fit([[1, -1]], [0]))
