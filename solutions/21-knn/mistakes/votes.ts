import { mistakes } from '#engine/spec/index.ts'
import type * as exemplar from '../knn.ts'
import { knn, oneOver } from './parts.ts'

export default mistakes<typeof exemplar>({
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
    caughtBy: 'predictKnnProba/exact-hits-decide',
    exports: knn({ votes: ({ distance }, _, weights) => (weights === 'uniform' ? 1 : 1 / (1 + distance)) }),
  },
  'divides-by-zero': {
    says: 'divides by zero at an exact hit',
    explains: 'Your shares hold NaN when a neighbour is at distance 0: infinity / infinity.',
    asks: 'What is 1 / 0, and what its share of the sum?',
    caughtBy: 'predictKnnProba/exact-hits-decide',
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
    caughtBy: 'predictKnnProba/exact-hits-decide',
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
  'takes-near-rows-for-hits': {
    says: 'takes a row closer than 1e-6 for an exact hit',
    explains: 'Your votes by distance treat distances below 1e-6 as 0.',
    asks: 'What is 1e-6 if the features are in seconds, or in hours?',
    caughtBy: 'closer-neighbours-have-larger-shares',
    exports: knn({
      votes: (one, all, weights) =>
        weights === 'distance' && all[0]!.distance < 1e-6
          ? Number(one.distance < 1e-6)
          : oneOver(one, all, weights),
    }),
  },
  'adds-a-little-to-the-distance': {
    says: 'gives a neighbour 1/(distance + 1e-6) votes',
    explains: 'Your votes avoid the division by zero with a small number of their own.',
    asks: 'What does that number do to features that are themselves so small?',
    caughtBy: 'closer-neighbours-have-larger-shares',
    exports: knn({
      votes: (one, all, weights) =>
        oneOver(one, all, weights) && weights === 'distance' && one.distance
          ? 1 / (one.distance + 1e-6)
          : oneOver(one, all, weights),
    }),
  },
})
