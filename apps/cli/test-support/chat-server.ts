import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server on this machine that speaks the chat protocol, and changes a response: by default, its first number into 41. */
export async function startChatServer(
  change: (response: string) => string = (response) => response.replace(/\d+/, '41'),
): Promise<AsyncDisposable & { baseUrl: string; requests: () => number }> {
  let requests = 0;
  const server = createServer(async (incoming, response) => {
    requests += 1;
    let body = '';
    for await (const chunk of incoming.setEncoding('utf8')) body += chunk;
    const { messages } = JSON.parse(body) as { messages: { content: string }[] };
    const text = /<response>\n([\s\S]*)\n<\/response>/.exec(messages[1]!.content)![1]!;
    response.setHeader('content-type', 'application/json');
    response.end(
      JSON.stringify({
        id: 'answer',
        object: 'chat.completion',
        created: 0,
        model: 'test',
        choices: [{ index: 0, message: { role: 'assistant', content: JSON.stringify({ text: change(text) }) }, finish_reason: 'stop' }],
        usage: { prompt_tokens: 100, completion_tokens: 10, total_tokens: 110 },
      }),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    requests: () => requests,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
