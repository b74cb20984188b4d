import { InputError, shorten } from '@tldr-rm/schema';

/** The variables of a process, such as `process.env`. */
export type EnvironmentVariables = Readonly<Record<string, string | undefined>>;

/** Where the key of a server comes from. */
export interface ApiKeySource {
  /** Sent as a bearer token; neither logged nor cached. */
  apiKey?: string | undefined;
  /** Name of the variable that holds the key, looked up in `environment`. */
  apiKeyEnvironmentVariable?: string | undefined;
  environment?: EnvironmentVariables | undefined;
}

/**
 * The key to send, if there is one.
 *
 * @throws {InputError} `API_KEY` if there is no such variable, or no header can carry the key. It is not in the message.
 */
export function apiKeyFrom({ apiKey, apiKeyEnvironmentVariable: variable, environment = {} }: ApiKeySource): string | undefined {
  const found = variable !== undefined && Object.hasOwn(environment, variable) ? environment[variable] : undefined;
  if (variable !== undefined && !found?.trim()) {
    throw new InputError(
      'API_KEY',
      `there is no environment variable ${shorten(variable)} to take the API key from. Set it, or name another.`,
    );
  }
  const key = (found ?? apiKey)?.trim() || undefined;
  // The error of `fetch` for such a header would quote the key.
  if (key !== undefined && !/^[\x21-\x7e]+$/.test(key)) {
    throw new InputError('API_KEY', 'the API key holds spaces or characters that no key has. Check the variable that it is read from.');
  }
  return key;
}
