package io.globallock.spring.aop;

import static org.assertj.core.api.Assertions.assertThat;

import io.globallock.Claim;
import io.globallock.GlobalLock;
import io.globallock.LockListener;
import io.globallock.spring.LockTests;
import io.globallock.spring.annotation.GlobalLocked;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionManagerCustomizationAutoConfiguration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** With H2 and Spring's own transaction manager. */
@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class LockedTransactionTests {

    private final ApplicationContextRunner application = LockTests.application()
            .withConfiguration(AutoConfigurations.of(
                    DataSourceAutoConfiguration.class,
                    DataSourceTransactionManagerAutoConfiguration.class,
                    JdbcTemplateAutoConfiguration.class,
                    TransactionAutoConfiguration.class,
                    TransactionManagerCustomizationAutoConfiguration.class))
            .withPropertyValues("spring.datasource.generate-unique-name=true")
            .withBean(Journal.class)
            .withBean(Store.class);

    @Test
    void theLockIsClaimedBeforeTheTransactionBeginsAndReleasedAfterItsCommit() {
        application.run(context -> {
            context.getBean(Store.class).store();
            assertThat(context.getBean(Journal.class).entries)
                    .containsExactly(
                            "claimed, transaction false", "committed, claimed true", "released, transaction false");
            assertThat(rows(context.getBean(JdbcTemplate.class))).isEqualTo(1);
        });
    }

    @Test
    void theOrderPropertyTurnsItRound() {
        application
                .withPropertyValues("global-lock.order=2147483647")
                .withBean("early", EarlyTransactions.class)
                .run(context -> {
                    context.getBean(Store.class).store();
                    assertThat(context.getBean(Journal.class).entries)
                            .containsExactly(
                                    "claimed, transaction true",
                                    "released, transaction true",
                                    "committed, claimed false");
                });
    }

    @Test
    void aLockInsideATransactionThatIsOpenIsReportedOnceForEachMethod(CapturedOutput output) {
        application.run(context -> {
            TransactionTemplate outer = new TransactionTemplate(context.getBean(PlatformTransactionManager.class));
            outer.executeWithoutResult(status -> context.getBean(Store.class).store());
            outer.executeWithoutResult(status -> context.getBean(Store.class).store());
        });
        assertThat(output).containsOnlyOnce("inside a transaction that is open already");
    }

    @Test
    void aLockThatTheCallerHoldsOutsideTheTransactionOrThatIsMeantIsNotReported(CapturedOutput output) {
        application.run(context -> {
            GlobalLock lock = context.getBean("a", GlobalLock.class);
            try (Claim outside = lock.claim()) {
                new TransactionTemplate(context.getBean(PlatformTransactionManager.class))
                        .executeWithoutResult(
                                status -> context.getBean(Store.class).store());
                assertThat(outside.isHeld()).isTrue();
            }
        });
        application.withPropertyValues("global-lock.transaction.warn=false").run(context -> new TransactionTemplate(
                        context.getBean(PlatformTransactionManager.class))
                .executeWithoutResult(status -> context.getBean(Store.class).store()));
        assertThat(output).doesNotContain("inside a transaction that is open already");
    }

    private static int rows(JdbcTemplate jdbc) {
        Integer rows = jdbc.queryForObject("select count(*) from reading", Integer.class);
        return rows == null ? 0 : rows;
    }

    @EnableTransactionManagement(order = 0, proxyTargetClass = true)
    static class EarlyTransactions {}

    static class Journal implements LockListener {

        final List<String> entries = new ArrayList<>();

        @Override
        public void claimed(GlobalLock lock, Claim claim, Duration waited) {
            note("claimed");
        }

        @Override
        public void released(GlobalLock lock, Claim claim, Duration held) {
            note("released");
        }

        private void note(String event) {
            entries.add(event + ", transaction " + TransactionSynchronizationManager.isActualTransactionActive());
        }
    }

    static class Store {

        private final JdbcTemplate jdbc;
        private final Journal journal;
        private final GlobalLock lock;

        Store(JdbcTemplate jdbc, Journal journal, @Qualifier("a") GlobalLock lock) {
            this.jdbc = jdbc;
            this.journal = journal;
            this.lock = lock;
            jdbc.execute("create table if not exists reading (celsius int)");
        }

        @GlobalLocked("a")
        @Transactional
        public void store() {
            jdbc.update("insert into reading values (1)");
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    journal.entries.add("committed, claimed " + lock.isClaimedByCurrentThread());
                }
            });
        }
    }
}
