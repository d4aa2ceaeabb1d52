export { crossValidate, selectSpec } from '#reference/model-selection/cross-validation.ts'
export { fitPipeline, predictPipeline, predictWithReject } from '#reference/model-selection/pipeline.ts'
