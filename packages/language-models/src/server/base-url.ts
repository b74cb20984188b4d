import { InputError, shorten } from '@tldr-rm/schema';

const LOOPBACK = /^(?:localhost|.+\.localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/**
 * Checks the address of an OpenAI-compatible server, such as `http://127.0.0.1:8000/v1`: https anywhere, or http on this machine, since a key and texts
 * would else travel in the open.
 *
 * @returns the address without a slash at its end.
 * @throws {InputError} `BASE_URL`.
 */
export function checkBaseUrl(baseUrl: string): string {
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : null;
  if (url !== null && (url.username !== '' || url.password !== '')) {
    throw new InputError(
      'BASE_URL',
      `the address of ${shorten(url.host)} holds a user name or a password. Give the key apart from the address.`,
    );
  }
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
    throw new InputError('BASE_URL', `"${shown(baseUrl)}" is no http address. Give one such as http://127.0.0.1:8000/v1.`);
  }
  if (url.search !== '' || url.hash !== '') {
    throw new InputError('BASE_URL', `"${shown(baseUrl)}" goes on after its path. Give the address up to /v1 only.`);
  }
  if (url.protocol === 'http:' && !LOOPBACK.test(url.hostname)) {
    throw new InputError(
      'BASE_URL',
      `"${shown(baseUrl)}" is plain http on another machine. Use https, or a tunnel (ssh -N -L 8000:127.0.0.1:8000 ${url.hostname}) and http://127.0.0.1:8000.`,
    );
  }
  return url.href.replace(/\/+$/, '');
}

/** An address as a message may quote it: without what stands before an @ or after a question mark, where some servers have keys. */
function shown(baseUrl: string): string {
  return shorten(baseUrl.replace(/^([a-z]+:\/\/)?.*@/is, '$1').replace(/[?#].*$/s, ''));
}
