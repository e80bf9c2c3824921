package io.globallock.posix;

import java.util.ArrayList;
import java.util.List;

/** What an operator should know of a file that is used all the same. */
final class FileSurprises {

    private static final String[] CLASSES = {"others", "its group", "its owner"};
    private static final int CLASS_BITS = 3;
    private static final int READ = 4;
    private static final int READ_WRITE = 6;

    private final List<String> surprises = new ArrayList<>();

    /** @param otherLayout what marks the part behind the semaphore; 0 if it is laid out as here */
    FileSurprises(SemaphoreName name, FileIdentity file, SemaphorePermissions permissions, long otherLayout) {
        if (file.permissions() != permissions.mode()) {
            surprises.add("%s has mode %04o where %04o is configured; the file's stays as it is"
                    .formatted(name.path(), file.permissions(), permissions.mode()));
        }
        readers(name, file.permissions());
        FileOwnership.group(name, permissions).ifPresent(group -> {
            if (group != file.group()) {
                surprises.add("%s has %s where %s is configured; the file's stays as it is"
                        .formatted(name.path(), Accounts.describeGroup(file.group()), Accounts.describeGroup(group)));
            }
        });
        if (otherLayout != 0) {
            surprises.add(
                    "%s is laid out by another version behind the semaphore (%x): who holds the lock is not read and not written"
                            .formatted(name.path(), otherLayout));
        }
        name.doubt().ifPresent(surprises::add);
    }

    /** Whoever can open a file can lock any byte of it, if only against writers' locks, and with that make the dead look alive. */
    private void readers(SemaphoreName name, int mode) {
        for (int i = 0; i < CLASSES.length; i++) {
            if (((mode >> (i * CLASS_BITS)) & READ_WRITE) == READ) {
                surprises.add(
                        "%s has mode %04o: %s may read it and not write, which is enough to lock everybody out. Make it 0600,"
                                        .formatted(name.path(), mode, CLASSES[i])
                                + " or 0660 with a common group (chmod, chgrp)");
            }
        }
    }

    /** Empty if there is nothing to know. */
    @Override
    public String toString() {
        return String.join("; ", surprises);
    }
}
