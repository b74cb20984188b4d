import { expect, test } from 'vitest';
import { openLanguageModel } from '../open-language-model';
import { checkBaseUrl } from './base-url';

test.each([
  ['http://127.0.0.1:8000/v1/', 'http://127.0.0.1:8000/v1'],
  ['http://localhost:11434/v1', 'http://localhost:11434/v1'],
  ['http://[::1]:8080/v1', 'http://[::1]:8080/v1'],
  ['https://models.example.com/v1', 'https://models.example.com/v1'],
])('%s can be used', (address, used) => {
  expect(checkBaseUrl(address)).toBe(used);
});

test.each([
  ['http://gpu-box:8000/v1', /plain http on another machine.*ssh -N -L 8000:127.0.0.1:8000 gpu-box/],
  ['http://127.0.0.1.example.com/v1', /plain http on another machine/],
  ['http://0.0.0.0:8000/v1', /plain http on another machine/],
  ['https://user:secret@models.example.com/v1', /^(?!.*secret).*holds a user name or a password/],
  ['https://models.example.com/v1?key=1', /goes on after its path/],
  ['https://models.example.com/v1?key=secret', /^(?!.*secret).*goes on after its path/],
  ['user:secret@models.example.com/v1', /^(?!.*secret)/],
  ['\u001b]0;title\u0007', /\\u\{1b\}\]0;title\\u\{7\}" is no http address/],
  ['file:///etc/passwd', /is no http address/],
  ['localhost:8000', /is no http address/],
  ['', /is no http address/],
])('%s cannot be used', async (address, message) => {
  expect(() => checkBaseUrl(address)).toThrow(message);
  await expect(openLanguageModel({ baseUrl: address, model: 'm' })).rejects.toMatchObject({ code: 'BASE_URL' });
});

test('a key that no header can carry is refused without being shown', async () => {
  const model = openLanguageModel({ baseUrl: 'http://localhost:1/v1', model: 'm', apiKey: 'sk-secret\nsk-other' });
  await expect(model).rejects.toThrow(/^(?!.*secret).*API key/s);
});
