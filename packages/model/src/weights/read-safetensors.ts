import { inputError } from '../errors';
import { fromHalf } from './half-precision';
import type { HostTensor } from './host-tensor';
import { parseSafetensorsHeader } from './safetensors-header';

/**
 * Reads a safetensors file of float32 or float16 tensors.
 *
 * @param source the file's name, for messages.
 * @throws {InputError} `SAFETENSORS` if the format's reference reader refuses the file (cut off, too long, a damaged header, tensors that leave bytes out or share them), or a tensor has another type.
 */
export function readSafetensors(bytes: Uint8Array, source: string): Map<string, HostTensor> {
  const tensors = new Map<string, HostTensor>();
  const { entries, dataStart } = parseSafetensorsHeader(bytes, source);
  for (const [name, { dtype, shape, start, end }] of entries) {
    if (dtype !== 'F32' && dtype !== 'F16') {
      throw inputError(
        'SAFETENSORS',
        `${source}: not a usable safetensors file: tensor ${JSON.stringify(name.slice(0, 100))} has type ${dtype}; F32 and F16 are read`,
      );
    }
    // A Buffer's slice would share memory with the whole file, at any alignment.
    const copy = Uint8Array.prototype.slice.call(bytes, dataStart + start, dataStart + end);
    tensors.set(name, {
      shape,
      values: dtype === 'F32' ? new Float32Array(copy.buffer) : Float32Array.from(new Uint16Array(copy.buffer), fromHalf),
    });
  }
  return tensors;
}
