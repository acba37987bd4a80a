// Copies exactly the files that libman.json lists into WEBROOT, as LibMan would: node restore-libraries.mjs WEBROOT
// The bytes come from npm, whose lock file pins the hash of every package.
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, renameSync, rmSync, copyFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const webRoot = process.argv[2];

function fail(message) {
  console.error(message);
  process.exit(1);
}

const npm = spawnSync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], {
  cwd: here,
  encoding: "utf8",
  shell: process.platform === "win32", // npm is a script there
});
if (npm.error) fail("npm, which comes with Node.js, was not found. Install Node.js 20 or later, then build again.");
if (npm.status !== 0) fail(`npm could not fetch the packages of wwwroot-assets/package-lock.json: ${npm.stderr.trim().split("\n")[0]}`);

rmSync(join(webRoot, "lib"), { recursive: true, force: true });
const { libraries } = JSON.parse(readFileSync(join(here, "libman.json"), "utf8"));
for (const { library, destination, files } of libraries) {
  const name = library.slice(0, library.lastIndexOf("@"));
  for (const file of files) {
    const target = join(webRoot, destination, file);
    mkdirSync(dirname(target), { recursive: true });
    // Renaming puts the whole file there or none, whoever builds at the same time.
    const partial = `${target}.${process.pid}`;
    copyFileSync(join(here, "node_modules", name, file), partial);
    renameSync(partial, target);
  }
}
