/** Deepest nesting of graphs in graphs that is followed; models have a handful. */
const MAXIMUM_DEPTH = 64;

/** Fields of ONNX's messages (onnx.proto3) on the way to tensors, each with the kind of message it holds. */
const MESSAGES = {
  model: { 7: 'graph', 20: 'training', 25: 'function' },
  training: { 1: 'graph', 2: 'graph' },
  function: { 7: 'node', 11: 'attribute' },
  graph: { 1: 'node', 5: 'tensor', 15: 'sparseTensor' },
  node: { 5: 'attribute' },
  attribute: { 5: 'tensor', 6: 'graph', 10: 'tensor', 11: 'graph', 22: 'sparseTensor', 23: 'sparseTensor' },
  sparseTensor: { 1: 'tensor', 2: 'tensor' },
  tensor: { 13: 'externalData' },
  externalData: {},
} as const satisfies Record<string, Record<number, string>>;

type MessageKind = keyof typeof MESSAGES;

/**
 * The files beside an ONNX model that hold weights of it: what its tensors call `location` in their external data.
 *
 * @throws {RangeError} if the bytes are no ONNX model.
 */
export function onnxExternalFiles(model: Uint8Array): Set<string> {
  const locations = new Set<string>();
  readMessage(model, 'model', locations, 0);
  return locations;
}

function readMessage(bytes: Uint8Array, kind: MessageKind, locations: Set<string>, depth: number): void {
  if (depth > MAXIMUM_DEPTH) throw new RangeError('graphs in graphs beyond measure');
  const fields: Readonly<Record<number, MessageKind>> = MESSAGES[kind];
  const entry = { key: '', value: '' };
  for (const { number, content } of readFields(bytes)) {
    if (content === null) continue;
    const child = fields[number];
    if (child) readMessage(content, child, locations, depth + 1);
    if (kind === 'externalData' && number === 1) entry.key = text(content);
    if (kind === 'externalData' && number === 2) entry.value = text(content);
  }
  if (entry.key === 'location') locations.add(entry.value);
}

/** The fields of a protocol buffer; `content` of those that have a length, null for numbers. */
function* readFields(bytes: Uint8Array): Generator<{ number: number; content: Uint8Array | null }> {
  let at = 0;
  const varint = (): number => {
    let [value, factor] = [0, 1];
    for (let count = 0; count < 10; count += 1) {
      const byte = bytes[at];
      if (byte === undefined) break;
      at += 1;
      value += (byte & 127) * factor;
      if (byte < 128) return value;
      factor *= 128;
    }
    throw new RangeError('not a protocol buffer');
  };
  while (at < bytes.length) {
    const tag = varint();
    const [number, wire] = [Math.floor(tag / 8), tag % 8];
    if (wire === 0) {
      varint();
      yield { number, content: null };
      continue;
    }
    const length = wire === 1 ? 8 : wire === 5 ? 4 : wire === 2 ? varint() : Number.NaN;
    if (!(at + length <= bytes.length)) throw new RangeError('not a protocol buffer');
    yield { number, content: wire === 2 ? bytes.subarray(at, at + length) : null };
    at += length;
  }
}

function text(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
