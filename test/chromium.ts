// A real Chromium for the tests of the page: an installed one, else the one whose binary lies inside an npm package.
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { brotliDecompress } from "node:zlib";
import { type Browser, chromium } from "playwright-core";

const cache = fileURLToPath(new URL("../node_modules/.cache/", import.meta.url));
const resolve = createRequire(import.meta.url).resolve;

const flags = [
  ...["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"],
  // No look-ups of its own: the tests run without a network, and nothing shall leave the machine.
  ...["--disable-background-networking", "--disable-component-update", "--disable-sync"],
  // No other machine is found, as in a closed network. Shutting them out by looking at each request (route) would cost
  // a third of all: it takes the browser's cache away, and every page loads every script again.
  "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost",
  // A process fewer to start, and what it would keep ready is forked without it.
  "--no-zygote",
];

/** What Chromium paints goes from one of its processes to the other in files; in memory where there is room, as the disk makes a sixth of the work of it. */
const throughMemory = (): boolean => {
  try {
    const { bavail, bsize } = statfsSync("/dev/shm");
    return bavail * bsize >= 2 ** 30;
  } catch {
    return false;
  }
};

const installed: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  linux: ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge", "microsoft-edge-stable"],
  darwin: [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
  ],
  win32: [
    "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
    "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
  ],
};

/** A program that may be a Chromium, and the libraries that it brings along. */
interface Candidate {
  readonly program: string;
  readonly libraries: string | null;
}

/**
 * Starts Chromium: `CHROMIUM_PATH`, else an installed Chromium, Chrome or Edge, else the one from npm.
 * @throws Error with a Chinese sentence that says what to install, when none of them starts
 */
export async function launchChromium(): Promise<Browser> {
  const failures: string[] = [];
  for (const find of [named, onThisMachine, fromNpm]) {
    try {
      const candidate = await find();
      if (candidate !== null) return await launch(candidate);
    } catch (error) {
      failures.push(
        error instanceof Error ? (error.message.split("\n").find((line) => line.trim() !== "") ?? error.message) : String(error),
      );
    }
  }
  const procHint =
    process.platform === "linux" && !existsSync("/proc/self/exe")
      ? "本机没有挂载 /proc，Chromium 需要它：请先运行 mount -t proc proc /proc。"
      : "";
  throw new Error(
    `网页测试需要 Chromium，但没有一个能启动。${procHint}请安装 Chromium、Chrome 或 Edge（Debian/Ubuntu：apt-get install chromium），或用环境变量 CHROMIUM_PATH 指明它的位置。试过的结果：${failures.join("；") || "本机没有，npm 软件包只有 Linux x64 版"}`,
  );
}

function launch({ program, libraries }: Candidate): Promise<Browser> {
  const env: Record<string, string> = {};
  for (const [name, value] of Object.entries(process.env)) if (value !== undefined) env[name] = value;
  if (process.platform === "linux") env.FONTCONFIG_FILE = chineseFont();
  if (libraries !== null) env.LD_LIBRARY_PATH = [libraries, env.LD_LIBRARY_PATH].filter(Boolean).join(":");
  return chromium.launch({ executablePath: program, args: flags, ignoreDefaultArgs: throughMemory() ? ["--disable-dev-shm-usage"] : [], env, timeout: 60_000 });
}

function named(): Candidate | null {
  const program = process.env.CHROMIUM_PATH;
  return program ? { program, libraries: null } : null;
}

function onThisMachine(): Candidate | null {
  const folders = process.platform === "linux" ? (process.env.PATH ?? "").split(":") : [""];
  for (const name of installed[process.platform] ?? []) {
    for (const folder of folders) {
      const program = path.join(folder, name);
      if (existsSync(program)) return { program, libraries: null };
    }
  }
  return null;
}

/** Unpacks the Chromium of the npm package, once; with the libraries that a bare system lacks (NSS and its kin). */
async function fromNpm(): Promise<Candidate | null> {
  if (process.platform !== "linux" || process.arch !== "x64") return null;
  const home = path.resolve(path.dirname(resolve("@sparticuz/chromium")), "..", "..");
  const folder = path.join(cache, `chromium-${packageVersion(home)}`);
  if (!existsSync(folder)) {
    // Under another name first: tests run side by side, and none may see half a program.
    const fresh = path.join(cache, `chromium.${process.pid}`);
    mkdirSync(fresh, { recursive: true });
    writeFileSync(path.join(fresh, "chromium"), await unpack(path.join(home, "bin", "chromium.br")), { mode: 0o755 });
    for (const [name, bytes] of tarFiles(await unpack(path.join(home, "bin", "al2023.tar.br")))) {
      mkdirSync(path.dirname(path.join(fresh, name)), { recursive: true });
      writeFileSync(path.join(fresh, name), bytes, { mode: 0o755 });
    }
    try {
      renameSync(fresh, folder);
    } catch (error) {
      rmSync(fresh, { recursive: true, force: true });
      if (!existsSync(folder)) throw error;
    }
  }
  return { program: path.join(folder, "chromium"), libraries: path.join(folder, "lib") };
}

const decompress = promisify(brotliDecompress);
const unpack = (file: string): Promise<Buffer> => decompress(readFileSync(file));

function packageVersion(home: string): string {
  const found = /"version":\s*"([^"]+)"/.exec(readFileSync(path.join(home, "package.json"), "utf8"));
  return found?.[1] ?? "unknown";
}

/** The plain files of a tar archive: blocks of 512 bytes, a head (name at 0, size in octal at 124, kind at 156) and the content. */
function* tarFiles(tar: Buffer): Generator<[name: string, bytes: Buffer]> {
  for (let at = 0; at + 512 <= tar.length && tar[at] !== 0; ) {
    const name = tar.toString("utf8", at, at + 100).replace(/\0.*$/s, "");
    const size = Number.parseInt(tar.toString("latin1", at + 124, at + 136), 8);
    const kind = String.fromCharCode(tar[at + 156] ?? 0);
    if (kind === "0" || kind === "\0") yield [name, tar.subarray(at + 512, at + 512 + size)];
    at += 512 + Math.ceil(size / 512) * 512;
  }
}

/** A fontconfig file that adds a Chinese font to whatever the system has, which may be nothing. */
function chineseFont(): string {
  const fonts = path.dirname(resolve("@expo-google-fonts/noto-serif-sc/package.json"));
  const user = process.getuid?.() ?? 0;
  const own = path.join(cache, `fonts.${user}.conf`);
  const lines = [
    '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>',
    '<include ignore_missing="yes">/etc/fonts/fonts.conf</include>',
    ...["400Regular", "700Bold"].map((weight) => `<dir>${path.join(fonts, weight)}</dir>`),
    `<cachedir>${path.join(os.tmpdir(), `dabiao-fonts-${user}`)}</cachedir>`,
    "<alias><family>sans-serif</family><prefer><family>Noto Serif SC</family></prefer></alias>",
    "</fontconfig>",
  ];
  mkdirSync(cache, { recursive: true });
  writeFileSync(own, lines.join("\n"));
  return own;
}
