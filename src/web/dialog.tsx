import { Modal, type ModalProps } from "antd";
import { useEffect, useState } from "react";

/** A modal that is open for as long as it is there. When it goes, the focus is again where it was before. */
export function Dialog(props: ModalProps) {
  // antd gives the focus back only at the end of its closing motion, which a modal that is taken away does not live to see.
  const [before] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      const isLost = document.activeElement === null || document.activeElement === document.body;
      if (isLost && before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    },
    [before],
  );
  return <Modal open {...props} />;
}
