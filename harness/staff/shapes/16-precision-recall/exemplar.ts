export { averagedF1, precisionRecallF1 } from '#reference/metrics/precision-recall.ts'
