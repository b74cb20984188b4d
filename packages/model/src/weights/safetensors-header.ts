import { inputError } from '../errors';
import { repeatedKey } from './repeated-key';

/** Longest header that is read. The largest models have a few thousand tensors of about 150 bytes each; more is a damaged or hostile file. */
export const MAXIMUM_HEADER_BYTES = 16 * 1024 * 1024;

/** Longest part of a name that a message quotes. */
const QUOTED = 100;

/** The key of the header that holds texts about the file instead of a tensor. */
export const METADATA = '__metadata__';

/** Names that no tensor has: the second would be read as the prototype of the header. */
export const RESERVED_NAMES: readonly string[] = [METADATA, '__proto__'];

/** Bits of an element of each type that the format knows (safetensors 0.6, `Dtype`). */
const BITS: Readonly<Record<string, number>> = {
  BOOL: 8,
  F4: 4,
  F6_E2M3: 6,
  F6_E3M2: 6,
  U8: 8,
  I8: 8,
  F8_E5M2: 8,
  F8_E4M3: 8,
  F8_E8M0: 8,
  I16: 16,
  U16: 16,
  F16: 16,
  BF16: 16,
  I32: 32,
  U32: 32,
  F32: 32,
  C64: 64,
  F64: 64,
  I64: 64,
  U64: 64,
};

/** Where a tensor's elements are among the data, in bytes, half-open. */
export interface SafetensorsEntry {
  dtype: string;
  shape: number[];
  start: number;
  end: number;
}

/** What a safetensors file holds. */
export interface SafetensorsHeader {
  /** Tensors in the order of their data. */
  entries: [name: string, entry: SafetensorsEntry][];
  /** Where the data starts in the file, in bytes. */
  dataStart: number;
}

/**
 * Reads the header of a safetensors file and checks all that the format's reference reader does (https://github.com/huggingface/safetensors): its length, that it is one JSON object from its first byte on,
 * that no name comes twice, that each tensor's bytes are what its type and shape take, and that the tensors cover the data once, without a hole, to the last byte. Nothing is allocated for a tensor.
 *
 * @throws {InputError} `SAFETENSORS`, saying what is wrong.
 */
export function parseSafetensorsHeader(bytes: Uint8Array, source: string): SafetensorsHeader {
  const fail = (problem: string): never => {
    throw inputError('SAFETENSORS', `${source}: not a usable safetensors file: ${problem}`);
  };
  if (bytes.length < 8) fail('it is shorter than its length field');
  const length = Number(new DataView(bytes.buffer, bytes.byteOffset, 8).getBigUint64(0, true));
  if (length > MAXIMUM_HEADER_BYTES) fail(`its header claims ${length} bytes, more than ${MAXIMUM_HEADER_BYTES}`);
  const dataStart = 8 + length;
  if (dataStart > bytes.length) fail('it ends within its header; copy it again');
  const entries = Object.entries(parseObject(bytes.subarray(8, dataStart), fail)).flatMap(
    ([name, described]): SafetensorsHeader['entries'] => {
      if (name === METADATA) {
        if (!isObject(described) || Object.values(described).some((text) => typeof text !== 'string'))
          fail(`${METADATA} is no object of texts`);
        return [];
      }
      if (RESERVED_NAMES.includes(name)) fail(`a tensor is named ${name}`);
      return [[name, parseEntry(described, (problem) => fail(`tensor ${quote(name)} ${problem}`))]];
    },
  );
  entries.sort(([, one], [, other]) => one.start - other.start || one.end - other.end);
  let covered = 0;
  for (const [name, { start, end }] of entries) {
    if (start > covered) fail(`bytes ${covered} to ${start} of its data belong to no tensor`);
    if (start < covered) fail(`tensor ${quote(name)} shares bytes with another`);
    covered = end;
  }
  const dataLength = bytes.length - dataStart;
  if (covered > dataLength) fail(`its tensors take ${covered} bytes, and ${dataLength} are there; it is cut off, copy it again`);
  if (covered < dataLength) fail(`after its tensors there are ${dataLength - covered} bytes more`);
  return { entries, dataStart };
}

function parseObject(header: Uint8Array, fail: (problem: string) => never): Record<string, unknown> {
  if (header[0] !== 0x7b) fail('its header does not begin with {');
  let text: string;
  let parsed: unknown;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(header);
    parsed = JSON.parse(text);
  } catch {
    return fail('its header is not JSON');
  }
  const repeated = repeatedKey(text);
  if (repeated !== undefined) fail(`its header names ${quote(repeated)} twice`);
  return parsed as Record<string, unknown>;
}

function parseEntry(described: unknown, fail: (problem: string) => never): SafetensorsEntry {
  if (!isObject(described)) return fail('is not described by an object');
  const { dtype, shape, data_offsets: offsets } = described;
  if (typeof dtype !== 'string' || !Object.hasOwn(BITS, dtype)) return fail(`has no type that the format knows (${quote(dtype)})`);
  if (!isSizes(shape)) return fail('has no shape of whole numbers');
  if (!isSizes(offsets) || offsets.length !== 2) return fail('has no data_offsets of two whole numbers');
  const [start, end] = offsets as [number, number];
  let bits = BITS[dtype]!;
  for (const size of shape) {
    bits *= size;
    // Above this, a product of numbers is no longer exact.
    if (!Number.isSafeInteger(bits)) return fail(`has a shape larger than any file`);
  }
  if (end - start !== bits / 8) return fail(`has ${end - start} bytes, and its type and shape take ${bits / 8}`);
  return { dtype, shape, start, end };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isSizes(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((size) => Number.isSafeInteger(size) && size >= 0);
}

function quote(value: unknown): string {
  return JSON.stringify(typeof value === 'string' ? value.slice(0, QUOTED) : (JSON.stringify(value)?.slice(0, QUOTED) ?? 'nothing'));
}
