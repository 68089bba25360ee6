import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { calls } from "./calls.ts";
import { sessionQuery } from "./session.ts";

const key = "dabiao.touched";
const touchEvery = 10_000;
const lookEvery = 30_000;

/** Signs out when nobody has touched the page for so long, in any of the tabs; null: never. What the page asks by itself does not count. */
export function useIdleEnd(minutes: number | null): void {
  const queries = useQueryClient();
  useEffect(() => {
    if (minutes === null) return;
    let last = 0;
    const touch = () => {
      if (Date.now() - last < touchEvery) return;
      last = Date.now();
      localStorage.setItem(key, String(last));
    };
    const look = async () => {
      if (Date.now() - Number(localStorage.getItem(key)) < minutes * 60_000) return;
      queries.setQueryData(sessionQuery.queryKey, await calls.signOut());
    };
    touch();
    const events = ["pointerdown", "keydown", "wheel", "pointermove"] as const;
    for (const event of events) window.addEventListener(event, touch, { passive: true });
    const timer = setInterval(() => void look().catch(() => undefined), lookEvery);
    return () => {
      clearInterval(timer);
      for (const event of events) window.removeEventListener(event, touch);
    };
  }, [minutes, queries]);
}
