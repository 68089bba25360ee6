import { Link } from "@tanstack/react-router";
import { useQueue } from "./queue.ts";

/** In the header, while files are being sent: how far, and the way back to the import page. */
export function RunningImport() {
  const { phase, done, total } = useQueue();
  if (phase !== "running") return null;
  return (
    <Link to="/import" className="running">
      正在导入 {done}/{total}
    </Link>
  );
}
