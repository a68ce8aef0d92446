package dev.wove.behaviour.remote

import dev.wove.environment.EnvironmentExecutor
import dev.wove.environment.EnvironmentSource
import dev.wove.environment.RemoteCall
import dev.wove.environment.RemoteEvents
import dev.wove.environment.RemoteRun
import java.util.concurrent.CopyOnWriteArrayList

/** Takes note of the runs that are sent to [worker]. */
internal class RecordedWorker(
    private val worker: EnvironmentSource,
) : EnvironmentSource {
    val calls = CopyOnWriteArrayList<RemoteCall>()

    override fun open(): EnvironmentExecutor {
        val executor = worker.open()
        return object : EnvironmentExecutor by executor {
            override fun run(call: RemoteCall, events: RemoteEvents): RemoteRun {
                calls.add(call)
                return executor.run(call, events)
            }
        }
    }
}
