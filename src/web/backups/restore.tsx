import { Typography } from "antd";
import type { BackupList } from "../../server/backups/contract.ts";

/** The exact commands: a backup goes only into an empty place, and never over what is there. */
export function HowToRestore({ list: { items, folder } }: { list: BackupList }) {
  const last = items.find(({ whole }) => whole !== false);
  const file = last ? `${folder}/${last.name}` : "备份文件";
  const passphrase = last?.encrypted ? " --passphrase-file 口令文件" : "";
  return (
    <section className="card" aria-label="怎样恢复">
      <h2>怎样恢复</h2>
      <p>备份只恢复到空的地方，不会盖掉现在的数据。在服务器上运行：</p>
      <Command text={`DABIAO_DATA=/srv/dabiao-new npx dabiao restore${passphrase} ${file}`} />
      <p>说“逐表核对相符”以后，用新的文件夹启动，登录看一看：</p>
      <Command text="DABIAO_DATA=/srv/dabiao-new DABIAO_PORT=7800 npx dabiao serve" />
      <p className="quiet">没有恢复过的备份只是希望：请每季度在另一台机器上演练一次。没有加密的备份里没有双因素的密钥，请把原来数据文件夹里的 secret.key 也放进新的数据文件夹（在启动以前）。</p>
    </section>
  );
}

const Command = ({ text }: { text: string }) => (
  <Typography.Paragraph copyable={{ text, tooltips: ["复制", "已复制"] }} className="backups-command">
    <code>{text}</code>
  </Typography.Paragraph>
);
