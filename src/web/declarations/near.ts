// Long lists keep only what is near the window.
import { type RefObject, startTransition, useEffect, useState } from "react";
import { flushSync } from "react-dom";

/** How far beyond the window things are drawn: two screens, so that nobody who scrolls meets an empty place. */
const beyond = "1500px 0px";

type Tell = (near: boolean, height: number) => void;
const tellers = new WeakMap<Element, Tell>();
let watcher: IntersectionObserver | null = null;

/** One watcher for all: a thousand of them would each look at every frame. */
function watch(element: Element, tell: Tell): () => void {
  watcher ??= new IntersectionObserver(
    (entries) => {
      // What comes is drawn a little at a time, between frames.
      startTransition(() => {
        for (const { target, isIntersecting, boundingClientRect } of entries) tellers.get(target)?.(isIntersecting, boundingClientRect.height);
      });
    },
    { rootMargin: beyond },
  );
  tellers.set(element, tell);
  watcher.observe(element);
  return () => {
    tellers.delete(element);
    watcher?.unobserve(element);
  };
}

/** Whether an element is near the window, and how high it was when it was last drawn. What holds the keyboard stays near. */
export function useNear(place: RefObject<HTMLElement | null>, first: boolean, guess: number): { near: boolean; height: number } {
  const [state, setState] = useState({ near: first, height: guess });
  useEffect(() => {
    const element = place.current;
    if (element === null) return;
    return watch(element, (near, height) => setState((known) => (near === known.near || element.contains(document.activeElement) ? known : { near, height: known.near ? height : known.height })));
  }, [place]);
  return state;
}

/** True while the page is put on paper. */
export function usePrinting(): boolean {
  const [printing, setPrinting] = useState(false);
  useEffect(() => {
    // The sheets are made right after the event.
    const begin = () => flushSync(() => setPrinting(true));
    const end = () => setPrinting(false);
    addEventListener("beforeprint", begin);
    addEventListener("afterprint", end);
    return () => {
      removeEventListener("beforeprint", begin);
      removeEventListener("afterprint", end);
    };
  }, []);
  return printing;
}
