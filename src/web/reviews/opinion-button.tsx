import { FormOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { lazy, Suspense, useState } from "react";

/** The form comes when it is first opened; it is no part of the page of a declaration. */
const Drawer = lazy(() => import("./opinion-drawer.tsx"));

/** Opens 审核意见表 of the declaration on the page. */
export function OpinionButton() {
  const [open, setOpen] = useState<boolean | null>(null);
  return (
    <>
      <Button icon={<FormOutlined />} onClick={() => setOpen(true)}>
        审核意见表
      </Button>
      {open !== null && (
        <Suspense>
          <Drawer open={open} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
