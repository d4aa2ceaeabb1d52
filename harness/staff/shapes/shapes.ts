import { precisionRecall } from './16-precision-recall/shape.ts'
import { predictNew } from './23-predict-new/shape.ts'
import { pca } from './25-pca/shape.ts'
import { tsneEmbed } from './27-tsne-embed/shape.ts'
import { bciReward } from './31-bci-reward/shape.ts'
import { capstone } from './37-capstone/shape.ts'
import type { Shape } from './shape.ts'

/** Six exercises that are yet to come, as far as they are hard on the engine. */
export const shapes: readonly Shape[] = [precisionRecall, predictNew, pca, tsneEmbed, bciReward, capstone]
