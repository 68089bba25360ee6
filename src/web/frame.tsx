import "./frame.css";
import { Link, Outlet } from "@tanstack/react-router";
import { ChecksLink } from "./checks/link.tsx";
import { RunningImport } from "./imports/running.tsx";
import { PersonName } from "./person/name.tsx";

/** What stands around every page. */
export function Frame() {
  return (
    <>
      <a className="skip" href="#content">
        跳到正文
      </a>
      <header className="header">
        <Link to="/declarations" className="brand">
          <img src="/favicon.svg" alt="" width={26} height={26} />
          <strong>达标</strong>
          <span>预算绩效目标</span>
        </Link>
        <nav aria-label="主导航">
          <Link to="/declarations">目标表</Link>
          <ChecksLink />
          <Link to="/import">导入</Link>
          <Link to="/rules">审核规则</Link>
          <Link to="/projects">项目</Link>
          <Link to="/offices">组织</Link>
          <Link to="/audit">审计</Link>
        </nav>
        <div className="header-end">
          <RunningImport />
          <a href="/api/docs" target="_blank" rel="noreferrer">
            接口文档
          </a>
          <PersonName />
        </div>
      </header>
      <main id="content" tabIndex={-1}>
        <Outlet />
      </main>
    </>
  );
}
