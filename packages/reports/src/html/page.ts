import { Html, html } from './html';
import { REPORT_STYLES } from './report-styles';

export interface PageParts {
  title: string;
  /** CSS beside that of every report. */
  styles?: string;
  /** What the page is about: holds its `h1`. */
  header: Html;
  main: Html;
  footer?: Html;
}

/** A page that needs nothing but itself: styles and texts are inside, pictures may be data URIs, and its policy forbids the browser to load or run anything. */
export function renderPage({ title, styles = '', header, main, footer }: PageParts): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<title>${title}</title>
<style>${new Html(REPORT_STYLES + styles)}</style>
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
<header>
${header}
</header>
<main id="content" tabindex="-1">
${main}
</main>
${footer && html`<footer>${footer}</footer>`}
</body>
</html>
`.markup;
}
