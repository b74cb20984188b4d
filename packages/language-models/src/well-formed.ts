/** A text without halves of surrogate pairs, which no UTF-8 can hold and some servers and readers of JSON fail on: each becomes U+FFFD. */
export function wellFormed(text: string): string {
  return text.replace(/\p{Cs}/gu, '\ufffd');
}
