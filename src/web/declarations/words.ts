// The page calls the parts of a declaration what the server calls them.
export * from "../../declaration/names.ts";
