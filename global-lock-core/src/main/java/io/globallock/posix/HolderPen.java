package io.globallock.posix;

/** Writes this process's holder record. Of whoever claims; one thread at a time. */
final class HolderPen {

    private final long pid = ProcessHandle.current().pid();
    private final long processStart = ProcessStart.ofThisProcess();
    private String label = "";
    private byte[] labelBytes = SemaphoreMap.label("");
    private long identity = SemaphoreMap.identity(pid, processStart, labelBytes);
    private boolean isNewLabel;

    /** The label of the next record. */
    void use(String claimer) {
        if (!claimer.equals(label)) {
            label = claimer;
            labelBytes = SemaphoreMap.label(claimer);
            identity = SemaphoreMap.identity(pid, processStart, labelBytes);
            isNewLabel = true;
        }
    }

    /**
     * Says that this process claimed just now.
     *
     * @param token of the claim
     * @param now {@link System#nanoTime()}
     * @param wall nanoseconds since the epoch
     */
    void write(Attachment here, long token, long now, long wall) {
        if (isNewLabel) {
            here.map.forgetRecord();
            isNewLabel = false;
        }
        here.map.writeRecord(token, here.slot, pid, processStart, now, wall, labelBytes, identity);
    }
}
