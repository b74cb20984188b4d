/** Most that is read of one answer, in bytes: the longest text of a sample with every character escaped, and as much again for what the model thinks aloud. */
export const MAX_ANSWER_BYTES = 4 * 1024 * 1024;

/** A shorter key is a placeholder ("none", "ollama"), and taking it out would tear holes into texts. */
const SHORTEST_SECRET = 8;

/** The server sent more than {@link MAX_ANSWER_BYTES}. */
export class AnswerTooLargeError extends Error {
  override readonly name = 'AnswerTooLargeError';

  constructor() {
    super(`the answer is longer than ${MAX_ANSWER_BYTES} bytes`);
  }
}

/**
 * A `fetch` for a server that is not trusted: what it reads is bounded, it follows no redirect (which could lead to another machine), and the key is taken
 * out of whatever comes back, since some servers quote it in their errors.
 */
export function createGuardedFetch(apiKey: string | undefined): typeof globalThis.fetch {
  return async (input, init) => {
    const response = await fetch(input, { ...init, redirect: 'manual' });
    const text = await readBounded(response);
    const clean = apiKey !== undefined && apiKey.length >= SHORTEST_SECRET ? text.replaceAll(apiKey, '[key]') : text;
    const headers = new Headers(response.headers);
    for (const name of ['content-encoding', 'content-length']) headers.delete(name);
    return new Response(clean === '' ? null : clean, { status: response.status, statusText: response.statusText, headers });
  };
}

async function readBounded(response: Response): Promise<string> {
  const reader = response.body?.getReader();
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for (let part = await reader?.read(); part?.value !== undefined; part = await reader?.read()) {
    bytes += part.value.byteLength;
    if (bytes > MAX_ANSWER_BYTES) {
      await reader?.cancel();
      throw new AnswerTooLargeError();
    }
    chunks.push(part.value);
  }
  return Buffer.concat(chunks).toString('utf8');
}
