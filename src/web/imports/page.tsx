import { FolderOpenOutlined, InboxOutlined } from "@ant-design/icons";
import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Upload } from "antd";
import { useEffect } from "react";
import { BlankWorkbook } from "../papers/blank.tsx";
import { useTitle } from "../title.ts";
import { EarlierImports } from "./earlier.tsx";
import { ImportProgress } from "./progress.tsx";
import { chooseFolder, droppedFiles, hasFolder } from "./folders.ts";
import { importListQuery } from "./queries.ts";
import type { Chosen, Item } from "./queue.ts";
import { followRun, startFiles, startImport, useQueue } from "./queue.ts";
import { Samples } from "./samples.tsx";

/** Takes files in, shows how far and what came of each; below, the earlier runs. */
export function ImportPage() {
  useTitle("导入");
  const queries = useQueryClient();
  const queue = useQueue();
  const busy = queue.phase === "running";
  const start = (items: Item[]) => void startImport(queries, items);
  const take = (files: Chosen[]) => void startFiles(queries, files);
  const { data } = useInfiniteQuery(importListQuery);
  const active = data?.pages[0]?.items.find(({ state }) => state === "running" || state === "paused")?.id;
  // A run goes on without the page; whoever opens it again sees how far it is.
  useEffect(() => {
    if (active !== undefined) void followRun(queries, active);
  }, [active, queries]);
  return (
    <div className="sheet">
      <h1>导入</h1>
      <div className="import-ways">
        <section
          className="card choose"
          aria-label="选择文件"
          onDropCapture={(event) => {
            if (busy || !hasFolder(event.dataTransfer)) return;
            event.preventDefault();
            event.stopPropagation();
            void droppedFiles(event.dataTransfer).then(take);
          }}
        >
          <Upload.Dragger
            multiple
            disabled={busy}
            showUploadList={false}
            aria-label="选择或拖入文件"
            beforeUpload={(file, files) => {
              // Called once for every file of a drop; the first call takes them all.
              if (file === files[0]) take(files.map((one) => ({ name: one.name, file: one })));
              return Upload.LIST_IGNORE;
            }}
          >
            <p className="drop-icon">
              <InboxOutlined />
            </p>
            <p className="drop-title">{busy ? "正在导入，请稍候" : "把绩效目标文件拖到这里，或点击选择"}</p>
            <p className="quiet">可以是多个文件、文件夹，或装有上万个文件的 zip。系统按内容（不按文件名）认出格式和表样，同一文件重复导入不会产生重复数据。</p>
          </Upload.Dragger>
          <Button icon={<FolderOpenOutlined />} disabled={busy} onClick={() => void chooseFolder().then(take)}>
            选择文件夹
          </Button>
        </section>
        <div className="other-ways">
          <Samples busy={busy} start={start} />
          <BlankWorkbook />
        </div>
      </div>
      <ImportProgress queue={queue} />
      <EarlierImports />
    </div>
  );
}
