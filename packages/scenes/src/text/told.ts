import type { Fact } from './fact';

/** Keeps the facts of one text independent of each other: none of them, true or changed, may contradict the others. */
export class Told {
  private readonly said = new Set<string>();
  private readonly links: Record<Axis, Map<string, string>> = { horizontal: new Map(), vertical: new Map(), size: new Map() };

  /** Takes the fact up and returns true, or returns false if something already told bears on it. */
  admit(fact: Fact): boolean {
    const keys = keysOf(fact);
    if (keys.some((key) => this.said.has(key))) return false;
    const axis = axisOf(fact);
    if (axis !== null && !this.link(axis, nodesOf(fact))) return false;
    for (const key of keys) this.said.add(key);
    return true;
  }

  /** Joins nodes that were not joined so far, even in a roundabout way; a ring of relations could contradict itself. */
  private link(axis: Axis, nodes: readonly string[]): boolean {
    const parents = this.links[axis];
    const root = (node: string): string => {
      let current = node;
      for (let parent = parents.get(current); parent !== undefined; parent = parents.get(current)) current = parent;
      return current;
    };
    const roots = nodes.map(root);
    if (new Set(roots).size < roots.length) return false;
    for (const other of roots.slice(1)) parents.set(other, roots[0]!);
    return true;
  }
}

type Axis = 'horizontal' | 'vertical' | 'size';

/** The picture itself, which absolute positions and sizes are relative to. */
const PICTURE = 'picture';

function axisOf(fact: Fact): Axis | null {
  switch (fact.kind) {
    case 'horizontal-relation':
    case 'horizontal-position':
    case 'rank':
    case 'between':
      return 'horizontal';
    case 'vertical-relation':
    case 'vertical-position':
      return 'vertical';
    case 'compared-size':
    case 'size':
    case 'sized-object':
    case 'two-sizes':
      return 'size';
    default:
      return null;
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
