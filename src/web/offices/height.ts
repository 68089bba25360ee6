import { type RefObject, useEffect, useRef, useState } from "react";

/** What stays free below. */
const below = 40;

/** How high something may be that reaches from where it stands to the window's lower edge. */
export function useFillHeight(): { box: RefObject<HTMLDivElement | null>; height: number } {
  const box = useRef<HTMLDivElement>(null);
  const [height, setHeight] = useState(400);
  useEffect(() => {
    const measure = () => setHeight(Math.max(240, Math.floor(window.innerHeight - (box.current?.getBoundingClientRect().top ?? 0) - window.scrollY - below)));
    measure();
    window.addEventListener("resize", measure);
    return () => window.removeEventListener("resize", measure);
  }, []);
  return { box, height };
}
