// Prints what Netlify reads in the rules of a site: headers for paths, redirects, and what is wrong.
// Arguments: the folder that holds node_modules, the site's folder, paths.
import { pathToFileURL } from "node:url";

const [tools, site, ...paths] = process.argv.slice(2);
const load = (name) => import(pathToFileURL(`${tools}/node_modules/@netlify/${name}/lib/index.js`));
const { parseAllHeaders } = await load("headers-parser");
const { parseAllRedirects } = await load("redirect-parser");

const { headers, errors } = await parseAllHeaders({ headersFiles: [`${site}/_headers`], minimal: false });
const moved = await parseAllRedirects({ redirectsFiles: [`${site}/_redirects`], minimal: true });
const given = paths.map((path) => headers.filter((rule) => rule.forRegExp.test(path)).map((rule) => rule.values));
console.log(JSON.stringify({ given, redirects: moved.redirects, errors: [...errors, ...moved.errors].map(String) }));
