import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

// `npx vite` serves the page while developing and hands API calls to a running `npm start`.
const server = `http://127.0.0.1:${process.env.DABIAO_PORT ?? "7700"}`;

export default defineConfig({
  root: "src/web",
  plugins: [react()],
  build: {
    outDir: "../../dist/web",
    emptyOutDir: true,
    target: "es2022",
    // The content security policy allows neither inline script nor data: addresses, and none is needed.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1500,
  },
  server: { proxy: { "/api": server } },
});
