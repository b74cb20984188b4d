import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A part of a message: a text, or a picture as a data URI. */
export interface ChatPart {
  text?: string;
  image_url?: { url: string };
}

/** Messages of a request, the system's first. */
export type ChatMessages = { content: string | ChatPart[] }[];

/** The response that a question is about. */
export function askedAbout(text: string): string {
  return /<response>\n([\s\S]*)\n<\/response>/.exec(text)![1]!;
}

/** A server on this machine that speaks the chat protocol. Where `answer` gives null, it has sent something itself. */
export async function startChatServer(
  answer: (messages: ChatMessages, raw: ServerResponse) => string | null,
): Promise<AsyncDisposable & { baseUrl: string }> {
  const server = createServer(async (incoming, raw) => {
    let body = '';
    for await (const chunk of incoming.setEncoding('utf8')) body += chunk;
    const content = answer((JSON.parse(body) as { messages: ChatMessages }).messages, raw);
    if (content === null) return;
    raw.setHeader('content-type', 'application/json');
    raw.end(
      JSON.stringify({
        id: 'answer',
        object: 'chat.completion',
        created: 0,
        model: 'test',
        choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }],
        usage: { prompt_tokens: 100, completion_tokens: 10, total_tokens: 110 },
      }),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
