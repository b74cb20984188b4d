/** A report or a part of one: figures under names, perhaps within others. */
export interface FigureTree {
  readonly [name: string]: number | null | FigureTree;
}

/** Figures by their path, such as `token.apNeg`. Counts (`count`, `bad`, `called`, `missed`, `matrix`) are no figures and left out. */
export function flattenFigures(tree: FigureTree, path = ''): Record<string, number | null> {
  const flat: Record<string, number | null> = {};
  for (const [name, value] of Object.entries(tree)) {
    if (COUNTS.has(name)) continue;
    if (value !== null && typeof value === 'object') Object.assign(flat, flattenFigures(value, `${path}${name}.`));
    else flat[path + name] = value;
  }
  return flat;
}

const COUNTS = new Set(['count', 'bad', 'called', 'missed', 'matrix']);
