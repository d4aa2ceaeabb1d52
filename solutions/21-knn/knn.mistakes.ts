import { mistakes } from '#engine/spec/index.ts'
import { type KnnModel, type Label, type Mat, MLError, type Vec } from '#kit'
import * as exemplar from './knn.ts'

type Neighbour = { index: number; distance: number }
type Search = (model: KnnModel, q: Vec) => Neighbour[]
/** How many votes a neighbour has. */
type Votes = (neighbour: Neighbour, all: Neighbour[], weights: KnnModel['weights']) => number
/** Which class wins, given all classes in ascending order and their votes. */
type Winner = (classes: Label[], votes: Vec, neighbours: Neighbour[], y: Label[]) => Label

const byDistance = (a: Neighbour, b: Neighbour) => a.distance - b.distance || a.index - b.index

export default mistakes<typeof exemplar>({
  'adds-up-the-differences': {
    says: 'adds up the absolute differences',
    explains: 'Your distance is Σ|difference|, the way of a taxi, not the straight line.',
    asks: 'How far is it from [0, 0] to [3, 4] on paper?',
    caughtBy: 'nearest-matches-reference',
    exports: knn({ search: measuring((d) => d.reduce((sum, x) => sum + Math.abs(x), 0)) }),
  },
  'takes-the-largest-difference': {
    says: 'takes the largest difference as the distance',
    explains: 'Your distance looks at one feature only, the one that differs most.',
    asks: 'Do all features add to a Euclidean distance?',
    caughtBy: 'nearest-matches-reference',
    exports: knn({ search: measuring((d) => Math.max(...d.map(Math.abs))) }),
  },
  'leaves-out-the-root': {
    says: 'leaves out the square root',
    explains: 'Your nearest gives squared distances: the order is right, but not the numbers.',
    asks: 'In which unit is a squared distance?',
    caughtBy: 'nearest-matches-reference',
    exports: { nearest: measuring((d) => d.reduce((sum, x) => sum + x * x, 0)) },
  },
  'leaves-out-the-last-feature': {
    says: 'leaves the last feature out of the distance',
    explains: 'Your distance stops one feature too early.',
    asks: 'Where does your loop over the features end?',
    caughtBy: 'nearest-matches-reference',
    exports: knn({ search: measuring((d) => Math.hypot(...(d.length > 1 ? d.slice(0, -1) : d))) }),
  },
  'standardises-silently': {
    says: 'standardises the features first',
    explains: 'Your distance divides each difference by the standard deviation of the training column.',
    asks: 'Who decides on the units of the features: these functions or their caller?',
    caughtBy: 'features-count-as-they-are',
    exports: knn({
      search: (model, q) => {
        const sd = deviations(model.X)
        return measuring((d) => Math.hypot(...d.map((x, j) => x / (sd[j] || 1))))(model, q)
      },
    }),
  },
  'takes-one-more-neighbour': {
    says: 'takes k + 1 neighbours',
    explains: 'Your search returns one neighbour too many.',
    asks: 'How many entries does slice(0, k + 1) keep?',
    caughtBy: 'no-row-is-nearer',
    exports: knn({
      search: (model, q) => exemplar.nearest({ ...model, k: Math.min(model.k + 1, model.X.length) }, q),
    }),
  },
  'skips-exact-hits': {
    says: 'leaves out training rows that equal the query',
    explains: 'Your search skips neighbours at distance 0 as if a neuron were not allowed to find itself.',
    asks: 'Who is nearest to a query that was recorded before?',
    caughtBy: 'every-neuron-is-its-own-nearest',
    exports: knn({
      search: (model, q) => {
        const all = exemplar.nearest({ ...model, k: model.X.length }, q)
        const others = all.filter(({ distance }) => distance > 0)
        return (others.length ? others : all).slice(0, model.k)
      },
    }),
  },
  'takes-the-farthest': {
    says: 'takes the farthest rows instead of the nearest',
    explains: 'Your search sorts by descending distance.',
    asks: 'Which sign makes sort((a, b) => …) ascend?',
    caughtBy: 'no-row-is-nearer',
    exports: knn({
      search: (model, q) =>
        exemplar
          .nearest({ ...model, k: model.X.length }, q)
          .toReversed()
          .slice(0, model.k),
    }),
  },
  'takes-the-first-rows': {
    says: 'takes the first k rows without looking for the nearest',
    explains: 'Your neighbours are the training rows 0 to k − 1.',
    asks: 'Is slice called before or after sorting?',
    caughtBy: 'order-of-recording-does-not-matter',
    exports: knn({
      search: (model, q) => exemplar.nearest({ ...model, X: model.X.slice(0, model.k) }, q),
    }),
  },
  'sorts-distances-as-text': {
    says: 'sorts distances as text',
    explains: 'Your search takes 10.5 as less than 2, which is what sort() does without a comparison.',
    asks: 'What does [2, 10].sort() give?',
    caughtBy: 'nearest-matches-reference',
    exports: knn({
      search: (model, q) =>
        exemplar
          .nearest({ ...model, k: model.X.length }, q)
          .sort((a, b) =>
            `${a.distance}` < `${b.distance}` ? -1 : `${a.distance}` > `${b.distance}` ? 1 : 0,
          )
          .slice(0, model.k),
    }),
  },
  'gives-neighbours-in-row-order': {
    says: 'finds the right neighbours but gives them in the order of the training rows',
    explains: 'Your neighbours are right as a set; their distances do not ascend.',
    asks: 'Which neighbour should come first?',
    caughtBy: 'no-row-is-nearer',
    exports: knn({ search: (model, q) => exemplar.nearest(model, q).sort((a, b) => a.index - b.index) }),
  },
  'gives-ties-to-the-last-row': {
    says: 'prefers the later row when two are equally far',
    explains: 'Your search puts the higher index first at equal distances.',
    asks: 'Is your comparison < where it should be ≤, or the other way round?',
    caughtBy: 'equal-distances-go-to-the-lower-index',
    exports: knn({
      search: (model, q) =>
        exemplar
          .nearest({ ...model, k: model.X.length }, q)
          .sort((a, b) => a.distance - b.distance || b.index - a.index)
          .slice(0, model.k),
    }),
  },
  'gives-ties-to-the-largest-class': {
    says: 'answers with the largest class when votes are equal',
    explains: 'Your predictKnn keeps the last of the classes with the most votes.',
    asks: 'Which class wins in your loop if you compare with >= ?',
    caughtBy: 'equal-votes-go-to-the-smallest-class',
    exports: voting((classes, votes) => classes[votes.lastIndexOf(Math.max(...votes))]!),
  },
  'gives-ties-to-the-nearest': {
    says: 'answers with the class of the nearest voter when votes are equal',
    explains: 'Your predictKnn keeps the class that it counted first.',
    asks: 'Which rule does the README give for equal votes?',
    caughtBy: 'equal-votes-go-to-the-smallest-class',
    exports: voting((classes, votes, neighbours, y) => {
      const most = Math.max(...votes)
      const first = neighbours.find(({ index }) => votes[classes.indexOf(y[index]!)] === most)
      return first ? y[first.index]! : classes[0]!
    }),
  },
  'gives-ties-to-the-smallest-text': {
    says: 'compares numeric classes as text when votes are equal',
    explains: 'Your predictKnn takes 10 as smaller than 7, which is what sort() does without a comparison.',
    asks: 'What does [7, 10].sort() give?',
    caughtBy: 'equal-votes-go-to-the-smallest-class',
    exports: voting((classes, votes) => {
      const most = Math.max(...votes)
      return [...classes].sort(asText).find((label) => votes[classes.indexOf(label)] === most)!
    }),
  },
  'answers-with-the-nearest': {
    says: 'answers with the label of the nearest neighbour whatever k is',
    explains: 'Your predictKnn does not let the other k − 1 neighbours vote.',
    asks: 'What is k for?',
    caughtBy: 'the-majority-wins',
    exports: { predictKnn: (model, Q) => exemplar.predictKnn({ ...model, k: 1 }, Q) },
  },
  'lets-everybody-vote': {
    says: 'lets all training rows vote',
    explains: 'Your predictKnn does not stop at the k nearest.',
    asks: 'Which of the rows are neighbours?',
    caughtBy: 'the-majority-wins',
    exports: { predictKnn: (model, Q) => exemplar.predictKnn({ ...model, k: model.X.length }, Q) },
  },
  'turns-labels-into-text': {
    says: 'returns numbers as text',
    explains: "Your predictKnn answers '7' where the label is 7, as the keys of an object do.",
    asks: 'What is the type of Object.keys({ 7: 1 })[0], and would a Map keep the number?',
    caughtBy: 'the-majority-wins',
    exports: { predictKnn: (model, Q) => exemplar.predictKnn(model, Q).map(String) },
  },
  'sorts-classes-as-text': {
    says: 'sorts numeric classes as text',
    explains: 'Your classes have 10 before 7, which is what sort() does without a comparison.',
    asks: 'What does [7, 10].sort() give?',
    caughtBy: 'classes-are-sorted-and-shares-add-up',
    exports: columns((classes) => [...classes].sort(asText)),
  },
  'lists-classes-as-they-come': {
    says: 'lists the classes in the order in which they appear',
    explains: 'Your classes are not sorted.',
    asks: 'In which order should the columns of proba stand, whoever recorded first?',
    caughtBy: 'classes-are-sorted-and-shares-add-up',
    exports: columns((classes, { y }) => [...classes].sort((a, b) => y.indexOf(a) - y.indexOf(b))),
  },
  'lists-only-classes-with-votes': {
    says: 'leaves out classes that no neighbour has',
    explains: 'Your classes are those of the neighbours, not all of the training labels.',
    asks: 'What is the share of a class without votes?',
    caughtBy: 'shares-match-reference',
    exports: columns((classes, model, Q) =>
      classes.filter(
        (label) =>
          Q.length === 0 ||
          Q.some((q) => exemplar.nearest(model, q).some(({ index }) => model.y[index] === label)),
      ),
    ),
  },
  'counts-instead-of-shares': {
    says: 'returns votes instead of shares',
    explains: 'Your proba holds the votes themselves; they do not add up to 1.',
    asks: 'By what must the votes be divided?',
    caughtBy: 'classes-are-sorted-and-shares-add-up',
    exports: { predictKnnProba: knn({ shares: (votes) => votes }).predictKnnProba! },
  },
  'divides-weighted-votes-by-k': {
    says: 'divides weighted votes by k',
    explains: 'Your proba divides by the number of neighbours although their votes are not 1 each.',
    asks: 'How many votes were there in all?',
    caughtBy: 'closer-neighbours-have-larger-shares',
    exports: {
      predictKnnProba: knn({ shares: (votes, k) => votes.map((vote) => vote / k) }).predictKnnProba!,
    },
  },
  'gives-certainty-instead-of-shares': {
    says: 'gives the winner a share of 1 and the others 0',
    explains: 'Your proba holds the decision, not the shares of the vote.',
    asks: 'Is a vote of 3 to 2 as certain as one of 5 to 0?',
    caughtBy: 'shares-match-reference',
    exports: {
      predictKnnProba: knn({
        shares: (votes) => votes.map((_, c) => Number(c === votes.indexOf(Math.max(...votes)))),
      }).predictKnnProba!,
    },
  },
  'ignores-the-weights': {
    says: 'lets every neighbour have one vote, also with weights by distance',
    explains: 'Your shares with weights distance equal those with uniform weights.',
    asks: 'Where in your code does model.weights occur?',
    caughtBy: 'closer-neighbours-have-larger-shares',
    exports: knn({ votes: () => 1 }),
  },
  'always-weighs-by-distance': {
    says: 'weighs votes by distance whatever weights says',
    explains: 'Your shares with uniform weights equal those with weights by distance.',
    asks: 'Where in your code does model.weights occur?',
    caughtBy: 'shares-match-reference',
    exports: knn({ votes: (one, all) => oneOver(one, all, 'distance') }),
  },
  'weighs-by-the-squared-distance': {
    says: 'gives a neighbour 1/distance² votes',
    explains: 'Your votes fall with the square of the distance.',
    asks: 'How many votes has a neighbour at distance 4, and how many at 2?',
    caughtBy: 'closer-neighbours-can-outvote-many',
    exports: knn({ votes: (one, all, weights) => oneOver(one, all, weights) ** 2 }),
  },
  'weighs-by-the-distance': {
    says: 'gives a neighbour as many votes as it is away',
    explains: 'Your votes grow with the distance.',
    asks: 'Who should count more, the close or the distant neighbour?',
    caughtBy: 'closer-neighbours-can-outvote-many',
    exports: knn({
      votes: (one, all, weights) =>
        one.distance === 0 || weights === 'uniform' || oneOver(one, all, weights) === 0
          ? oneOver(one, all, weights)
          : one.distance,
    }),
  },
  'softens-the-weights': {
    says: 'gives a neighbour 1/(1 + distance) votes',
    explains: 'Your votes avoid the division by zero by adding 1 to every distance.',
    asks: 'What does the README say happens at distance 0?',
    caughtBy: 'exact-hits-decide',
    exports: knn({ votes: ({ distance }, _, weights) => (weights === 'uniform' ? 1 : 1 / (1 + distance)) }),
  },
  'divides-by-zero': {
    says: 'divides by zero at an exact hit',
    explains: 'Your shares hold NaN when a neighbour is at distance 0: infinity / infinity.',
    asks: 'What is 1 / 0, and what its share of the sum?',
    caughtBy: 'exact-hits-decide',
    exports: {
      predictKnnProba: knn({
        votes: ({ distance }, _, weights) => (weights === 'uniform' ? 1 : 1 / distance),
      }).predictKnnProba!,
    },
  },
  'lets-only-one-hit-vote': {
    says: 'answers with the first exact hit alone',
    explains: 'Your shares give everything to one neighbour at distance 0 although there are several.',
    asks: 'What if two neurons with equal features are of different classes?',
    caughtBy: 'exact-hits-decide',
    exports: knn({
      votes: (one, all, weights) =>
        weights === 'distance' && all[0]!.distance === 0
          ? Number(one === all[0])
          : oneOver(one, all, weights),
    }),
  },
  'lets-hits-decide-always': {
    says: 'lets exact hits decide also with uniform weights',
    explains: 'With uniform weights your shares leave out the neighbours that are not at distance 0.',
    asks: 'Is a distance of 0 anything special when every neighbour has one vote?',
    caughtBy: 'shares-match-reference',
    exports: knn({
      votes: (one, all, weights) =>
        all[0]!.distance === 0 ? Number(one.distance === 0) : oneOver(one, all, weights),
    }),
  },
  'is-afraid-of-zero-rows': {
    says: 'refuses to answer for no rows',
    explains: 'Your predictKnn throws for an empty Q.',
    asks: 'How many answers belong to no questions?',
    caughtBy: 'no-rows-no-answers',
    exports: {
      predictKnn: (model, Q) => {
        if (Q.length === 0) throw new MLError('EMPTY', 'no rows')
        return exemplar.predictKnn(model, Q)
      },
    },
  },
  'forgets-the-classes': {
    says: 'gives no classes when there are no rows',
    explains: 'Your predictKnnProba finds its classes in the rows of Q rather than in the training labels.',
    asks: 'Who knows the classes, the model or the question?',
    caughtBy: 'no-rows-no-answers',
    exports: columns((classes, _, Q) => (Q.length === 0 ? [] : classes)),
  },
  'weighs-by-distance-by-default': {
    says: 'has weights by distance when none are given',
    explains: "Your fitKnn without weights equals that with weights: 'distance'.",
    asks: 'Which weights does the README name when none are passed?',
    caughtBy: 'fit-remembers-the-data',
    exports: { fitKnn: (X, y, opt) => exemplar.fitKnn(X, y, { weights: 'distance', ...opt }) },
  },
  'remembers-sorted-rows': {
    says: 'sorts the training rows but not the labels',
    explains: 'Your model holds the rows in ascending order beside labels in the old order.',
    asks: 'Does the label with index 0 still belong to the row with index 0?',
    caughtBy: 'fit-and-predict-work-together',
    exports: {
      fitKnn: (X, y, opt) => {
        const model = exemplar.fitKnn(X, y, opt)
        return { ...model, X: model.X.sort((a, b) => a[0]! - b[0]!) }
      },
    },
  },
  'remembers-codes-for-labels': {
    says: 'stores codes 0, 1, 2 … in place of the labels',
    explains: 'Your model.y holds the position of each label among the classes.',
    asks: 'How could predictKnn know the original labels from this model?',
    caughtBy: 'fit-remembers-the-data',
    exports: {
      fitKnn: (X, y, opt) => {
        const classes = [...new Set(y)].sort((a, b) => (a < b ? -1 : 1))
        return { ...exemplar.fitKnn(X, y, opt), y: y.map((label) => classes.indexOf(label)) }
      },
    },
  },
  'needs-two-classes': {
    says: 'refuses training data of one class',
    explains: 'Your fitKnn throws if all labels are equal.',
    asks: 'Does the error table list this case?',
    caughtBy: 'one-class-is-enough',
    exports: {
      fitKnn: (X, y, opt) => {
        const model = exemplar.fitKnn(X, y, opt)
        if (new Set(y).size < 2) throw new MLError('SINGLE_CLASS', 'one class')
        return model
      },
    },
  },
  'refuses-k-equal-n': {
    says: 'refuses k = n',
    explains: 'Your fitKnn throws when k equals the number of training rows.',
    asks: 'Which is the largest k that the error table allows?',
    caughtBy: 'fit-remembers-the-data',
    exports: {
      fitKnn: (X, y, opt) => {
        const model = exemplar.fitKnn(X, y, opt)
        if (model.k === X.length) throw new MLError('PARAM', 'k must be below n')
        return model
      },
    },
  },
})

