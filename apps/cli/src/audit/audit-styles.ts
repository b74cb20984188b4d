/** What an audit's page needs beside the styles of every report. */
export const AUDIT_STYLES = `
:root { --bar: #3f6fb5; --false-paper: #ffd9d2; }
@media (prefers-color-scheme: dark) { :root { --bar: #7ea6e0; --false-paper: #6b2a24; } }
.panel { background: var(--paper); border: 1px solid var(--line); border-radius: 1rem; padding: 1.25rem; margin: 0 0 1.25rem; min-width: 0; }
.panel h2 { margin: 0 0 .4rem; font-size: 1.2rem; line-height: 1.35; }
.panel .note { color: var(--faint); font-size: .92rem; max-width: 50rem; }
.panel svg { max-width: 100%; height: auto; }
.chart svg { width: 100%; max-width: 44rem; margin: 0 auto; }
.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 26rem), 1fr)); gap: 1.25rem; margin: 0 0 1rem; }
.table { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .92rem; line-height: 1.4; }
th { text-align: left; color: var(--faint); font-weight: 600; }
th, td { padding: .35rem .75rem .35rem 0; border-bottom: 1px solid var(--line); vertical-align: top; overflow-wrap: break-word; min-width: 4rem; }
.number { text-align: right; font-variant-numeric: tabular-nums; }
td.number { white-space: nowrap; }
tbody tr:last-child td { border-bottom: 0; }
code { overflow-wrap: anywhere; }
fieldset { display: flex; flex-wrap: wrap; gap: .4rem; border: 0; margin: 0 0 .75rem; padding: 0; }
legend { float: left; margin-right: .3rem; color: var(--faint); font-size: .92rem; padding: .2rem 0; }
fieldset input { position: absolute; opacity: 0; }
fieldset label { border: 1px solid var(--line); border-radius: 1rem; padding: .1rem .7rem; font-size: .9rem; cursor: pointer; }
fieldset input:checked + label { background: var(--ink); color: var(--paper); }
fieldset input:focus-visible + label { outline: 2px solid var(--truth); outline-offset: 2px; }
.example { border-top: 1px solid var(--line); padding: .75rem 0 .25rem; }
.example .prompt { margin: .1rem 0 0; }
.caption-head span { overflow-wrap: anywhere; }
mark { background: var(--false-paper); color: var(--ink); border-radius: .25rem; padding: .1em .15em; font-weight: 600; }
del { color: var(--faint); font-size: .88em; }
.grammar { border-bottom: 2px dotted var(--faint); }
`;
