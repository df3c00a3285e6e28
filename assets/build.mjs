// Compiles the scss and copies each font and image that the css refers to, and nothing else.
import { compile } from "sass";
import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

const here = import.meta.dirname;
const uswds = join(here, "node_modules/@uswds/uswds");
const target = join(here, "../static");

function write(path, save) {
  mkdirSync(dirname(path), { recursive: true });
  save(path);
}

function build(name) {
  const { css } = compile(join(here, `src/${name}.scss`), {
    style: "compressed",
    loadPaths: [join(uswds, "packages")],
    quietDeps: true,
  });
  write(join(target, `css/${name}.css`), (path) => writeFileSync(path, `${css}\n`));
  return css;
}

build("admin");
build("patrol");
const css = build("site");

const referred = [...css.matchAll(/url\("?\.\.\/((?:fonts|img)\/[^")?#]+)/g)].map((match) => match[1]);
for (const file of new Set(referred)) {
  write(join(target, file), (path) => copyFileSync(join(uswds, "dist", file), path));
}
// The font's license asks to travel with it.
write(join(target, "fonts/LICENSE.md"), (path) => copyFileSync(join(uswds, "LICENSE.md"), path));
