import { Button, Tour } from "antd";
import { useMemo, useState } from "react";
import type { Actor } from "../../workflow/actor.ts";
import { stopsFor } from "./steps.ts";

/** 引导: a few stops for the person's role, left at any time. @param leave `all`: not for others in this browser either */
export function TourOf({ actor, leave }: { actor: Actor; leave: (all: boolean) => void }) {
  const [current, setCurrent] = useState(0);
  const steps = useMemo(
    () =>
      stopsFor(actor)
        .filter(({ at }) => at === null || document.querySelector(at) !== null)
        .map(({ title, text, at }) => ({ title, description: text, ...(at === null ? {} : { target: () => document.querySelector(at) as HTMLElement }) })),
    [actor],
  );
  return (
    <Tour
      open
      current={current}
      steps={steps}
      onChange={setCurrent}
      onClose={() => leave(false)}
      onFinish={() => leave(false)}
      mask={{ color: "rgb(15 30 50 / 30%)" }}
      actionsRender={(buttons, { current: at, total }) => (
        <>
          {at === 0 && actor.mode === "trial" && (
            <Button size="small" type="link" onClick={() => leave(true)}>
              谁来都不再引导
            </Button>
          )}
          {at < total - 1 && (
            <Button size="small" onClick={() => leave(false)}>
              跳过
            </Button>
          )}
          {buttons}
        </>
      )}
    />
  );
}
