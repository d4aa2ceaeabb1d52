import type { KnnModel, Label, Mat } from '#kit'
import * as exemplar from '../knn.ts'

// Records may hold more than was asked for, and the model may share its rows with the caller.

export function fitKnn(X: Mat, y: Label[], opt?: Parameters<typeof exemplar.fitKnn>[2]): KnnModel {
  const classes = [...new Set(y)].sort()
  return { ...exemplar.fitKnn(X, y, opt), X, y, classes } as KnnModel
}

export const nearest: typeof exemplar.nearest = (model, q) =>
  exemplar.nearest(model, q).map((neighbour) => ({ ...neighbour, label: model.y[neighbour.index] }))
