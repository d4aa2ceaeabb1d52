export * from './data.ts'
export * from './numbers.ts'
