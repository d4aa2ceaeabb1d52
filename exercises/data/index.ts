/**
 * Simulated recordings to practise with: what the hidden tests are made of, without their answers. Import them in
 * your own experiments and tests; the file that is graded can not.
 */
export * from './bci-session.ts'
export * from './calcium-windows.ts'
export * from './digit-images.ts'
export * from './emails.ts'
export * from './hospital.ts'
export * from './mdps.ts'
export * from './motor-population.ts'
export * from './raw-neurons.ts'
export * from './raw-trace.ts'
export * from './sbm-connectome.ts'
export * from './spike-waveforms.ts'
export * from './streams.ts'
