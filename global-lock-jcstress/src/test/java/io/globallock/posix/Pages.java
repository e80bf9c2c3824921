package io.globallock.posix;

import java.nio.ByteBuffer;

/** Marked semaphore files in memory, each as long as what {@link SemaphoreMap} has in it. Slices: jcstress wants millions. */
final class Pages {

    private static final int SIZE = 256;
    private static final int SLAB = 1 << 20;

    private static ByteBuffer slab = ByteBuffer.allocateDirect(SLAB);

    private Pages() {}

    static synchronized ByteBuffer page() {
        if (slab.remaining() < SIZE) {
            slab = ByteBuffer.allocateDirect(SLAB);
        }
        ByteBuffer page = slab.slice(slab.position(), SIZE);
        slab.position(slab.position() + SIZE);
        SemaphoreMap.mark(page);
        return page;
    }

    /** The file as one more process has it mapped. */
    static SemaphoreMap map(ByteBuffer page) {
        return new SemaphoreMap(page.duplicate(), true);
    }
}
