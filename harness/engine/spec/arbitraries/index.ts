export * from './data.ts'
export * from './numbers.ts'
export * from './screened.ts'
