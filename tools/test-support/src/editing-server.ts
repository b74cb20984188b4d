import { askedAbout, startChatServer } from './chat-server';

/** A server on this machine that is asked to change responses: by default, it makes their first number 41. */
export async function startEditingServer(
  change: (response: string) => string = (response) => response.replace(/\d+/, '41'),
): Promise<AsyncDisposable & { baseUrl: string; requests: () => number }> {
  let requests = 0;
  const server = await startChatServer((messages) => {
    requests += 1;
    return JSON.stringify({ text: change(askedAbout(messages[1]!.content as string)) });
  });
  return { ...server, requests: () => requests };
}
