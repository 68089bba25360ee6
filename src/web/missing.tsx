import { Link } from "@tanstack/react-router";
import { Empty } from "antd";

/** An address that leads nowhere. */
export function Missing() {
  return (
    <div className="sheet">
      <h1>没有这个页面</h1>
      <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description="地址可能写错了，请从上面的导航重新进入">
        <Link to="/">回到首页</Link>
      </Empty>
    </div>
  );
}
