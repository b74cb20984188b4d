/** What an audit's page needs beside the styles of every report and of panels. */
export const AUDIT_STYLES = `
:root { --false-paper: #ffd9d2; }
@media (prefers-color-scheme: dark) { :root { --false-paper: #6b2a24; } }
.example { border-top: 1px solid var(--line); padding: .75rem 0 .25rem; }
.example .prompt { margin: .1rem 0 0; }
.caption-head span { overflow-wrap: anywhere; }
mark { position: relative; background: var(--false-paper); color: var(--ink); border-radius: .25rem; padding: .1em .15em; font-weight: 600; }
del { position: relative; color: var(--faint); font-size: .88em; }
.grammar { position: relative; border-bottom: 2px dotted var(--faint); }
`;
