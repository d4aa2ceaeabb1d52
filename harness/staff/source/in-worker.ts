import { Worker } from 'node:worker_threads'

/**
 * Does work on a thread of its own: what it posts is the answer.
 *
 * @param file the program of the worker
 * @param what what it does, for the error when it ends without an answer
 * @param isQuiet whether what it prints is nobody's to read
 */
export function inWorker<T>(file: URL, workerData: unknown, what: string, isQuiet = false): Promise<T> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(file, { workerData, stdout: isQuiet, stderr: isQuiet })
    worker.once('message', resolve)
    worker.once('error', reject)
    worker.once('exit', (code) => reject(new Error(`${what} ended with code ${code}`)))
  })
}
