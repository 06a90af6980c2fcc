/** Drawn for 1280 × 800: readers and Molto2 above, forty tokens below, without scrolling. */
export const benchStyle = `
:root { --ink: #22303c; --quiet: #6b7a87; --paper: #eef1f3; --card: #fff; --line: #d5dce1; --accent: #2f6f62;
  --plastic: #38434d; --lcd: #c4d1b8; --lcd-ink: #1f2a1c; --dark-lcd: #4b565f; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 1360px; padding: 16px 28px 24px; background: var(--paper); color: var(--ink);
  font: 14px/1.4 system-ui, "Segoe UI", "Helvetica Neue", "DejaVu Sans", sans-serif; }
header { display: flex; align-items: baseline; gap: 14px; min-height: 30px; }
h1 { margin: 0; font-size: 20px; font-weight: 650; }
h2 { margin: 16px 0 8px; font-size: 13px; font-weight: 600; color: var(--quiet); }
header p { margin: 0; color: var(--quiet); }
#notice { margin-left: auto; color: #a1432f; }
#count { font-weight: 400; }
#readers { display: grid; grid-template-columns: repeat(auto-fill, minmax(288px, 1fr)); gap: 14px; margin-top: 10px; }
.slot { min-height: 164px; padding: 12px 14px; border: 2px solid transparent; border-radius: 14px; background: #dfe5e9;
  display: flex; flex-direction: column; gap: 10px; cursor: pointer; text-align: left; }
.slot.chosen { border-color: var(--accent); }
.slot h3 { margin: 0; font-size: 13px; font-weight: 600; display: flex; justify-content: space-between; }
.slot h3 small { color: var(--accent); font-weight: 500; font-size: 12px; }
.empty { flex: 1; display: grid; place-items: center; border: 1.5px dashed #b4c0c9; border-radius: 12px;
  color: var(--quiet); }
#tokens { display: grid; grid-template-columns: repeat(auto-fill, minmax(142px, 1fr)); gap: 10px; }
.token { position: relative; border-radius: 11px; background: var(--plastic); color: #e9eef1; padding: 8px 9px 7px;
  box-shadow: 0 1px 2px rgb(20 35 45 / 25%); cursor: pointer; display: grid; gap: 5px; }
.token:hover { background: #42505b; }
.token.classic { background: #57503f; cursor: default; }
.token.away { background: none; box-shadow: none; border: 1.5px dashed #b9c4cc; color: var(--quiet);
  padding: 6.5px 7.5px 5.5px; }
.token:focus-visible, .slot:focus-visible, button:focus-visible { outline: 3px solid #7fb5aa; outline-offset: 1px; }
.lcd { height: 26px; border-radius: 5px; background: var(--dark-lcd); color: var(--lcd-ink); display: flex;
  align-items: center; justify-content: space-between; padding: 0 7px; font-variant-numeric: tabular-nums;
  font-family: ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; overflow: hidden; }
.on .lcd { background: var(--lcd); }
.away .lcd { background: #dde3e7; }
.code { font-size: 15px; font-weight: 600; letter-spacing: 1px; white-space: pre; }
.left { font-size: 11px; opacity: .75; }
.about { display: flex; justify-content: space-between; align-items: center; gap: 4px; }
.serial { font: 11.5px ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; }
.model { font-size: 11px; opacity: .75; white-space: nowrap; }
.power { border: 0; border-radius: 99px; padding: 1px 10px; font: inherit; white-space: nowrap; font-size: 11px; cursor: pointer;
  background: rgb(255 255 255 / 14%); color: inherit; }
.power:hover { background: rgb(255 255 255 / 26%); }
.away .power { display: none; }
.burned::after { content: ""; position: absolute; top: 4px; right: 4px; width: 6px; height: 6px; border-radius: 50%;
  background: #7ec4a8; }
#moltos { display: contents; }
.molto { order: 1; padding: 10px 14px; border-radius: 14px; background: var(--plastic); color: #e9eef1; opacity: .72; }
.molto.plugged { opacity: 1; outline: 2px solid var(--accent); }
.molto h3 { margin: 0 0 6px; font-size: 13px; font-weight: 600; display: flex; gap: 8px; align-items: center; }
.molto h3 span { flex: 1; }
.lines { max-height: 108px; overflow: auto; border-radius: 7px; background: var(--lcd); color: var(--lcd-ink);
  padding: 5px 9px; font-family: ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; font-size: 12px; }
.line { display: grid; grid-template-columns: 2.4em 1fr auto 3em; align-items: baseline; gap: 6px; }
.line .left { text-align: right; }
.slot .token { padding: 11px 13px; gap: 8px; flex: 1; }
.slot .lcd { height: 40px; }
.slot .code { font-size: 24px; letter-spacing: 3px; }
.slot .serial { font-size: 13px; }
.slot .model, .slot .power, .slot .left { font-size: 12px; }
`;
