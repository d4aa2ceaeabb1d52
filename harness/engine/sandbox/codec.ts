/**
 * The binary form in which values cross the sandbox wall. Vectors travel as raw doubles, so NaN, −0 and infinities
 * arrive as they left. Nothing is ever revived into more than plain data: what is no plain data (a function, a
 * Map, a cycle) arrives as an `Opaque`.
 *
 * Both sides use this file. The trusted side decodes what an untrusted process wrote: sizes are checked
 * before anything is allocated, and every malformed frame is a CodecError.
 */
import { Buffer } from 'node:buffer'
import {
  type DataLimits,
  define,
  exoticName,
  isVector,
  Measure,
  Opaque,
  resultLimits,
  TooLarge,
  textBytes,
} from '../spec/plain-data.ts'

const tag = {
  undefined: 0,
  null: 1,
  false: 2,
  true: 3,
  number: 4,
  string: 5,
  doubles: 6,
  list: 7,
  record: 8,
  opaque: 9,
} as const

/** Bytes that are no value. */
export class CodecError extends Error {
  override readonly name = 'CodecError'
}

/**
 * The bytes of a value.
 *
 * @throws TooLarge
 */
export function encode(value: unknown, limits: DataLimits = resultLimits): Uint8Array {
  const writer = new Writer()
  writer.write(value, limits)
  return writer.bytes
}

/**
 * The value in a whole buffer.
 *
 * @throws CodecError for bytes that `encode` can not have written
 */
export function decode(bytes: Uint8Array, limits: DataLimits = resultLimits): unknown {
  const reader = new Reader(bytes)
  const value = reader.read(limits).value
  if (!reader.atEnd) throw new CodecError('bytes are left over')
  return value
}

/** Gathers values one behind another. What has been written stays when a value turns out to be too large. */
export class Writer {
  private buffer = Buffer.allocUnsafe(4096)
  private view = viewOf(this.buffer)
  private length = 0
  private measure = new Measure(resultLimits)
  private readonly open: object[] = []

  get bytes(): Uint8Array {
    return this.buffer.subarray(0, this.length)
  }

  get size(): number {
    return this.length
  }

  /** Starts anew: the bytes handed out before are overwritten. */
  clear(): void {
    this.length = 0
    // A large buffer is not kept for the small frames that follow.
    if (this.buffer.length > 1 << 20) {
      this.buffer = Buffer.allocUnsafe(4096)
      this.view = viewOf(this.buffer)
    }
  }

  /**
   * Writes a value, and says what it weighs.
   *
   * @throws TooLarge (or what a getter of the value throws): nothing is written then
   */
  write(value: unknown, limits: DataLimits): number {
    const start = this.length
    this.measure = new Measure(limits)
    this.open.length = 0
    try {
      this.value(value, 0)
      return this.measure.weight
    } catch (error) {
      this.length = start
      throw error
    }
  }

  /** Writes bytes that `encode` made of a value. */
  splice(bytes: Uint8Array): void {
    this.reserve(bytes.length)
    this.buffer.set(bytes, this.length)
    this.length += bytes.length
  }

  private value(value: unknown, depth: number): void {
    switch (typeof value) {
      case 'number':
        this.measure.add(1, 9, depth)
        this.reserve(9)
        this.buffer[this.length] = tag.number
        this.number(this.length + 1, value)
        this.length += 9
        return
      case 'string':
        this.measure.add(1, 1 + textBytes(value), depth)
        this.byte(tag.string)
        return this.text(value)
      case 'undefined':
        return this.single(tag.undefined, depth)
      case 'boolean':
        return this.single(value ? tag.true : tag.false, depth)
      default:
        return value === null ? this.single(tag.null, depth) : this.object(value as object, depth)
    }
  }

  private single(kind: number, depth: number): void {
    this.measure.add(1, 1, depth)
    this.byte(kind)
  }

  private object(value: object, depth: number): void {
    const exotic = value instanceof Opaque ? value.opaque : exoticName(value)
    if (exotic !== undefined) return this.opaque(exotic, depth)
    if (Array.isArray(value)) {
      // Before it is looked through, which takes its time, call after call.
      if (value.length > 0) this.measure.announce(value.length)
      if (isVector(value)) return this.doubles(value, depth)
    }
    for (let i = 0; i < this.open.length; i++)
      if (this.open[i] === value) return this.opaque('a value that contains itself', depth)
    this.open[this.open.length] = value
    if (Array.isArray(value)) this.list(value, depth)
    else this.record(value as Record<string, unknown>, depth)
    this.open.length--
  }

  private opaque(what: string, depth: number): void {
    this.measure.add(1, 1 + textBytes(what), depth)
    this.byte(tag.opaque)
    this.text(what)
  }

  private doubles(values: readonly number[], depth: number): void {
    const n = values.length
    this.measure.add(1 + n, 5 + 8 * n, depth)
    this.head(tag.doubles, n)
    this.reserve(8 * n)
    for (let i = 0, at = this.length; i < n; i++, at += 8) this.number(at, values[i]!)
    this.length += 8 * n
  }

  /** NaN has many forms in binary64, and equal values must give equal bytes. */
  private number(at: number, value: number): void {
    if (!Number.isNaN(value)) return this.view.setFloat64(at, value, true)
    this.view.setUint32(at, 0, true)
    this.view.setUint32(at + 4, 0x7ff80000, true)
  }

  private list(values: unknown[], depth: number): void {
    const n = values.length
    this.measure.add(1, 5, depth)
    this.measure.announce(n)
    this.head(tag.list, n)
    for (let i = 0; i < n; i++) {
      if (i in values) this.value(values[i], depth + 1)
      else this.opaque('a hole in an array', depth + 1)
    }
  }

