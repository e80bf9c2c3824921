package io.globallock.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.globallock.Mechanism;
import io.globallock.peer.Canary;
import io.globallock.peer.ForeignPeer;
import io.globallock.peer.LockPeer;
import io.globallock.peer.Peer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Two JVMs, a C program and a Python program that want the same lock, and a C program that only looks at it. */
final class Contenders implements AutoCloseable {

    private static final int SAMPLER = 99;

    final Canary canary = Canary.create();
    private final List<Peer> contenders = new ArrayList<>();
    private final Peer sampler;

    Contenders(String lock, Mechanism mechanism) {
        for (ForeignPeer foreign : ForeignPeer.values()) {
            contenders.add(foreign.start(lock, canary, contenders.size()));
        }
        for (int jvm = 0; jvm < 2; jvm++) {
            contenders.add(LockPeer.start(lock, mechanism, Duration.ofSeconds(1), canary, contenders.size()));
        }
        sampler = ForeignPeer.C.start(lock, canary, SAMPLER);
        contenders.forEach(Peer::awaitReady);
        sampler.awaitReady();
    }

    /** Starts them; they end with the time or when the canary is stopped. */
    void start(Duration time, boolean locked) {
        // Short work and short gaps: somebody always waits, and two cores do not starve the test itself.
        contenders.forEach(each -> each.send("contend " + time.toMillis() + " 60 120 " + (locked ? 1 : 0)));
        sampler.send("sample " + time.toMillis());
    }

    /** Waits for their end; everybody must have been inside. */
    void awaitProgressOfAll() {
        for (Peer each : contenders) {
            assertThat(Long.parseLong(each.answer(Duration.ofSeconds(60))))
                    .as("entries of %s; %s", each, canary)
                    .isGreaterThan(100);
        }
    }

    /** The least and the greatest value that the sampler saw, in the form "0 1". */
    String valuesSeen() {
        return sampler.answer();
    }

    @Override
    public void close() {
        contenders.forEach(Peer::close);
        sampler.close();
        canary.close();
    }
}
