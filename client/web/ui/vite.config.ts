import { defineConfig, type Plugin } from "vite";

// The files are ours and asked for with our cookie: no cross-origin mode is wanted.
const plainTags: Plugin = {
  name: "plain-tags",
  enforce: "post",
  transformIndexHtml: (html) => html.replaceAll(" crossorigin", ""),
};

// Three files with fixed names, so that the program can embed them and its policy can name them.
export default defineConfig({
  base: "/",
  plugins: [plainTags],
  esbuild: { jsx: "automatic", jsxImportSource: "preact", legalComments: "none" },
  build: {
    target: "es2022",
    outDir: "dist",
    emptyOutDir: true,
    assetsInlineLimit: 0,
    cssCodeSplit: false,
    sourcemap: false,
    modulePreload: false,
    reportCompressedSize: true,
    rollupOptions: {
      output: {
        inlineDynamicImports: true,
        entryFileNames: "app.js",
        assetFileNames: "app[extname]",
      },
    },
  },
});
