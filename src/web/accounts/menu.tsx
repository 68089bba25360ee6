import { UserOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Button, Dropdown } from "antd";
import { roles } from "../../workflow/roles.ts";
import { PersonName } from "../person/name.tsx";
import { personQuery } from "../person/queries.ts";
import { useShownSession } from "./session.ts";
import { signOut } from "./sign-in.tsx";

/** At the end of the header: alone on the machine the person's name, else who is signed in. */
export function AccountMenu() {
  const session = useShownSession();
  const navigate = useNavigate();
  const { data: named } = useQuery(personQuery);
  // Before the house is chosen nobody is asked for a name.
  if (session?.stage === "local") return session.house.chosen || named?.person ? <PersonName /> : null;
  if (session?.stage !== "full" || session.person === null) return null;
  const { name, roles: held } = session.person;
  const items = [
    { key: "roles", disabled: true, label: held.length === 0 ? "还没有角色" : held.map(({ role, name: office }) => `${roles[role].zh}（${office}）`).join("、") },
    { type: "divider" as const },
    ...(session.house.mode === "trial" ? [{ key: "other", label: "换一个人", onClick: () => void navigate({ to: "/trial" }) }] : []),
    { key: "me", label: "我的账号", onClick: () => void navigate({ to: "/me" }) },
    { key: "out", label: "退出登录", onClick: () => void signOut() },
  ];
  return (
    <Dropdown menu={{ items }} trigger={["click"]} placement="bottomRight">
      <Button type="text" className="person" icon={<UserOutlined />} aria-label={`${name}，我的账号`}>
        {name}
      </Button>
    </Dropdown>
  );
}
