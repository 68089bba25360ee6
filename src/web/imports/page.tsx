import { InboxOutlined } from "@ant-design/icons";
import { useQueryClient } from "@tanstack/react-query";
import { Upload } from "antd";
import { useTitle } from "../title.ts";
import { EarlierImports } from "./earlier.tsx";
import { ImportProgress } from "./progress.tsx";
import type { Item } from "./queue.ts";
import { fileItems, startImport, useQueue } from "./queue.ts";
import { Samples } from "./samples.tsx";

/** Takes files in, shows how far and what came of each; below, the earlier runs. */
export function ImportPage() {
  useTitle("导入");
  const queries = useQueryClient();
  const queue = useQueue();
  const busy = queue.phase === "running";
  const start = (items: Item[]) => void startImport(queries, items);
  return (
    <div className="sheet">
      <h1>导入</h1>
      <div className="import-ways">
        <section className="card" aria-label="选择文件">
          <Upload.Dragger
            multiple
            disabled={busy}
            showUploadList={false}
            aria-label="选择或拖入文件"
            beforeUpload={(file, files) => {
              // Called once for every file of a drop; the first call takes them all.
              if (file === files[0]) start(fileItems(files));
              return Upload.LIST_IGNORE;
            }}
          >
            <p className="drop-icon">
              <InboxOutlined />
            </p>
            <p className="drop-title">{busy ? "正在导入，请稍候" : "把绩效目标文件拖到这里，或点击选择"}</p>
            <p className="quiet">一次可以选多个文件。系统按内容（不按文件名）认出格式和表样，同一文件重复导入不会产生重复数据。</p>
          </Upload.Dragger>
        </section>
        <Samples busy={busy} start={start} />
      </div>
      <ImportProgress queue={queue} />
      <EarlierImports />
    </div>
  );
}
