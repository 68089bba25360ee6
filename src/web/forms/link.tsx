import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import type { FormId } from "../../declaration/schema.ts";
import { useMay } from "../accounts/session.ts";

/** The way to mapping a document's layout: where its form was not recognised, is the house's own, or left texts unplaced. */
export function LayoutLink({ document, form, troubled }: { document: string; form: FormId; troubled: boolean }) {
  const may = useMay();
  if (!may("form.map") || !(form === "generic" || form.startsWith("own-") || troubled)) return null;
  return (
    <Link to="/documents/$id/layout" params={{ id: document }}>
      <Button size="small" tabIndex={-1}>
        核对版式
      </Button>
    </Link>
  );
}
