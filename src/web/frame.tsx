import "./frame.css";
import { Link, Outlet } from "@tanstack/react-router";
import { useCallback, useState } from "react";
import { Gate } from "./accounts/gate.tsx";
import { AccountMenu } from "./accounts/menu.tsx";
import { useActor, useMay } from "./accounts/session.ts";
import { ChecksLink } from "./checks/link.tsx";
import { HelpMenu } from "./manual/help.tsx";
import { RunningImport } from "./imports/running.tsx";
import { TourOffer } from "./tour/offer.tsx";
import { TrialMark } from "./trial/mark.tsx";
import { offeredTo } from "./ways.ts";

/** What stands around every page. */
export function Frame() {
  const actor = useActor();
  const may = useMay();
  const [touring, setTouring] = useState(false);
  const endTour = useCallback(() => setTouring(false), []);
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
          {offeredTo(actor).map(({ to, zh }) => (to === "/checks" ? <ChecksLink key={to} /> : <Link key={to} to={to}>{zh}</Link>))}
        </nav>
        <div className="header-end">
          {may("import.read") && <RunningImport />}
          <HelpMenu showRound={() => setTouring(true)} />
          <AccountMenu />
        </div>
      </header>
      <TrialMark />
      <TourOffer again={touring} done={endTour} />
      <main id="content" tabIndex={-1}>
        <Gate>
          <Outlet />
        </Gate>
      </main>
    </>
  );
}
