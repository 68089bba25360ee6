import { DownloadOutlined } from "@ant-design/icons";
import { Alert, Button, Table, Tag } from "antd";
import type { OfficeImport } from "../../server/offices/contract.ts";
import { roles } from "../../workflow/roles.ts";
import { moment } from "../moment.ts";

type People = OfficeImport["people"];
type Person = People["items"][number];

const rolesText = ({ roles: given }: Person): string => given.map(({ role, office }) => `${roles[role].zh}（${office}）`).join("、");

/** Who gets an account or a role; once written, with the codes, which are shown only here. */
export function PeopleTable({ people: { items, unchanged }, isWritten }: { people: People; isWritten: boolean }) {
  const isHanded = isWritten && items.some(({ code }) => code !== null);
  return (
    <section aria-label="人员">
      <h3>人员</h3>
      <p>
        {items.length === 0 ? "没有变化" : `${items.filter(({ isNew }) => isNew).length} 个新账号，${items.filter(({ isNew }) => !isNew).length} 人增加角色`}，{unchanged} 人不变。
      </p>
      {isHanded && (
        <Alert
          type="warning"
          showIcon
          title="一次性登录码只显示这一次，请现在下载，当面交给本人。"
          action={
            <Button type="primary" icon={<DownloadOutlined />} onClick={() => void download(items)}>
              下载登录码
            </Button>
          }
        />
      )}
      {items.length > 0 && (
        <Table<Person>
          size="small"
          rowKey="login"
          pagination={items.length > 100 ? { pageSize: 100, showSizeChanger: false } : false}
          dataSource={items}
          columns={[
            { title: "", width: 84, render: (_, { isNew }) => <Tag color={isNew ? "success" : "warning"}>{isNew ? "新账号" : "新角色"}</Tag> },
            { title: "登录名", dataIndex: "login", width: 130 },
            { title: "姓名", dataIndex: "name", width: 90 },
            { title: "角色", render: (_, person) => rolesText(person) },
            ...(isHanded ? [{ title: "一次性登录码", width: 230, className: "figures", render: (_: unknown, { code, codeUntil }: Person) => (code === null || codeUntil === null ? "—" : `${code}（${moment(codeUntil)} 前）`) }] : []),
          ]}
        />
      )}
    </section>
  );
}

/** The writer of workbooks comes when it is asked for. */
async function download(items: readonly Person[]): Promise<void> {
  const { codesWorkbook } = await import("../../organisation/codes.ts");
  const bytes = await codesWorkbook(items.flatMap((person) => (person.code === null || person.codeUntil === null ? [] : [{ login: person.login, name: person.name, roles: rolesText(person), code: person.code, until: moment(person.codeUntil) }])));
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([new Uint8Array(bytes)], { type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" }));
  link.download = "一次性登录码.xlsx";
  link.click();
  URL.revokeObjectURL(link.href);
}
