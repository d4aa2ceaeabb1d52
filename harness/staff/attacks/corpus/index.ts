import type { Attack, Targets } from '../attack.ts'
import { bundling } from './bundling.ts'
import { ending } from './ending.ts'
import { escaping } from './escaping.ts'
import { files } from './files.ts'
import { forging } from './forging.ts'
import { heavy } from './heavy.ts'
import { language } from './language.ts'
import { memory } from './memory.ts'
import { neighbours } from './neighbours.ts'
import { outside } from './outside.ts'
import { printing } from './printing.ts'
import { processes } from './processes.ts'
import { reading } from './reading.ts'
import { results } from './results.ts'
import { thrown } from './thrown.ts'
import { waiting } from './waiting.ts'
import { watched } from './watched.ts'

/** All attacks, by family. */
export function attackCorpus(targets: Targets): Record<string, Attack[]> {
  return {
    'ending the grader': ending(),
    'later turns': waiting(),
    memory: memory(),
    processes: processes(targets),
    reading: reading(targets),
    'writing and network': outside(targets),
    forging: forging(),
    'the language': language(),
    escaping: escaping(),
    bundling: bundling(targets),
    'files that are none': files(targets),
    results: results(),
    'heavy and slow': heavy(),
    'thrown values': thrown(),
    printing: printing(),
    'behaving when watched': watched(),
    neighbours: neighbours(),
  }
}
