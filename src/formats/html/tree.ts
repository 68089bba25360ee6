import { html, parse, type Token, type TreeAdapter, type TreeAdapterTypeMap } from "parse5";
import { DabiaoError } from "../../problem.ts";
import { tooDeep } from "../limits.ts";

/** Browsers, too, go no deeper. */
export const maxHtmlNesting = 512;
/** Elements and texts of one page. Sloppy mark-up can make the parser create far more of them than were written. */
const maxNodes = 2_000_000;

/** A node of the page: an element, a text (`#text`), or what holds the elements (`#document`). */
export interface HtmlNode {
  name: string;
  text: string;
  attributes: readonly Token.Attribute[];
  children: HtmlNode[];
  parent: HtmlNode | null;
  namespace: html.NS;
}

type Nodes = TreeAdapterTypeMap<HtmlNode, HtmlNode, HtmlNode, HtmlNode, HtmlNode, HtmlNode, HtmlNode, HtmlNode, HtmlNode, HtmlNode>;

/**
 * Parses a page as browsers do, into no more than reading needs: comments and scripts are not kept.
 * @throws DabiaoError FORMAT-09 and FORMAT-13 for pages nested too deep or too large
 */
export function parseHtml(text: string): HtmlNode {
  return parse<Nodes>(text, { treeAdapter: adapter(), scriptingEnabled: true });
}

/** The attribute of an element in lower case; null where it has none. */
export function attribute(node: HtmlNode, name: string): string | null {
  return node.attributes.find((found) => found.name === name)?.value ?? null;
}

/** Shared by all nodes that have none: most are texts. Nothing is ever added to them. */
const noChildren: HtmlNode[] = [];
const noAttributes: readonly Token.Attribute[] = [];

const wordless = new Set(["script", "style", "noscript", "template", "svg"]);

function adapter(): TreeAdapter<Nodes> {
  let nodes = 0;
  let depth = 0;
  let mode = html.DOCUMENT_MODE.NO_QUIRKS;
  const create = (name: string, namespace: html.NS = html.NS.HTML, attributes = noAttributes, text = ""): HtmlNode => {
    nodes++;
    if (nodes > maxNodes) {
      throw new DabiaoError("FORMAT-13", { message: `网页的内容超过 ${maxNodes / 10_000} 万个元素，没有读取。`, hint: "请把网页拆成几个文件，或复制表格到 Word 后保存。" });
    }
    return { name, text, attributes: attributes.length === 0 ? noAttributes : attributes, children: name === "#text" ? noChildren : [], parent: null, namespace };
  };
  const append = (parent: HtmlNode, node: HtmlNode): void => {
    if (node.name === "#comment") return;
    parent.children.push(node);
    node.parent = parent;
  };
  // What is put in front of another node (foster parenting) stands near the end: looked for from there.
  const insert = (parent: HtmlNode, node: HtmlNode, before: HtmlNode): void => {
    if (node.name === "#comment") return;
    parent.children.splice(parent.children.lastIndexOf(before), 0, node);
    node.parent = parent;
  };
  const detach = (node: HtmlNode): void => {
    const siblings = node.parent?.children;
    if (siblings) siblings.splice(siblings.lastIndexOf(node), 1);
    node.parent = null;
  };
  return {
    createDocument: () => create("#document"),
    createDocumentFragment: () => create("#fragment"),
    createElement: create,
    createCommentNode: () => create("#comment"),
    createTextNode: (text) => create("#text", html.NS.HTML, noAttributes, text),
    appendChild: append,
    insertBefore: insert,
    detachNode: detach,
    insertText(parent, text) {
      if (wordless.has(parent.name)) return;
      const last = parent.children.at(-1);
      if (last?.name === "#text") last.text += text;
      else append(parent, create("#text", html.NS.HTML, noAttributes, text));
    },
    insertTextBefore(parent, text, before) {
      const last = parent.children[parent.children.lastIndexOf(before) - 1];
      if (last?.name === "#text") last.text += text;
      else insert(parent, create("#text", html.NS.HTML, noAttributes, text), before);
    },
    setTemplateContent: append,
    getTemplateContent: (template) => template.children[0] ?? template,
    adoptAttributes(node, attributes) {
      const known = new Set(node.attributes.map(({ name }) => name));
      node.attributes = [...node.attributes, ...attributes.filter(({ name }) => !known.has(name))];
    },
    setDocumentType() {},
    setDocumentMode(_, found) {
      mode = found;
    },
    getDocumentMode: () => mode,
    getFirstChild: (node) => node.children[0] ?? null,
    getChildNodes: (node) => node.children,
    getParentNode: (node) => node.parent,
    getAttrList: (node) => [...node.attributes],
    getTagName: (node) => node.name,
    getNamespaceURI: (node) => node.namespace,
    getTextNodeContent: (node) => node.text,
    getCommentNodeContent: () => "",
    getDocumentTypeNodeName: () => "",
    getDocumentTypeNodePublicId: () => "",
    getDocumentTypeNodeSystemId: () => "",
    isTextNode: (node): node is HtmlNode => node.name === "#text",
    isCommentNode: (node): node is HtmlNode => node.name === "#comment",
    isDocumentTypeNode: (node): node is HtmlNode => node.name === "#doctype",
    isElementNode: (node): node is HtmlNode => !node.name.startsWith("#"),
    setNodeSourceCodeLocation() {},
    getNodeSourceCodeLocation: () => null,
    updateNodeSourceCodeLocation() {},
    onItemPush() {
      depth++;
      if (depth > maxHtmlNesting) throw tooDeep("网页", maxHtmlNesting);
    },
    onItemPop() {
      depth--;
    },
  };
}
