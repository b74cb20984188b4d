import { InputError } from '@tldr-rm/schema';
import { z } from 'zod';
import type { HostTensor } from './weights';

/** Longest header that is read. The largest models have a few thousand tensors of about 150 bytes each; more is a damaged or hostile file. */
export const MAX_HEADER_BYTES = 16 * 1024 * 1024;

const headerSchema = z.record(
  z.string(),
  z.union([
    z.object({
      dtype: z.string(),
      shape: z.array(z.number().int().nonnegative()),
      data_offsets: z.tuple([z.number().int().nonnegative(), z.number().int().nonnegative()]),
    }),
    z.record(z.string(), z.string()),
  ]),
);

/** How values are stored: `F32` exactly, `F16` rounded to half precision. */
export type StoredType = 'F32' | 'F16';

/** Writes tensors in the safetensors format (https://github.com/huggingface/safetensors#format). */
export function writeSafetensors(
  tensors: Map<string, HostTensor>,
  dtype: StoredType = 'F32',
  metadata: Record<string, string> = {},
): Uint8Array {
  const width = dtype === 'F32' ? 4 : 2;
  const header: Record<string, unknown> = { __metadata__: { format: 'pt', ...metadata } };
  let offset = 0;
  for (const [name, { shape, values }] of tensors) {
    header[name] = { dtype, shape, data_offsets: [offset, offset + values.length * width] };
    offset += values.length * width;
  }
  // The data must start at a multiple of eight bytes; the format allows trailing spaces in the header for that.
  const json = JSON.stringify(header);
  const headerBytes = new TextEncoder().encode(json.padEnd(json.length + ((8 - (new TextEncoder().encode(json).length % 8)) % 8)));
  const file = new Uint8Array(8 + headerBytes.length + offset);
  new DataView(file.buffer).setBigUint64(0, BigInt(headerBytes.length), true);
  file.set(headerBytes, 8);
  let position = 8 + headerBytes.length;
  for (const { values } of tensors.values()) {
    const stored = dtype === 'F32' ? values : Uint16Array.from(values, toHalf);
    file.set(new Uint8Array(stored.buffer, stored.byteOffset, stored.byteLength), position);
    position += stored.byteLength;
  }
  return file;
}

/**
 * Reads a safetensors file of float32 or float16 tensors.
 *
 * @param source the file's name, for messages.
 * @throws {InputError} if the file is cut off, its header is out of bounds, or a tensor has another type.
 */
export function readSafetensors(bytes: Uint8Array, source: string): Map<string, HostTensor> {
  const fail = (problem: string): never => {
    throw new InputError('SAFETENSORS', `${source}: not a usable safetensors file: ${problem}`);
  };
  if (bytes.length < 8) fail('it is shorter than its length field');
  const headerLength = Number(new DataView(bytes.buffer, bytes.byteOffset, 8).getBigUint64(0, true));
  if (headerLength > MAX_HEADER_BYTES) fail(`its header claims ${headerLength} bytes, more than ${MAX_HEADER_BYTES}`);
  if (8 + headerLength > bytes.length) fail('it ends within its header; copy it again');
  let raw: unknown;
  try {
    raw = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(8, 8 + headerLength)));
  } catch {
    fail('its header is not JSON');
  }
  const header = headerSchema.safeParse(raw);
  if (!header.success) return fail('its header does not describe tensors');
  const data = bytes.subarray(8 + headerLength);
  const tensors = new Map<string, HostTensor>();
  for (const [name, entry] of Object.entries(header.data)) {
    if (name === '__metadata__') continue;
    const { dtype, shape, data_offsets } = entry as { dtype: string; shape: number[]; data_offsets: [number, number] };
    const [start, end] = data_offsets;
    if (dtype !== 'F32' && dtype !== 'F16') fail(`tensor ${name} has type ${dtype}; F32 and F16 are read`);
    const count = shape.reduce((product, side) => product * side, 1);
    if (end - start !== count * (dtype === 'F32' ? 4 : 2) || end > data.length)
      fail(`tensor ${name} does not fit its data; the file is cut off or damaged`);
    // A Buffer's slice would share memory with the whole file, at any alignment.
    const copy = Uint8Array.prototype.slice.call(data, start, end);
    const values = dtype === 'F32' ? new Float32Array(copy.buffer) : Float32Array.from(new Uint16Array(copy.buffer), fromHalf);
    tensors.set(name, { shape, values });
  }
  return tensors;
}

const scratchFloat = new Float32Array(1);
const scratchBits = new Uint32Array(scratchFloat.buffer);

/** Bits of the nearest IEEE half-precision number (round to nearest, ties to even). */
export function toHalf(value: number): number {
  scratchFloat[0] = value;
  const bits = scratchBits[0]!;
  const sign = (bits >>> 16) & 0x8000;
  const magnitude = bits & 0x7fffffff;
  if (magnitude > 0x7f800000) return sign | 0x7e00;
  if (magnitude >= 0x477ff000) return sign | 0x7c00;
  if (magnitude < 0x38800000) {
    // Subnormal halves are multiples of 2^-24; adding 0.5 in float32 makes the hardware round to them.
    scratchBits[0] = magnitude;
    scratchFloat[0] = scratchFloat[0]! + 0.5;
    return sign | (scratchBits[0]! - 0x3f000000);
  }
  const rounded = magnitude + 0xfff + ((magnitude >>> 13) & 1);
  return sign | ((rounded - 0x38000000) >>> 13);
}

/** Value of a half-precision number. */
export function fromHalf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >>> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
