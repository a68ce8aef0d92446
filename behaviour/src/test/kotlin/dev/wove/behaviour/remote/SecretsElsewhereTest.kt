package dev.wove.behaviour.remote

import ch.qos.logback.classic.Level
import ch.qos.logback.classic.Logger
import ch.qos.logback.classic.spi.ILoggingEvent
import ch.qos.logback.core.AppenderBase
import dev.wove.OnFailure
import dev.wove.Policy
import dev.wove.WeaveOptions
import dev.wove.config.WoveConfiguration
import dev.wove.dsl.weaveResult
import dev.wove.environment.Remote
import dev.wove.remote.InMemoryEnvironment.inMemory
import dev.wove.trace.WeaveListener
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.awaitCancellation
import org.slf4j.LoggerFactory
import java.io.IOException
import java.time.Duration.ofMillis
import java.util.concurrent.CopyOnWriteArrayList

data class Login(
    val user: String,
    val password: String,
)

/** What the caller knows. */
@Remote("vault")
interface Vault {
    suspend fun open(login: Login): String

    @Throws(IOException::class)
    suspend fun refuse(login: Login): String

    suspend fun hang(login: Login): String

    suspend fun mistaken(password: String): String

    suspend fun answer(login: Login): Int
}

/** What the worker has made of it since. */
@Remote("vault")
interface VaultOfWorker {
    suspend fun open(login: Login): String

    @Throws(IOException::class)
    suspend fun refuse(login: Login): String

    suspend fun hang(login: Login): String

    suspend fun mistaken(password: Int): String

    suspend fun answer(login: Login): String
}

private const val SECRET = "hunter2-5ecret"

private object OpenVault : VaultOfWorker {
    override suspend fun open(login: Login): String =
        "opened for ${login.user}".also { check(login.password == SECRET) }

    override suspend fun refuse(login: Login): String = throw IOException("refused ${login.user}")

    override suspend fun hang(login: Login): String = awaitCancellation()

    override suspend fun mistaken(password: Int): String = "$password"

    override suspend fun answer(login: Login): String = login.password
}

class SecretsElsewhereTest : FunSpec({
    suspend fun everythingSaid(block: suspend (WeaveOptions) -> String): String {
        val said = CopyOnWriteArrayList<String>()
        val root = LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME) as Logger
        val wove = LoggerFactory.getLogger("dev.wove") as Logger
        val level = wove.level
        val appender =
            object : AppenderBase<ILoggingEvent>() {
                override fun append(event: ILoggingEvent) {
                    said += event.formattedMessage
                    generateSequence(event.throwableProxy) { it.cause }.forEach { said += "${it.message}" }
                }
            }
        appender.start()
        root.addAppender(appender)
        wove.level = Level.TRACE
        try {
            val worker = inMemory().serve(VaultOfWorker::class.java, OpenVault)
            val options =
                WeaveOptions
                    .config(WoveConfiguration.of { it.environment("there", worker).defaultEnvironment("there") })
                    .onFailure(OnFailure.CONTINUE)
                    .listener(WeaveListener { said += it.toString() })
            said += block(options)
        } finally {
            wove.level = level
            root.detachAppender(appender)
            appender.stop()
        }
        return said.joinToString("\n")
    }

    val login = Login("ada", SECRET)

    for ((what, expected) in mapOf(
        "open" to "opened",
        "refuse" to "refused ada",
        "hang" to "timed out",
        "mistaken" to "mistaken",
        "answer" to "answer",
    )) {
        test("an argument of a task elsewhere is never said: $what") {
            val said =
                everythingSaid { options ->
                    val result =
                        weaveResult("page", options = options) {
                            val logged by task { login }
                            when (what) {
                                "open" -> remote(Vault::open, logged, name = what)

                                "refuse" -> remote(Vault::refuse, logged, name = what, retries = 1)

                                "hang" -> remote(
                                    Vault::hang,
                                    logged,
                                    name = what,
                                    policy = Policy.timeout(ofMillis(50)),
                                )

                                "mistaken" -> remote(Vault::mistaken, given(SECRET), name = what)

                                else -> remote(Vault::answer, logged, name = what)
                            }
                        }
                    val failures = result.failures().joinToString(
                        "\n",
                    ) { "${it.cause().stackTraceToString()}\n${it.note()}" }
                    val value = if (what == "open") result.value().toString() else ""
                    "$failures\n$value\n${result.trace()}\n$result"
                }
            withClue(said) {
                (SECRET in said) shouldBe false
                (expected in said) shouldBe true
            }
        }
    }
})
