/** Prints a page that the server made, without leaving this one. */
export async function printPage(address: string): Promise<void> {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  const frame = document.createElement("iframe");
  frame.className = "print-frame";
  frame.title = "打印";
  frame.srcdoc = await answer.text();
  await new Promise<void>((resolve) => {
    frame.addEventListener("load", () => resolve(), { once: true });
    document.body.append(frame);
  });
  const { contentWindow } = frame;
  // The dialogue may outlive the call of print(): the frame goes when the browser says that it is done.
  contentWindow?.addEventListener("afterprint", () => frame.remove(), { once: true });
  contentWindow?.focus();
  contentWindow?.print();
}
