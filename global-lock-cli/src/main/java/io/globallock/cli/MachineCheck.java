package io.globallock.cli;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What is wrong with the machine for all locks.
 *
 * @param root where its files are; not / in tests
 */
record MachineCheck(Path root) {

    private static final long PAGE = 4096;

    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        Path shm = root.resolve("dev/shm");
        if (!Files.isDirectory(shm)) {
            findings.add(
                    new Finding("/dev/shm is missing: there are no locks between processes.", Semaphores.MAKE_SHM));
        } else {
            if (!Files.isWritable(shm) && Semaphores.isReadOnly()) {
                findings.add(new Finding("/dev/shm is mounted read-only: no lock can be taken.", Semaphores.REMOUNT));
            } else if (!Files.isWritable(shm)) {
                findings.add(new Finding(
                        "/dev/shm may not be written by " + System.getProperty("user.name") + ": no lock can be made.",
                        "sudo chmod 1777 /dev/shm"));
            }
            checkSpace(shm, findings);
        }
        new RemoveIpcCheck(root).finding().ifPresent(findings::add);
        return findings;
    }

    private static void checkSpace(Path shm, List<Finding> findings) {
        try {
            FileStore store = Files.getFileStore(shm);
            if (store.getUsableSpace() < PAGE) {
                findings.add(new Finding(
                        "/dev/shm is full (" + store.getTotalSpace() / 1024
                                + " kB): no new lock can be made, and those without"
                                + " their page keep no record of their holders.",
                        "sudo mount -o remount,size=" + Math.max(store.getTotalSpace() / 1024 * 2, 1024)
                                + "k /dev/shm"));
            }
        } catch (IOException e) {
            findings.add(new Finding("/dev/shm cannot be examined: " + e.getMessage() + ".", "ls -ld /dev/shm"));
        }
    }
}
