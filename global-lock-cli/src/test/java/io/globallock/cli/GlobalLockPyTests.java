package io.globallock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Users of global_lock.py change the program's name only: its words and options, seen by a Python process after every step. */
@Timeout(500)
class GlobalLockPyTests {

    private static final int TURNS = 1000;
    private static final int CHECK_EVERY = 20;

    @RegisterExtension
    final ShmNames names = new ShmNames();

    private String lock;

    @BeforeAll
    static void python() throws IOException, InterruptedException {
        Tool.PYTHON.require();
    }

    @BeforeEach
    void name() {
        lock = names.fresh();
    }

    @Test
    void everyWordDoesToTheSemaphoreWhatItDoesThere() throws IOException {
        assertThat(Result.of(lock, "get").status()).isZero();
        try (PythonPeer python = new PythonPeer(lock)) {
            assertThat(python.ask("value")).isEqualTo("0");
            assertThat(python.ask("trywait")).isEqualTo("false");
            assertThat(Result.of(lock, "state").out()).contains("is currently locked (0)");
            assertThat(Result.of(lock, "get", "-t", "0.1"))
                    .matches(result -> result.status() == ExitStatus.NO)
                    .extracting(Result::out)
                    .asString()
                    .contains("lock request timed out (0)");
            assertThat(python.ask("value")).isEqualTo("0");
            assertThat(Result.of(lock, "unget").out()).contains("lock released (1)");
            assertThat(python.ask("value")).isEqualTo("1");
            assertThat(Result.of(lock, "unget"))
                    .isEqualTo(new Result(ExitStatus.NO, "<" + lock + "> Extraneous unget, ignored (1)\n", ""));
            assertThat(python.ask("value")).isEqualTo("1");
            assertThat(Result.of(lock, "state").out()).contains("is currently unlocked (1)");
            assertThat(Result.of("-t", "2", "-a", "0.01", lock, "get").out()).contains("lock released (1)");
            assertThat(python.ask("value")).isEqualTo("1");
            assertThat(Result.of("-t", "-1", "-u", "3", "/" + lock, "get").status())
                    .isZero();
            assertThat(python.ask("value")).isEqualTo("0");
            assertThat(python.ask("post")).isEqualTo("ok");
            assertThat(Result.of(lock, "state").out()).contains("is currently unlocked (1)");
        }
    }

    @Test
    void aHoldOfPythonIsShownAndFreed() throws IOException {
        try (PythonPeer python = new PythonPeer(lock)) {
            assertThat(python.ask("trywait")).isEqualTo("true");
            assertThat(Result.of(lock, "state").out())
                    .contains("is currently locked (0), held by a program", "open in pid");
            assertThat(Result.of(lock, "state", "--json").out())
                    .contains("\"state\":\"foreign\"", "\"command\":\"python");
            assertThat(Result.of(lock, "unget").status()).isZero();
            assertThat(python.ask("value")).isEqualTo("1");
        }
    }

    @Test
    void whatPythonPostedTooOftenIsFoundAndMended() throws IOException {
        try (PythonPeer python = new PythonPeer(lock)) {
            python.ask("post");
            assertThat(Result.of(lock, "state").out()).contains("unlocked (2), posted");
            assertThat(Result.of("doctor", lock))
                    .matches(result -> result.status() == ExitStatus.NO)
                    .extracting(Result::out)
                    .asString()
                    .contains("global-lock " + lock + " run -- true");
            assertThat(Result.of(lock, "run", "--", "true").status()).isZero();
            assertThat(python.ask("value")).isEqualTo("1");
        }
    }

    /** In this JVM, because a start costs more than all turns; JarTests does a few with the jar. */
    @Test
    void pythonAndTheCommandLineTakeTurns() throws IOException {
        try (PythonPeer python = new PythonPeer(lock)) {
            for (int turn = 0; turn < TURNS; turn++) {
                turn(python, turn);
            }
        }
    }

    private void turn(PythonPeer python, int turn) throws IOException {
        assertThat(Result.of(lock, "get").status()).as("turn %d: get", turn).isZero();
        assertThat(python.ask("trywait"))
                .as("turn %d: Python meets the get", turn)
                .isEqualTo("false");
        assertThat(Result.of(lock, "unget").status()).as("turn %d: unget", turn).isZero();
        assertThat(python.ask("trywait"))
                .as("turn %d: Python after the unget", turn)
                .isEqualTo("true");
        if (turn % CHECK_EVERY == 0) { // it looks through all of /proc for who may hold the lock
            assertThat(Result.of(lock, "get", "-t", "0").status())
                    .as("turn %d: get meets Python", turn)
                    .isEqualTo(ExitStatus.NO);
        }
        assertThat(python.ask("post")).isEqualTo("ok");
        assertThat(python.ask("value")).as("turn %d: value", turn).isEqualTo("1");
    }
}
