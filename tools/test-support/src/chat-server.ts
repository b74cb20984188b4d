import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A part of a message: a text, or a picture as a data URI. */
export interface ChatPart {
  text?: string;
  image_url?: { url: string };
}

/** A message of a request. */
export interface ChatMessage {
  role: string;
  content: string | ChatPart[];
}

/** A request as an OpenAI-compatible server gets it. */
export interface ChatRequest {
  path: string;
  authorization: string | undefined;
  body: {
    model: string;
    /** The system's first, where there is one. */
    messages: ChatMessage[];
    response_format?: unknown;
    seed?: number;
    max_tokens?: number;
    temperature?: number;
    top_p?: number;
  };
}

/** Does with a request whatever it likes; `index` counts the requests from 0. */
export type ChatHandler = (request: ChatRequest, response: ServerResponse, index: number) => void | Promise<void>;

export interface ChatServer extends AsyncDisposable {
  baseUrl: string;
  requests: ChatRequest[];
}

/** A real HTTP server on this machine that speaks, or mistreats, the chat protocol. */
export async function startChatServer(handle: ChatHandler): Promise<ChatServer> {
  const requests: ChatRequest[] = [];
  const server = createServer(async (incoming, response) => {
    const request = { path: incoming.url ?? '', authorization: incoming.headers.authorization, body: JSON.parse(await readAll(incoming)) };
    requests.push(request);
    await handle(request, response, requests.length - 1);
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

/** Sends what a model said as a chat completion of 100 prompt tokens and 10 completion tokens. */
export function say(response: ServerResponse, content: string | null, choice: Record<string, unknown> = {}): void {
  sendJson(response, 200, {
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: 1_700_000_000,
    model: 'test',
    choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop', ...choice }],
    usage: { prompt_tokens: 100, completion_tokens: 10, total_tokens: 110 },
  });
}

/** Sends a changed text in the form that is asked for. */
export function sayText(response: ServerResponse, text: string | null): void {
  say(response, JSON.stringify({ text }));
}

export function sendJson(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}

/** The text of a message, without its pictures. */
export function textOf({ content }: ChatMessage): string {
  return typeof content === 'string' ? content : content.map(({ text }) => text ?? '').join('');
}

/** The picture of a message, as a data URI. */
export function pictureOf({ content }: ChatMessage): string {
  return (content as ChatPart[]).find(({ image_url }) => image_url)!.image_url!.url;
}

/** The response that a request is about. */
export function responseOf({ body }: ChatRequest): string {
  return /<response>\n([\s\S]*)\n<\/response>/.exec(textOf(body.messages[1]!))?.[1] ?? '';
}

async function readAll(incoming: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of incoming.setEncoding('utf8')) text += chunk;
  return text;
}
