import "./trial.css";
import { Link } from "@tanstack/react-router";
import { useShownSession } from "../accounts/session.ts";

/** On every page of a trial, so that nobody takes it for the real thing. */
export function TrialMark() {
  const session = useShownSession();
  if (session?.house.mode !== "trial") return null;
  return (
    <aside className="trial-mark" aria-label="试用">
      试用：全部内容都是虚构的。
      {session.person !== null && <Link to="/trial">换一个人</Link>}
    </aside>
  );
}
