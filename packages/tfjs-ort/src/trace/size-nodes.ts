import { ElementType, GraphConstant } from '../graph/value';
import { constantTensor } from '../onnx/from-plan';
import type { OnnxNode, OnnxTensor } from '../onnx/model';
import type { SizePair, SymbolicSize, SymbolTable } from './symbols';
import { traceError } from './trace-error';

/** Where the exported graph finds the size of a symbol: an axis of one of its inputs, or of what it computes. */
export interface SymbolSource {
  readonly wire: string;
  readonly axis: number;
}

/** Makes the nodes that compute, when the exported graph runs, the sizes that were constants in the trace. */
export class SizeNodes {
  readonly nodes: OnnxNode[] = [];
  readonly initializers: OnnxTensor[] = [];
  readonly #known = new Map<string, string>();

  constructor(
    readonly symbols: SymbolTable,
    readonly sources: ReadonlyMap<string, SymbolSource>,
  ) {}

  /**
   * What a size means; null for a plain number.
   *
   * @throws {OrtBackendError} if it depends on symbols in a way that the graph cannot compute.
   */
  read(size: SizePair): SymbolicSize | null {
    const symbolic = this.symbols.read(size);
    if (symbolic !== undefined) return symbolic;
    const names = Object.keys(this.symbols.primes).join(', ');
    throw traceError(
      `a size that is ${size[0]} where the free sizes (${names}) are ${Object.values(this.symbols.primes).map(([first]) => first)} is no product of at ` +
        `most three of them, and none of them plus a number`,
    );
  }

  /** Sizes of two traces side by side, if they are a vector of sizes that depend on symbols; otherwise null. */
  symbolicVector(first: GraphConstant, second: GraphConstant): SizePair[] | null {
    if (first.type !== ElementType.int64 || first.shape.length !== 1 || first.data.length !== second.data.length) return null;
    const sizes = first.data.map((size, axis): SizePair => [size, second.data[axis]!]);
    return sizes.some(([one, other]) => one !== other) ? sizes : null;
  }

  /** The wire that carries a vector of sizes. */
  vector(sizes: readonly SizePair[]): string {
    const parts: string[] = [];
    let plain: number[] = [];
    const flush = () => {
      if (plain.length > 0) parts.push(this.#plain(plain));
      plain = [];
    };
    for (const size of sizes) {
      const symbolic = this.read(size);
      if (symbolic === null) {
        plain.push(size[0]);
      } else {
        flush();
        parts.push(this.#size(symbolic));
      }
    }
    flush();
    if (parts.length === 1) return parts[0]!;
    return this.#node('Concat', parts, { axis: { int: 0 } });
  }

  /**
   * The target of a reshape. Axes that keep their size are 0 and one other may be -1, so most targets need no computation.
   *
   * @returns the wire, and whether 0 means "as before" in it.
   */
  reshapeTarget(before: readonly SizePair[], after: readonly SizePair[]): { wire: string; zeroCopies: boolean } {
    const isSymbolic = after.map(([first, second]) => first !== second);
    const copied = after.map((size, axis) => isSymbolic[axis]! && before[axis]?.[0] === size[0] && before[axis]![1] === size[1]);
    const unknown = after.filter((_, axis) => isSymbolic[axis]! && !copied[axis]!).length;
    if (unknown > 1 || after.some(([first]) => first === 0)) return { wire: this.vector(after), zeroCopies: false };
    const target = after.map(([first], axis) => (copied[axis]! ? 0 : isSymbolic[axis]! ? -1 : first));
    return { wire: this.#plain(target), zeroCopies: true };
  }

  #size({ coefficient, symbols, constant }: SymbolicSize): string {
    let wire = this.#symbol(symbols[0]!);
    for (const symbol of symbols.slice(1)) wire = this.#node('Mul', [wire, this.#symbol(symbol)], null);
    if (coefficient !== 1) wire = this.#node('Mul', [wire, this.#plain([coefficient])], null);
    if (constant !== 0) wire = this.#node('Add', [wire, this.#plain([constant])], null);
    return wire;
  }

  #symbol(symbol: string): string {
    const { wire, axis } = this.sources.get(symbol)!;
    return this.#node('Shape', [wire], { start: { int: axis }, end: { int: axis + 1 } });
  }

  #plain(sizes: readonly number[]): string {
    const key = `plain ${sizes.join()}`;
    let wire = this.#known.get(key);
    if (wire === undefined) {
      wire = `size_constant_${this.initializers.length}`;
      this.#known.set(key, wire);
      this.initializers.push(constantTensor(wire, new GraphConstant(ElementType.int64, [sizes.length], sizes, key)));
    }
    return wire;
  }

  #node(op: string, inputs: string[], attributes: OnnxNode['attributes']): string {
    const key = `${op} ${inputs.join()} ${JSON.stringify(attributes)}`;
    let wire = this.#known.get(key);
    if (wire === undefined) {
      wire = `size_${this.nodes.length}`;
      this.#known.set(key, wire);
      this.nodes.push({ op, domain: '', inputs, outputs: [wire], attributes });
    }
    return wire;
  }
}
