package io.globallock.search;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** No order of the threads' steps that was tried breaks a promise, and each mutant breaks one in some order. */
@Timeout(7200)
class InterleavingTests {

    @ParameterizedTest
    @EnumSource
    void noOrderBreaksAPromise(Scenario scenario) throws Exception {
        Search search = Search.of(scenario, null);
        AssertionError failure = search.run(Search.SCHEDULES);
        System.out.println(scenario + ": " + search + ", seed " + Search.SEED);
        if (failure != null) {
            throw failure;
        }
    }

    @ParameterizedTest
    @EnumSource
    void theMutantIsFound(Mutant mutant) throws Exception {
        Search search = Search.of(mutant.scenario(), mutant.edit());
        AssertionError failure = search.run(Search.SCHEDULES);
        System.out.println(mutant + ": " + (failure == null ? "missed" : "found") + " after " + search);
        assertThat(failure).as("seed %d", Search.SEED).isNotNull();
    }
}
