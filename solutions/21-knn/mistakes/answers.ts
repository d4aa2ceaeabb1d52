import { mistakes } from '#engine/spec/index.ts'
import { type KnnModel, MLError } from '#kit'
import * as exemplar from '../knn.ts'
import { asText, columns, voting } from './parts.ts'

export default mistakes<typeof exemplar>({
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
  'is-afraid-of-zero-rows': {
    says: 'refuses to answer for no rows',
    explains: 'Your predictKnn throws for an empty Q.',
    asks: 'How many answers belong to no questions?',
    caughtBy: 'predictKnn/lengths',
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
    caughtBy: 'predictKnnProba/lengths',
    exports: columns((classes, _, Q) => (Q.length === 0 ? [] : classes)),
  },
  'counts-up-to-255': {
    says: 'counts votes where there is room for 255 only',
    explains: 'Your counts start again at 0 after 255.',
    asks: 'How many neighbours may vote?',
    caughtBy: 'all-neighbours-are-the-majority',
    exports: voting((classes, votes) => {
      const counts = votes.map((vote) => (Number.isInteger(vote) ? vote % 256 : vote))
      return classes[counts.indexOf(Math.max(...counts))]!
    }),
  },
  'takes-close-votes-for-equal': {
    says: 'takes votes that differ by less than 1e-6 for equal',
    explains: 'Your predictKnn answers with the smallest class although another has a few more votes.',
    asks: 'When are the votes of two classes equal, and when only similar?',
    caughtBy: 'closer-neighbours-can-outvote-many',
    exports: voting((classes, votes) => {
      const least = Math.max(...votes) - 1e-6
      return classes.find((_, c) => votes[c]! >= least)!
    }),
  },
  'ignores-the-case-of-labels': {
    says: 'compares labels in lower case when votes are equal',
    explains: "Your predictKnn takes 'a' as smaller than 'B'.",
    asks: "What is 'B' < 'a' in JavaScript?",
    caughtBy: 'equal-votes-go-to-the-smallest-class',
    exports: voting((classes, votes) => {
      const most = Math.max(...votes)
      const winners = classes.filter((_, c) => votes[c] === most)
      return winners.sort((a, b) =>
        typeof a === 'string' && typeof b === 'string' ? (a.toLowerCase() < b.toLowerCase() ? -1 : 1) : 0,
      )[0]!
    }),
  },
  'keeps-labels-as-keys': {
    says: 'counts votes under the labels as keys of an object',
    explains:
      "Your predictKnn has no votes for a label such as 'constructor', which every object has already.",
    asks: 'Which collection has no keys of its own, and keeps numbers as numbers?',
    caughtBy: 'the-majority-wins',
    exports: voting((classes, votes) => {
      const counted = votes.map((vote, c) => (String(classes[c]) in {} ? 0 : vote))
      return classes[counted.indexOf(Math.max(...counted))]!
    }),
  },
  'needs-more-than-the-model': {
    says: 'needs a field of the model that the README does not name',
    explains: 'Your predictKnn reads model.classes, which only a model of your own fitKnn has.',
    asks: 'Which four fields does a model have?',
    caughtBy: 'the-majority-wins',
    exports: {
      fitKnn: (X, y, opt) => withClasses(exemplar.fitKnn(X, y, opt)),
      predictKnn: (model, Q) => {
        const right = exemplar.predictKnn(model, Q)
        const { classes } = model as Partial<ReturnType<typeof withClasses>>
        return right.map((label) => classes![classes!.indexOf(label)]!)
      },
    },
  },
})

function withClasses(model: KnnModel) {
  return { ...model, classes: exemplar.predictKnnProba(model, []).classes }
}
