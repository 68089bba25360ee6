import { EditOutlined, FileAddOutlined } from "@ant-design/icons";
import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import { lazy, Suspense, useState } from "react";
import type { DeclarationAnswer } from "../../server/declarations/contract.ts";
import { useMay } from "../accounts/session.ts";
import { goalStates } from "../../workflow/states.ts";
import type { From } from "./start-dialog.tsx";

// The dialog comes when it is asked for: it is no part of the first page.
const StartDialog = lazy(async () => ({ default: (await import("./start-dialog.tsx")).StartDialog }));

/** Leads on to drafting: this table where it may be edited, else (and beside it) a new one that begins with it. */
export function DraftButtons({ answer }: { answer: DeclarationAnswer }) {
  const { id, state, declaration } = answer;
  const may = useMay();
  if (!may("declaration.edit")) return null;
  return (
    <>
      {!goalStates[state].frozen && (
        <Link to="/declarations/$id/edit" params={{ id }}>
          <Button type="primary" icon={<EditOutlined />}>
            编制
          </Button>
        </Link>
      )}
      <StartDraft label="复制到新年度" from={{ id, name: declaration.project.name, year: declaration.year, form: declaration.form }} />
    </>
  );
}

/** A button that asks for year, project and form, and goes to the new draft. */
export function StartDraft({ label, from = null }: { label: string; from?: From | null }) {
  const [open, setOpen] = useState(false);
  if (!useMay()("declaration.edit")) return null;
  return (
    <>
      <Button icon={<FileAddOutlined />} onClick={() => setOpen(true)}>
        {label}
      </Button>
      {open && (
        <Suspense fallback={null}>
          <StartDialog label={label} from={from} close={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
