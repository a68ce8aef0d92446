@file:JvmName("RateLimiterInKotlin")

package dev.wove.examples.tokens

import dev.wove.DelayedResult
import dev.wove.Exit
import dev.wove.dsl.taskScope
import kotlinx.coroutines.delay
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.sync.Semaphore
import java.time.Duration
import kotlin.time.toKotlinDuration

private const val AT_ONCE = 3
private const val REQUESTS = 6
private const val MOST = 1_000

/** Lets six requests through, three at once and then one each [period]; returns how the service ended. */
fun letThrough(period: Duration, answers: Answers): String = runBlocking {
    lateinit var service: DelayedResult<Unit>
    // tag::rate-limiter-kotlin
    taskScope("limiter", exit = Exit.CANCEL) {
        val tokens = Semaphore(permits = MOST, acquiredPermits = MOST - AT_ONCE)
        service =
            start(name = "tokens") {
                while (true) {
                    delay(period.toKotlinDuration())
                    tokens.release()
                }
            }
        taskScope("requests") {
            for (request in 1..REQUESTS) {
                start {
                    tokens.acquire()
                    answers.answer(request)
                }
            }
        } // waits for the requests
    } // ends the service
    // end::rate-limiter-kotlin
    Answers.endOf(service)
}
