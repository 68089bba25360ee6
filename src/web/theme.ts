import type { ThemeConfig } from "antd";

/** Fonts that the machine has: the page loads none. */
const fonts = '"PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Source Han Sans SC",sans-serif';

/** A calm blue and a dense grid: a whole table should fit on 1366 × 768. */
export const theme: ThemeConfig = {
  cssVar: { key: "dabiao" },
  hashed: false,
  token: {
    fontFamily: fonts,
    colorPrimary: "#1d4e89",
    colorLink: "#1d4e89",
    colorInfo: "#1d4e89",
    // Darker than antd's own, which are too pale for text on white.
    colorSuccess: "#2c7a1f",
    colorWarning: "#a15c00",
    colorError: "#c0271f",
    colorInfoBg: "#edf4fc",
    colorInfoBorder: "#bcd6f2",
    colorSuccessBg: "#f0f9ec",
    colorSuccessBorder: "#bfe3b4",
    colorWarningBg: "#fff6e5",
    colorWarningBorder: "#f5d59c",
    colorErrorBg: "#fff1f0",
    colorErrorBorder: "#ffc9c4",
    colorTextSecondary: "#55606e",
    colorTextTertiary: "#5f6b7a",
    colorTextPlaceholder: "#616c7b",
    // What antd makes of the brand's blue is a grey.
    controlItemBgActive: "#dbe8f7",
    controlItemBgActiveHover: "#cfe0f4",
    borderRadius: 4,
    fontSize: 14,
    // Who asked their system for less movement gets dialogs and menus that stand there at once.
    motion: !window.matchMedia("(prefers-reduced-motion: reduce)").matches,
  },
  components: {
    Table: { cellPaddingBlockSM: 6, cellPaddingInlineSM: 7, headerBg: "#f3f6fa", headerColor: "#2b3a4d", rowHoverBg: "#f2f7fd" },
    Descriptions: { labelBg: "#f3f6fa", labelColor: "#465364" },
    Layout: { bodyBg: "#f4f6f9" },
  },
};

const tight = { paddingBlock: 5, paddingInline: 12 };
/** Descriptions have no token for their padding. */
export const descriptionStyles = { label: tight, content: tight };