  private record(value: Record<string, unknown>, depth: number): void {
    const keys = Object.keys(value)
    this.measure.add(1, 5, depth)
    this.measure.announce(keys.length)
    this.head(tag.record, keys.length)
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i]!
      this.measure.add(0, textBytes(key))
      this.text(key)
      this.value(value[key], depth + 1)
    }
  }

  /** UTF-16 code units as they are: a lone surrogate survives, and no text decoder has to be trusted. */
  private text(text: string): void {
    const n = text.length
    this.reserve(4 + 2 * n)
    this.view.setUint32(this.length, n, true)
    this.length += 4
    if (n < 16) for (let i = 0; i < n; i++) this.view.setUint16(this.length + 2 * i, text.charCodeAt(i), true)
    else this.buffer.write(text, this.length, 'utf16le')
    this.length += 2 * n
  }

  private head(kind: number, n: number): void {
    this.reserve(5)
    this.buffer[this.length] = kind
    this.view.setUint32(this.length + 1, n, true)
    this.length += 5
  }

  private byte(value: number): void {
    this.reserve(1)
    this.buffer[this.length++] = value
  }

  private reserve(more: number): void {
    const needed = this.length + more
    if (needed <= this.buffer.length) return
    const grown = Buffer.allocUnsafe(Math.max(needed, 2 * this.buffer.length))
    grown.set(this.buffer.subarray(0, this.length))
    this.buffer = grown
    this.view = viewOf(grown)
  }
}

/** Where the arrays and records of a decoded value come from: in the sandbox from the student's own realm. */
export interface Makers {
  array(length: number): unknown[]
  record(): object
}

const ownMakers: Makers = { array: (length) => new Array(length), record: () => ({}) }

/** Reads values that were written one behind another. */
export class Reader {
  private readonly bytes: Buffer
  private readonly view: DataView
  private readonly make: Makers
  private offset = 0
  private measure = new Measure(resultLimits)

  constructor(bytes: Uint8Array, make: Makers = ownMakers) {
    this.bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    this.view = viewOf(this.bytes)
    this.make = make
  }

  get atEnd(): boolean {
    return this.offset === this.view.byteLength
  }

  /** The bytes that are left. */
  rest(): Uint8Array {
    return this.bytes.subarray(this.offset)
  }

  get position(): number {
    return this.offset
  }

  /** The bytes that were read since a position. */
  since(position: number): Uint8Array {
    return this.bytes.subarray(position, this.offset)
  }

  /**
   * The next value, and what it weighs.
   *
   * @throws CodecError
   */
  read(limits: DataLimits): { value: unknown; weight: number } {
    this.measure = new Measure(limits)
    try {
      const value = this.value(0)
      return { value, weight: this.measure.weight }
    } catch (error) {
      if (error instanceof TooLarge) throw new CodecError(error.message)
      throw error
    }
  }

  private value(depth: number): unknown {
    const kind = this.byte()
    switch (kind) {
      case tag.undefined:
      case tag.null:
      case tag.false:
      case tag.true:
        this.measure.add(1, 1, depth)
        return kind === tag.undefined ? undefined : kind === tag.null ? null : kind === tag.true
      case tag.number: {
        this.measure.add(1, 9, depth)
        this.need(8)
        this.offset += 8
        return this.view.getFloat64(this.offset - 8, true)
      }
      case tag.string:
        return this.text(depth)
      case tag.doubles:
        return this.doubles(depth)
      case tag.list:
        return this.list(depth)
      case tag.record:
        return this.record(depth)
      case tag.opaque:
        return new Opaque(this.text(depth))
      default:
        throw new CodecError(`unknown tag ${kind}`)
    }
  }

  private doubles(depth: number): unknown[] {
    const n = this.uint32()
    this.need(8 * n)
    this.measure.add(1 + n, 5 + 8 * n, depth)
    const values = this.make.array(n)
    for (let i = 0, at = this.offset; i < n; i++, at += 8) values[i] = this.view.getFloat64(at, true)
    this.offset += 8 * n
    return values
  }

  private list(depth: number): unknown[] {
    const n = this.uint32()
    this.need(n)
    this.measure.add(1, 5, depth)
    this.measure.announce(n)
    const values = this.make.array(n)
    for (let i = 0; i < n; i++) values[i] = this.value(depth + 1)
    return values
  }

  private record(depth: number): object {
    const n = this.uint32()
    this.need(5 * n)
    this.measure.add(1, 5, depth)
    this.measure.announce(n)
    const record = this.make.record()
    for (let i = 0; i < n; i++) {
      const key = this.string()
      this.measure.add(0, textBytes(key))
      define(record, key, this.value(depth + 1))
    }
    return record
  }

  private text(depth: number): string {
    const text = this.string()
    this.measure.add(1, 1 + textBytes(text), depth)
    return text
  }

  private string(): string {
    const n = this.uint32()
    this.need(2 * n)
    const text = this.bytes.toString('utf16le', this.offset, this.offset + 2 * n)
    this.offset += 2 * n
    return text
  }

  private byte(): number {
    this.need(1)
    return this.bytes[this.offset++]!
  }

  private uint32(): number {
    this.need(4)
    this.offset += 4
    return this.view.getUint32(this.offset - 4, true)
  }

  private need(bytes: number): void {
    if (this.offset + bytes > this.view.byteLength) throw new CodecError('the frame ends too early')
  }
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
