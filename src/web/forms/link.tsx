import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import type { FormId } from "../../declaration/schema.ts";
import type { Problem } from "../../problem.ts";
import { useMay } from "../accounts/session.ts";

interface Props {
  document: string;
  /** Null: nothing at all was recognised. */
  form: FormId | null;
  problems: readonly Pick<Problem, "code">[];
}

/** The way to mapping a document's layout: where its form was not recognised, is the house's own, or left texts unplaced. */
export function LayoutLink({ document, form, problems }: Props) {
  const may = useMay();
  const troubled = problems.some(({ code }) => code === "READ-03" || code === "READ-04");
  if (!may("form.map") || !(form === null || form === "generic" || form.startsWith("own-") || troubled)) return null;
  return (
    <Link to="/documents/$id/layout" params={{ id: document }}>
      <Button size="small" tabIndex={-1}>
        核对版式
      </Button>
    </Link>
  );
}
