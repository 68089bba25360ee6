import { DownOutlined } from "@ant-design/icons";
import { Link, useLocation } from "@tanstack/react-router";
import { Dropdown } from "antd";
import { useActor } from "./accounts/session.ts";
import { ChecksLink } from "./checks/link.tsx";
import { entriesFor, offeredTo, type Way } from "./ways.ts";

/** The main navigation: pages side by side, groups of them behind a word. */
export function Nav() {
  const entries = entriesFor(offeredTo(useActor()));
  return <nav aria-label="主导航">{entries.map((entry) => ("ways" in entry ? <Folded key={entry.group} zh={entry.zh} ways={entry.ways} /> : <WayLink key={entry.to} way={entry} />))}</nav>;
}

function WayLink({ way: { to, zh } }: { way: Way }) {
  return to === "/checks" ? <ChecksLink /> : <Link to={to}>{zh}</Link>;
}

/** Opened by pointer, by Enter and by the arrow keys; marked when the page is one of its own. */
function Folded({ zh, ways }: { zh: string; ways: Way[] }) {
  const { pathname } = useLocation();
  const here = ways.find(({ to }) => pathname === to || pathname.startsWith(`${to}/`));
  const items = ways.map((way) => ({ key: way.to, label: <WayLink way={way} /> }));
  return (
    <Dropdown menu={{ items, selectedKeys: here === undefined ? [] : [here.to] }} trigger={["click"]} placement="bottomLeft">
      <button type="button" className={here === undefined ? "nav-group" : "nav-group active"} data-holds={ways.map(({ to }) => to).join(" ")} aria-haspopup="menu" {...(here && { "aria-current": "true" as const })}>
        {here === undefined ? zh : `${zh}：${here.zh}`} <DownOutlined aria-hidden />
      </button>
    </Dropdown>
  );
}
