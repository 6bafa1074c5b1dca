// Holds resources against the schemas of Kubernetes and KEDA and prints a line of JSON for each: its name and what is wrong with it.
// The schemas take fields that they do not know, as the API server drops them unseen; the types of the same packages refuse them.
// usage: node check.mjs RESOURCES.json, an array of {name, resource}
import { readFileSync, writeFileSync } from 'node:fs';
import ts from 'typescript';

const entries = JSON.parse(readFileSync(process.argv[2], 'utf8'));

function packageOf(apiVersion) {
  return apiVersion.startsWith('keda.sh/') ? `@kubernetes-models/keda/${apiVersion}` : `kubernetes-models/${apiVersion}`;
}

async function bySchema({ apiVersion, kind, ...fields }) {
  const { [kind]: Model } = await import(packageOf(apiVersion));
  if (!Model) return [`${apiVersion} has no ${kind}`];
  try {
    new Model(fields).validate();
    return [];
  } catch (e) {
    return [e.message];
  }
}

function byTypes() {
  // one file for each, so that a finding names its resource
  const files = entries.map(({ resource }, i) => {
    const file = `resource-${i}.ts`;
    const type = `I${resource.kind}`;
    writeFileSync(
      file,
      `import type { ${type} } from '${packageOf(resource.apiVersion)}';\n` +
        `export const resource: ${type} = ${JSON.stringify(resource, null, 2)};\n`,
    );
    return file;
  });
  const program = ts.createProgram(files, {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: [],
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
  });
  return files.map((file) => {
    const source = program.getSourceFile(file);
    return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)].map((finding) =>
      ts.flattenDiagnosticMessageText(finding.messageText, '\n'),
    );
  });
}

const typed = byTypes();
for (const [i, { name, resource }] of entries.entries()) {
  console.log(JSON.stringify({ name, problems: [...(await bySchema(resource)), ...typed[i]] }));
}
