import { inputError } from '../errors';
import { toHalf } from './half-precision';
import type { HostTensor } from './host-tensor';
import { METADATA, RESERVED_NAMES } from './safetensors-header';

/** How values are stored: `F32` exactly, `F16` rounded to half precision. */
export type StoredType = 'F32' | 'F16';

/**
 * Writes tensors in the safetensors format (https://github.com/huggingface/safetensors#format).
 *
 * @throws {InputError} `SAFETENSORS` if a tensor has a name that cannot be written.
 */
export function writeSafetensors(
  tensors: ReadonlyMap<string, HostTensor>,
  dtype: StoredType = 'F32',
  metadata: Record<string, string> = {},
): Uint8Array {
  const width = dtype === 'F32' ? 4 : 2;
  const header: Record<string, unknown> = { [METADATA]: { format: 'pt', ...metadata } };
  let offset = 0;
  for (const [name, { shape, values }] of tensors) {
    if (RESERVED_NAMES.includes(name))
      throw inputError('SAFETENSORS', `a tensor cannot be named ${name}: the format, or JavaScript, means something else by it`);
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
