import type { createColors } from 'picocolors';

/** Paints text for a terminal, or leaves it plain. */
export type Colours = ReturnType<typeof createColors>;
