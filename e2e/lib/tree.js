// A shared tree with something of everything in it, and what is needed to compare bytes.

import { createHash, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { copyFile, mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const FIXTURES = fileURLToPath(new URL('../fixtures/', import.meta.url));

/** Where a fixture is on this machine. */
export const fixture = (name) => join(FIXTURES, name);

/** The top folder of a house's tree. */
export const treeOf = (server) => join(server.data, 'files');

/** The SHA-256 of a file, in hexadecimal. */
export async function sha256(path) {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk);
  return hash.digest('hex');
}

const README = `# The shelf of the class

Put what everybody needs into **docs**.

- notes of each session
- pictures of the board

\`\`\`
curl -T notes.txt house:3000/raw/docs/notes.txt
\`\`\`
`;

const TEXTS = {
  'README.md': README,
  'notes.txt': 'line 1\nline 2\n',
  'main.rs': 'fn main() {\n    println!("hola, maloca");\n}\n',
  'lab1.csv': 'a,b\n'.repeat(500),
  'lab2.csv': 'a,b\n'.repeat(1000),
  'lab10.csv': 'a,b\n'.repeat(5000),
  'empty.txt': '',
  'evil.html': '<title>calm</title><script>document.title = "ran"</script><h1>hi</h1>',
  '<img src=x onerror=alert(1)>.txt': 'markup in a name',
  'a%20b.txt': 'an escape in a name',
  'ñandú #1?.txt': 'signs in a name',
};

/** Fills a tree. `large.bin` has 64 MiB that nothing can compress. */
export async function furnish(tree) {
  for (const folder of ['docs/deep', 'Fotos de la minga', 'empty', 'many']) {
    await mkdir(join(tree, folder), { recursive: true });
  }
  for (const name of await readdir(FIXTURES)) await copyFile(fixture(name), join(tree, 'docs', name));
  for (const [name, text] of Object.entries(TEXTS)) await writeFile(join(tree, name), text);
  await writeFile(join(tree, 'bytes.dat'), Buffer.from([0, 1, 2, 3, 255]));
  await writeFile(join(tree, 'docs/large.bin'), randomBytes(64 * 1024 * 1024));
  for (let number = 1; number <= 250; number++) await writeFile(join(tree, `many/n${number}.txt`), 'x');
}
