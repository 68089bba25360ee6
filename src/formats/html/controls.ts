import { type HtmlNode, attribute } from "./tree.ts";

const textual = new Set(["", "text", "number", "date", "month", "tel", "email", "url", "search"]);

/** What a control of a web form shows; null for an element that is no control. */
export function shownByControl(node: HtmlNode): string | null {
  if (node.name === "select") return selected(node);
  if (node.name !== "input") return null;
  const type = (attribute(node, "type") ?? "").toLowerCase();
  if (type === "checkbox" || type === "radio") return attribute(node, "checked") === null ? "☐" : "☑";
  return textual.has(type) ? (attribute(node, "value") ?? "") : "";
}

function selected(node: HtmlNode): string {
  const options = node.children.flatMap((child) => (child.name === "optgroup" ? child.children : [child])).filter(({ name }) => name === "option");
  const chosen = options.find((option) => attribute(option, "selected") !== null) ?? options[0];
  return chosen?.children.map(({ text }) => text).join("").trim() ?? "";
}
