import { describe, expect, test } from 'vitest'
import { commitmentTo, propertySeed } from './seeds.ts'

describe('the seed of a property', () => {
  test('is the first 32 bits of an HMAC-SHA256', () => {
    // printf 'd/05-loss/p' | openssl dgst -sha256 -hmac key
    expect(propertySeed('key', 'd', '05-loss', 'p')).toBe(252027024)
  })

  test('depends on the key, the suite, the exercise and the property', () => {
    const seeds = [
      propertySeed('key', 'd', '05-loss', 'p'),
      propertySeed('kez', 'd', '05-loss', 'p'),
      propertySeed('key', 'e', '05-loss', 'p'),
      propertySeed('key', 'd', '06-loss', 'p'),
      propertySeed('key', 'd', '05-loss', 'q'),
    ]
    expect(new Set(seeds).size).toBe(5)
    expect(seeds.every((seed) => (seed | 0) === seed)).toBe(true)
  })
})

test('the commitment to a key is a digest that does not hold the key', () => {
  // printf 'neurograde course key secret' | sha256sum
  expect(commitmentTo('secret')).toBe('7234f4760fb1d70f9a01d616bd2f8e3b83b2b87ce8cd534e91176051c58a0bfd')
  expect(commitmentTo('secret')).not.toBe(commitmentTo('secrez'))
})
