import { Link } from "@tanstack/react-router";
import { Empty } from "antd";

/** An address that leads nowhere. */
export function Missing() {
  return (
    <div className="sheet">
      <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description="没有这个页面，地址可能写错了">
        <Link to="/declarations">回到目标表</Link>
      </Empty>
    </div>
  );
}
