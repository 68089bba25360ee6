import { chaptersOf } from "./chapters.ts";

const named = (files: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(files).map(([path, content]) => [/([^/]+?)(?:\.md)?$/.exec(path)?.[1] ?? path, content]));

/** All chapters: they come with the page of the manual and with no other. */
export const book = chaptersOf(named(import.meta.glob<string>("../../../docs/manual/*.md", { query: "?raw", import: "default", eager: true })));

/** Addresses of the pictures by the name of their file. */
export const pictures = named(import.meta.glob<string>("../../../docs/manual/pictures/*.png", { query: "?url", import: "default", eager: true }));
