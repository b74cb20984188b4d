import { InputError } from '@tldr-rm/schema';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSafetensors } from './read-safetensors';
import { writeSafetensors } from './write-safetensors';

/** A file with any header, and so many bytes of data. */
function fileOf(header: string, dataBytes: number): Uint8Array {
  const text = new TextEncoder().encode(header);
  const file = new Uint8Array(8 + text.length + dataBytes);
  new DataView(file.buffer).setBigUint64(0, BigInt(text.length), true);
  file.set(text, 8);
  return file;
}

const tensor = (start: number, end: number, more: object = {}): object => ({
  dtype: 'F32',
  shape: [(end - start) / 4],
  data_offsets: [start, end],
  ...more,
});

describe('safetensors', () => {
  it('reads back what it wrote, bit for bit', () => {
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.string({ minLength: 1 }).filter((name) => name !== '__metadata__' && name !== '__proto__'),
          fc.float32Array({ maxLength: 40 }),
        ),
        (dictionary) => {
          const tensors = new Map(Object.entries(dictionary).map(([name, values]) => [name, { shape: [values.length], values }]));
          const read = readSafetensors(writeSafetensors(tensors), 'test');
          expect([...read.keys()].sort()).toEqual([...tensors.keys()].sort());
          for (const [name, { values }] of tensors) expect(read.get(name)!.values).toEqual(values);
        },
      ),
    );
  });

  it('starts its data at a multiple of eight bytes', () => {
    for (let length = 1; length < 12; length += 1) {
      const file = writeSafetensors(new Map([['x'.repeat(length), { shape: [1], values: Float32Array.of(1) }]]));
      expect(Number(new DataView(file.buffer).getBigUint64(0, true)) % 8).toBe(0);
    }
  });

  it('refuses files that are cut off at any place', () => {
    const file = writeSafetensors(new Map([['weight', { shape: [2, 3], values: new Float32Array(6) }]]));
    for (let length = 0; length < file.length; length += 1) {
      expect(() => readSafetensors(file.subarray(0, length), 'cut.safetensors')).toThrow(/cut\.safetensors: not a usable safetensors file/);
    }
  });

  it('refuses a header that claims to be larger than the limit, without allocating it', () => {
    const file = new Uint8Array(16);
    new DataView(file.buffer).setBigUint64(0, 1n << 60n, true);
    expect(() => readSafetensors(file, 'huge.safetensors')).toThrow(/more than/);
  });

  it.each([
    ['no shape and no place', { w: { dtype: 'F32' } }, 4, /tensor "w" has no shape/],
    ['no place', { w: { dtype: 'F32', shape: [1] } }, 4, /no data_offsets/],
    ['no object for a tensor', { w: null }, 0, /not described by an object/],
    ['an unknown type', { w: tensor(0, 4, { dtype: 'F31' }) }, 4, /no type that the format knows/],
    ['a type named like a member of every object', { w: tensor(0, 4, { dtype: 'constructor' }) }, 4, /no type that the format knows/],
    ['a type that is not read', { w: tensor(0, 8, { dtype: 'I64', shape: [1] }) }, 8, /has type I64; F32 and F16 are read/],
    ['a size that is no whole number', { w: tensor(0, 4, { shape: [0.5, 2] }) }, 4, /no shape of whole numbers/],
    ['a negative size', { w: tensor(0, 4, { shape: [-1, -1] }) }, 4, /no shape of whole numbers/],
    ['a shape that overflows', { w: tensor(0, 4, { shape: [2 ** 40, 2 ** 40] }) }, 4, /larger than any file/],
    ['a shape that overflows before it is empty', { w: tensor(0, 0, { shape: [2 ** 40, 2 ** 40, 0] }) }, 0, /larger than any file/],
    ['a shape that its bytes do not fit', { w: tensor(0, 4, { shape: [2] }) }, 4, /has 4 bytes, and its type and shape take 8/],
    ['a place that ends before it begins', { w: tensor(4, 0) }, 4, /no shape of whole numbers|has -4 bytes/],
    ['a hole at the start', { w: tensor(4, 8) }, 8, /bytes 0 to 4 of its data belong to no tensor/],
    ['a hole between', { a: tensor(0, 4), b: tensor(8, 12) }, 12, /bytes 4 to 8/],
    ['an overlap', { a: tensor(0, 8), b: tensor(4, 12) }, 12, /"b" shares bytes with another/],
    ['two names for one block', { a: tensor(0, 4), b: tensor(0, 4) }, 4, /shares bytes/],
    ['bytes after the last tensor', { w: tensor(0, 4) }, 8, /after its tensors there are 4 bytes more/],
    ['data without tensors', {}, 4, /after its tensors there are 4 bytes more/],
    ['less data than its tensors take', { w: tensor(0, 8) }, 4, /take 8 bytes, and 4 are there/],
    ['metadata that are no texts', { __metadata__: { step: 1 } }, 0, /no object of texts/],
  ])('refuses a header with %s', (_, header, dataBytes, problem) => {
    const read = (): unknown => readSafetensors(fileOf(JSON.stringify(header), dataBytes), 'f');
    expect(read).toThrow(InputError);
    expect(read).toThrow(problem);
  });

  it.each([
    ['a name that comes twice', `{"w":${JSON.stringify(tensor(0, 4))},"\\u0077":${JSON.stringify(tensor(0, 4))}}`, /names "w" twice/],
    ['a field that comes twice', '{"w":{"dtype":"F32","shape":[1],"shape":[1],"data_offsets":[0,4]}}', /names "shape" twice/],
    ['the name __proto__', `{"__proto__":${JSON.stringify(tensor(0, 4))}}`, /named __proto__/],
    ['a space before it', ` {"w":${JSON.stringify(tensor(0, 4))}}`, /does not begin with \{/],
    ['a list', '[]', /does not begin with \{/],
    ['nothing in it', '', /does not begin with \{/],
    ['something after its object', `{"w":${JSON.stringify(tensor(0, 4))}} {}`, /not JSON/],
  ])('refuses a header with %s', (_, header, problem) => {
    expect(() => readSafetensors(fileOf(header, 4), 'f')).toThrow(problem);
  });

  it('reads tensors in any order of the header, empty ones and scalars, and spaces after the header', () => {
    const header = { b: tensor(4, 12), empty: tensor(4, 4, { shape: [3, 0] }), a: tensor(0, 4, { shape: [] }) };
    const read = readSafetensors(fileOf(`${JSON.stringify(header)}   `, 12), 'f');
    expect(Object.fromEntries([...read].map(([name, { shape, values }]) => [name, [shape, values.length]]))).toEqual({
      a: [[], 1],
      empty: [[3, 0], 0],
      b: [[2], 2],
    });
  });

  it('refuses, before it copies anything, a small file whose names share one large block', () => {
    const bytes = 2 * 1024 * 1024;
    const header = Object.fromEntries(Array.from({ length: 400 }, (_, index) => [`name${index}`, tensor(0, bytes)]));
    const file = fileOf(JSON.stringify(header), bytes);
    const before = process.memoryUsage().arrayBuffers;
    expect(() => readSafetensors(file, 'f')).toThrow(/shares bytes/);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(bytes);
  });

  it('refuses to write a name that could not be read back', () => {
    for (const name of ['__proto__', '__metadata__']) {
      expect(() => writeSafetensors(new Map([[name, { shape: [1], values: Float32Array.of(1) }]]))).toThrow(new RegExp(name));
    }
  });

  it('reads or refuses any bytes with a typed error', () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string()), fc.nat(32), (header, dataBytes) => {
        try {
          readSafetensors(fileOf(header, dataBytes), 'f');
        } catch (error) {
          expect(error).toBeInstanceOf(InputError);
        }
      }),
    );
  });
});
