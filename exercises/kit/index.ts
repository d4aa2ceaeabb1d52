export { type ErrorCode, MLError } from './ml-error.ts'
export { createRng, type Rng } from './rng.ts'
export type {
  KnnModel,
  Label,
  LinearModel,
  LogisticModel,
  Mat,
  Pipeline,
  PipelineSpec,
  Scaler,
  Seed,
  SoftmaxModel,
  Vec,
} from './types.ts'
