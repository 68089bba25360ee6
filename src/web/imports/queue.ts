// The import that this page is sending: its queue lives outside the pages, so that one can look around meanwhile.
// What came of each file is the server's to say and stands in the query cache with the import run.
import type { QueryClient } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import type { ImportedFile } from "../../server/imports/contract.ts";
import type { ApiProblem, Stop } from "../request.ts";
import { api } from "../api.ts";
import { ApiProblem as Refused, asProblem } from "../request.ts";
import { declarationsKey } from "../declarations/queries.ts";
import { importListKey, importQuery } from "./queries.ts";

/** One thing to import and how it is sent. */
export interface Item {
  name: string;
  send: (run: string, stop: Stop) => Promise<ImportedFile>;
}

export interface Queue {
  phase: "idle" | "running" | "done" | "cancelled";
  run: string | null;
  total: number;
  done: number;
  current: string | null;
  /** Whether the server reads the files from its line, which goes on without this page. */
  queued: boolean;
  /** Files whose request was refused or never arrived: the run does not know them. */
  lost: { name: string; problem: ApiProblem }[];
}

const idle: Queue = { phase: "idle", run: null, total: 0, done: 0, current: null, queued: false, lost: [] };
let queue = idle;
let stopper = new AbortController();
const listeners = new Set<() => void>();

function set(part: Partial<Queue>): void {
  queue = { ...queue, ...part };
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const useQueue = (): Queue => useSyncExternalStore(subscribe, () => queue);

/** A file and its name as it is shown, with the folders it was chosen with. */
export interface Chosen {
  name: string;
  file: File;
}

/** Files of one request at most, and their bytes. */
const batch = { files: 50, bytes: 8 * 1024 * 1024 };

export const sampleItem = (name: string): Item => ({ name, send: (run, stop) => api.importSample(run, name, stop) });

/** Stops after the file that is on its way; what was imported stays. */
export async function cancelImport(): Promise<void> {
  const { run, queued } = queue;
  stopper.abort();
  // A run that is done by now has nothing to cancel.
  if (run !== null && queued) await api.moveImport(run, "cancel").catch(() => undefined);
}

/** The browser asks before it closes the page while files are waiting. */
const holdPage = (event: BeforeUnloadEvent): void => event.preventDefault();

async function sendOne(queries: QueryClient, run: string, item: Item): Promise<void> {
  set({ current: item.name });
  try {
    const file = await item.send(run, { signal: stopper.signal });
    queries.setQueryData(importQuery(run).queryKey, (known) => known && { ...known, files: [...known.files, file] });
  } catch (error) {
    if (stopper.signal.aborted) return;
    set({ lost: [...queue.lost, { name: item.name, problem: asProblem(error) }] });
  }
  set({ done: queue.done + 1 });
}

/** Starts an import run and sends its files one after the other; resolves when all were sent or it was cancelled. */
export async function startImport(queries: QueryClient, items: Item[]): Promise<void> {
  if (queue.phase === "running" || items.length === 0) return;
  stopper = new AbortController();
  set({ ...idle, phase: "running", total: items.length });
  window.addEventListener("beforeunload", holdPage);
  try {
    const run = await api.startImport();
    queries.setQueryData(importQuery(run.id).queryKey, run);
    set({ run: run.id });
    for (const item of items) {
      if (stopper.signal.aborted) break;
      await sendOne(queries, run.id, item);
    }
  } catch (error) {
    set({ lost: items.map(({ name }) => ({ name, problem: asProblem(error) })) });
  } finally {
    window.removeEventListener("beforeunload", holdPage);
    set({ phase: stopper.signal.aborted ? "cancelled" : "done", current: null });
    await Promise.all([
      queries.invalidateQueries({ queryKey: importListKey }),
      queries.invalidateQueries({ queryKey: declarationsKey }),
    ]);
  }
}

/** Sends files to the server's line, batch by batch, and follows the run until its last file is done. */
export async function startFiles(queries: QueryClient, files: Chosen[]): Promise<void> {
  if (queue.phase === "running" || files.length === 0) return;
  stopper = new AbortController();
  set({ ...idle, phase: "running", queued: true, total: files.length });
  window.addEventListener("beforeunload", holdPage);
  let unsent = files.length;
  try {
    const run = await api.announceImport(files.length);
    queries.setQueryData(importQuery(run.id).queryKey, run);
    set({ run: run.id });
    const following = follow(queries, run.id, () => unsent);
    for (const some of batches(files)) {
      if (stopper.signal.aborted) break;
      await sendBatch(run.id, some);
      unsent -= some.length;
    }
    unsent = 0;
    window.removeEventListener("beforeunload", holdPage);
    await following;
  } catch (error) {
    set({ lost: files.slice(files.length - unsent).map(({ name }) => ({ name, problem: asProblem(error) })) });
    unsent = 0;
  }
  await end(queries);
}

/** Takes up a run that the server is working on: after a reload, or one that another page began. */
export async function followRun(queries: QueryClient, id: string): Promise<void> {
  if (queue.phase === "running" || queue.run === id) return;
  stopper = new AbortController();
  set({ ...idle, phase: "running", queued: true, run: id });
  await follow(queries, id, () => 0);
  await end(queries);
}

async function end(queries: QueryClient): Promise<void> {
  window.removeEventListener("beforeunload", holdPage);
  const run = queue.run === null ? undefined : queries.getQueryData(importQuery(queue.run).queryKey);
  set({ phase: stopper.signal.aborted || run?.state === "cancelled" ? "cancelled" : "done", current: null });
  await Promise.all([queries.invalidateQueries({ queryKey: importListKey }), queries.invalidateQueries({ queryKey: declarationsKey })]);
}

function* batches(files: Chosen[]): Generator<Chosen[]> {
  let some: Chosen[] = [];
  let bytes = 0;
  for (const one of files) {
    if (some.length > 0 && (some.length >= batch.files || bytes + one.file.size > batch.bytes)) {
      yield some;
      some = [];
      bytes = 0;
    }
    some.push(one);
    bytes += one.file.size;
  }
  if (some.length > 0) yield some;
}

const sleep = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** How often a batch is sent again while the server cannot be reached. */
const tries = 15;

async function sendBatch(run: string, files: Chosen[]): Promise<void> {
  const key = crypto.randomUUID();
  for (let nth = 1; ; nth++) {
    try {
      await api.queueFiles(run, key, files, { signal: stopper.signal });
      return;
    } catch (error) {
      if (stopper.signal.aborted) return;
      if (!(error instanceof Refused) || (error.status !== null && error.status !== 503) || nth === tries) throw error;
      await sleep(2_000);
    }
  }
}

/** Asks how the run stands until nothing of it waits any more, here or there. */
async function follow(queries: QueryClient, id: string, unsent: () => number): Promise<void> {
  for (;;) {
    const run = await api.import(id).catch(() => null);
    if (run !== null) {
      queries.setQueryData(importQuery(id).queryKey, run);
      const { imported, unchanged, failed, waiting } = run.counts;
      const done = imported + unchanged + failed;
      set({ done, total: done + waiting + unsent() });
      if (run.state === "cancelled" || run.state === "undone" || (unsent() === 0 && waiting === 0 && run.state === "done")) return;
    }
    await sleep(run !== null && run.counts.waiting <= 20 ? 150 : 1_000);
  }
}
