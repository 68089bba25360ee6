// Reads Word files one after the other until 500 forms were read, and says the largest memory of this process, in MB.
import { files } from "./documents.ts";

const mammoth = process.argv[2] === "mammoth" ? (await import("mammoth")).default : null;
const { readDocument } = await import("../src/index.ts");
const loaded = await files(".docx");
// What a file holds is asked once; then only the reader that is measured works.
const forms = new Map<string, number>();
if (mammoth) for (const { name, bytes } of loaded) forms.set(name, (await readDocument(bytes, name)).declarations.length);
for (let read = 0; read < 500; ) {
  for (const { name, bytes } of loaded) {
    if (mammoth) await mammoth.convertToHtml({ buffer: Buffer.from(bytes) });
    read += mammoth ? (forms.get(name) ?? 0) : (await readDocument(bytes, name)).declarations.length;
  }
}
process.stdout.write(String(process.resourceUsage().maxRSS / 1024));
