import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a judge is asked. */
export interface JudgeRequest {
  response: string;
  /** Data URI of the picture. */
  picture: string;
  /** Messages after the first question: the server is asked again. */
  again: number;
}

/** A server on this machine that speaks the chat protocol and is asked what is wrong in responses. Where `answer` gives null, it has sent something itself. */
export async function startJudgeServer(
  answer: (request: JudgeRequest, raw: ServerResponse, index: number) => string | null,
): Promise<AsyncDisposable & { baseUrl: string; requests: JudgeRequest[] }> {
  const requests: JudgeRequest[] = [];
  const server = createServer(async (incoming, raw) => {
    let body = '';
    for await (const chunk of incoming.setEncoding('utf8')) body += chunk;
    const { messages } = JSON.parse(body) as { messages: { content: { text?: string; image_url?: { url: string } }[] }[] };
    const parts = messages[1]!.content;
    const request = {
      response: /<response>\n([\s\S]*)\n<\/response>/.exec(parts.find(({ text }) => text)!.text!)![1]!,
      picture: parts.find(({ image_url }) => image_url)!.image_url!.url,
      again: messages.length - 2,
    };
    requests.push(request);
    const content = answer(request, raw, requests.length - 1);
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
    requests,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
