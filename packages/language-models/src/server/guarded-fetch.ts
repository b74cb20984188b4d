/** Most that is read of one answer, in bytes: the longest text of a sample with every character escaped, and as much again for what the model thinks aloud. */
export const MAXIMUM_ANSWER_BYTES = 4 * 1024 * 1024;

/** A shorter key is a placeholder ("none", "ollama"), and taking it out would tear holes into texts. */
const SHORTEST_SECRET = 8;

/** The server sent more than {@link MAXIMUM_ANSWER_BYTES}. */
export class AnswerTooLargeError extends Error {
  override readonly name = 'AnswerTooLargeError';

  constructor() {
    super(`the answer is longer than ${MAXIMUM_ANSWER_BYTES} bytes`);
  }
}

/**
 * A `fetch` for a server that is not trusted: what it reads is bounded, it follows no redirect (which could lead to another machine), and the key is taken
 * out of whatever comes back, headers included, since some servers quote it in their errors.
 */
export function createGuardedFetch(apiKey: string | undefined): typeof globalThis.fetch {
  const withoutKey = (text: string): string =>
    apiKey !== undefined && apiKey.length >= SHORTEST_SECRET
      ? text.replaceAll(apiKey, '[key]').replaceAll(encodeURIComponent(apiKey), '[key]')
      : text;
  return async (input, init) => {
    const response = await fetch(input, { ...init, redirect: 'manual' });
    const text = withoutKey(await readBounded(response));
    const headers = new Headers();
    response.headers.forEach((value, name) => {
      if (name !== 'content-encoding' && name !== 'content-length') headers.append(name, withoutKey(value));
    });
    return new Response(text === '' ? null : text, { status: response.status, statusText: withoutKey(response.statusText), headers });
  };
}

async function readBounded(response: Response): Promise<string> {
  const reader = response.body?.getReader();
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for (let part = await reader?.read(); part?.value !== undefined; part = await reader?.read()) {
    bytes += part.value.byteLength;
    if (bytes > MAXIMUM_ANSWER_BYTES) {
      await reader?.cancel();
      throw new AnswerTooLargeError();
    }
    chunks.push(part.value);
  }
  return Buffer.concat(chunks).toString('utf8');
}
