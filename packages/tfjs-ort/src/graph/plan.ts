import { GraphConstant, type GraphNode, type GraphValue } from './value';

/** A part of the pending graph, in an order in which it can be computed. */
export interface Plan {
  /** Everything that the compiled graph depends on, nothing else: operators, attributes, wiring, shapes of leaves. */
  readonly key: string;
  readonly nodes: readonly GraphNode[];
  readonly constants: readonly GraphConstant[];
  /** Leaves that are fed at each run. */
  readonly leaves: readonly GraphValue[];
  /** Leaves whose data is inside the compiled graph. */
  readonly frozen: readonly GraphValue[];
  readonly placeholders: readonly GraphValue[];
  readonly outputs: readonly GraphValue[];
}

let lastEpoch = 0;

/** Whether a value is known without computing. A reshape of known data counts as a view, so that its base is fed once. */
function isLeaf(value: GraphValue): boolean {
  return value.producer === null;
}

/** Collects what `outputs` need. Nodes and values are numbered in place (their `index`, valid for the plan's epoch), so no table is needed. */
export function planGraph(outputs: readonly GraphValue[]): Plan {
  const epoch = ++lastEpoch;
  const nodes: GraphNode[] = [];
  const constants: GraphConstant[] = [];
  const leaves: GraphValue[] = [];
  const frozen: GraphValue[] = [];
  const placeholders: GraphValue[] = [];
  const key: string[] = [];

  const visitLeaf = (value: GraphValue) => {
    if (value.epoch === epoch) return;
    value.epoch = epoch;
    if (value.placeholder !== null) {
      value.index = placeholders.push(value) - 1;
    } else if (value.frozenId !== 0) {
      value.index = frozen.push(value) - 1;
    } else {
      value.index = leaves.push(value) - 1;
    }
  };

  const append = (node: GraphNode) => {
    node.epoch = epoch;
    node.index = nodes.push(node) - 1;
    let part = node.signature;
    for (const input of node.inputs) {
      if (input === null) {
        part += '|';
      } else if (input instanceof GraphConstant) {
        if (input.epoch !== epoch) {
          input.epoch = epoch;
          input.index = constants.push(input) - 1;
        }
        part += `|c${input.key}`;
      } else if (isLeaf(input)) {
        const known = input.epoch === epoch;
        visitLeaf(input);
        if (input.placeholder !== null) part += `|p${input.index}`;
        else if (input.frozenId !== 0) part += `|f${input.frozenId}`;
        else part += `|l${input.index}`;
        if (!known) part += `:${input.type}[${input.shape.join()}]`;
      } else {
        part += `|${input.producer!.index}`;
        if (input.outputIndex !== 0) part += `.${input.outputIndex}`;
      }
    }
    key.push(part);
  };

  // Depth first without recursion: a training step is thousands of nodes deep.
  const stack: GraphNode[] = [];
  const cursor: number[] = [];
  const visit = (root: GraphNode) => {
    if (root.epoch === epoch) return;
    stack.push(root);
    cursor.push(0);
    while (stack.length > 0) {
      const node = stack[stack.length - 1]!;
      let next = cursor[cursor.length - 1]!;
      let descended = false;
      while (next < node.inputs.length) {
        const input = node.inputs[next++]!;
        if (input === null || input instanceof GraphConstant || isLeaf(input) || input.producer!.epoch === epoch) continue;
        cursor[cursor.length - 1] = next;
        stack.push(input.producer!);
        cursor.push(0);
        descended = true;
        break;
      }
      if (descended) continue;
      stack.pop();
      cursor.pop();
      if (node.epoch !== epoch) append(node);
    }
  };

  for (const output of outputs) {
    if (output.producer === null) visitLeaf(output);
    else visit(output.producer);
  }
  key.push('>');
  for (const output of outputs) {
    key.push(output.producer === null ? `l${output.index}` : `${output.producer.index}.${output.outputIndex}`);
  }
  return { key: key.join('\n'), nodes, constants, leaves, frozen, placeholders, outputs };
}