/** k nearest neighbours with one part replaced. */
function knn({
  search = exemplar.nearest,
  votes = oneOver,
  winner = (classes, counts) => classes[Math.max(0, counts.indexOf(Math.max(...counts)))]!,
  shares = (counts) => counts.map((count) => count / counts.reduce((sum, vote) => sum + vote, 0)),
}: {
  search?: Search
  votes?: Votes
  winner?: Winner
  shares?: (votes: Vec, k: number) => Vec
}): Pick<typeof exemplar, 'nearest' | 'predictKnn' | 'predictKnnProba'> {
  const checked: Search = (model, q) => {
    exemplar.nearest(model, q)
    return search(model, q)
  }
  const count = (model: KnnModel, q: Vec) => {
    const neighbours = checked(model, q)
    const cast = neighbours.map((one) => votes(one, neighbours, model.weights))
    const classes = exemplar.predictKnnProba(model, []).classes
    const counts = classes.map((label) =>
      cast.reduce((sum, vote, i) => sum + (model.y[neighbours[i]!.index] === label ? vote : 0), 0),
    )
    return { classes, counts, neighbours }
  }
  return {
    nearest: checked,
    predictKnn: (model, Q) =>
      Q.map((q) => {
        const { classes, counts, neighbours } = count(model, q)
        return winner(classes, counts, neighbours, model.y)
      }),
    predictKnnProba: (model, Q) => ({
      classes: exemplar.predictKnnProba(model, []).classes,
      proba: Q.map((q) => shares(count(model, q).counts, model.k)),
    }),
  }
}

