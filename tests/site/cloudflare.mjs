// Serves a folder by the rules in it as Cloudflare does, and prints the port; ends with its standard input.
// Arguments: the folder that holds node_modules, the site's folder.
import { createRequire } from "node:module";

const [tools, directory] = process.argv.slice(2);
const { Miniflare } = createRequire(`${tools}/`)("miniflare");
const host = new Miniflare({
  name: "site",
  port: 0,
  modules: true,
  script: "export default { fetch(request, { ASSETS }) { return ASSETS.fetch(request); } }",
  compatibilityDate: "2025-05-01",
  assets: { directory, binding: "ASSETS" },
});
console.log((await host.ready).port);
process.stdin.on("end", () => host.dispose()).resume();
