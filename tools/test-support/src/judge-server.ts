import type { ServerResponse } from 'node:http';
import { pictureOf, responseOf, say, startChatServer } from './chat-server';

/** What a judge is asked. */
export interface JudgeRequest {
  response: string;
  /** Data URI of the picture. */
  picture: string;
  /** Messages after the first question: the server is asked again. */
  again: number;
}

/** A server on this machine that is asked what is wrong in responses. Where `answer` gives null, it has sent something itself. */
export async function startJudgeServer(
  answer: (request: JudgeRequest, raw: ServerResponse, index: number) => string | null,
): Promise<AsyncDisposable & { baseUrl: string; requests: JudgeRequest[] }> {
  const requests: JudgeRequest[] = [];
  const server = await startChatServer((asked, raw, index) => {
    const { messages } = asked.body;
    const request = { response: responseOf(asked), picture: pictureOf(messages[1]!), again: messages.length - 2 };
    requests.push(request);
    const content = answer(request, raw, index);
    if (content !== null) say(raw, content);
  });
  return { ...server, requests };
}
