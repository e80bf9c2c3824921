package io.globallock.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.globallock.Claim;
import io.globallock.GlobalLock;
import io.globallock.GlobalLocks;
import io.globallock.LockInfo;
import io.globallock.LockListener;
import io.globallock.Mechanism;
import io.globallock.spring.GlobalLockTemplate;
import io.globallock.spring.KeyedLocks;
import io.globallock.spring.LockSettings;
import io.globallock.spring.LockTests;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Timeout(60)
class GlobalLockAutoConfigurationTests {

    @Test
    void hasNoLocksByDefault() {
        LockTests.bare().run(context -> {
            assertThat(context).hasSingleBean(GlobalLocks.class).hasSingleBean(GlobalLockTemplate.class);
            assertThat(context).doesNotHaveBean(GlobalLock.class);
        });
    }

    @Test
    void makesABeanOfEachKey() {
        LockTests.application().run(context -> {
            assertThat(context).getBeans(GlobalLock.class).containsOnlyKeys("a", "b");
            GlobalLock a = context.getBean("a", GlobalLock.class);
            assertThat(a.mechanism()).isEqualTo(Mechanism.LOCAL);
            assertThat(context.getBean(GlobalLocks.class).get(a.name())).isSameAs(a);
        });
    }

    @Test
    void injectsALockByQualifier() {
        LockTests.application().withUserConfiguration(TwoUsers.class).run(context -> {
            assertThat(context.getBean("first"))
                    .isEqualTo(context.getBean("a", GlobalLock.class).name());
            assertThat(context.getBean("second"))
                    .isEqualTo(context.getBean("b", GlobalLock.class).name());
        });
    }

    @Test
    void injectsTheOnlyLockByTypeAlone() {
        LockTests.bare()
                .withPropertyValues("global-lock.locks.only.name=" + LockTests.uniqueName())
                .run(context -> assertThat(context).getBean(GlobalLock.class).isSameAs(context.getBean("only")));
    }

    @Test
    void takesTheKeyForAMissingName() {
        String key = LockTests.uniqueName();
        LockTests.bare().withPropertyValues("global-lock.locks." + key + "=").run(context -> assertThat(
                        context.getBean(GlobalLock.class).name())
                .isEqualTo(key));
    }

    @Test
    void takesPlainTextForTheName() {
        String name = LockTests.uniqueName();
        LockTests.bare().withPropertyValues("global-lock.locks.i2c=/" + name).run(context -> assertThat(
                        context.getBean(GlobalLock.class).name())
                .isEqualTo(name));
    }

    @Test
    void theLocksOwnPropertiesComeBeforeTheCommonOnes() {
        LockTests.application()
                .withPropertyValues(
                        "global-lock.timeout=2s",
                        "global-lock.max-hold=9s",
                        "global-lock.locks.a.timeout=300ms",
                        "global-lock.locks.a.mode=rw-rw----",
                        "global-lock.locks.a.max-hold=1s",
                        "global-lock.group=1000",
                        "global-lock.trusted-users=pi,1001",
                        "global-lock.locks.a.group=i2c",
                        "global-lock.locks.a.trusted-users=station",
                        "global-lock.locks.a.lock-info=never",
                        "global-lock.locks.a.label=station")
                .run(context -> {
                    LockSettings a = context.getBean(KeyedLocks.class).get("a").settings();
                    assertThat(a.timeout()).hasMillis(300);
                    assertThat(a.maxHold()).contains(Duration.ofSeconds(1));
                    assertThat(a.options().mode()).isEqualTo(0660);
                    assertThat(a.options().group()).contains("i2c");
                    assertThat(a.options().trustedUsers()).containsExactly("station");
                    assertThat(a.options().lockInfo()).isEqualTo(LockInfo.NEVER);
                    assertThat(a.options().label()).contains("station");
                    LockSettings b = context.getBean(KeyedLocks.class).get("b").settings();
                    assertThat(b.timeout()).hasSeconds(2);
                    assertThat(b.maxHold()).contains(Duration.ofSeconds(9));
                    assertThat(b.options().mode()).isEqualTo(0600);
                    assertThat(b.options().group()).contains("1000");
                    assertThat(b.options().trustedUsers()).containsExactlyInAnyOrder("pi", "1001");
                });
    }

