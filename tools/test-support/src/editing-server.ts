import { responseOf, sayText, startChatServer } from './chat-server';

/** A server on this machine that is asked to change responses: by default, it makes their first number 41. */
export async function startEditingServer(
  change: (response: string) => string = (response) => response.replace(/\d+/, '41'),
): Promise<AsyncDisposable & { baseUrl: string; requests: () => number }> {
  const server = await startChatServer((request, response) => sayText(response, change(responseOf(request))));
  return { ...server, requests: () => server.requests.length };
}
