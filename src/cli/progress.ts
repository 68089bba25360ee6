/** A line on a terminal that says how far something is; nothing where the output goes to a file. */
export function bar(word: string, stream: NodeJS.WriteStream = process.stderr): { show(done: number, of: number): void; clear(): void } {
  let told = "";
  const write = (text: string): void => {
    if (!stream.isTTY || text === told) return;
    told = text;
    stream.write(`\r\u001b[K${text}`);
  };
  return {
    show: (done, of) => write(of === 0 ? word : `${word} ${Math.floor((100 * done) / of)}%（${done}/${of}）`),
    clear: () => write(""),
  };
}
