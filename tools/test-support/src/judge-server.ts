import type { ServerResponse } from 'node:http';
import { askedAbout, type ChatPart, startChatServer } from './chat-server';

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
  const server = await startChatServer((messages, raw) => {
    const parts = messages[1]!.content as ChatPart[];
    const request = {
      response: askedAbout(parts.find(({ text }) => text)!.text!),
      picture: parts.find(({ image_url }) => image_url)!.image_url!.url,
      again: messages.length - 2,
    };
    requests.push(request);
    return answer(request, raw, requests.length - 1);
  });
  return { ...server, requests };
}
