import { InferenceSession, listSupportedBackends } from 'onnxruntime-node';
import { options, type Provider, statistics } from './options';
import { sessionOptions } from './session-options';

/** Providers that compiled a graph, and those that could not. */
const working = new Set<Provider>(['cpu']);
const unavailable = new Set<Provider>();

/** Compiles a model for the provider that the options ask for; where there is no such provider it says so once and takes the CPU. */
export async function createSession(model: Uint8Array): Promise<InferenceSession> {
  const { provider } = options;
  if (unavailable.has(provider)) return createOn('cpu', model);
  try {
    const session = await createOn(provider, model);
    working.add(provider);
    return session;
  } catch (cause) {
    if (working.has(provider)) throw cause;
    // A graph that is wrong fails on the CPU too, and says nothing about the provider.
    const session = await createOn('cpu', model);
    unavailable.add(provider);
    console.warn(`@tldr-rm/tfjs-ort: execution provider '${provider}' is not available, computing on 'cpu' instead (${oneLine(cause)}).`);
    return session;
  }
}

async function createOn(provider: Provider, model: Uint8Array): Promise<InferenceSession> {
  // Of a provider that it was not built with, ONNX Runtime says nothing as long as another is left.
  const offered = listSupportedBackends().map(({ name }) => name);
  if (!offered.includes(provider)) throw new Error(`onnxruntime-node offers ${offered.join(', ')} on ${process.platform}`);
  const session = await InferenceSession.create(model, {
    // The CPU takes the operators that another provider lacks.
    executionProviders: provider === 'cpu' ? ['cpu'] : [provider, 'cpu'],
    ...sessionOptions(),
  });
  statistics.provider = provider;
  return session;
}

/** The message without source positions of ONNX Runtime and line breaks. */
function oneLine(cause: unknown): string {
  const message = cause instanceof Error ? cause.message : String(cause);
  return message
    .replace(/^\S+\.cc:\d+ .*? was false\. /s, '')
    .replace(/\s+/g, ' ')
    .replace(/[\s.]+$/, '');
}
