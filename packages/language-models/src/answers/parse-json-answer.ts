import type { z } from 'zod';
import { wellFormed } from '../well-formed';

/** Why there is nothing to read in what a model said. */
export interface UnreadableAnswer {
  problem: 'empty' | 'not-json' | 'wrong-schema';
}

/** Places in a text at which an object is looked for; what has more of them is no answer, and looking on would take quadratic time. */
const MAXIMUM_OBJECTS = 64;
/** Longest object, in characters: the longest response that is sent with every character escaped, and some. */
const MAXIMUM_OBJECT_LENGTH = 64 * 1024;
/** Deepest nesting; no question asks for more than a few levels, and functions that call themselves for each level end somewhere beyond. */
const MAXIMUM_DEPTH = 64;

/**
 * Finds the JSON object in what a model said: the whole of it, in fenced code, or amid prose. The last one that fits counts, since models think first and
 * answer last. Keys named `__proto__` are left out, and halves of surrogate pairs become U+FFFD.
 */
export function parseJsonAnswer<Value extends object>(said: string, schema: z.ZodType<Value>): Value | UnreadableAnswer {
  const text = said.replace(/^[\s\S]*<\/think(?:ing)?>/, '').trim();
  if (text === '') return { problem: 'empty' };
  let isJson = false;
  let found: Value | null = null;
  for (const candidate of candidates(text)) {
    if (depthOf(candidate) > MAXIMUM_DEPTH) continue;
    let value: unknown;
    try {
      value = JSON.parse(candidate, cleanMember);
    } catch {
      continue;
    }
    isJson = true;
    const parsed = schema.safeParse(value);
    if (parsed.success) found = parsed.data;
  }
  return found ?? { problem: isJson ? 'wrong-schema' : 'not-json' };
}

/** Made an own key by `JSON.parse`, `__proto__` becomes a prototype in the first copy that assigns it. */
function cleanMember(key: string, value: unknown): unknown {
  if (key === '__proto__') return undefined;
  return typeof value === 'string' ? wellFormed(value) : value;
}

function* candidates(text: string): Generator<string> {
  yield text;
  let from = 0;
  for (let count = 0; count < MAXIMUM_OBJECTS; count += 1) {
    const start = text.indexOf('{', from);
    if (start === -1) return;
    const end = endOfObject(text, start);
    if (end !== null) yield text.slice(start, end);
    from = end ?? start + 1;
  }
}

/** Where the braces that open at `start` are closed again, outside of strings. */
function endOfObject(text: string, start: number): number | null {
  let depth = 0;
  for (const { character, index } of marksOf(text, start, Math.min(text.length, start + MAXIMUM_OBJECT_LENGTH))) {
    if (character === '{') depth += 1;
    else if (character === '}') {
      depth -= 1;
      if (depth === 0) return index + 1;
    }
  }
  return null;
}

/** How many braces and brackets are open at once at most. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (const { character } of marksOf(text, 0, text.length)) {
    depth += character === '{' || character === '[' ? 1 : -1;
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}

/** Braces and brackets outside of strings. */
function* marksOf(text: string, start: number, end: number): Generator<{ character: string; index: number }> {
  let inString = false;
  for (let index = start; index < end; index += 1) {
    const character = text[index]!;
    if (inString) {
      if (character === '\\') index += 1;
      else if (character === '"') inString = false;
    } else if (character === '"') inString = true;
    else if ('{}[]'.includes(character)) yield { character, index };
  }
}
