const steps = ["B", "KB", "MB", "GB", "TB"] as const;

/** A number of bytes as people say it: 12.3 MB. */
export function sizeOf(bytes: number): string {
  const step = bytes < 1 ? 0 : Math.min(steps.length - 1, Math.floor(Math.log2(bytes) / 10));
  const value = bytes / 1024 ** step;
  return `${value.toFixed(step === 0 || value >= 100 ? 0 : 1)} ${steps[step] ?? ""}`;
}
