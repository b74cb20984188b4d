import type { Fact } from './fact';

/** Keeps the facts of one text independent of each other: none of them, true or changed, may contradict the others. */
export class Told {
  private readonly said = new Set<string>();
  private readonly links: Record<Axis, Map<string, string>> = { horizontal: new Map(), vertical: new Map(), size: new Map() };

  /** Takes the fact up and returns true, or returns false if something already told bears on it. */
  admit(fact: Fact): boolean {
    const keys = keysOf(fact);
    if (keys.some((key) => this.said.has(key))) return false;
    const axes = axesOf(fact);
    if (axes.some((axis) => this.linked(axis, nodesOf(fact)))) return false;
    for (const axis of axes) this.link(axis, nodesOf(fact));
    for (const key of keys) this.said.add(key);
    return true;
  }

  /** Whether some of the nodes are joined already, even in a roundabout way; a ring of relations could contradict itself. */
  private linked(axis: Axis, nodes: readonly string[]): boolean {
    return new Set(this.roots(axis, nodes)).size < nodes.length;
  }

  private link(axis: Axis, nodes: readonly string[]): void {
    const [first, ...others] = this.roots(axis, nodes);
    for (const other of others) this.links[axis].set(other, first!);
  }

  private roots(axis: Axis, nodes: readonly string[]): string[] {
    const parents = this.links[axis];
    return nodes.map((node) => {
      let current = node;
      for (let parent = parents.get(current); parent !== undefined; parent = parents.get(current)) current = parent;
      return current;
    });
  }
}

type Axis = 'horizontal' | 'vertical' | 'size';

/** The picture itself, which absolute positions and sizes are relative to. */
const PICTURE = 'picture';

/** The orders that a fact tells something of. What lies between two things does so both across and down. */
function axesOf(fact: Fact): readonly Axis[] {
  switch (fact.kind) {
    case 'between':
      return ['horizontal', 'vertical'];
    case 'horizontal-relation':
    case 'horizontal-position':
    case 'rank':
      return ['horizontal'];
    case 'vertical-relation':
    case 'vertical-position':
      return ['vertical'];
    case 'compared-size':
    case 'size':
    case 'sized-object':
    case 'two-sizes':
      return ['size'];
    default:
      return [];
  }
}

function nodesOf(fact: Fact): string[] {
  switch (fact.kind) {
    case 'horizontal-relation':
    case 'vertical-relation':
    case 'compared-size':
      return [fact.x.id, fact.y.id];
    case 'between':
    case 'rank':
      return [fact.x.id, fact.y.id, fact.z.id];
    case 'horizontal-position':
    case 'vertical-position':
    case 'size':
    case 'sized-object':
      return [fact.x.id, PICTURE];
    case 'two-sizes':
      return [fact.x.id, fact.y.id, PICTURE];
    default:
      return [];
  }
}

/** What may be said only once in a text. */
function keysOf(fact: Fact): string[] {
  switch (fact.kind) {
    case 'absence':
      return [`absent:${fact.noun}`];
    case 'object':
      return [`presence:${fact.x.id}`];
    case 'two-objects':
      return [`presence:${fact.x.id}`, `presence:${fact.y.id}`];
    case 'three-objects':
      return [`presence:${fact.x.id}`, `presence:${fact.y.id}`, `presence:${fact.z.id}`];
    case 'count':
      return [`count:${fact.x.id}`];
    case 'colour':
    case 'coloured-object':
      return [`colour:${fact.x.id}`];
    case 'two-colours':
      return [`colour:${fact.x.id}`, `colour:${fact.y.id}`];
    case 'sign':
      return [`word:${fact.s.id}`];
    case 'sign-colour':
      return [`board:${fact.s.id}`];
    case 'sign-word-and-colour':
      return [`word:${fact.s.id}`, `board:${fact.s.id}`];
    default:
      return [];
  }
}
