import "./frame.css";
import { Link, Outlet } from "@tanstack/react-router";
import { useCallback, useState } from "react";
import { Gate } from "./accounts/gate.tsx";
import { AccountMenu } from "./accounts/menu.tsx";
import { useMay } from "./accounts/session.ts";
import { HelpMenu } from "./manual/help.tsx";
import { RunningImport } from "./imports/running.tsx";
import { Nav } from "./nav.tsx";
import { TourOffer } from "./tour/offer.tsx";
import { TrialMark } from "./trial/mark.tsx";

/** What stands around every page. */
export function Frame() {
  const may = useMay();
  const [touring, setTouring] = useState(false);
  const endTour = useCallback(() => setTouring(false), []);
  return (
    <>
      <a className="skip" href="#content">
        跳到正文
      </a>
      <header className="header">
        <Link to="/" className="brand" title="首页">
          <img src="/favicon.svg" alt="" width={26} height={26} />
          <strong>达标</strong>
          <span className="motto">预算绩效目标</span>
          <span className="unseen">首页</span>
        </Link>
        <Nav />
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
