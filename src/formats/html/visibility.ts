import { type HtmlNode, attribute } from "./tree.ts";

/** What a page holds and does not show as text of its own: programs, styles, navigation, controls, pictures. */
const wordless = new Set([
  "script", "style", "noscript", "template", "head", "title", "nav", "svg", "iframe", "object", "embed", "applet", "audio", "video", "canvas", "map",
  "datalist", "button", "rt", "rp", "annotation", "annotation-xml", "frameset", "noframes", "noembed", "meter", "progress", "colgroup", "col",
]);

/** Whether an element and all that it holds is not printed. Only what the element itself says counts; style sheets are not applied. */
export function isHidden(node: HtmlNode): boolean {
  if (wordless.has(node.name)) return true;
  for (const { name, value } of node.attributes) {
    if (name === "hidden") return true;
    if (name === "style" && /display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all/i.test(value)) return true;
    if (name === "role" && value === "navigation") return true;
  }
  return false;
}

const blocks = new Set([
  "html", "body", "address", "article", "aside", "blockquote", "center", "dd", "details", "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption",
  "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "legend", "li", "listing", "main", "menu", "ol", "optgroup",
  "p", "plaintext", "pre", "search", "section", "summary", "ul", "xmp", "caption", "table", "tbody", "thead", "tfoot", "tr", "td", "th", "marquee",
]);

/** Whether an element begins and ends a line of its own. */
export function isBlock(node: HtmlNode): boolean {
  return blocks.has(node.name) || (node.name === "span" && /display\s*:\s*block/i.test(attribute(node, "style") ?? ""));
}
