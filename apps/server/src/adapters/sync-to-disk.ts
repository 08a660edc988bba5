import { open, stat } from 'node:fs/promises';

/** What systems answer that sync files, but no folders: Windows, and some network disks. */
const NO_FOLDERS = ['EPERM', 'EINVAL', 'EISDIR', 'EACCES', 'ENOTSUP'];

/** A file's bytes, or, where the system can, a folder's names, are on the disk when this returns. */
export async function syncToDisk(path: string): Promise<void> {
  const isFolder = (await stat(path)).isDirectory();
  // Windows syncs no file that was opened for reading alone.
  const handle = await open(path, isFolder ? 'r' : 'r+');
  try {
    await handle.sync();
  } catch (error) {
    if (!isFolder || !NO_FOLDERS.includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  } finally {
    await handle.close();
  }
}
