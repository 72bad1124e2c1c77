/** The style sheet of a report: prints, reads at 400 px and at any width, and never tells by colour alone. */
export const REPORT_STYLE = `
:root{--ink:#1b1f24;--soft:#57606a;--line:#d0d7de;--paper:#fff;--wash:#f6f8fa;--yes:#0a6b3b;--no:#a8152b;--open:#7a4f00;--bar:#2f6fb3}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--wash);color:var(--ink);font:16px/1.5 system-ui,"Segoe UI","Noto Sans","Noto Sans CJK SC","Microsoft YaHei",sans-serif}
main{max-width:60rem;margin:0 auto;padding:1.5rem;background:var(--paper);min-height:100vh}
h1{font-size:1.15rem;margin:0 0 1rem;color:var(--soft);font-weight:600}
h2{font-size:1.15rem;margin:2.25rem 0 .5rem}
p{margin:.4rem 0}
.note{color:var(--soft);font-size:.9rem}
.verdict{display:flex;gap:1rem;align-items:center;border:2px solid;border-left-width:.75rem;border-radius:.4rem;padding:1rem 1.25rem;-webkit-print-color-adjust:exact;print-color-adjust:exact}
.verdict.accepted{color:var(--yes);background:#eef8f1;border-color:var(--yes)}
.verdict.rejected{color:var(--no);background:#fdf0f1;border-color:var(--no)}
.verdict.undecided{color:var(--open);background:#fff7e6;border-color:var(--open)}
.verdict .sign{font-size:2.6rem;line-height:1;font-weight:700;flex:none;width:3rem;text-align:center}
.verdict .word{font-size:1.9rem;line-height:1.2;font-weight:700;margin:0}
.verdict .for{margin:0;color:var(--ink)}
.reasons{list-style:none;margin:1rem 0 0;padding:0}
.reasons li{border-left:.25rem solid var(--line);padding:.1rem 0 .1rem .75rem;margin:.6rem 0}
.do::before{content:"→ "}
code{font:.85em ui-monospace,"DejaVu Sans Mono",Consolas,monospace;overflow-wrap:anywhere}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1.25rem;margin:1.25rem 0 0}
dt{color:var(--soft)}
dd{margin:0;overflow-wrap:anywhere}
table{border-collapse:collapse;width:100%;font-size:.95rem}
caption{text-align:left;color:var(--soft);font-size:.9rem;padding:0 0 .4rem}
th,td{text-align:left;vertical-align:top;padding:.4rem .75rem .4rem 0;border-bottom:1px solid var(--line)}
thead th{font-size:.85rem;color:var(--soft);font-weight:600}
tbody th{font-weight:600}
.num{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.yes{color:var(--yes);font-weight:700;white-space:nowrap}
.no{color:var(--no);font-weight:700;white-space:nowrap}
.unknown{color:var(--open);font-weight:700;white-space:nowrap}
.unasked{color:var(--soft);font-weight:400;white-space:nowrap}
.box{border:1px solid var(--line);border-left:.4rem solid var(--no);padding:.5rem 1rem;margin:1rem 0;background:#fdf0f1}
.lane{display:grid;grid-template-columns:13rem 1fr 7rem;gap:.25rem 1rem;align-items:center;padding:.3rem 0;border-bottom:1px solid var(--line);font-size:.95rem}
.lane .num{font-size:.9rem}
.lane svg{display:block;width:100%;height:1.1rem}
.legend span{white-space:nowrap;margin-right:1rem}
.legend svg{width:1rem;height:1rem;vertical-align:-.15rem}
.axis{color:var(--soft);border-bottom:0;font-size:.85rem}
.axis .ends{display:flex;justify-content:space-between}
.files{font-size:.85rem}
footer{margin-top:2.5rem;border-top:1px solid var(--line);padding-top:.75rem}
@media (max-width:640px){
main{padding:1rem}
dl{grid-template-columns:1fr;gap:0}
dd{margin-bottom:.5rem}
.lane{grid-template-columns:1fr max-content}
.lane .track{grid-column:1/-1;grid-row:2}
.axis .name,.axis .num{display:none}
table.stack thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
table.stack,table.stack caption,table.stack tbody,table.stack tr{display:block}
table.stack tr{padding:.5rem 0;border-bottom:1px solid var(--line)}
table.stack th,table.stack td{display:block;border:0;padding:.05rem 0;text-align:left;white-space:normal}
table.stack td[data-label]::before{content:attr(data-label) ": ";color:var(--soft);font-weight:400}
table.apdus tr{display:grid;grid-template-columns:1fr 1fr 1fr;column-gap:.75rem;font-size:.85rem}
table.apdus th{grid-column:1/-1}
}
@media print{
body{background:#fff;font-size:11pt}
main{max-width:none;padding:0}
h2{break-after:avoid}
tr,.lane,.verdict,.reasons li{break-inside:avoid}
thead{display:table-header-group}
}
`;
