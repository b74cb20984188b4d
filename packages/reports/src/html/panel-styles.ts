/** What pages of charts, tables and filters need beside the styles of every report. */
export const PANEL_STYLES = `
:root { --bar: #3f6fb5; --series-1: #3f6fb5; --series-2: #b5541a; --series-3: #22784c; --series-4: #8346a8; --series-5: #96761a; --series-6: #6a6570; --shade: rgb(0 0 0 / .28); }
@media (prefers-color-scheme: dark) {
  :root { --bar: #7ea6e0; --series-1: #7ea6e0; --series-2: #f0a06a; --series-3: #7fcf9f; --series-4: #c79be6; --series-5: #dcc063; --series-6: #b5afbe; --shade: rgb(255 255 255 / .3); }
}
.panel { background: var(--paper); border: 1px solid var(--line); border-radius: 1rem; padding: 1.25rem; margin: 0 0 1.25rem; min-width: 0; }
.panel h2 { margin: 0 0 .4rem; font-size: 1.2rem; line-height: 1.35; overflow-wrap: anywhere; }
.panel .note { color: var(--faint); font-size: .92rem; max-width: 50rem; overflow-wrap: anywhere; }
.chart { min-width: 0; }
.chart svg { display: block; width: 100%; max-width: 27rem; height: auto; margin: 0; }
.chart.wide svg { min-width: 37rem; max-width: 44rem; }
.axis { margin: .1rem 0 0; color: var(--faint); font-size: .85rem; line-height: 1.35; max-width: 27rem; text-align: right; overflow-wrap: anywhere; }
.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 24rem), 1fr)); gap: 1.5rem; margin: 0 0 1rem; align-items: start; }
.table, .wide { overflow-x: auto; max-width: 100%;
  background: linear-gradient(90deg, var(--paper) 40%, transparent) left / 2.5rem 100%, linear-gradient(270deg, var(--paper) 40%, transparent) right / 2.5rem 100%,
    linear-gradient(90deg, var(--shade), transparent) left / .9rem 100%, linear-gradient(270deg, var(--shade), transparent) right / .9rem 100%;
  background-repeat: no-repeat; background-attachment: local, local, scroll, scroll; }
.table + .note { margin: .8rem 0 0; }
.scroll-hint { display: none; margin: 0 0 .3rem; color: var(--faint); font-size: .82rem; text-align: right; }
table { border-collapse: collapse; width: 100%; font-size: .92rem; line-height: 1.4; }
th { text-align: left; color: var(--faint); font-weight: 600; overflow-wrap: anywhere; }
tbody th { color: var(--ink); font-weight: 400; min-width: 8rem; }
th, td { padding: .35rem .75rem .35rem 0; border-bottom: 1px solid var(--line); vertical-align: top; overflow-wrap: anywhere; min-width: 4rem; }
thead th { vertical-align: bottom; overflow-wrap: normal; }
thead th.long { overflow-wrap: anywhere; min-width: 9rem; }
.number { text-align: right; font-variant-numeric: tabular-nums; }
td.number { white-space: nowrap; }
tbody tr:last-child > * { border-bottom: 0; }
fieldset { display: flex; flex-wrap: wrap; gap: .4rem; border: 0; margin: 0 0 .75rem; padding: 0; }
legend { float: left; margin-right: .3rem; color: var(--faint); font-size: .92rem; padding: .2rem 0; }
fieldset input { position: absolute; opacity: 0; }
fieldset label { border: 1px solid var(--line); border-radius: 1rem; padding: .1rem .7rem; font-size: .9rem; cursor: pointer; }
fieldset input:checked + label { background: var(--ink); color: var(--paper); }
fieldset input:focus-visible + label { outline: 3px solid var(--truth); outline-offset: 2px; }
@media (max-width: 40rem) {
  .panel { padding: 1rem .9rem; }
  .scroll-hint { display: block; }
}
@media (forced-colors: active) {
  .table, .wide { background: none; }
  fieldset input:checked + label { outline: 2px solid Highlight; }
  svg { --bar: Highlight; --flag: CanvasText; --faint: CanvasText; --line: GrayText; --paper: Canvas; }
}
`;
