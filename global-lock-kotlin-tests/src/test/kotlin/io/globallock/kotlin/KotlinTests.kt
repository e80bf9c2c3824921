package io.globallock.kotlin

import io.globallock.ClaimTimeoutException
import io.globallock.GlobalLock
import io.globallock.spring.annotation.GlobalLocked
import io.globallock.spring.autoconfigure.GlobalLockAopAutoConfiguration
import io.globallock.spring.autoconfigure.GlobalLockAutoConfiguration
import java.util.UUID
import java.util.concurrent.CountDownLatch
import java.util.concurrent.TimeUnit
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.reactor.mono
import kotlinx.coroutines.runBlocking
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.assertThatExceptionOfType
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout
import org.springframework.boot.autoconfigure.AutoConfigurations
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration
import org.springframework.boot.test.context.assertj.AssertableApplicationContext
import org.springframework.boot.test.context.runner.ApplicationContextRunner
import reactor.core.publisher.Mono

/** What Kotlin's functions and classes are to the starter. */
@Timeout(60)
class KotlinTests {

    private val application = ApplicationContextRunner()
        .withConfiguration(
            AutoConfigurations.of(
                AopAutoConfiguration::class.java,
                GlobalLockAutoConfiguration::class.java,
                GlobalLockAopAutoConfiguration::class.java,
            ),
        )
        .withPropertyValues(
            "global-lock.mechanism=local",
            "global-lock.timeout=30ms",
            "global-lock.locks.a.name=kotlin-test-" + UUID.randomUUID(),
        )

    @Test
    fun `a suspending function is refused at start`() {
        application.withBean(Suspending::class.java).run { context ->
            assertThat(messages(context)).anyMatch { it.contains("it is a Kotlin suspending function") }
        }
    }

    @Test
    fun `a mono of a coroutine is held until the coroutine ends`() {
        application.withBean(Coroutines::class.java).run { context ->
            val lock = context.getBean("a", GlobalLock::class.java)
            val bean = context.getBean(Coroutines::class.java)
            val work = CompletableDeferred<String>()
            val inside = CountDownLatch(1)
            val result = bean.mono(inside, work).toFuture()
            assertThat(inside.await(10, TimeUnit.SECONDS)).isTrue()
            assertThat(lock.isLocked).isTrue()
            work.complete("done")
            assertThat(result.get(10, TimeUnit.SECONDS)).isEqualTo("done")
            assertThat(lock.isLocked).isFalse()
        }
    }

    @Test
    fun `a flow is held while it is collected`() {
        application.withBean(Coroutines::class.java).run { context ->
            val lock = context.getBean("a", GlobalLock::class.java)
            val flow = context.getBean(Coroutines::class.java).flow(lock)
            assertThat(lock.isLocked).isFalse()
            assertThat(runBlocking { flow.toList() }).containsExactly(true, true)
            assertThat(lock.isLocked).isFalse()
            lock.claimDetached().use {
                assertThatExceptionOfType(ClaimTimeoutException::class.java)
                    .isThrownBy { runBlocking { flow.toList() } }
            }
        }
    }

    @Test
    fun `a sequence is refused at start`() {
        application.withBean(Lazy::class.java).run { context ->
            assertThat(messages(context)).anyMatch { it.contains("kotlin.sequences.Sequence") }
        }
    }

    @Test
    fun `a class that is final, as Kotlin's are without the spring plugin, does not start`() {
        application.withBean(FinalClass::class.java).run { context -> assertThat(context).hasFailed() }
    }

    @Test
    fun `a function that is final in an open class is refused at start`() {
        application.withBean(FinalFunction::class.java).run { context ->
            assertThat(messages(context)).anyMatch { it.contains("no proxy can intercept") }
        }
    }

    @Test
    fun `a parameter is a key by its name, and a default argument is none of the lock's business`() {
        application.withBean(Coroutines::class.java).run { context ->
            assertThat(context.getBean(Coroutines::class.java).keyed("a")).isEqualTo("a 1")
        }
    }

    private fun messages(context: AssertableApplicationContext): List<String> =
        generateSequence(context.startupFailure) { it.cause }.mapNotNull { it.message }.toList()

    open class Suspending {
        @GlobalLocked("a")
        open suspend fun run() = "done"
    }

    open class Coroutines {
        @GlobalLocked("a")
        open fun mono(inside: CountDownLatch, work: CompletableDeferred<String>): Mono<String> =
            mono(Dispatchers.Default) {
                inside.countDown()
                work.await()
            }

        @GlobalLocked("a")
        open fun flow(lock: GlobalLock): Flow<Boolean> = flow {
            emit(lock.isLocked)
            emit(lock.isLocked)
        }

        @GlobalLocked("#bus")
        open fun keyed(bus: String, times: Int = 1): String = "$bus $times"
    }

    open class Lazy {
        @GlobalLocked("a")
        open fun run(): Sequence<String> = sequenceOf("x")
    }

    class FinalClass {
        @GlobalLocked("a")
        fun run() = "done"
    }

    open class FinalFunction {
        @GlobalLocked("a")
        fun run() = "done"

        open fun other() = "other"
    }
}
