// Checks the files of deploy/, whose path is the argument: the Dockerfile by a linter, and the Kubernetes manifests by
// the schemas of their kinds (types, formats, required fields) and by their types, which refuse unknown fields.
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { validate } from "dockerfile-utils";
import { parseAllDocuments } from "yaml";

const deploy = process.argv[2];
const problems = validate(readFileSync(join(deploy, "docker/Dockerfile"), "utf8")).map(
  (problem) => `docker/Dockerfile:${problem.range.start.line + 1}: ${problem.message}`,
);

function parse(file) {
  // Kubernetes reads YAML 1.1, in which 0440 is octal.
  return parseAllDocuments(readFileSync(join(deploy, "kubernetes", file), "utf8"), { version: "1.1" }).map(
    (document) => {
      problems.push(...document.errors.map((error) => `${file}: ${error.message}`));
      return document.toJS();
    },
  );
}

const [kustomization] = parse("kustomization.yaml");
// With the one that the file mentions for clusters that have the operator.
const files = new Set([...kustomization.resources, "servicemonitor.yaml"]);
let types = "";
for (const file of files) {
  for (const manifest of parse(file)) {
    const library = manifest.kind === "ServiceMonitor" ? "@kubernetes-models/prometheus-operator" : "kubernetes-models";
    const module = `${library}/${manifest.apiVersion}/${manifest.kind}`;
    try {
      new (await import(module))[manifest.kind](manifest).validate();
    } catch (error) {
      problems.push(`${file}: ${error.message}`);
    }
    const name = `${manifest.kind}${types.length}`;
    types += `import { I${manifest.kind} as ${name} } from "${module}";\n`;
    types += `export const ${name}Checked: ${name} = ${JSON.stringify(manifest, null, 2)};\n`;
  }
}
writeFileSync("manifests.ts", types);
const compiler = ["node_modules/typescript/bin/tsc", "--noEmit", "--strict", "--skipLibCheck"];
const options = ["--module", "nodenext", "--moduleResolution", "nodenext", "manifests.ts"];
const checked = spawnSync(process.execPath, [...compiler, ...options], { encoding: "utf8" });
if (checked.status !== 0) {
  problems.push(checked.stdout + checked.stderr);
}
if (problems.length > 0) {
  console.error(problems.join("\n"));
  process.exit(1);
}
console.log(`checked the Dockerfile and ${files.size} manifests`);