    @Test
    void waitsOneSecondByDefault() {
        LockTests.application().run(context -> assertThat(
                        context.getBean(KeyedLocks.class).get("a").settings().timeout())
                .hasSeconds(1));
    }

    @Test
    void refusesTwoKeysOfOneSemaphore() {
        LockTests.application()
                .withPropertyValues("global-lock.locks.a.name=same", "global-lock.locks.b.name=same")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining("global-lock.locks.a")
                        .hasMessageContaining("global-lock.locks.b")
                        .hasMessageContaining("same"));
    }

    @Test
    void refusesANegativeTimeout() {
        LockTests.application()
                .withPropertyValues("global-lock.locks.a.timeout=-1s")
                .run(context -> assertThat(context).getFailure().rootCause().hasMessageContaining("negative"));
    }

    @Test
    void aGlobalLocksBeanOfTheUserWins() {
        LockTests.application().withUserConfiguration(OwnLocks.class).run(context -> {
            assertThat(context).hasSingleBean(GlobalLocks.class).hasBean("ownLocks");
            assertThat(context.getBean(GlobalLocks.class).locks()).contains(context.getBean("a", GlobalLock.class));
        });
    }

    @Test
    void aGlobalLockBeanOfTheUserWins() {
        LockTests.application().withUserConfiguration(OwnLock.class).run(context -> {
            assertThat(context.getBean("a", GlobalLock.class).name()).startsWith("own-");
            assertThat(context.getBean(KeyedLocks.class).get("a").lock()).isSameAs(context.getBean("a"));
        });
    }

    @Test
    void aLockBeanWithoutConfigurationHasItsBeanNameForAKey() {
        LockTests.bare().withUserConfiguration(OwnLock.class).run(context -> {
            KeyedLocks locks = context.getBean(KeyedLocks.class);
            assertThat(locks.keys()).containsExactly("a");
            assertThat(locks.get("a").settings().timeout()).hasSeconds(1);
        });
    }

    @Test
    void listenersOfTheUserHearOfAllLocks() {
        LockTests.application().withUserConfiguration(Listening.class).run(context -> {
            context.getBean("b", GlobalLock.class).claim().close();
            assertThat(context.getBean(Listening.class).heard).isEqualTo(1);
        });
    }

    @Test
    void isAbsentWhenSwitchedOff() {
        LockTests.application().withPropertyValues("global-lock.enabled=false").run(context -> assertThat(context)
                .doesNotHaveBean(GlobalLocks.class)
                .doesNotHaveBean(GlobalLock.class)
                .doesNotHaveBean("lockedAdvisor"));
    }

    @Test
    void twoApplicationsOfOneJvmShareALock() {
        LockTests.application().run(one -> {
            GlobalLock a = one.getBean("a", GlobalLock.class);
            LockTests.bare()
                    .withPropertyValues("global-lock.locks.x.name=" + a.name())
                    .run(two -> assertThat(two.getBean("x")).isSameAs(a));
            assertThat(a.isLocked()).isFalse();
        });
    }

    @Configuration(proxyBeanMethods = false)
    static class TwoUsers {
        @Bean
        String first(@Qualifier("a") GlobalLock lock) {
            return lock.name();
        }

        @Bean
        String second(@Qualifier("b") GlobalLock lock) {
            return lock.name();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnLocks {
        @Bean
        GlobalLocks ownLocks() {
            return GlobalLocks.create();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnLock {
        @Bean
        GlobalLock a(GlobalLocks locks) {
            return locks.get("own-" + LockTests.uniqueName());
        }
    }

    static class Listening implements LockListener {
        int heard;

        @Override
        public void claimed(GlobalLock lock, Claim claim, Duration waited) {
            heard++;
        }
    }
}
