// What every page that is made as a file shares: nothing unescaped, one style, nothing loaded from anywhere.
/** Hostile until escaped: every text of a document goes through here. */
export const text = (value: string | number | null | undefined): string =>
  String(value ?? "").replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
export const lines = (value: string | null | undefined): string => text(value).replaceAll("\n", "<br>");

/** A whole page. */
export function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${text(title)}</title><style>${style}</style></head>
<body>${body}</body></html>
`;
}

const style = `
body{font:14px/1.6 "Microsoft YaHei","PingFang SC","Noto Sans SC",宋体,sans-serif;color:#1f1f1f;margin:24px auto;max-width:1280px;padding:0 20px}
h1{font-size:24px;text-align:center}h2{font-size:19px;border-bottom:2px solid #1677ff;padding-bottom:4px;margin-top:32px}h3{font-size:16px;margin-bottom:4px}
table{border-collapse:collapse;width:100%;margin:8px 0}th,td{border:1px solid #bfbfbf;padding:4px 8px;text-align:left;vertical-align:top;overflow-wrap:anywhere}th{background:#f5f7fa;font-weight:600}
.form tbody th{width:7em}.number{text-align:right;font-variant-numeric:tabular-nums}
td.error{color:#cf1322}td.warning{color:#ad6800}
.marked.error{background:#fff1f0;box-shadow:inset 3px 0 #cf1322;color:inherit}.marked.warning{background:#fffbe6;box-shadow:inset 3px 0 #d48806;color:inherit}.marked.advice{background:#f0f7ff;box-shadow:inset 3px 0 #1677ff}
.pair{display:grid;grid-template-columns:minmax(0,3fr) minmax(0,2fr);gap:16px;align-items:start}
.findings{padding-left:1.6em;margin:8px 0}.findings li{margin-bottom:8px}.findings b{color:#1f1f1f}.error>b{color:#cf1322}.warning>b{color:#ad6800}.advice>b{color:#0958d9}
.fix{color:#555}.at{color:#666;font-size:12.5px}summary{cursor:pointer;padding:4px 0}figure{margin:12px 0}figcaption{font-weight:600}svg{max-width:760px;width:100%;font-size:13px}
.opinion{break-after:page}.opinion table{table-layout:fixed}.opinion tbody th{width:auto}.tall td{height:6em}
@media print{body{margin:0;max-width:none;padding:0}.opinion{font-size:12px}article{break-inside:auto}h3{break-after:avoid}tr{break-inside:avoid}}
@media (max-width:900px){.pair{grid-template-columns:1fr}}
`;