/** predictKnn with another way to find the winner. */
function voting(winner: Winner) {
  return { predictKnn: knn({ winner }).predictKnn }
}

/** predictKnnProba with other columns. */
function columns(choose: (classes: Label[], model: KnnModel, Q: Mat) => Label[]) {
  return {
    predictKnnProba: (model: KnnModel, Q: Mat) => {
      const { classes, proba } = exemplar.predictKnnProba(model, Q)
      const chosen = choose(classes, model, Q)
      return {
        classes: chosen,
        proba: proba.map((row) => chosen.map((label) => row[classes.indexOf(label)]!)),
      }
    },
  }
}

/** A search with another distance, a function of the differences between two rows. */
function measuring(length: (differences: Vec) => number): Search {
  return ({ X, k }, q) =>
    X.map((row, index) => ({ index, distance: length(row.map((value, j) => value - q[j]!)) }))
      .sort(byDistance)
      .slice(0, k)
}

/** The votes as the README has them. */
function oneOver({ distance }: Neighbour, all: Neighbour[], weights: KnnModel['weights']): number {
  if (weights === 'uniform') return 1
  if (all.some((one) => one.distance === 0)) return Number(distance === 0)
  return 1 / distance
}

function asText(a: Label, b: Label): number {
  return String(a) < String(b) ? -1 : 1
}

function deviations(X: Mat): Vec {
  const mean = (values: Vec) => values.reduce((sum, value) => sum + value, 0) / values.length
  return X[0]!.map((_, j) => {
    const column = X.map((row) => row[j]!)
    return Math.sqrt(mean(column.map((value) => (value - mean(column)) ** 2)))
  })
}
