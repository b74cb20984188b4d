import { z } from 'zod';

/** What the model is asked to answer; null where it finds that the change cannot be made. */
export const changedTextSchema = z.object({ text: z.string().nullable() });

/** Why there is nothing to read in what a model said. */
export interface UnreadableAnswer {
  problem: 'empty' | 'not-json' | 'wrong-schema';
}

export type ParsedAnswer = z.infer<typeof changedTextSchema> | UnreadableAnswer;

/** Places in a text at which an object is looked for; what has more of them is no answer, and looking on would take quadratic time. */
const MOST_OBJECTS = 64;
/** Longest object, in characters: the longest response that is sent with every character escaped, and some. */
const LONGEST_OBJECT = 64 * 1024;

/** Finds the changed text in what a model said, as {@link parseJsonAnswer}. */
export function parseAnswer(said: string): ParsedAnswer {
  return parseJsonAnswer(said, changedTextSchema);
}

/**
 * Finds the JSON object in what a model said: the whole of it, in fenced code, or amid prose. The last one that fits counts, since models think first and
 * answer last.
 */
export function parseJsonAnswer<Value extends object>(said: string, schema: z.ZodType<Value>): Value | UnreadableAnswer {
  const text = said.replace(/^[\s\S]*<\/think(?:ing)?>/, '').trim();
  if (text === '') return { problem: 'empty' };
  let isJson = false;
  let found: Value | null = null;
  for (const candidate of candidates(text)) {
    let value: unknown;
    try {
      value = JSON.parse(candidate);
    } catch {
      continue;
    }
    isJson = true;
    const parsed = schema.safeParse(value);
    if (parsed.success) found = parsed.data;
  }
  return found ?? { problem: isJson ? 'wrong-schema' : 'not-json' };
}

function* candidates(text: string): Generator<string> {
  yield text;
  let from = 0;
  for (let count = 0; count < MOST_OBJECTS; count += 1) {
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
  let inString = false;
  for (let index = start; index < Math.min(text.length, start + LONGEST_OBJECT); index += 1) {
    const character = text[index];
    if (inString) {
      if (character === '\\') index += 1;
      else if (character === '"') inString = false;
    } else if (character === '"') inString = true;
    else if (character === '{') depth += 1;
    else if (character === '}') {
      depth -= 1;
      if (depth === 0) return index + 1;
    }
  }
  return null;
}
