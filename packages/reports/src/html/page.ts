import { Html, html } from './html';

export interface PageParts {
  title: string;
  /** CSS. */
  styles: string;
  /** What stands between `<body>` and `</body>`. */
  body: Html;
}

/** A page that needs nothing but itself: styles and texts are inside, pictures may be data URIs, and its policy forbids the browser to load or run anything. */
export function renderPage({ title, styles, body }: PageParts): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<title>${title}</title>
<style>${new Html(styles)}</style>
</head>
<body>
${body}
</body>
</html>
`.markup;
}
