/** What pages of charts, tables and filters need beside the styles of every report. */
export const PANEL_STYLES = `
:root { --bar: #3f6fb5; --series-1: #3f6fb5; --series-2: #b5541a; --series-3: #22784c; --series-4: #8346a8; --series-5: #96761a; --series-6: #6a6570; }
@media (prefers-color-scheme: dark) {
  :root { --bar: #7ea6e0; --series-1: #7ea6e0; --series-2: #f0a06a; --series-3: #7fcf9f; --series-4: #c79be6; --series-5: #dcc063; --series-6: #b5afbe; }
}
.panel { background: var(--paper); border: 1px solid var(--line); border-radius: 1rem; padding: 1.25rem; margin: 0 0 1.25rem; min-width: 0; }
.panel h2 { margin: 0 0 .4rem; font-size: 1.2rem; line-height: 1.35; }
.panel .note { color: var(--faint); font-size: .92rem; max-width: 50rem; }
.panel svg { max-width: 100%; height: auto; }
.chart svg { width: 100%; max-width: 44rem; margin: 0 auto; }
.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 26rem), 1fr)); gap: 1.25rem; margin: 0 0 1rem; }
.table { overflow-x: auto; }
.table + .note { margin: .8rem 0 0; }
table { border-collapse: collapse; width: 100%; font-size: .92rem; line-height: 1.4; }
th { text-align: left; color: var(--faint); font-weight: 600; }
th, td { padding: .35rem .75rem .35rem 0; border-bottom: 1px solid var(--line); vertical-align: top; overflow-wrap: break-word; min-width: 4rem; }
.number { text-align: right; font-variant-numeric: tabular-nums; }
td.number { white-space: nowrap; }
td:first-child { min-width: 8rem; }
tbody tr:last-child td { border-bottom: 0; }
code { overflow-wrap: anywhere; }
fieldset { display: flex; flex-wrap: wrap; gap: .4rem; border: 0; margin: 0 0 .75rem; padding: 0; }
legend { float: left; margin-right: .3rem; color: var(--faint); font-size: .92rem; padding: .2rem 0; }
fieldset input { position: absolute; opacity: 0; }
fieldset label { border: 1px solid var(--line); border-radius: 1rem; padding: .1rem .7rem; font-size: .9rem; cursor: pointer; }
fieldset input:checked + label { background: var(--ink); color: var(--paper); }
fieldset input:focus-visible + label { outline: 2px solid var(--truth); outline-offset: 2px; }
`;
