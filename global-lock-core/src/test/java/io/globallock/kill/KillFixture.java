package io.globallock.kill;

import io.globallock.peer.ForeignPeer;
import io.globallock.peer.TestLocks;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A lock for {@link Spares} and foreign programs. */
class KillFixture {

    @RegisterExtension
    final TestLocks testLocks = new TestLocks();

    final String lock = testLocks.name();

    @BeforeAll
    static void needsPeers() {
        ForeignPeer.requireAll();
    }

    @BeforeEach
    void removeWarmUpLockToo() {
        testLocks.removing(Spares.warmUpLock(lock));
    }
}
