/** Styles of every report page. Text keeps a contrast of at least 4.5 : 1 (WCAG AA) on every colour of the scale, in light and dark. */
export const REPORT_STYLES = `
:root {
  color-scheme: light dark;
  --page: #f6f5f2; --paper: #ffffff; --ink: #1f1d24; --faint: #56525e; --line: #dedad2;
  --doubtful: #ffb0a3; --flag: #b3261e; --truth: #0b57d0; --good: #14693a; --bad: #a11d16; --mixed: #7a4b00;
  --good-paper: #e3f3e8; --bad-paper: #fde7e4; --mixed-paper: #fbeecb;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #141317; --paper: #1e1c22; --ink: #f0edf4; --faint: #b5afbe; --line: #38343f;
    --doubtful: #8f2f28; --flag: #ff8a7d; --truth: #8ab4ff; --good: #7ddba0; --bad: #ffa79d; --mixed: #f0c464;
    --good-paper: #173423; --bad-paper: #43201d; --mixed-paper: #3d2e0f;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--page); color: var(--ink);
  font: 1rem/1.6 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
}
main, header, footer { max-width: 68rem; margin: 0 auto; padding: 0 1.25rem; }
main:focus { outline: none; }
header { padding-top: 2.5rem; }
a { color: var(--truth); }
:focus-visible { outline: 3px solid var(--truth); outline-offset: 2px; border-radius: .2rem; }
.skip { position: absolute; left: -100vw; top: 0; background: var(--paper); padding: .5rem 1rem; z-index: 1; }
.skip:focus { left: .5rem; top: .5rem; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; user-select: none; }
h1 { font-size: clamp(1.6rem, 4vw, 2.2rem); line-height: 1.2; margin: 0 0 .5rem; letter-spacing: -.015em; }
.lead { max-width: 46rem; margin: 0 0 1.5rem; color: var(--faint); }
.lead, code, footer { overflow-wrap: anywhere; }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(13rem, 1fr)); gap: .75rem; margin: 0 0 1.25rem; padding: 0; list-style: none; }
.tiles li { background: var(--paper); border: 1px solid var(--line); border-radius: .75rem; padding: .8rem 1rem; color: var(--faint); font-size: .9rem; line-height: 1.35; }
.tiles strong { display: block; color: var(--ink); font-size: 1.55rem; line-height: 1.3; font-variant-numeric: tabular-nums; }
.legend { display: flex; flex-wrap: wrap; gap: .4rem 1.5rem; margin: 0 0 1.75rem; padding: 0; list-style: none; color: var(--faint); font-size: .9rem; align-items: center; }
.legend .word, .legend .wrong { margin-right: .25rem; }
.scale { display: inline-block; width: 7rem; height: .9rem; margin: 0 .4rem; border-radius: .25rem; vertical-align: -.1rem; border: 1px solid var(--line);
  background: linear-gradient(90deg, var(--doubtful), var(--paper)); }
.note { margin: 0 0 1rem; }
article { display: grid; grid-template-columns: 13rem minmax(0, 1fr); gap: 1.5rem; background: var(--paper); border: 1px solid var(--line); border-radius: 1rem; padding: 1.25rem; margin: 0 0 1.25rem; }
article img { width: 100%; height: auto; display: block; border-radius: .6rem; border: 1px solid var(--line); overflow-wrap: anywhere; }
article h2 { margin: 0; font-size: 1.15rem; line-height: 1.35; overflow-wrap: anywhere; }
.prompt { margin: .1rem 0 .9rem; color: var(--faint); font-size: .92rem; overflow-wrap: anywhere; }
.caption { border-top: 1px solid var(--line); padding: .75rem 0 .25rem; }
.caption-head { display: flex; flex-wrap: wrap; gap: .3rem .7rem; align-items: baseline; font-size: .85rem; color: var(--faint); }
.caption-head h3, .caption-head h4, .cases .caption-head h4 { color: var(--ink); font-size: inherit; line-height: inherit; margin: 0; }
.response { margin: .25rem 0 .35rem; font-size: 1.05rem; line-height: 1.85; white-space: pre-wrap; overflow-wrap: anywhere; }
.truth { margin: 0 0 .4rem; font-size: .88rem; color: var(--faint); overflow-wrap: anywhere; }
.chip { border-radius: 1rem; padding: .05rem .6rem; font-weight: 600; }
.chip.good { background: var(--good-paper); color: var(--good); }
.chip.mixed { background: var(--mixed-paper); color: var(--mixed); }
.chip.bad { background: var(--bad-paper); color: var(--bad); }
.word { color: var(--ink); border-radius: .25rem; padding: .1em .12em; background: color-mix(in oklab, var(--doubtful) calc(var(--doubt) * 100%), transparent); position: relative; }
.flagged { font-weight: 600; box-shadow: 0 0 0 1.5px var(--flag); }
.wrong { text-decoration: underline 3px var(--truth); text-underline-offset: .28em; text-decoration-skip-ink: none; }
.rewards { font-size: .88rem; color: var(--faint); margin: 0 0 .4rem; }
.rewards summary { cursor: pointer; width: fit-content; padding: .2rem 0; }
.rewards ol { display: flex; flex-wrap: wrap; gap: .1rem .9rem; margin: .3rem 0; padding: 0; list-style: none; overflow-wrap: anywhere; }
.rewards li { min-width: 0; }
.rewards b { color: var(--ink); font-variant-numeric: tabular-nums; }
.warning { margin: 0 0 .4rem; font-size: .9rem; color: var(--bad); overflow-wrap: anywhere; }
header > .warning { background: var(--bad-paper); border-radius: .6rem; padding: .6rem .9rem; margin: 0 0 1.25rem; }
footer { padding-top: .5rem; padding-bottom: 3rem; color: var(--faint); font-size: .88rem; }
footer code { font: .95em ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
@media (max-width: 40rem) {
  main, header, footer { padding-left: .75rem; padding-right: .75rem; }
  header { padding-top: 1.5rem; }
  article { grid-template-columns: minmax(0, 1fr); padding: 1rem .9rem; gap: 1rem; }
  article img { max-width: 18rem; margin: 0 auto; }
}
@media (prefers-reduced-motion: no-preference) { html { scroll-behavior: smooth; } }
@media (forced-colors: active) {
  .word, .scale { forced-color-adjust: none; background: Canvas; color: CanvasText; }
  .flagged { outline: 2px solid CanvasText; }
  .wrong { text-decoration-color: currentColor; }
  .chip { border: 1px solid; }
}
@media print { article, .panel { break-inside: avoid; } body { background: none; } .skip, nav, fieldset { display: none; } }
`;
