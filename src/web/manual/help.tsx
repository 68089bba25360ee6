import { QuestionCircleOutlined } from "@ant-design/icons";
import { useMatches } from "@tanstack/react-router";
import { Button, Dropdown } from "antd";
import { useShownSession } from "../accounts/session.ts";
import { chapterOfPage, manualAddress } from "./for-page.ts";

/** 帮助, on every page: its chapter of the manual, the contents, the tour. In a window of its own: nothing that is being written is left. */
export function HelpMenu({ showRound }: { showRound: () => void }) {
  const stage = useShownSession()?.stage;
  const chapter = useChapter();
  const outside = (address: string, zh: string) => (
    <a href={address} target="_blank" rel="noreferrer">
      {zh}
    </a>
  );
  const items = [
    { key: "page", label: outside(manualAddress(chapter), "这一页怎么用") },
    { key: "manual", label: outside("/manual", "使用手册") },
    { key: "codes", label: outside(manualAddress("codes"), "出错代码") },
    ...(stage === "full" || stage === "local" ? [{ key: "tour", label: "重看引导", onClick: showRound }] : []),
    { type: "divider" as const },
    { key: "api", label: outside("/api/docs", "接口文档") },
  ];
  return (
    <Dropdown menu={{ items }} trigger={["click"]} placement="bottomRight">
      <Button type="text" className="person" icon={<QuestionCircleOutlined />} data-tour="help">
        帮助
      </Button>
    </Dropdown>
  );
}

/** Who is not signed in has the page for signing in before them, whatever the address says. */
function useChapter(): string {
  const session = useShownSession();
  const page = useMatches().at(-1)?.fullPath ?? "/";
  const stage = session?.stage ?? "full";
  if (session?.house.mode === "trial" && stage === "none") return "trial";
  if (["none", "factor", "change", "enrol"].includes(stage) && page !== "/setup") return "sign-in";
  if (stage === "local" && session?.house.chosen === false && (page === "/workbench" || page === "/declarations")) return "start";
  return chapterOfPage[page] ?? "README";
}
