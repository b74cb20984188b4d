/** What the page of an evaluation needs beside the styles of every report and of panels. */
export const EVALUATION_STYLES = `
.tiles small { display: block; color: var(--faint); font-size: .8rem; font-variant-numeric: tabular-nums; }
nav ul { display: flex; flex-wrap: wrap; gap: .3rem 1.2rem; margin: 0 0 1.5rem; padding: 0; list-style: none; font-size: .95rem; }
nav li, .series li, .panel h3, figcaption, .caption-head span { overflow-wrap: anywhere; }
.series { display: flex; flex-wrap: wrap; gap: .3rem 1.3rem; margin: 0 0 1rem; padding: 0; list-style: none; font-size: .92rem; }
.series i { display: inline-block; width: 1.4rem; height: .3rem; border-radius: .15rem; margin-right: .45rem; vertical-align: .2rem; }
.figures { border-top: 1px solid var(--line); padding: .6rem 0; }
.figures > summary { cursor: pointer; font-weight: 600; }
figure { margin: 0; min-width: 0; }
figcaption { font-weight: 600; font-size: .95rem; margin: 0 0 .2rem; }
.panel h3 { font-size: 1rem; line-height: 1.4; margin: 1.2rem 0 .3rem; }
.cases article { border-radius: 0; border-width: 1px 0 0; padding: 1.1rem 0; margin: 0; }
.cases article h3 { margin: 0; }
.verdict + .verdict { margin-top: .5rem; }
.chip.missed, .chip.false-alarm { background: var(--bad-paper); color: var(--bad); }
.chip.right { background: var(--good-paper); color: var(--good); }
`;
