package dev.wove.terminal

import dev.wove.environment.CancelMode
import dev.wove.environment.EnvironmentClock
import dev.wove.environment.EnvironmentContext
import dev.wove.environment.EnvironmentExecutor
import dev.wove.environment.RemoteCall
import dev.wove.environment.RemoteEvents
import dev.wove.environment.RemoteRun
import dev.wove.environment.WorkerInfo
import java.time.Duration.ofMillis

internal interface Reports {
    fun render(post: String): String
}

/** A worker in virtual time: sent twice, 20 ms until it begins, 30 ms of work and 5 ms back. */
internal class FarAway : EnvironmentExecutor {
    private lateinit var clock: EnvironmentClock

    override fun start(context: EnvironmentContext): WorkerInfo {
        clock = context.clock()
        return WorkerInfo.of("w1")
    }

    override fun run(call: RemoteCall, events: RemoteEvents): RemoteRun {
        repeat(2) { events.sent(100) }
        clock.schedule(ofMillis(20)) {
            events.started("w1")
            clock.schedule(ofMillis(35)) {
                events.measured(ofMillis(30), 7)
                events.succeeded("a report")
            }
        }
        return RemoteRun { _: CancelMode -> }
    }

    override fun close(grace: java.time.Duration) = Unit
}
