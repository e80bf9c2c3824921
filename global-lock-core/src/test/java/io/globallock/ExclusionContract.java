package io.globallock;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Never two threads inside at once. That the counter can lose anything is what {@link IncrementsTests} shows. */
interface ExclusionContract extends LockUnderTest {

    @Test
    default void binaryClaimsOfFourThreadsLoseNoIncrement() throws Exception {
        assertThat(Increments.lost(4, 100_000, add -> {
                    Claim claim = lock().claim();
                    add.run();
                    claim.close();
                }))
                .isZero();
    }

    @Test
    default void nestedClaimsOfFourThreadsLoseNoIncrement() throws Exception {
        assertThat(Increments.lost(4, 100_000, add -> {
                    Claim outer = lock().claimRecursive();
                    Claim inner = lock().claimRecursive();
                    add.run();
                    inner.close();
                    outer.close();
                }))
                .isZero();
    }
}
